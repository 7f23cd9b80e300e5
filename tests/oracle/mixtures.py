"""Mixtures of normal distributions beside scikit-learn's, and against a table of known likelihoods."""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.datasets import load_iris, load_wine
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

import groups

# Our words, scikit-learn's, and those of the table.
KINDS = {"full": ("full", "full"), "diagonal": ("diag", "diag"), "spherical": ("spherical", "spherical")}
FILES = {"gmm_iris": "iris.csv", "gmm_wholesale_log": "wholesale_customers.csv"}


def run(door, tally):
    """Data that scikit-learn ships, and groups planted in random numbers."""
    for name, load in (("iris", load_iris), ("wine", load_wine)):
        with tally.part(f"mixtures of {name}"):
            rows = load().data[:, :6]
            columns = [f"measure {idx + 1}" for idx in range(rows.shape[1])]
            with groups.written(columns, rows) as path:
                for covariance in KINDS:
                    for k in range(1, 5):
                        beside_sklearn(door, tally, f"{name}, {covariance}, {k}", path, columns, rows, covariance, k)
    with tally.part("planted mixtures"):
        planted(door, tally)


def folder(door, tally, place):
    """Every likelihood of the tables."""
    for name, file in FILES.items():
        expected = json.loads(Path(place, "expected", f"{name}.json").read_text(encoding="utf-8"))
        table = pd.read_csv(Path(place, "data", file), encoding="latin-1")
        if name == "gmm_iris":
            rows = table.select_dtypes("number").to_numpy(dtype=float)
        else:
            columns = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"]
            rows = np.log(table[columns].to_numpy(dtype=float))
        columns = [f"measure {idx + 1}" for idx in range(rows.shape[1])]
        with groups.written(columns, rows) as path:
            for covariance, (_, theirs) in KINDS.items():
                for k in range(1, 7):
                    known = expected["models"][f"{theirs}_{k}"]
                    against_table(door, tally, f"{name}, {theirs}_{k}", path, columns, covariance, k, known)
            _, analysis = fitted(door, path, columns, "full", None)
            best = int(expected["best_by_BIC_nondegenerate"].split("_")[1])
            tally.equal(f"{name}: groups by BIC", analysis["quality"]["k"], best)


def fitted(door, path, columns, covariance, k):
    """Customers and analysis of our mixture on z-scored columns."""
    options = ["--method", "mixture", "--covariance", covariance, "--rows", "customers"]
    options += ["--features", ",".join(columns), "--scale", "zscore", "--starts", 50, "--seed", 1]
    if k is not None:
        options += ["--k", k]
    return door.segment(path, *options)


def against_table(door, tally, name, path, columns, covariance, k, known):
    """As likely as the best of another program, and not so likely that it must have collapsed."""
    customers, analysis = fitted(door, path, columns, covariance, k)
    quality = analysis["quality"]
    found = quality["log_likelihood"]
    if k == 1:
        tally.close(f"{name}: log-likelihood", found, known["LL"], relative=1e-9)
    else:
        tally.fact(f"{name}: as likely as known", found >= known["mclust_LL"] - 0.5, f"{found}, {known['mclust_LL']}")
        limit = known["best_known_LL"] + 0.05 * abs(known["best_known_LL"])
        tally.fact(f"{name}: not suspiciously likely", found <= limit, f"{found}, {known['best_known_LL']}")
    information(tally, name, quality, known["n_params"], len(customers))


def information(tally, name, quality, n_parameters, n):
    """The information criterion is that of the likelihood."""
    expected = n_parameters * np.log(n) - 2 * quality["log_likelihood"]
    tally.close(f"{name}: BIC", quality["bic"], float(expected), relative=1e-12)


def beside_sklearn(door, tally, name, path, columns, rows, covariance, k):
    """scikit-learn, begun at our groups, comes to our likelihood; from starts of its own to none above."""
    scaled = groups.zscores(rows)
    customers, analysis = fitted(door, path, columns, covariance, k)
    quality = analysis["quality"]
    labels = np.array([int(it["segment_id"]) - 1 for it in customers])
    confidence = np.array([float(it["confidence"]) for it in customers])
    tally.equal(f"{name}: groups", quality["k"], k)
    model = begun(scaled, labels, KINDS[covariance][0])
    log_likelihood = float(model.score_samples(scaled).sum())
    tolerance = 1e-6 * abs(log_likelihood) if k == 1 else 0.5
    tally.close(f"{name}: log-likelihood", quality["log_likelihood"], log_likelihood, absolute=tolerance)
    # Of two fits that are equally likely, the confidence differs with the last rounds.
    shares = model.predict_proba(scaled).max(axis=1)
    gap = float(np.median(np.abs(shares - confidence)))
    tally.fact(f"{name}: confidence", gap < 0.01, f"median gap {gap}")
    information(tally, name, quality, model._n_parameters(), len(rows))
    best = own_starts(scaled, KINDS[covariance][0], k)
    tally.fact(
        f"{name}: as likely as the best of 8 starts",
        quality["log_likelihood"] >= best - 0.5,
        f"{quality['log_likelihood']}, {best}",
    )


