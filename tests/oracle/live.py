"""What every clone can check: data that installed packages ship, references worked out now."""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd
from sklearn.datasets import load_iris, load_wine
from sklearn.decomposition import PCA

import groups
import rfm
import sureness

CDNOW_ROLES = ["--rows", "orders", "--role", "ignore=1", "--role", "ignore=4"]
CDNOW_ROLES += ["--role", "customer=2", "--role", "date=3", "--role", "amount=5"]


def run(door, tally):
    """All of it."""
    folder = Path(find_spec("lifetimes").origin).parent / "datasets"
    with tally.part("CDNOW master"):
        cdnow_master(door, tally, folder / "CDNOW_master.txt")
    with tally.part("CDNOW sample"):
        cdnow_scores(door, tally, folder / "CDNOW_sample.txt")
        cdnow_bins(door, tally, folder / "CDNOW_sample.txt")
    for name, load in (("iris", load_iris), ("wine", load_wine)):
        with tally.part(name):
            natural_groups(door, tally, name, load())


def cdnow_master(door, tally, path):
    """A blank first line, columns parted by spaces, all 69,659 orders."""
    understood = door.read(path)
    tally.equal("CDNOW master: rows", understood["n_rows"], 69_659)
    tally.equal("CDNOW master: separator", understood["dialect"]["separator"], "whitespace")
    customers, analysis = door.segment(path, "--method", "rfm")
    tally.equal("CDNOW master: customers", (len(customers), analysis["n_customers"]), (23_570, 23_570))
    orders = pd.read_csv(path, sep=r"\s+", names=["customer", "date", "n", "amount"], header=0, dtype={"customer": str})
    tally.close(
        "CDNOW master: revenue",
        sum(it["revenue"] for it in analysis["segments"]),
        float(orders["amount"].sum()),
        absolute=0.005,
    )


def cdnow_scores(door, tally, path):
    """Every score rule and every map on the orders of 2,357 customers."""
    names = ["master", "customer", "date", "n", "amount"]
    orders = pd.read_csv(path, sep=r"\s+", names=names, header=None, dtype={"customer": str})
    orders["date"] = pd.to_datetime(orders["date"].astype(str), format="%Y%m%d")
    for frequency in ("days", "rows"):
        table = rfm.measured(orders, "1998-06-30", frequency)
        for rule in rfm.RULES:
            codes = rfm.scores(table, rule)
            expected = {
                identifier: (int(row.recency), int(row.frequency), float(row.monetary), code)
                for (identifier, row), code in zip(table.iterrows(), codes)
            }
            for scheme in ("eleven_codes", "r_rfm_ten", "ten_grid", "eleven"):
                name = f"CDNOW, {frequency}, {rule}, {scheme}"
                options = ["--method", "rfm", "--as-of", "1998-06-30", "--frequency", frequency]
                options += ["--score", rule, "--map", scheme, *CDNOW_ROLES]
                customers, analysis = door.segment(path, *options)
                tally.equal(f"{name}: number of customers", len(customers), len(expected))
                rfm.compare_customers(tally, name, customers, expected)
                by_name = rfm.segments(table, [rfm.name_of(code, scheme) for code in codes])
                rfm.compare_segments(tally, name, customers, analysis, by_name)


def cdnow_bins(door, tally, path):
    """Three to five scores by every rule; the maps are left to the tests of the engine."""
    names = ["master", "customer", "date", "n", "amount"]
    orders = pd.read_csv(path, sep=r"\s+", names=names, header=None, dtype={"customer": str})
    orders["date"] = pd.to_datetime(orders["date"].astype(str), format="%Y%m%d")
    table = rfm.measured(orders, "1998-06-30", "days")
    for bins in (3, 4, 5):
        for rule in (*rfm.RULES, "equal_width"):
            codes = rfm.scores(table, rule, bins)
            expected = {
                identifier: (int(row.recency), int(row.frequency), float(row.monetary), code)
                for (identifier, row), code in zip(table.iterrows(), codes)
            }
            options = ["--as-of", "1998-06-30", "--frequency", "days", "--score", rule, "--bins", str(bins)]
            customers, analysis = door.segment(path, *options, *CDNOW_ROLES)
            rfm.compare_customers(tally, f"CDNOW, {bins} scores, {rule}", customers, expected)
            cuts = [len(it) for it in analysis["cuts"].values()]
            tally.equal(f"CDNOW, {bins} scores, {rule}: cut points", cuts, [bins - 1] * 3)


def natural_groups(door, tally, name, bunch):
    """Groups of a data set that scikit-learn ships."""
    columns = [f"measure {idx + 1}" for idx in range(bunch.data.shape[1])]
    scaled = groups.zscores(bunch.data)
    with groups.written(columns, bunch.data) as path:
        for k in range(2, 9):
            labels, quality = groups.grouped(door, path, columns, k, 50 if k <= 5 else 300)
            reference = groups.best_of_sklearn(scaled, k, 50)
            groups.compare_quality(tally, f"{name}, {k} groups", scaled, labels, quality, reference)
            if k <= 4:
                sureness.compare_gap(tally, f"{name}, {k} groups", quality, sureness.live_gap(scaled, k))
                sureness.compare_stability(tally, f"{name}, {k} groups", scaled, labels, quality)
    plane = PCA(n_components=2).fit(scaled)
    groups.compare_plane(tally, name, quality, plane.explained_variance_ratio_, plane.components_)
