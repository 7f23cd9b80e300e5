"""The command line under test."""

import csv
import json
import subprocess
import tempfile
from pathlib import Path


class Refused(Exception):
    """The door says that there is no result; `error` is what it says."""

    def __init__(self, error):
        super().__init__(f"{error.get('kind')}: {error.get('detail')}")
        self.error = error


class Door:
    """Runs the `enclave` binary."""

    def __init__(self, binary):
        self.binary = str(binary)

    def read(self, path, *options):
        """What the reader understood."""
        return json.loads(self._run("read", path, *options))

    def records(self, path, *options):
        """Every record as a list of its cells, the header first."""
        return [json.loads(line) for line in self._run("read", path, "--records", *options).splitlines()]

    def segment(self, path, *options):
        """Customers as dictionaries, and the analysis."""
        with tempfile.TemporaryDirectory() as folder:
            customers = self.segment_into(folder, path, *options)
            return customers, json.loads(Path(folder, "analysis.json").read_text(encoding="utf-8"))

    def segment_into(self, folder, path, *options):
        """Customers as dictionaries; the files stay in the folder."""
        self._run("segment", path, "--exact", "--out", folder, *options)
        with open(Path(folder, "customers.csv"), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def compare(self, path, first, second):
        """Two recipes on the same customers."""
        return self._run("compare", path, "--recipe", first, "--with", second)

    def run(self, *words):
        """What any other command says."""
        return self._run(*words)

    def _run(self, *words):
        done = subprocess.run([self.binary, *map(str, words)], capture_output=True, timeout=120, check=False)
        out = done.stdout.decode("utf-8")
        if done.returncode == 1:
            raise Refused(json.loads(out)["error"])
        if done.returncode != 0:
            raise RuntimeError(f"exit code {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}")
        return out
