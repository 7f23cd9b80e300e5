"""Segments' numbers beside pandas, scipy and statsmodels."""

import json
import math
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import DescrStatsW

RULES = """
segment "Web":
  channel = "web"

segment "Shop, often":
  channel = "shop"
  visits >= 4
"""


def made(seed, n=900):
    """Customers whose spend and country go with the channel, and whose height does not."""
    chance = np.random.default_rng(seed)
    channel = chance.choice(["web", "shop", "phone"], n, p=[0.5, 0.4, 0.1])
    visits = chance.poisson(3 + 2 * (channel == "shop"))
    table = pd.DataFrame(
        {
            "customer_id": [f"c{it:04}" for it in range(n)],
            "channel": channel,
            "visits": visits,
            "total_spent": np.round(chance.lognormal(3 + 0.5 * (channel == "web"), 1, n), 2),
            "size": np.round(chance.normal(50, 10, n), 1),
            "country": chance.choice(["DE", "AT", "CH", "FR"], n, p=[0.6, 0.2, 0.15, 0.05]),
        }
    )
    is_web = (channel == "web") & (chance.random(n) < 0.3)
    table.loc[is_web, "country"] = "AT"
    table.loc[chance.random(n) < 0.06, "size"] = np.nan
    table.loc[chance.random(n) < 0.04, "country"] = None
    return table


def run(door, tally):
    """Customers of fixed seeds, in segments by rules, so that most columns made none of them."""
    for seed in range(3):
        table = made(seed)
        with tempfile.TemporaryDirectory() as folder_, tally.part(f"profile, seed {seed}"):
            path, rules = Path(folder_, "customers.csv"), Path(folder_, "rules.txt")
            table.to_csv(path, index=False)
            rules.write_text(RULES, encoding="utf-8")
            options = ["--rows", "customers", "--method", "rules", "--rules", rules]
            roles = ["--role", "customer=customer_id", "--role", "monetary=total_spent", "--role", "frequency=visits"]
            found, analysis = door.segment(path, *options, *roles)
            table["segment"] = [it["segment"] for it in found]
            check(tally, f"profile, seed {seed}", table, analysis)


def check(tally, name, table, analysis):
    """All segments of one file."""
    columns = {"monetary": "total_spent", "frequency": "visits"}
    ps = []
    for segment in analysis["segments"]:
        own = f"{name}, {segment['name']}"
        here, others = table[table["segment"] == segment["name"]], table[table["segment"] != segment["name"]]
        totals(tally, own, segment, here, table)
        for feature in segment["features"]:
            column = columns.get(feature["id"], feature["id"])
            numbers(tally, f"{own}, {column}", feature, here[column])
        for category in segment["categories"]:
            shares(tally, f"{own}, {category['column']}", category, here, table)
        for difference in segment["differences"]:
            column = columns.get(difference["column"], difference["column"])
            what = f"{own}, {column} {difference['value'] or ''}"
            tally.equal(f"{what}: made by it", difference["is_defining"], column in ("channel", "visits"))
            known, rest = here[column].dropna(), others[column].dropna()
            tally.equal(f"{what}: known", [difference["n_here"], difference["n_others"]], [len(known), len(rest)])
            p = difference_of(tally, what, difference, known, rest)
            if difference["p"] is not None:
                ps.append((p, difference, what))
        strengths = [abs(it["strength"]) for it in segment["differences"]]
        tally.fact(f"{own}: strongest first", strengths == sorted(strengths, reverse=True), strengths)
    adjusted = multipletests([p for p, _, _ in ps], method="fdr_bh")[1]
    for (_, difference, what), expected in zip(ps, adjusted):
        tally.close(f"{what}: adjusted p", difference["p_adjusted"], expected, relative=1e-6)


def totals(tally, name, segment, here, table):
    """Shares of customers, money and orders."""
    tally.close(f"{name}: share", segment["share"], len(here) / len(table), relative=1e-12)
    tally.close(f"{name}: money", segment["revenue"], here["total_spent"].sum(), absolute=0.005)
    expected = here["total_spent"].sum() / table["total_spent"].sum()
    tally.close(f"{name}: share of money", segment["revenue_share"], expected, relative=1e-9)
    expected = here["visits"].sum() / table["visits"].sum()
    tally.close(f"{name}: share of orders", segment["orders_share"], expected, relative=1e-12)


def numbers(tally, name, feature, values):
    """Quartiles, mean and its interval."""
    known = values.dropna()
    tally.equal(f"{name}: missing", feature["n_missing"], int(values.isna().sum()))
    tally.close(f"{name}: median", feature["median"], known.median(), relative=1e-12)
    tally.close(f"{name}: lower quartile", feature["q1"], known.quantile(0.25), relative=1e-12)
    tally.close(f"{name}: upper quartile", feature["q3"], known.quantile(0.75), relative=1e-12)
    tally.close(f"{name}: mean", feature["mean"], known.mean(), relative=1e-9)
    for ours, expected in zip(feature["mean_interval"], DescrStatsW(known).tconfint_mean(0.05)):
        tally.close(f"{name}: interval of the mean", ours, expected, relative=1e-9)


