"""Results of a test beside statsmodels and scipy: uplift, intervals, probabilities, coverage; and the
questions that tell a segment, added up again."""

import csv
import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

OPTIONS = ["--rows", "customers", "--role", "customer=customer_id", "--role", "monetary=spent", "--method", "rules"]
RULES = """segment "Ulm":
  place = Ulm
segment "Bern":
  place = Bern
segment "Graz":
  place = Graz
segment "Linz":
  place = Linz
"""
PLACES = ["Ulm", "Bern", "Graz", "Linz"]
# Files of results whose intervals are counted: four segments each.
N_TRIALS = 125


def run(door, tally):
    """Customers of a fixed seed in four segments, a tenth left alone."""
    chance = np.random.default_rng(23)
    n = 6_000
    table = pd.DataFrame(
        {
            "customer_id": [f"{it:06}" for it in range(n)],
            "spent": np.round(chance.lognormal(3, 1, n), 2),
            "age_of_account": chance.integers(1, 90, n),
            "likes": chance.integers(1, 6, n),
            "place": chance.choice(PLACES, n, p=[0.4, 0.3, 0.2, 0.1]),
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path, rules = Path(folder, "customers.csv"), Path(folder, "rules.txt")
        table.to_csv(path, index=False)
        rules.write_text(RULES, encoding="utf-8")
        where = Path(folder, "analysis")
        door.segment_into(where, path, *OPTIONS, "--rules", rules)
        door.run("split", "--analysis", where, "--exact", "--holdout", "30%", "--seed", "4")
        with open(Path(where, "split.csv"), encoding="utf-8-sig", newline="") as file:
            groups = pd.DataFrame(csv.DictReader(file))
        both = table.merge(groups[["customer_id", "segment", "group"]], on="customer_id")
        one(door, tally, folder, where, both, chance)
        lists(door, tally, folder, where, both)
        coverage(door, tally, folder, where, both, chance)
    questions(door, tally)


def results(door, where, path, *options):
    """What is said of a file of results."""
    return json.loads(door.run("results", "--analysis", where, "--results", path, *options))


def simulated(both, chance, rates, lift):
    """Who bought and for how much, by segment and group."""
    rate = both["segment"].map(rates) + np.where(both["group"] == "test", lift, 0)
    bought = chance.random(len(both)) < rate
    amounts = np.where(bought, np.round(chance.lognormal(3.5, 0.8, len(both)), 2), 0)
    return pd.DataFrame(
        {"customer_id": both["customer_id"], "bought": np.where(bought, "yes", "no"), "amount": amounts}
    )


def one(door, tally, folder, where, both, chance):
    """Every figure of one file, with rows of strangers, keys written otherwise and rows that repeat."""
    rates = dict(zip(PLACES, (0.1, 0.2, 0.05, 0.3)))
    done = simulated(both, chance, rates, 0.04)
    strangers = pd.DataFrame({"customer_id": ["x1", "x2", ""], "bought": "yes", "amount": 5.0})
    path = Path(folder, "results.csv")
    shown = pd.concat([done.assign(customer_id=" " + done["customer_id"]), strangers])
    shown.sample(frac=1, random_state=2).to_csv(path, index=False)
    said = results(door, where, path, "--margin", "40%", "--cost", "0.5", "--fixed", "100", "--out", folder)
    file = said["file"]
    tally.equal("results: rows matched", file["n_rows_matched"], len(done))
    tally.equal("results: rows of nobody", (file["n_rows_unmatched"], file["n_rows_without_key"]), (2, 1))
    listed = Path(folder, "results-unmatched.csv").read_text(encoding="utf-8")
    tally.fact("results: rows of nobody are listed", all(it in listed for it in ("x1", "x2")), listed[:200])
    joined = both.merge(done, on="customer_id")
    probabilities, of_amounts = [], []
    for it in said["segments"]:
        part = joined[joined["segment"] == it["name"]]
        sides = [part[part["group"] == group] for group in ("test", "control")]
        p, p_amount = figures(tally, it["name"], it, sides)
        probabilities.append(p)
        of_amounts.append(p_amount)
    holm = multipletests(probabilities, method="holm")[1]
    tally.fact(
        "results: adjusted for the segments",
        np.allclose([it["p_adjusted"] for it in said["segments"]], holm, rtol=1e-8),
        f"{[it['p_adjusted'] for it in said['segments']]}, {holm}",
    )
    holm = multipletests(of_amounts, method="holm")[1]
    tally.fact(
        "results: amounts adjusted for the segments",
        np.allclose([it["p_amount_adjusted"] for it in said["segments"]], holm, rtol=1e-8),
        f"{[it['p_amount_adjusted'] for it in said['segments']]}, {holm}",
    )
    whole(tally, said["overall"], joined)


def figures(tally, name, it, sides):
    """Rates, Newcombe's interval, the test of shares, Welch's test, the bootstrap of the means."""
    n = [len(side) for side in sides]
    yes = [int((side["bought"] == "yes").sum()) for side in sides]
    tally.equal(f"{name}: counts", (it["n"], it["conversion"]["n_yes"]), (n, yes))
    interval = confint_proportions_2indep(yes[0], n[0], yes[1], n[1], method="newcomb", compare="diff")
    for ours, theirs in zip(it["conversion"]["interval"], interval):
        tally.close(f"{name}: Newcombe's interval", ours, theirs, absolute=1e-9)
    p = proportions_ztest(yes, n)[1]
    tally.close(f"{name}: p of the shares", it["p"], p, relative=1e-8)
    amounts = [side["amount"].to_numpy() for side in sides]
    welch = stats.ttest_ind(*amounts, equal_var=False)
    tally.close(f"{name}: Welch's p", it["p_amount"], welch.pvalue, relative=1e-7)
    for ours, theirs in zip(it["amount"]["welch"], welch.confidence_interval()):
        tally.close(f"{name}: Welch's interval", ours, theirs, relative=1e-7, absolute=1e-9)
    again = stats.bootstrap(
        amounts, lambda a, b, axis: a.mean(axis) - b.mean(axis), n_resamples=4_000, batch=200, method="BCa", rng=7
    )
    width = again.confidence_interval.high - again.confidence_interval.low
    for ours, theirs in zip(it["amount"]["interval"], again.confidence_interval):
        # Both are drawn: the ends of 2,000 and 4,000 draws differ by about 3 % of the width.
        tally.close(f"{name}: bootstrap interval", ours, theirs, absolute=0.08 * width)
    return p, welch.pvalue


def whole(tally, overall, joined):
    """All segments, the control group weighted as the test group is; and what it brought."""
    test, control = (joined[joined["group"] == it] for it in ("test", "control"))
    weights = test.groupby("segment").size() / len(test)
    rate = (control["bought"] == "yes").groupby(control["segment"]).mean()
    uplift = (test["bought"] == "yes").mean() - (weights * rate).sum()
    tally.close("whole: uplift", overall["conversion"]["uplift"], uplift, absolute=1e-12)
    mean = test["amount"].mean() - (weights * control.groupby("segment")["amount"].mean()).sum()
    tally.close("whole: uplift of amounts", overall["amount"]["uplift"], mean, relative=1e-9, absolute=1e-12)
    error = sum(
        weights[name] ** 2 * part["amount"].var() / len(part)
        for side in (test, control)
        for name, part in side.groupby("segment")
    )
    half = (overall["amount"]["welch"][1] - overall["amount"]["welch"][0]) / 2
    tally.close("whole: error of amounts", half, stats.norm.ppf(0.975) * np.sqrt(error), relative=0.002)
    profit = len(test) * (0.4 * mean - 0.5) - 100
    tally.close("whole: profit", overall["gain"]["profit"], profit, relative=1e-9)
    tally.close("whole: return", overall["gain"]["roi"], profit / (0.5 * len(test) + 100), relative=1e-9)


def lists(door, tally, folder, where, both):
    """A list of nothing but orders, with days: who is not in it did nothing."""
    orders = pd.DataFrame(
        {
            "customer_id": list(both["customer_id"][:400]) + list(both["customer_id"][:100]),
            "day": ["2026-03-05"] * 350 + ["2026-01-01"] * 50 + ["2026-03-07"] * 100,
            "amount": 10.0,
        }
    )
    path = Path(folder, "orders.csv")
    orders.to_csv(path, index=False)
    said = results(door, where, path, "--from", "2026-03-01", "--to", "2026-03-31")
    bought = set(orders[orders["day"] > "2026-03-01"]["customer_id"])
    found = sum(sum(it["conversion"]["n_yes"]) for it in said["segments"])
    tally.equal("orders: who bought", found, len(bought))
    tally.equal("orders: all customers have a result", (said["n_unknown"], said["file"]["is_absent_no"]), (0, True))
    tally.equal("orders: rows of other days", said["file"]["n_rows_outside_period"], 50)
    brought = sum(sum(it["amount"]["total"]) for it in said["segments"])
    tally.close("orders: sums", brought, 450 * 10.0, relative=1e-12)


def coverage(door, tally, folder, where, both, chance):
    """Of intervals that hold the truth with 95 %, as many do: of shares and of amounts."""
    rates, lift = dict(zip(PLACES, (0.12, 0.2, 0.3, 0.4))), 0.03
    mean = np.exp(3.5 + 0.8**2 / 2)
    hits = {"shares": [], "amounts": [], "shares, whole": [], "amounts, whole": []}
    path = Path(folder, "trial.csv")
    for _ in range(N_TRIALS):
        simulated(both, chance, rates, lift).to_csv(path, index=False)
        said = results(door, where, path)
        for it, name in [(it, "") for it in said["segments"]] + [(said["overall"], ", whole")]:
            low, high = it["conversion"]["interval"]
            hits["shares" + name].append(low <= lift <= high)
            low, high = it["amount"]["interval"]
            hits["amounts" + name].append(low <= lift * mean <= high)
    for name, all_ in hits.items():
        share, n = np.mean(all_), len(all_)
        # 95 % of 500 intervals have a standard error of 1 point, of 125 of 2. Of lopsided amounts of a few
        # hundred customers scipy's own BCa intervals hold the truth in 94 to 95 of 100.
        slack = 0.05 if n < 400 else 0.03 if "amounts" in name else 0.02
        tally.fact(f"coverage: {name}", abs(share - 0.95) <= slack, f"{share:.3f} of {n}")
        print(f"coverage of {name}: {share:.3f} of {n}")


def questions(door, tally):
    """The points of the table, added up by Python, come to the segments of the check file."""
    with tempfile.TemporaryDirectory() as folder:
        said = json.loads(typing(door, folder))
        tool = said["tool"]
        tally.fact("questions: at most five", 1 <= len(tool["questions"]) <= 5, f"{len(tool['questions'])}")
        tally.fact("questions: better than the largest segment", tool["tested"]["is_better"], said["words"])
        low, high = tool["tested"]["interval"]
        tally.fact("questions: accuracy lies in its interval", low < tool["tested"]["accuracy"] < high, said["words"])
        with open(Path(folder, "analysis", "typing-points.csv"), encoding="utf-8-sig", newline="") as file:
            points = list(csv.reader(file))[1:]
        start, rows = [int(it) for it in points[0][6:]], points[1:]
        answers = {}
        for row in rows:
            answers.setdefault(row[1], []).append([int(it) for it in row[6:]])
        columns = list(answers)
        wrong = 0
        with open(Path(folder, "analysis", "typing-check.csv"), encoding="utf-8-sig", newline="") as file:
            checked = list(csv.reader(file))[1:]
        for row in checked:
            sums = list(start)
            for column, answer in zip(columns, row):
                if answer:
                    sums = [a + b for a, b in zip(sums, answers[column][int(answer) - 1])]
            wrong += sums.index(max(sums)) + 1 != int(row[-2])
        tally.equal("questions: answers that come to another segment", (wrong, len(checked)), (0, 2_000))


def typing(door, folder):
    """A survey of three kinds of people, put into segments by rules on what they say."""
    chance = np.random.default_rng(8)
    n = 3_000
    kind = chance.integers(0, 3, n)
    table = pd.DataFrame({"customer_id": [f"p{it}" for it in range(n)], "kind": np.array(["A", "B", "C"])[kind]})
    for at in range(8):
        centre = np.array([[2, 3, 4], [4, 2, 3], [3, 3, 3]])[at % 3][kind]
        table[f"item {at + 1}"] = np.clip(np.round(centre + chance.normal(0, 0.8, n)), 1, 5).astype(int)
    path, rules = Path(folder, "survey.csv"), Path(folder, "rules.txt")
    table.to_csv(path, index=False)
    rules.write_text("".join(f'segment "{it}":\n  kind = {it}\n' for it in "ABC"), encoding="utf-8")
    features = ",".join(f"item {at + 1}" for at in range(8))
    options = ["--rows", "customers", "--role", "customer=customer_id", "--method", "rules", "--rules", rules]
    roles = [word for at in range(8) for word in ("--role", f"feature=item {at + 1}")]
    door.segment_into(Path(folder, "analysis"), path, *options, *roles)
    return door.run("typing", "--analysis", Path(folder, "analysis"), "--questions", features)
