"""Scores customers with the exported PMML by pypmml (PMML4S) and compares with `enclave`, one by one.

    python tests/oracle/portability/pmml.py --enclave target/release/enclave

Last line: `N passed, N failed`. A mismatching customer is a failure; there is no tolerance.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import xml.dom.minidom
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas
from pypmml import Model

from tally import Tally

N_CUSTOMERS = 25_000
SEED = 20_261_123
PLANS = ["Basic", "Pro & Co", '<b>"gold"</b>', "back\\slash", "Ä ß 客", "o'Neil", ""]
HEADER = ["id", "days", "orders", "money", "plan", "visits", "answered"]
ROLES = ["--rows", "customers", "--role", "customer=id", "--role", "recency=days", "--role", "frequency=orders",
         "--role", "monetary=money", "--role", "category=plan", "--role", "feature=visits",
         "--role", "outcome=answered"]  # fmt: skip
RULES = '''segment "A & B <\\"x\\"> 'y'":
  any:
    monetary >= 500
    visits > 40
  recency_days <= 200
segment "tab and \u5ba2":
  plan in ("Pro & Co", "back\\\\slash")
  none:
    frequency < 3
'''
CASES = {
    **{f"rfm {it}": ["--method", "rfm", "--score", it] for it in ("cume_dist", "r_rfm", "equal_width", "fixed")},
    "rfm of three scores": ["--method", "rfm", "--bins", "3", "--map", "six"],
    "tiers by customers": ["--method", "tiers", "--tiers", "customers=1,5,20"],
    "tiers by revenue": ["--method", "tiers", "--tiers", "revenue=50,80"],
    "tiers by amounts": ["--method", "tiers", "--tiers", "amounts=50,200,1000"],
    "k-means": ["--method", "kmeans", "--k", "5", "--starts", "5", "--features", "days,orders,money"],
    "k-means, robust": ["--method", "kmeans", "--k", "4", "--starts", "5", "--scale", "robust",
                        "--features", "days,money,visits", "--missing", "impute", "--weights", "money=3"],  # fmt: skip
    "tree, cart": ["--method", "response_tree", "--tree", "cart"],
    "tree, chaid": ["--method", "response_tree", "--tree", "chaid"],
    "rules with hostile names": ["--method", "rules", "--rules", "RULES"],
}


def customers(path):
    """Customers with ties, gaps and hostile values."""
    chance = random.Random(SEED)
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number in range(N_CUSTOMERS):
            orders = min(int(chance.paretovariate(1.2)), 60)
            money = round(chance.lognormvariate(3.5, 1.1) * orders, 2)
            days = int(700 * chance.random() ** 1.5)
            plan = chance.choice(PLANS)
            visits = "" if chance.random() < 0.05 else chance.randint(0, 60)
            answered = int(chance.random() < (0.6 if plan.startswith("P") or money > 300 else 0.1))
            rows.writerow([f"c{number:05d}", days, orders, money, plan, visits, answered])


def run(enclave, *words):
    """Runs the program; what it says."""
    done = subprocess.run([enclave, *map(str, words)], capture_output=True, check=False, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stdout.decode(errors="replace")[:800])
    return json.loads(done.stdout.decode().splitlines()[-1])


def predicted(path, table, field):
    """What PMML4S gives each customer."""
    found = Model.load(str(path)).predict(table)
    return [None if it is None or it != it else it for it in found[field]]


def main():
    """Every case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--enclave", required=True, help="the binary under test")
    parser.add_argument("--only", default="", help="cases with this word in their name")
    given = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        customers(folder / "customers.csv")
        (folder / "rules.txt").write_text(RULES, encoding="utf-8")
        table = pandas.read_csv(folder / "customers.csv", keep_default_na=False, na_values=[""], dtype={"id": str, "plan": str})
        # Groups take the columns by their names, scores by those of measures.
        table = table.assign(recency_days=table["days"], frequency=table["orders"], monetary=table["money"])
        table = table.astype(object).where(table.notna(), None)
        for name, options in CASES.items():
            if given.only not in name:
                continue
            with tally.part(name):
                check(tally, given.enclave, folder, table, name, options)
    return tally.end()


def check(tally, enclave, folder, table, name, options):
    """One case: the same customers, each with the same segment."""
    out = folder / name.replace(" ", "-")
    options = [folder / "rules.txt" if it == "RULES" else it for it in options]
    source = folder / "customers.csv"
    run(enclave, "segment", source, "--exact", "--out", out, *ROLES, *options)
    run(enclave, "model", source, "--form", "pmml", "--out", out, *ROLES, *options)
    xml.dom.minidom.parse(str(out / "model.pmml"))
    with open(out / "customers.csv", encoding="utf-8", newline="") as file:
        expected = {it["customer_id"]: it["segment"] or None for it in csv.DictReader(file)}
    field = "segment_name" if name.startswith("k-means") else "predicted_segment"
    found = dict(zip(table["id"], predicted(out / "model.pmml", table, field), strict=True))
    wrong = [it for it in expected if expected[it] != found.get(it)]
    said = "; ".join(f"{it}: {found.get(it)!r} instead of {expected[it]!r}" for it in wrong[:3])
    tally.equal(f"{name}: customers", len(found), N_CUSTOMERS)
    tally.fact(f"{name}: customers in another segment by PMML", not wrong, f"{len(wrong)} of {len(expected)}: {said}")


if __name__ == "__main__":
    sys.exit(main())
