"""What is measured about each customer of an order file on demand, by pandas from the same rows."""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

ROLES = ["--rows", "orders"]
for _role, _column in (
    ("customer", "customer"),
    ("order", "order"),
    ("date", "day"),
    ("amount", "amount"),
    ("quantity", "pieces"),
    ("category", "goods"),
    ("channel", "shop"),
):
    ROLES += ["--role", f"{_role}={_column}"]

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"]
MONTHS += ["november", "december"]
SEASONS = ["winter", "spring", "summer", "autumn"]


def run(door, tally):
    """Orders made from a fixed seed: several rows and days to an order, returns, gaps."""
    scales(door, tally)
    orders = made()
    reference = measured(orders)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "orders.csv")
        orders.to_csv(path, index=False, date_format="%Y-%m-%d")
        customers, analysis = door.segment(path, "--method", "rfm", "--measures", "all", *ROLES)
    segment_of = {it["customer_id"]: it["segment"] for it in customers}
    found = {it["name"]: {f["id"]: f for f in it["features"]} for it in analysis["segments"]}
    for feature, values in reference.items():
        compare(tally, segment_of, found, feature, values)


def made():
    """5,000 rows of 400 customers over three years, without weight on any day."""
    random = np.random.default_rng(20_260_523)
    n = 5_000
    order = random.integers(0, 2_600, n)
    days = pd.Timestamp("2023-01-01") + pd.to_timedelta(random.integers(0, 1_096, 2_600), unit="D")
    frame = pd.DataFrame(
        {
            "customer": [f"C{it:03}" for it in random.integers(0, 400, 2_600)[order]],
            "order": [f"O{it:05}" for it in order],
            "day": days[order],
            "amount": np.round(random.lognormal(3, 1, n), 2),
            "pieces": random.integers(1, 9, n),
            "goods": random.choice(list("abcdefghijkl"), n, p=np.arange(12, 0, -1) / 78),
            "shop": random.choice(["web", "shop", "app"], n, p=[0.6, 0.3, 0.1]),
            "discount": np.where(random.random(n) < 0.3, np.round(random.lognormal(1, 1, n), 2), 0.0),
        }
    )
    returned = random.random(n) < 0.04
    frame.loc[returned, "amount"] *= -1
    return frame


def measured(orders):
    """One series per feature, by customer; customers without a purchase have none."""
    bought = orders[orders["amount"] >= 0]
    by = bought.groupby("customer")
    spent = by["amount"].sum()
    n_orders = by["order"].nunique()
    found = {
        "median_order": bought.groupby(["customer", "order"])["amount"].sum().groupby("customer").median(),
        "order_days": by["day"].nunique(),
        "rows_per_order": by.size() / n_orders,
        "pieces_per_order": by["pieces"].sum() / n_orders,
        "discount_share": by["discount"].sum() / (by["discount"].sum() + spent),
    }
    returned = -orders[orders["amount"] < 0].groupby("customer")["amount"].sum()
    found["return_share"] = returned.reindex(spent.index).fillna(0) / spent
    days = bought.drop_duplicates(["customer", "day"]).sort_values(["customer", "day"])
    gaps = days.groupby("customer")["day"].diff().dt.days
    of_customer = gaps.groupby(days["customer"])
    found["mean_gap_days"] = of_customer.mean()
    found["median_gap_days"] = of_customer.median()
    several = of_customer.count() >= 2
    found["gap_variation"] = (of_customer.std(ddof=0) / of_customer.mean()).where(several)
    month = bought["day"].dt.month
    for key, names, part in (
        ("share_", WEEKDAYS, bought["day"].dt.dayofweek),
        ("share_", MONTHS, month - 1),
        ("share_", SEASONS, month % 12 // 3),
    ):
        for idx, name in enumerate(names):
            found[key + name] = share(bought, part == idx, spent)
    monthly = bought.groupby(["customer", month])["amount"].sum()
    found["top_month_share"] = monthly.groupby("customer").max() / spent
    largest = bought.groupby("goods")["amount"].sum().sort_values(ascending=False).index
    for name in largest[:8]:
        found[f"category: {name}"] = share(bought, bought["goods"] == name, spent)
    found["category: all others"] = share(bought, bought["goods"].isin(largest[8:]), spent)
    for name in ("web", "shop", "app"):
        found[f"channel: {name}"] = share(bought, bought["shop"] == name, spent)
    return found


def share(bought, is_part, spent):
    """What the part comes to, of all that was spent."""
    return bought[is_part].groupby("customer")["amount"].sum().reindex(spent.index).fillna(0) / spent


def compare(tally, segment_of, found, feature, reference):
    """What the analysis says of a feature in each segment."""
    known = reference.dropna()
    for name, values in known.groupby(known.index.map(segment_of)):
        ours = found[name].get(feature)
        if not tally.fact(f"{feature} in {name}", ours is not None, "not measured"):
            continue
        expected = {"mean": values.mean(), "sd": values.std(ddof=0), "min": values.min()}
        expected |= {"median": values.median(), "max": values.max()}
        for key, value in expected.items():
            tally.close(f"{feature} in {name}: {key}", ours[key], float(value), absolute=1e-9 * max(1, abs(value)))


def scales(door, tally):
    """Cronbach's alpha of answers that share a part, one item turned round, some left open."""
    random = np.random.default_rng(7)
    opinion = random.normal(3, 1, 600)
    items = np.clip(np.round(opinion[:, None] + random.normal(0, 0.8, (600, 5))), 1, 5)
    items[:, 4] = 6 - items[:, 4]
    items[random.random(items.shape) < 0.03] = np.nan
    names = [f"q{idx + 1}" for idx in range(5)]
    frame = pd.DataFrame(items, columns=names)
    frame.insert(0, "customer", [f"C{it:03}" for it in range(600)])
    turned = items.copy()
    turned[:, 4] = 6 - turned[:, 4]
    full = turned[~np.isnan(turned).any(axis=1)]
    alpha = 5 / 4 * (1 - full.var(axis=0, ddof=1).sum() / full.sum(axis=1).var(ddof=1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "survey.csv")
        frame.to_csv(path, index=False)
        options = ["--rows", "customers", "--survey-scale", "trust=q1,q2,q3,q4,-q5@1..5"]
        _, analysis = door.segment(path, "--method", "kmeans", "--k", "2", *options)
    found = analysis["scales"][0]
    tally.equal("scale: people with all answers", found["n_complete"], len(full))
    tally.close("scale: Cronbach's alpha", found["alpha"], alpha, relative=1e-9)
    n = (~np.isnan(turned)).sum(axis=1)
    score = np.nansum(turned, axis=1)[n >= 3] / n[n >= 3]
    parts = [feature for it in analysis["segments"] for feature in it["features"] if feature["id"] == "trust"]
    lowest, highest = min(it["min"] for it in parts), max(it["max"] for it in parts)
    tally.close("scale: lowest score", lowest, score.min(), relative=1e-9)
    tally.close("scale: highest score", highest, score.max(), relative=1e-9)
