"""Segments' numbers beside pandas, scipy and statsmodels."""

import json
import math
import re
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

RULES = """
segment "Web":
  channel = "web"

segment "Shop, often":
  channel = "shop"
  visits >= 4
"""


COLUMNS = {"monetary": "total_spent", "frequency": "visits"}


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
    table["newsletter"] = np.where(chance.random(n) < 0.2 + 0.3 * (channel == "web"), "yes", "no")
    table["bought again"] = np.where(chance.random(n) < 0.1 + 0.2 * (channel == "shop"), "yes", "no")
    table["satisfaction"] = chance.integers(1, 6, n)
    table["would recommend"] = chance.integers(0, 11, n)
    table["opens"], table["clicks"] = chance.poisson(6, n), chance.poisson(2, n)
    table["email"] = [f"c{it}@example.org" if chance.random() < 0.8 else None for it in range(n)]
    table["consent"] = np.where(chance.random(n) < 0.6, "yes", "no")
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
            roles += ["--role", "outcome=bought again", "--role", "email=email", "--role", "consent=consent"]
            found, analysis = door.segment(path, *options, *roles)
            table["segment"] = [it["segment"] for it in found]
            check(tally, f"profile, seed {seed}", table, analysis)


def check(tally, name, table, analysis):
    """All segments of one file."""
    columns = COLUMNS
    table = table.replace({"newsletter": {"yes": 1.0, "no": 0.0}}).infer_objects()
    table["newsletter"] = table["newsletter"].astype(float)
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
        rule(tally, own, segment, here, table)
        rates(tally, own, segment, here, table)
        strengths = [abs(it["strength"]) for it in segment["differences"]]
        tally.fact(f"{own}: strongest first", strengths == sorted(strengths, reverse=True), strengths)
    adjusted = multipletests([p for p, _, _ in ps], method="fdr_bh")[1]
    for (_, difference, what), expected in zip(ps, adjusted):
        tally.close(f"{what}: adjusted p", difference["p_adjusted"], expected, relative=1e-6)


def rule(tally, name, segment, here, table):
    """Whom the shortest rule takes, read by other means."""
    ours = segment["rule"]
    if not tally.fact(f"{name}: has a rule", ours is not None and 1 <= len(ours["conditions"]) <= 4, ours):
        return
    taken = pd.Series(True, index=table.index)
    for condition in ours["conditions"]:
        field, test, value = re.fullmatch(r'("[^"]*"|\S+) (=|!=|>=|<|in|not in) (.*)', condition).groups()
        column = table[COLUMNS.get(field.strip('"'), field.strip('"'))]
        if "in" in test or value.startswith('"'):
            values = re.findall('"([^"]*)"', value)
            taken &= column.notna() & (column.isin(values) != test.startswith(("not", "!")))
        else:
            taken &= {"=": column.eq, ">=": column.ge, "<": column.lt}[test](float(value))
    hits = int((taken & table.index.isin(here.index)).sum())
    tally.equal(f"{name}: rule takes", [ours["n_matching"], ours["n_hits"]], [int(taken.sum()), hits])
    tally.close(f"{name}: precision", ours["precision"], hits / taken.sum(), relative=1e-12)
    tally.close(f"{name}: recall", ours["recall"], hits / len(here), relative=1e-12)
    others = len(table) - len(here)
    expected = max(hits / len(here) - (int(taken.sum()) - hits) / others, 0)
    tally.close(f"{name}: described", segment["criteria"]["described"], expected, absolute=1e-12)
    # These segments are rules of one and two conditions: the search must find as good ones.
    if segment["name"] != "Everyone else":
        tally.fact(f"{name}: rule is theirs", ours["precision"] > 0.999 and ours["recall"] > 0.999, ours)


def rates(tally, name, segment, here, table):
    """Rates with their intervals, and who can be reached."""
    ours = {(it["kind"], it["label"]): it for it in segment["rates"]}
    places = sum((table[it].rank() - 0.5) / len(table) * 100 for it in ("opens", "clicks")) / 2
    recommend = np.select([here["would recommend"] >= 9, here["would recommend"] <= 6], [1, -1], 0)
    expected = {
        ("response", "bought again"): (here["bought again"] == "yes").astype(float),
        ("yes", "newsletter"): here["newsletter"],
        ("top_two", "satisfaction"): (here["satisfaction"] >= 4).astype(float),
        ("net_promoters", "would recommend"): recommend,
        ("engagement", "Engagement"): places[here.index],
    }
    tally.equal(f"{name}: rates", sorted(ours), sorted(expected))
    for key, values in expected.items():
        values = np.asarray(values, dtype=float)
        tally.close(f"{name}, {key[1]}", ours[key]["value"], values.mean(), absolute=1e-9)
        if key[0] in ("net_promoters", "engagement"):
            interval = DescrStatsW(values).tconfint_mean(0.05)
        else:
            interval = proportion_confint(values.sum(), len(values), 0.05, "wilson")
        for own, wanted in zip(ours[key]["interval"], interval):
            tally.close(f"{name}, {key[1]}: interval", own, wanted, absolute=1e-9)
    has, may = here["email"].notna(), here["consent"] == "yes"
    wanted = {"email": int(has.sum()), "phone": None, "consent": int(may.sum()), "email_allowed": int((has & may).sum())}
    wanted |= {"phone_allowed": 0, "any_allowed": wanted["email_allowed"]}
    tally.equal(f"{name}: reach", segment["reach"], wanted)
    tally.close(f"{name}: reachable", segment["criteria"]["reachable"], (has & may).mean(), relative=1e-12)


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
