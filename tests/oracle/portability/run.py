"""Runs the exported SQL on real databases and compares it with `enclave`, customer by customer.

    python tests/oracle/portability/run.py --enclave target/release/enclave [--only WORD] [--on ENGINE]

Last line: `N passed, N failed`. A mismatching customer is a failure; there is no tolerance.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import engines
import orders
from cases import CASES
from tally import Tally


def main():
    """Every case on every engine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--enclave", required=True, help="the binary under test")
    parser.add_argument("--only", default="", help="cases with this word in their name")
    parser.add_argument("--on", default="", help="one engine, or several with commas")
    given = parser.parse_args()
    # Told to stop, it takes its servers down first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tables = {"orders": folder / "orders.csv", "people": folder / "people.csv"}
        orders.write(tables["orders"], orders.ORDERS, orders.orders())
        orders.write(tables["people"], orders.PEOPLE, orders.people())
        chosen = []
        for case in (it for it in CASES if given.only in it.name):
            with tally.part(f"{case.name}: the statements are written"):
                case.prepare(given.enclave, tables, folder)
                tally.fact(f"{case.name}: segments", len(set(case.expected.values())) > 1, "one segment only")
                chosen.append(case)
        for name, start in ENGINES.items():
            if given.on and name not in given.on.split(","):
                continue
            with tally.part(name):
                began = time.monotonic()
                engine = start()
                try:
                    engine.load("orders", orders.ORDERS, tables["orders"])
                    engine.load("people", orders.PEOPLE, tables["people"])
                    for case in chosen:
                        with tally.part(f"{name}: {case.name}"):
                            started = time.monotonic()
                            check(tally, f"{name}: {case.name}", engine, case)
                            if time.monotonic() - started > 5:
                                print(f"{name}: {case.name}: {time.monotonic() - started:.1f} s", flush=True)
                finally:
                    engine.close()
                print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)
    return tally.end()


ENGINES = {
    "duckdb": engines.DuckDb,
    "sqlite": engines.Sqlite,
    "postgres": engines.Postgres,
    "spark": engines.Spark,
    "bigquery": lambda: engines.Translated("bigquery"),
    "snowflake": lambda: engines.Translated("snowflake"),
}


def check(tally, name, engine, case):
    """One case on one engine: the same customers, each with the same segment."""
    rows = engine.ask(case.statement(engine.dialect))
    found = dict(rows)
    tally.equal(f"{name}: rows", len(rows), len(case.expected))
    wrong = [(it, found.get(it, "not there"), segment) for it, segment in case.expected.items() if found.get(it, "not there") != segment]
    tally.fact(f"{name}: customers in another segment", not wrong, f"{len(wrong)} of {len(case.expected)}, as {wrong[:3]}")


if __name__ == "__main__":
    sys.exit(main())
