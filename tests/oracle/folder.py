"""A folder of data with expected results (`data/`, `expected/`, `MANIFEST.json`) against what the
door computes. Where a folder is not of this form, the first fact fails."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd

import apart
import groups
import mixtures
import profile_numbers
import prototypes
import response_tree
import rfm
import rules
import sureness
import tiers
from live import CDNOW_ROLES

SCHEMES = {"r_rfm_10": "r_rfm_ten", "grid_10": "ten_grid", "putler_11": "eleven"}

# File, options, and how the identifier of the file becomes that of the expected table.
RFM_SETS = {
    "rfm_cdnow_sample": (
        "CDNOW_sample.txt",
        ["--as-of", "1998-06-30", "--frequency", "days", *CDNOW_ROLES],
        lambda identifier: str(int(identifier)),
    ),
    "rfm_r_orders": (
        "rfm_data_orders.csv",
        ["--as-of", "2006-12-31", "--frequency", "rows", "--rows", "orders", "--role", "customer=customer_id"]
        + ["--role", "date=order_date", "--role", "amount=revenue"],
        lambda identifier: identifier,
    ),
}

GROUP_SETS = {
    "iris": "iris.csv",
    "wholesale": "wholesale_customers.csv",
    "wholesale_log": "wholesale_customers.csv",
    "usarrests": "us_arrests.csv",
}

# Rows and columns of the files, the second as far as a reader may not differ about them.
OPENED = {
    "CDNOW_master.txt": (69_659, 4),
    "CDNOW_sample.txt": (6_919, 5),
    "rfm_data_orders.csv": (4_906, 6),
    "wholesale_customers.csv": (440, 12),
    "bank_marketing.csv": (4_521, 17),
    "iris.csv": (150, 5),
    "us_arrests.csv": (50, 5),
}


def run(door, tally, folder):
    """All of it."""
    folder = Path(folder)
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    used = [f"data/{name}" for name in OPENED] + [f"expected/{name}.json" for name in RFM_SETS]
    used += [f"expected/{kind}_{name}.json" for kind in ("kmeans", "pca") for name in GROUP_SETS]
    for name in used:
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        tally.equal(f"{name}: as its manifest says", found, manifest[name]["sha256"])
    for name, shape in OPENED.items():
        with tally.part(name):
            opens(door, tally, folder / "data" / name, shape)
    with tally.part("CDNOW_master.txt"):
        master(door, tally, folder / "data" / "CDNOW_master.txt")
    for name in RFM_SETS:
        with tally.part(name):
            rfm_set(door, tally, folder, name)
    with tally.part("rules_telco"):
        rules.folder(door, tally, folder)
    with tally.part("profile_completejourney"):
        tiers.folder(door, tally, folder)
        profile_numbers.folder(door, tally, folder)
        profile_numbers.folder(door, tally, folder)
    with tally.part("mixtures"):
        mixtures.folder(door, tally, folder)
    with tally.part("prototypes"):
        prototypes.folder(door, tally, folder)
    with tally.part("response trees"):
        response_tree.folder(door, tally, folder)
    for name in GROUP_SETS:
        with tally.part(name):
            group_set(door, tally, folder, name)
    apart.folder_sets(door, tally, folder, GROUP_SETS)


def opens(door, tally, path, shape):
    """Rows and columns, and the same number of records."""
    understood = door.read(path)
    tally.equal(f"{path.name}: rows and columns", (understood["n_rows"], len(understood["columns"])), shape)
    has_header = understood["dialect"]["has_header"]
    tally.equal(f"{path.name}: records", len(door.records(path)) - int(has_header), shape[0])


def master(door, tally, path):
    """All customers of CDNOW, by the file's own suggestions."""
    customers, analysis = door.segment(path)
    tally.equal("CDNOW_master.txt: customers", (len(customers), analysis["n_customers"]), (23_570, 23_570))


def rfm_set(door, tally, folder, name):
    """Every score rule and every map."""
    expected = json.loads((folder / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    file, options, identifier = RFM_SETS[name]
    for rule in rfm.RULES:
        wanted = {
            it["id"]: (it["recency"], it["frequency"], it["monetary"], it[rule]) for it in expected["customers"]
        }
        for theirs, ours in SCHEMES.items():
            label = f"{name}, {rule}, {ours}"
            found, analysis = door.segment(
                folder / "data" / file, "--method", "rfm", "--score", rule, "--map", ours, *options
            )
            for row in found:
                row["customer_id"] = identifier(row["customer_id"])
            tally.equal(f"{label}: number of customers", len(found), expected["n_customers"])
            rfm.compare_customers(tally, label, found, wanted)
            rfm.compare_segments(tally, label, found, analysis, expected["methods"][rule]["segments"][theirs])
        counts = expected["methods"][rule]["score_counts"]
        for column, letter in zip("rfm", "RFM"):
            ours = [sum(row[column] == str(score) for row in found) for score in range(1, 6)]
            tally.equal(f"{name}, {rule}: customers by score {letter}", ours, counts[letter])
        cells = {}
        for row in found:
            code = row["r"] + row["f"] + row["m"]
            cells[code] = cells.get(code, 0) + 1
        tally.equal(f"{name}, {rule}: customers by code", cells, expected["methods"][rule]["rfm_cell_counts"])


def group_set(door, tally, folder, name):
    """Two to eight groups."""
    expected = json.loads((folder / "expected" / f"kmeans_{name}.json").read_text(encoding="utf-8"))
    columns = expected["columns"]
    path = folder / "data" / GROUP_SETS[name]
    rows = pd.read_csv(path, encoding="latin-1")[columns].to_numpy(dtype=float)
    if name == "wholesale_log":
        rows = np.log(rows)
        with groups.written(columns, rows) as logged:
            quality = every_k(door, tally, folder, name, expected, logged, rows)
    else:
        quality = every_k(door, tally, folder, name, expected, path, rows)
    plane = json.loads((folder / "expected" / f"pca_{name}.json").read_text(encoding="utf-8"))
    loadings = plane["loadings_rows_are_components_sign_fixed_largest_abs_positive"]
    groups.compare_plane(tally, name, quality, plane["explained_variance_ratio"], loadings)


def every_k(door, tally, folder, name, expected, path, rows):
    """Compares each number of groups; the quality of the last."""
    scaled = groups.zscores(rows)
    gaps = json.loads((folder / "expected" / f"gap_{name}.json").read_text(encoding="utf-8"))["tables"]
    by_components = next(table for key, table in gaps.items() if "PCA" in key)
    for k, reference in expected["k"].items():
        label = f"{name}, {k} groups"
        labels, quality = groups.grouped(door, path, expected["columns"], k, 50 if int(k) <= 5 else 300)
        groups.compare_quality(tally, label, scaled, labels, quality, reference["inertia"])
        sureness.compare_gap(tally, label, quality, by_components[int(k) - 1])
        lowest = reference["lowest_inertia_seen_any_run"] * (1 - 1e-9)
        tally.fact(f"{label}: inertia not below the lowest known", quality["inertia"] >= lowest, quality["inertia"])
        if reference["share_of_seeds_at_best"] >= 0.1:
            is_same = groups.is_same_partition(labels.tolist(), reference["labels"])
            tally.fact(f"{label}: the same groups", is_same, "the rows are parted differently")
    return quality
