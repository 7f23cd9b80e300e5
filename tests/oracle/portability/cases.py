"""What is compared: a way to make segments, and what is asked of the SQL."""

import csv
import subprocess


class Case:
    """A way to make segments."""

    def __init__(self, name, *options, table="orders", sql=()):
        self.name, self.options, self.table, self.sql = name, options, table, sql
        self.expected = {}
        self.folder = None

    def prepare(self, enclave, tables, folder):
        """Segments by `enclave`, and the statements for every dialect."""
        self.folder = folder / f"case-{abs(hash(self.name))}"
        said(enclave, "segment", tables[self.table], "--exact", "--out", self.folder, *ROLES, *self.options)
        with open(self.folder / "customers.csv", encoding="utf-8", newline="") as file:
            self.expected = {it["customer_id"]: it["segment"] or None for it in csv.DictReader(file)}
        rest = ["--dialect", "all", "--table", self.table, "--out", self.folder, *self.sql]
        said(enclave, "sql", tables[self.table], *ROLES, *self.options, *rest)

    def statement(self, dialect):
        """The statement for a database."""
        return (self.folder / f"segments-{dialect}.sql").read_text(encoding="utf-8")


def said(enclave, *words):
    """Runs the program; what it says where it fails."""
    done = subprocess.run([enclave, *map(str, words)], capture_output=True, check=False, timeout=300)
    if done.returncode:
        raise RuntimeError(done.stdout.decode(errors="replace")[:600] + done.stderr.decode(errors="replace")[:600])


ROLES = [
    "--role", "customer=customer_id", "--role", "order=order_id", "--role", 'date=order "date"',
    "--role", "amount=amount", "--role", "category=category", "--role", "channel=chan`nel's",
    "--role", "feature=points", "--role", "feature=newsletter", "--role", "feature=joined on",
]  # fmt: skip

# Those whose cut points are values: kept ones give the analysis again. All rules can be cut anew.
BY_VALUE = ["cume_dist", "r_rfm", "equal_width", "fixed"]
ANEW = ["--cut-points", "anew"]

CASES = [
    *[Case(f"rfm {it}, kept", "--method", "rfm", "--score", it) for it in BY_VALUE],
    *[
        Case(f"rfm {it}, anew", "--method", "rfm", "--score", it, sql=ANEW)
        for it in [*BY_VALUE, "ntile", "qcut_rank_first"]
    ],
    *[Case(f"rfm of {it} scores", "--method", "rfm", "--bins", it, "--map", "six", sql=ANEW) for it in (3, 4)],
    *[
        Case(f"rfm map {it}", "--method", "rfm", "--map", it, "--as-of", "2026-03-01", "--frequency", "days")
        for it in ("eleven", "ten_grid", "r_rfm_ten")
    ],
    Case("rfm, returns left out", "--method", "rfm", "--returns", "drop", "--frequency", "rows"),
    Case("rfm, returns kept, no repeats", "--method", "rfm", "--returns", "keep", "--leave-out", "repeated_row"),
    Case("rfm, no zeros", "--method", "rfm", "--leave-out", "zero_amount"),
]
