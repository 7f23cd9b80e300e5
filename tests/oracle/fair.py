"""Fair tests beside statsmodels and scipy: who is in which group, sizes by power, balance."""

import csv
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import optimize, stats
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

OPTIONS = ["--rows", "customers", "--role", "customer=customer_id", "--role", "monetary=spent", "--method", "tiers"]


def run(door, tally):
    """Customers of a fixed seed, split by share, by the steady rule and after a refresh."""
    chance = np.random.default_rng(11)
    n = 4_000
    table = pd.DataFrame(
        {
            "customer_id": [f"ü{it:05}" for it in range(n)],
            "spent": np.round(chance.lognormal(3, 1.2, n), 2),
            "visits": chance.poisson(4, n),
            "place": chance.choice(["Ulm", "Bern", "Graz", ""], n, p=[0.5, 0.3, 0.15, 0.05]),
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "customers.csv")
        table.to_csv(path, index=False)
        where = Path(folder, "first")
        door.segment_into(where, path, *OPTIONS)
        steady(door, tally, where, table)
        exact(door, tally, where, table)
        refreshed(door, tally, folder, where, table)
        power(door, tally, where)


def split(door, where, *options):
    """What is said, and the group of each customer."""
    said = json.loads(door.run("split", "--analysis", where, "--exact", *options))
    with open(Path(where, "split.csv"), encoding="utf-8-sig", newline="") as file:
        return said, {it["customer_id"]: it for it in csv.DictReader(file)}


def lot(seed, customer):
    """The number by which chance decides, from its definition."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{customer}".encode()).digest()[:8], "big")


def steady(door, tally, where, table):
    """Each customer's group is that of the first eight bytes of SHA-256."""
    _, found = split(door, where, "--holdout", "15%", "--seed", "9", "--rule", "steady")
    expected = ["control" if lot(9, it) < 0.15 * 2**64 else "test" for it in table["customer_id"]]
    tally.equal("steady: groups", [found[it]["group"] for it in table["customer_id"]], expected)


def exact(door, tally, where, table):
    """Each segment's control group are those with its lowest numbers; the balance is pandas'."""
    said, found = split(door, where, "--holdout", "0.2", "--seed", "5", "--rule", "exact")
    groups = pd.DataFrame(found.values()).set_index("customer_id")
    both = table.set_index("customer_id").join(groups)
    both["lot"] = [lot(5, it) for it in both.index]
    for name, part in both.groupby("segment"):
        n = (part["group"] == "control").sum()
        tally.fact(f"exact: share of {name}", abs(n - 0.2 * len(part)) < 1, f"{n} of {len(part)}")
        lowest = set(part.sort_values("lot").index[:n])
        tally.equal(f"exact: who of {name}", set(part.index[part["group"] == "control"]), lowest)
    tally.equal("exact: all", int((both["group"] == "control").sum()), round(0.2 * len(both)))
    test, control = both[both["group"] == "test"], both[both["group"] == "control"]
    columns = {"spent": "spent", "visits": "visits"}
    for number in said["balance"]["numbers"]:
        column = columns.get(number["label"], "spent")
        a, b = test[column], control[column]
        expected = (a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / 2)
        tally.close(f"balance: {number['label']}", number["smd"], expected, absolute=1e-9)
        tally.close(f"balance: sd of {number['label']}", number["sd"][1], b.std(), relative=1e-9)
    place = next(it for it in said["balance"]["categories"] if it["label"] == "place")
    for value in place["values"]:
        word = value["value"] or ""
        p, q = (test["place"] == word).mean(), (control["place"] == word).mean()
        expected = (p - q) / np.sqrt((p * (1 - p) + q * (1 - q)) / 2)
        tally.close(f"balance: {word or 'no place'}", value["smd"], expected, absolute=1e-9)
        tally.equal(f"balance: customers of {word or 'no place'}", value["n"][1], int((control["place"] == word).sum()))
    by_chance = stats.norm.ppf(0.975) * np.sqrt(1 / len(test) + 1 / len(control))
    tally.close("balance: what chance makes", said["balance"]["by_chance"], by_chance, relative=1e-12)


def refreshed(door, tally, folder, where, table):
    """A file with customers gone and new ones: who was known keeps the group, new ones give their share."""
    _, before = split(door, where, "--holdout", "10%", "--seed", "3")
    kept = Path(folder, "earlier.csv")
    kept.write_bytes(Path(where, "split.csv").read_bytes())
    new = table.iloc[: len(table) // 2].assign(customer_id=lambda it: "n" + it["customer_id"])
    later = pd.concat([table.iloc[500:].assign(spent=lambda it: it["spent"] * 1.3), new])
    path = Path(folder, "later.csv")
    later.sample(frac=1, random_state=1).to_csv(path, index=False)
    there = Path(folder, "second")
    door.segment_into(there, path, *OPTIONS)
    said, after = split(door, there, "--holdout", "10%", "--seed", "3", "--earlier", kept)
    both = [it for it in before if it in after]
    tally.equal("refreshed: kept", said["n_kept"], len(both))
    tally.equal("refreshed: who changed", [it for it in both if before[it]["group"] != after[it]["group"]], [])
    fresh = [it["group"] for name, it in after.items() if name not in before]
    tally.equal("refreshed: share of the new", fresh.count("control"), round(len(fresh) / 10))
    recipe = json.loads(Path(there, "recipe.json").read_text(encoding="utf-8"))
    tally.equal("refreshed: the recipe", recipe["split"]["seed"], 3)


def power(door, tally, where):
    """Sizes and what they can show, for shares by statsmodels, for means by Student's own distribution."""
    for base, rise, share, often in ((0.04, 0.01, 0.1, 0.8), (0.2, -0.05, 0.5, 0.9), (0.01, 0.02, 0.25, 0.8)):
        options = ["--holdout", share, "--base", f"{base * 100}%", f"--rise={rise * 100}%", "--power", often]
        said, _ = split(door, where, *options)
        found, ratio = said["power"], said["n_test"] / said["n_control"]
        name = f"shares, {base} and {rise}"
        expected = samplesize_proportions_2indep_onetail(-rise, base + rise, often, ratio=ratio, alpha=0.05)
        tally.equal(f"{name}: control group needed", found["rise"]["n_control_needed"], np.ceil(expected))
        least = optimize.brentq(
            lambda it, base=base, ratio=ratio, often=often, n=said["n_control"]: samplesize_proportions_2indep_onetail(
                -it, base + it, often, ratio=ratio, alpha=0.05
            )
            - n,
            1e-6,
            0.9 - base,
            xtol=1e-14,
        )
        tally.close(f"{name}: least rise found", found["detectable"], least, relative=1e-6)
    for mean, sd, rise, share in ((30, 45, 5, 0.5), (30, 45, 40, 0.5), (100, 20, 8, 0.5)):
        said, _ = split(door, where, "--holdout", share, "--base", mean, "--sd", sd, "--rise", rise)
        needed = said["power"]["rise"]["n_control_needed"]
        expected = TTestIndPower().solve_power(rise / sd, alpha=0.05, power=0.8, ratio=1)
        tally.fact(f"means, {rise}: size", abs(needed - expected) <= 1, f"{needed}, {expected}")
