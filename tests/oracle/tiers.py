"""Value tiers beside numpy: who is in which, the Lorenz curve, Gini, what the top brings."""

import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd


def run(door, tally):
    """Amounts of fixed seeds, with ties, zeros and a few very large ones."""
    for seed in range(6):
        chance = np.random.default_rng(seed)
        amounts = np.round(chance.lognormal(3, 1.5, 700 + seed), 0 if seed % 2 else 2)
        amounts[chance.random(len(amounts)) < 0.05] = 0
        table = pd.DataFrame({"customer_id": [f"c{it:04}" for it in range(len(amounts))], "total_spent": amounts})
        with tempfile.TemporaryDirectory() as folder_, tally.part(f"tiers, seed {seed}"):
            path = Path(folder_, "customers.csv")
            table.to_csv(path, index=False)
            for kind, cuts in (("customers", [1, 5, 20]), ("revenue", [50, 80, 95]), ("amounts", [10, 50, 200])):
                options = ["--rows", "customers", "--role", "monetary=total_spent", "--role", "customer=customer_id"]
                words = ",".join(str(it) for it in cuts)
                found, analysis = door.segment(path, "--method", "tiers", "--tiers", f"{kind}={words}", *options)
                name = f"tiers, seed {seed}, {kind}"
                names = [it["name"] for it in analysis["tiers"]["tiers"]]
                ours = [names.index(it["segment"]) for it in found]
                tally.equal(f"{name}: who is in which", ours, tiers(amounts, kind, cuts))
                spread(tally, name, analysis["tiers"], amounts)
    quadrant(door, tally)


def tiers(amounts, kind, cuts):
    """The tier of each amount, straight from the definitions."""
    found = []
    for amount in amounts:
        above = amounts > amount
        if kind == "customers":
            beyond = [above.sum() * 100 < cut * len(amounts) for cut in cuts]
        elif kind == "revenue":
            cents = np.round(amounts * 100).astype(int)
            beyond = [amount > 0 and cents[above].sum() * 100 < cut * cents.sum() for cut in cuts]
        else:
            beyond = [amount >= cut for cut in reversed(cuts)]
        found.append(next((it for it, holds in enumerate(beyond) if holds), len(cuts)))
    return found


def gini(amounts):
    """The mean absolute difference over twice the mean."""
    return float(np.abs(amounts[:, None] - amounts[None, :]).mean() / (2 * amounts.mean()))


def spread(tally, name, ours, amounts):
    """Gini, the curve, what the top brings."""
    tally.close(f"{name}: Gini", ours["gini"], gini(amounts), relative=1e-9)
    ranked = np.sort(amounts)[::-1]
    brought = np.concatenate([[0], np.cumsum(ranked)]) / ranked.sum()
    for share, value in ours["pareto"]:
        place = round(share * len(amounts))
        if abs(brought[place] - value) > 1e-9:
            tally.fact(f"{name}: curve at {share}", False, f"found {value}, expected {brought[place]}")
            break
    else:
        tally.fact(f"{name}: curve", 100 < len(ours["pareto"]) <= 201, f"{len(ours['pareto'])} points")
    for top in ours["top"]:
        n = -(-len(amounts) * top["percent"] // 100)
        tally.equal(f"{name}: customers in the top {top['percent']} %", top["n"], n)
        tally.close(f"{name}: share of the top {top['percent']} %", top["share"], float(brought[n]), relative=1e-9)


def quadrant(door, tally):
    """Value against cost to serve: sums by pandas, to the cent."""
    chance = np.random.default_rng(9)
    n = 500
    table = pd.DataFrame(
        {
            "customer_id": [f"c{it:04}" for it in range(n)],
            "margin": np.round(chance.lognormal(4, 1, n), 2),
            "service cost": np.round(chance.lognormal(3.5, 1, n), 2),
        }
    )
    table.loc[chance.random(n) < 0.05, "margin"] = np.nan
    with tempfile.TemporaryDirectory() as folder_, tally.part("value and cost"):
        path = Path(folder_, "customers.csv")
        table.to_csv(path, index=False)
        options = ["--method", "tiers", "--margin", "margin", "--cost", "service cost", "--rows", "customers"]
        found, analysis = door.segment(path, *options, "--role", "customer=customer_id")
        ours = analysis["tiers"]["quadrant"]
        known = table.dropna()
        left = known["margin"] - known["service cost"]
        side = np.where(known["margin"] > known["margin"].median(), "High value, ", "Low value, ")
        side = side + np.where(known["service cost"] > known["service cost"].median(), "high cost", "low cost")
        wanted = dict(zip(known["customer_id"], side))
        tally.equal("value and cost: who is where", {it["customer_id"]: it["segment"] for it in found if it["segment"]}, wanted)
        tally.close("value and cost: total", ours["all"]["contribution"], float(left.sum()), absolute=0.005)
        tally.equal("value and cost: customers who cost more", ours["all"]["n_below_zero"], int((left < -1e-9).sum()))
        parts = sum(round(it["contribution"] * 100) for it in ours["quarters"])
        tally.equal("value and cost: parts add up to the cent", parts, round(ours["all"]["contribution"] * 100))
        for quarter in ours["quarters"]:
            expected = float(left[side == quarter["name"]].sum())
            tally.close(f"value and cost: {quarter['name']}", quarter["contribution"], expected, absolute=0.005)
        each = [float(it["contribution"]) for it in found if it["contribution"]]
        tally.close("value and cost: customers add up", sum(each), float(left.sum()), absolute=0.005)


def folder(door, tally, path):
    """Households of a grocer: Gini and what the top brings."""
    expected = json.loads((path / "expected" / "profile_completejourney.json").read_text(encoding="utf-8"))
    roles = {"customer": "household_id", "date": "transaction_timestamp", "order": "basket_id", "amount": "sales_value"}
    options = [word for role, column in roles.items() for word in ("--role", f"{role}={column}")]
    data = path / "data" / "cj_transactions_sample.csv"
    _, analysis = door.segment(data, "--method", "tiers", "--rows", "orders", *options)
    ours = analysis["tiers"]
    name = "profile_completejourney"
    tally.equal(f"{name}: households", ours["n"], expected["households"])
    tally.close(f"{name}: sales", ours["total"], expected["sales"], absolute=0.005)
    tally.close(f"{name}: Gini", ours["gini"], expected["gini_sales"], relative=1e-9)
    tops = {it["percent"]: it["share"] for it in ours["top"]}
    for percent in (10, 20):
        tally.close(f"{name}: top {percent} %", tops[percent], expected["top_share"][f"top{percent}pct"], relative=1e-9)
