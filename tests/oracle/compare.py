"""Two ways to segment beside each other: crosstab and adjusted Rand index beside pandas' and scikit-learn's."""

import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from groups import written

WAYS = {
    "two groups": ["--k", "2"],
    "three groups": ["--k", "3"],
    "three groups, unscaled": ["--k", "3", "--scale", "none"],
    "five groups": ["--k", "5"],
}


def run(door, tally):
    """Every pair of ways on customers made from a fixed seed."""
    random = np.random.default_rng(7)
    centres = np.array([[0, 0, 0], [4, 0, 30], [0, 5, -20]])
    rows = centres[random.integers(0, 3, 400)] + random.normal(size=(400, 3))
    with written(["a", "b", "c"], rows) as path, tempfile.TemporaryDirectory() as folder:
        names, recipes = {}, {}
        for idx, (way, options) in enumerate(WAYS.items()):
            own = Path(folder, str(idx))
            customers = door.segment_into(own, path, "--rows", "customers", "--features", "a,b,c", *options)
            names[way], recipes[way] = [it["segment"] for it in customers], own / "recipe.json"
        for first in WAYS:
            for second in WAYS:
                found = json.loads(door.compare(path, recipes[first], recipes[second]))
                check(tally, f"{first} and {second}", found, names[first], names[second])


def check(tally, name, found, first, second):
    """One pair."""
    table = pd.crosstab(pd.Series(first), pd.Series(second))
    expected = table.reindex(index=found["rows"], columns=found["columns"]).to_numpy().tolist()
    tally.equal(f"{name}: customers of each pair", found["counts"], expected)
    tally.equal(f"{name}: customers in both", found["n_both"], len(first))
    agreement = adjusted_rand_score(first, second)
    tally.close(f"{name}: adjusted Rand index", found["adjusted_rand"], agreement, relative=1e-9)
