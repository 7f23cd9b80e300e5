"""Groups of numbers and categories beside the package kmodes, and against a table of known costs."""

import csv
import json
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
from kmodes.kprototypes import KPrototypes

import groups

NUMERIC = ["age", "balance", "duration", "campaign"]
CATEGORICAL = ["job", "marital", "education", "housing", "loan"]


@contextmanager
def written(columns, rows):
    """A temporary CSV file of numbers and words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "customers.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
        yield path


def found(door, path, numeric, categorical, *options):
    """Labels and quality of our groups."""
    words = ["--method", "prototypes", "--rows", "customers", "--scale", "zscore", "--seed", 1]
    words += ["--features", ",".join([*numeric, *categorical]), *options]
    customers, analysis = door.segment(path, *words)
    return np.array([int(it["segment_id"]) - 1 for it in customers]), analysis


def cost_of(scaled, categories, labels, gamma):
    """Squared distances to the mean and γ for each value that is not the group's most frequent."""
    cost = sum(float(((it - it.mean(axis=0)) ** 2).sum()) for it in groups.split(scaled, labels))
    for column in categories.T:
        for part in groups.split(column, labels):
            cost += gamma * (len(part) - np.unique(part, return_counts=True)[1].max())
    return cost


def folder(door, tally, place):
    """The bank's customers."""
    expected = json.loads(Path(place, "expected", "kproto_bank.json").read_text(encoding="utf-8"))
    path = Path(place, "data", "bank_marketing.csv")
    table = pd.read_csv(path, encoding="utf-8-sig")
    scaled = groups.zscores(table[NUMERIC].to_numpy())
    categories = table[CATEGORICAL].to_numpy(dtype=str)
    for k, known in expected["k"].items():
        labels, analysis = found(door, path, NUMERIC, CATEGORICAL, "--k", k, "--starts", 20)
        check(tally, f"bank, {k} prototypes", scaled, categories, labels, analysis["quality"], expected["gamma"])
        cost, reference = analysis["quality"]["cost"], known["best_cost_recomputed_from_labels"]
        tally.fact(f"bank, {k} prototypes: cost", cost <= 1.01 * reference, f"{cost}, {reference}")


def check(tally, name, scaled, categories, labels, quality, gamma):
    """γ, and the cost of the labels by its definition."""
    tally.close(f"{name}: gamma", quality["gamma"], gamma, relative=1e-9)
    expected = cost_of(scaled, categories, labels, gamma)
    tally.close(f"{name}: cost of the labels", quality["cost"], expected, relative=1e-9)
    tally.equal(f"{name}: groups", len(np.unique(labels)), quality["k"])


def run(door, tally):
    """Customers made from a fixed seed, some told apart by numbers, some by categories alone."""
    random = np.random.default_rng(11)
    truth = np.repeat(np.arange(4), 150)
    numbers = np.column_stack([truth % 2 * 4 + random.normal(size=600), random.normal(size=600)])
    usual = np.array([["red", "shop", "weekly"], ["blue", "web", "yearly"]])[truth // 2]
    other = np.array([["red", "blue", "green"], ["shop", "web", "phone"], ["weekly", "yearly", "never"]])
    drawn = np.column_stack([random.choice(it, 600) for it in other])
    categories = np.where(random.random((600, 3)) < 0.8, usual, drawn)
    rows = [[repr(float(a)), repr(float(b)), *words] for (a, b), words in zip(numbers, categories)]
    columns = ["visits", "basket", "colour", "channel", "rhythm"]
    scaled = groups.zscores(numbers)
    with written(columns, rows) as path:
        for k in (2, 3, 4, 6, 12):
            name = f"planted, {k} prototypes"
            labels, analysis = found(door, path, columns[:2], columns[2:], "--k", k, "--starts", 20)
            check(tally, name, scaled, categories, labels, analysis["quality"], 0.5)
            mixed = np.column_stack([scaled.astype(object), categories])
            theirs = KPrototypes(k, init="Huang", n_init=5, random_state=1).fit(mixed, categorical=[2, 3, 4])
            tally.close(f"{name}: their gamma", theirs.gamma, 0.5, relative=1e-9)
            cost = analysis["quality"]["cost"]
            tally.fact(f"{name}: cost at most 1.01 times theirs", cost <= 1.01 * theirs.cost_, f"{cost}, {theirs.cost_}")
        labels, analysis = found(door, path, columns[:2], columns[2:], "--k", 4, "--gamma", 1.5)
        check(tally, "planted, gamma 1.5", scaled, categories, labels, analysis["quality"], 1.5)
    gaps(door, tally, columns, rows)


def gaps(door, tally, columns, rows):
    """A category that is not known is a value of its own; too many groups become fewer."""
    with_gaps = [[*row[:2], "" if idx % 10 == 0 else row[2], *row[3:]] for idx, row in enumerate(rows)]
    with written(columns, with_gaps) as path:
        labels, analysis = found(door, path, columns[:2], columns[2:], "--k", 3, "--missing", "own_level")
        scaled = groups.zscores([[float(it) for it in row[:2]] for row in with_gaps])
        categories = np.array([row[2:] for row in with_gaps])
        check(tally, "categories with gaps", scaled, categories, labels, analysis["quality"], 0.5)
        counted = [it["n"] for it in analysis["issues"] if it["kind"] == "own_level"]
        tally.equal("categories with gaps: counted", counted, [60])
    alike = [["1", "2", *word] for word in [("red", "shop", "weekly"), ("blue", "web", "weekly")] * 10]
    with written(columns, alike) as path:
        _, analysis = found(door, path, [], columns[2:], "--k", 5)
        tally.equal("two kinds of customers: groups", analysis["quality"]["k"], 2)
        said = [it["n"] for it in analysis["issues"] if it["kind"] == "fewer_groups"]
        tally.equal("two kinds of customers: said", said, [2])
