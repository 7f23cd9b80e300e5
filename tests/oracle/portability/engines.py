"""Databases that really run: each loads tables and answers a statement with `{customer_id: segment}`."""

import csv
import glob
import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import duckdb
import sqlglot


class DuckDb:
    """DuckDB, within this process."""

    dialect = "duckdb"
    types = {
        "text": "VARCHAR",
        "timestamp": "TIMESTAMP",
        "date": "DATE",
        "money": "DECIMAL(14,2)",
        "number": "DOUBLE",
    }

    def __init__(self):
        self.database = duckdb.connect()
        self.database.execute("SET threads = 2")

    def load(self, name, columns, path):
        """A table from a file."""
        self.database.execute(created(name, columns, self.types, '"'))
        self.database.execute(f"COPY {name} FROM '{path}' (HEADER, NULLSTR '', AUTO_DETECT FALSE, QUOTE '\"', ESCAPE '\"')")

    def ask(self, statement):
        """What a statement gives."""
        return self.database.execute(statement.rstrip().rstrip(";")).fetchall()

    def close(self):
        """The end."""
        self.database.close()


class Translated(DuckDb):
    """A dialect of a warehouse: parsed, translated by sqlglot, and run on DuckDB."""

    def __init__(self, dialect):
        super().__init__()
        self.dialect = dialect

    def ask(self, statement):
        """What a statement gives, after it was understood as its dialect."""
        [translated] = sqlglot.transpile(statement, read=self.dialect, write="duckdb", unsupported_level=sqlglot.ErrorLevel.RAISE)
        return super().ask(translated)


class Sqlite:
    """SQLite, within this process."""

    dialect = "sqlite"
    types = {"text": "TEXT", "timestamp": "TEXT", "date": "TEXT", "money": "NUMERIC", "number": "REAL"}

    def __init__(self):
        self.database = sqlite3.connect(":memory:")

    def load(self, name, columns, path):
        """A table from a file."""
        self.database.execute(created(name, columns, self.types, '"'))
        with open(path, encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            places = ", ".join("?" * len(columns))
            cells = ([cell or None for cell in it] for it in rows)
            self.database.executemany(f"INSERT INTO {name} VALUES ({places})", cells)

    def ask(self, statement):
        """What a statement gives."""
        return self.database.execute(statement).fetchall()

    def close(self):
        """The end."""
        self.database.close()


class Postgres:
    """A PostgreSQL server of its own, in a temporary folder, on loopback."""

    dialect = "postgres"
    types = {
        "text": "TEXT",
        "timestamp": "TIMESTAMP",
        "date": "DATE",
        "money": "NUMERIC(14,2)",
        "number": "DOUBLE PRECISION",
    }

    def __init__(self):
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda it: int(it.split("/")[4]))
        found = folders[-1] if folders else os.path.dirname(shutil.which("postgres") or "")
        if not found:
            raise RuntimeError("there is no PostgreSQL server")
        self.programs = Path(found)
        self.folder = tempfile.mkdtemp(prefix="portability-")
        # The server refuses to be root.
        self.user = {}
        if os.geteuid() == 0:
            names = {it.pw_name for it in pwd.getpwall()}
            person = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            shutil.chown(self.folder, person.pw_uid, person.pw_gid)
            self.user = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
        data = f"{self.folder}/data"
        self._run("initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        settings = f"-h 127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off -c work_mem=256MB -c jit=off"
        self._run("pg_ctl", "-D", data, "-w", "-l", f"{self.folder}/log", "-o", settings, "start")

    def _run(self, program, *words):
        done = subprocess.run(
            [self.programs / program, *words],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            check=False,
            timeout=120,
            **self.user,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {(done.stderr or b'').decode(errors='replace')[-400:]}")

    def _say(self, words):
        client = [self.programs / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "tester", "-d", "postgres"]
        done = subprocess.run(
            [*client, "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-P", "null=\x01", "-f", "-"],
            input=words.encode(),
            capture_output=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGCLIENTENCODING": "UTF8"},
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace")[:600])
        return done.stdout.decode()

    def load(self, name, columns, path):
        """A table from a file."""
        text = Path(path).read_text(encoding="utf-8")
        copy = f"COPY {name} FROM STDIN (FORMAT csv, HEADER);\n{text}\\.\nANALYZE {name};\n"
        self._say(f"{created(name, columns, self.types, chr(34))};\n{copy}")

    def ask(self, statement):
        """What a statement gives."""
        rows = csv.reader(self._say(statement).splitlines())
        return [tuple(None if cell == "\x01" else cell for cell in it) for it in rows]

    def close(self):
        """Stops the server and takes the folder away."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Spark:
    """Apache Spark, in a virtual machine of its own."""

    dialect = "spark"
    types = {"text": "STRING", "timestamp": "TIMESTAMP", "date": "DATE", "money": "DECIMAL(14,2)", "number": "DOUBLE"}

    def __init__(self):
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "3g",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.warehouse.dir": tempfile.mkdtemp(prefix="portability-"),
        }
        builder = SparkSession.builder.master("local[2]").appName("portability")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def load(self, name, columns, path):
        """A table from a file."""
        schema = ", ".join(f"`{it.replace('`', '``')}` {self.types[kind]}" for it, kind in columns.items())
        reader = self.session.read.schema(schema).option("header", True).option("multiLine", True)
        reader = reader.option("escape", '"').option("timestampFormat", "yyyy-MM-dd HH:mm:ss")
        reader = reader.option("ignoreLeadingWhiteSpace", False).option("mode", "FAILFAST").option("enforceSchema", True)
        table = reader.csv(str(path)).cache()
        table.count()
        table.createOrReplaceTempView(name)

    def ask(self, statement):
        """What a statement gives."""
        return [tuple(it) for it in self.session.sql(statement.rstrip().rstrip(";")).collect()]

    def close(self):
        """The end."""
        self.session.stop()


def created(name, columns, types, quote):
    """The statement that makes a table."""
    cells = ", ".join(f"{quote}{it.replace(quote, quote * 2)}{quote} {types[kind]}" for it, kind in columns.items())
    return f"CREATE TABLE {name} ({cells})"