def shares(tally, name, category, here, table):
    """Shares and indices of values."""
    own, all_ = here[category["column"]].value_counts(normalize=True), table[category["column"]].value_counts(normalize=True)
    tally.equal(f"{name}: values", [it["value"] for it in category["shares"]], list(all_.index[:8]))
    tally.equal(f"{name}: missing", category["n_missing"], int(here[category["column"]].isna().sum()))
    for it in category["shares"]:
        expected = own.get(it["value"], 0.0)
        tally.close(f"{name}, {it['value']}: share", it["share"], expected, relative=1e-12)
        tally.close(f"{name}, {it['value']}: index", it["index"], expected / all_[it["value"]] * 100, relative=1e-12)


def difference_of(tally, name, difference, here, others):
    """One difference; its probability as scipy has it."""
    if difference["value"] is not None:
        counts = [[(it == difference["value"]).sum(), (it != difference["value"]).sum()] for it in (here, others)]
        (a, b), (c, d) = counts
        p, q = a / (a + b), c / (c + d)
        tally.close(f"{name}: difference of shares", difference["strength"], p - q, absolute=1e-12)
        spread = math.sqrt((p * (1 - p) + q * (1 - q)) / 2)
        if spread > 0:
            tally.close(f"{name}: standardised", difference["effect"], (p - q) / spread, relative=1e-9)
        test = stats.chi2_contingency(counts, correction=False)
    elif here.dtype.kind in "OSU" or isinstance(here.dtype, pd.StringDtype):
        values = sorted(set(here) | set(others))
        counts = np.array([[(it == value).sum() for value in values] for it in (here, others)])
        test = stats.chi2_contingency(counts, correction=False)
        tally.close(f"{name}: Cramér's V", difference["strength"], stats.contingency.association(counts), relative=1e-9)
    else:
        pooled = ((len(here) - 1) * here.var() + (len(others) - 1) * others.var()) / (len(here) + len(others) - 2)
        expected = (here.mean() - others.mean()) / math.sqrt(pooled)
        tally.close(f"{name}: Cohen's d", difference["effect"], expected, relative=1e-9)
        test = stats.mannwhitneyu(here, others, method="asymptotic")
        expected = 2 * test.statistic / (len(here) * len(others)) - 1
        tally.close(f"{name}: Cliff's delta", difference["strength"], expected, absolute=1e-12)
    if difference["p"] is not None:
        tally.close(f"{name}: p", difference["p"], test.pvalue, relative=1e-6)
    return test.pvalue


def folder(door, tally, path):
    """Households of a grocer: each income's households, sales and baskets as a segment's."""
    expected = json.loads((path / "expected" / "profile_completejourney.json").read_text(encoding="utf-8"))
    data = path / "data"
    orders = pd.read_csv(data / "cj_transactions_sample.csv")
    people = pd.read_csv(data / "cj_demographics.csv") if (data / "cj_demographics.csv").exists() else None
    if people is None:
        tally.fact("profile_completejourney: demographics", False, f"not among {[it.name for it in data.glob('cj_*')]}")
        return
    name = "profile_completejourney"
    joined = orders.merge(people[["household_id", "income"]], on="household_id", how="left")
    incomes = [it for it in expected["by_income_left_join"] if it != "(missing)"]
    groups = [incomes[:6], incomes[6:]]
    for place, part in enumerate(groups):
        with tempfile.TemporaryDirectory() as folder_:
            file, rules = Path(folder_, "orders.csv"), Path(folder_, "rules.txt")
            joined.to_csv(file, index=False)
            rules.write_text("\n".join(f'segment "{it}":\n  income = "{it}"\n' for it in part), encoding="utf-8")
            roles = {"customer": "household_id", "date": "transaction_timestamp", "order": "basket_id", "amount": "sales_value", "feature": "income"}
            words = [word for role, column in roles.items() for word in ("--role", f"{role}={column}")]
            _, analysis = door.segment(file, "--method", "rules", "--rules", rules, "--rows", "orders", *words)
        segments = {it["name"]: it for it in analysis["segments"]}
        for it in part:
            wanted, ours = expected["by_income_left_join"][it], segments[it]
            tally.equal(f"{name}, {it}: households", ours["n_customers"], wanted["households"])
            tally.close(f"{name}, {it}: sales", ours["revenue"], wanted["sales"], absolute=0.005)
            tally.equal(f"{name}, {it}: baskets", ours["orders"], wanted["baskets"])
        tally.fact(f"{name}, part {place + 1}: everyone else", len(segments) == len(part) + 1, list(segments))