def begun(scaled, labels, kind):
    """scikit-learn's mixture, from the groups given until it settles."""
    parts = groups.split(scaled, labels)
    model = GaussianMixture(
        len(parts),
        covariance_type=kind,
        tol=1e-7,
        max_iter=2000,
        weights_init=[len(it) / len(scaled) for it in parts],
        means_init=[it.mean(axis=0) for it in parts],
        precisions_init=[precision(it, kind) for it in parts],
    )
    return model.fit(scaled)


def precision(rows, kind):
    """The inverse of a group's covariance, as free as the kind allows."""
    if kind == "full":
        return np.linalg.inv(np.cov(rows.T, bias=True) + 1e-6 * np.eye(rows.shape[1]))
    variances = rows.var(axis=0) + 1e-6
    return 1 / variances if kind == "diag" else 1 / variances.mean()


def own_starts(scaled, kind, k):
    """The highest likelihood of starts without a collapsed component."""
    best = -np.inf
    d = scaled.shape[1]
    least = {"full": d * (d + 3) // 2, "diag": 2 * d, "spherical": d + 1}[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for seed in range(8):
            init = ["kmeans", "random_from_data"][seed % 2]
            model = GaussianMixture(k, covariance_type=kind, tol=1e-6, max_iter=500, init_params=init, random_state=seed)
            model.fit(scaled)
            if model.weights_.min() * len(scaled) < least or thinnest(model, kind) < 1e-3:
                continue
            best = max(best, float(model.score_samples(scaled).sum()))
    return best


def thinnest(model, kind):
    """The smallest variance in any direction."""
    if kind == "full":
        return min(float(np.linalg.eigvalsh(it)[0]) for it in model.covariances_)
    return float(np.min(model.covariances_))


def planted(door, tally):
    """Stretched groups that k-means would cut through; one group alone; many customers exactly alike."""
    random = np.random.default_rng(5)
    shapes = [np.array([[1, 0.95], [0.95, 1]]), np.array([[1, -0.9], [-0.9, 1]]), np.eye(2) * 0.2]
    rows = np.vstack([random.multivariate_normal(at, shape, 400) for at, shape in zip([(0, 0), (4, 0), (2, 5)], shapes)])
    truth = np.repeat([0, 1, 2], 400)
    with groups.written(["a", "b"], rows) as path:
        customers, analysis = fitted(door, path, ["a", "b"], "full", None)
        tally.equal("planted: groups by BIC", analysis["quality"]["k"], 3)
        labels = np.array([int(it["segment_id"]) for it in customers])
        tally.fact("planted: customers in their groups", agreement(labels, truth) > 0.97, agreement(labels, truth))
    with groups.written(["a", "b"], random.multivariate_normal((3, 4), shapes[0], 600)) as path:
        _, analysis = fitted(door, path, ["a", "b"], "full", None)
        tally.equal("one group: groups by BIC", analysis["quality"]["k"], 1)
    rows = np.vstack([np.column_stack([np.ones(400), random.normal(0, 1, 400)]), random.normal(4, 1, (300, 2))])
    with groups.written(["orders", "b"], rows) as path:
        customers, analysis = fitted(door, path, ["orders", "b"], "full", 2)
        blurred = [it for it in analysis["issues"] if it["kind"] == "groups_blurred"]
        tally.equal("alike in a number: said so", len(blurred), 1)
        labels = np.array([int(it["segment_id"]) for it in customers])
        share = agreement(labels, np.repeat([0, 1], [400, 300]))
        tally.fact("alike in a number: groups", share > 0.98, share)


def agreement(labels, truth):
    """Share of the customers whose group is mostly of their kind."""
    return sum(np.unique(truth[labels == it], return_counts=True)[1].max() for it in np.unique(labels)) / len(truth)
