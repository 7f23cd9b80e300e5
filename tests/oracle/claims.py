"""Claims beside statsmodels and scipy: Wilson's interval, ratios of sums, means by Student and Welch."""

import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW


def run(door, tally):
    """Customers of fixed seeds, with gaps, and one who spends more than all others."""
    for seed in range(4):
        table = made(seed)
        with tempfile.TemporaryDirectory() as folder, tally.part(f"claims, seed {seed}"):
            path = Path(folder, "customers.csv")
            table.to_csv(path, index=False)
            asked = questions()
            Path(folder, "claims.json").write_text(json.dumps([it[0] for it in asked]), encoding="utf-8")
            options = ["--rows", "customers", "--method", "tiers", "--claims", str(Path(folder, "claims.json"))]
            for role, column in (("customer", "customer_id"), ("monetary", "total_spent"), ("frequency", "visits")):
                options += ["--role", f"{role}={column}"]
            _, analysis = door.segment(path, *options)
            for (claim, expected), ours in zip(asked, analysis["claims"], strict=True):
                compare(tally, f"claims, seed {seed}, {claim['text']}", ours, expected(table), claim)


def made(seed, n=600):
    """Women come more often; a few do not say what they are."""
    chance = np.random.default_rng(seed)
    gender = chance.choice(["female", "male"], n, p=[0.7, 0.3])
    table = pd.DataFrame(
        {
            "customer_id": [f"c{it:04}" for it in range(n)],
            "gender": gender,
            "visits": 1 + chance.poisson(2 + 3 * (gender == "female")),
            "total_spent": np.round(chance.lognormal(3 + 0.4 * (gender == "female"), 1, n), 2),
            "size": np.round(chance.normal(50, 10, n), 1),
        }
    )
    table.loc[chance.random(n) < 0.05, "gender"] = None
    table.loc[chance.random(n) < 0.05, "size"] = np.nan
    if seed == 3:
        table.loc[0, "total_spent"] = 1e6
    return table


def claim(text, who, measure, side, against, among=""):
    """In the form of recipes."""
    return {"text": text, "among": among, "who": who, "measure": measure, "side": side, "against": against}


def questions():
    """Claims, and what answers each."""
    women, men = 'gender = "female"', 'gender = "male"'
    orders, money, size = "visits", "total_spent", "size"
    return [
        (claim("customers", women, "customers", "at_least", {"value": 0.6}), share(None)),
        (claim("customers, not so", women, "customers", "at_most", {"value": 0.5}), share(None)),
        (claim("orders", women, "orders", "at_least", {"value": 0.9}), share(orders)),
        (claim("money", women, "revenue", {"about": 0.2}, {"value": 0.75}), share(money)),
        (claim("money of some", women, "revenue", "at_least", {"value": 0.5}, "visits >= 4"), share(money, 4)),
        (claim("everyone", "visits >= 1", "orders", "at_least", {"value": 0.99}), everyone),
        (claim("customers beside men", women, "customers", "at_least", {"group": men}), share_apart(None)),
        (claim("money beside others", women, "revenue", "at_least", "others"), share_apart(money)),
        (claim("mean size", women, {"mean": size}, {"about": 2}, {"value": 50}), mean(size)),
        (claim("mean size beside men", women, {"mean": size}, "at_most", {"group": men}), welch(size)),
        (claim("mean spend beside others", women, {"mean": "monetary"}, "at_least", "others"), welch(money)),
    ]


def known(table, least=0):
    """Customers looked at whose gender is known."""
    return table[table["gender"].notna() & (table["visits"] >= least)]


def ratio(held, weight):
    """A ratio of sums, its standard error by the sandwich of a weighted regression on a constant."""
    fit = sm.WLS(held, np.ones(len(held)), weights=weight).fit(cov_type="HC0", use_t=False)
    return float(fit.params.iloc[0]), float(fit.bse.iloc[0]), [float(it) for it in fit.conf_int(0.05).iloc[0]]


def share(column, least=0):
    """Wilson's interval of as many customers as leave that standard error."""

    def answer(table):
        rows = known(table, least)
        weight = rows[column] if column else pd.Series(1.0, index=rows.index)
        value, error, _ = ratio((rows["gender"] == "female").astype(float), weight)
        n = min(value * (1 - value) / error**2, weight.sum() ** 2 / (weight**2).sum())
        interval = proportion_confint(value * n, n, method="wilson")
        if column is None:
            count = int((rows["gender"] == "female").sum())
            assert np.allclose(interval, proportion_confint(count, len(rows), method="wilson"))
        return {"value": value, "other": None, "interval": interval, "n": len(rows)}

    return answer


def everyone(table):
    """All of it: as many customers as weigh alike."""
    weight = table["visits"].to_numpy(float)
    n = min(weight.sum() ** 2 / (weight**2).sum(), len(table))
    return {"value": 1.0, "other": None, "interval": proportion_confint(n, n, method="wilson"), "n": len(table)}


def share_apart(column):
    """The one less the other, customer by customer."""

    def answer(table):
        rows = known(table)
        weight = rows[column] if column else pd.Series(1.0, index=rows.index)
        signs = np.where(rows["gender"] == "female", 1.0, -1.0)
        _, _, interval = ratio(pd.Series(signs, index=rows.index), weight)
        value, _, _ = ratio((rows["gender"] == "female").astype(float), weight)
        return {"value": value, "other": 1 - value, "interval": interval, "n": len(rows)}

    return answer


def mean(column):
    """Student's interval."""

    def answer(table):
        values = table.loc[table["gender"] == "female", column].dropna()
        interval = DescrStatsW(values).tconfint_mean(0.05)
        return {"value": float(values.mean()), "other": None, "interval": interval, "n": len(values)}

    return answer


def welch(column):
    """Welch's interval of the difference; by statsmodels, and by scipy."""

    def answer(table):
        here = table.loc[table["gender"] == "female", column].dropna()
        there = table.loc[table["gender"] == "male", column].dropna()
        interval = CompareMeans(DescrStatsW(here), DescrStatsW(there)).tconfint_diff(0.05, usevar="unequal")
        other = stats.ttest_ind(here, there, equal_var=False).confidence_interval(0.95)
        assert np.allclose(interval, [other.low, other.high])
        n = len(here) + len(there)
        return {"value": float(here.mean()), "other": float(there.mean()), "interval": interval, "n": n}

    return answer


def compare(tally, name, ours, expected, claim_):
    """Numbers to nine digits, and the verdict that follows from them."""
    tally.equal(f"{name}: customers", ours["n"], expected["n"])
    tally.close(f"{name}: value", ours["value"], expected["value"], relative=1e-9)
    if expected["other"] is not None:
        tally.close(f"{name}: other", ours["other"], expected["other"], relative=1e-9)
    for end in (0, 1):
        tally.close(f"{name}: interval", ours["interval"][end], expected["interval"][end], relative=1e-8, absolute=1e-9)
    tally.equal(f"{name}: verdict", ours["verdict"], verdict(claim_, expected["interval"]))


def verdict(claim_, interval):
    """Where the interval lies."""
    with_ = claim_["against"]["value"] if "value" in claim_["against"] else 0.0
    side, (low, high) = claim_["side"], interval
    least = {"at_least": with_, "at_most": -np.inf}.get(side) if isinstance(side, str) else with_ - side["about"]
    most = {"at_least": np.inf, "at_most": with_}.get(side) if isinstance(side, str) else with_ + side["about"]
    if low >= least and high <= most:
        return "supported"
    return "not_supported" if high < least or low > most else "too_little_data"
