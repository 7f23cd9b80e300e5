"""Latent classes beside an expectation–maximisation of our own in NumPy, on planted classes."""

import numpy as np
from sklearn.metrics import adjusted_rand_score

from prototypes import written


def run(door, tally):
    """Surveys made from fixed seeds, with and without gaps."""
    for seed, k, n_questions, missing in ((1, 2, 8, 0.0), (2, 3, 10, 0.0), (3, 3, 12, 0.15), (4, 4, 14, 0.05)):
        with tally.part(f"{k} latent classes"):
            survey(door, tally, seed, k, n_questions, missing)
    with tally.part("one latent class"):
        random = np.random.default_rng(9)
        answers = random.integers(0, 3, (500, 6))
        _, analysis = fitted(door, answers, None)
        tally.equal("answers by chance: classes by BIC", analysis["quality"]["k"], 1)


def survey(door, tally, seed, k, n_questions, missing):
    """Classes planted: each answers every question in a way of its own."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, k, 1200)
    n_states = random.integers(2, 6, n_questions)
    answers = np.zeros((1200, n_questions), dtype=int)
    for question, n in enumerate(n_states):
        shares = random.dirichlet(np.full(n, 0.25), k)
        for group in range(k):
            members = truth == group
            answers[members, question] = random.choice(n, members.sum(), p=shares[group])
    answers[random.random(answers.shape) < missing] = -1
    name = f"survey {seed}"
    labels, analysis = fitted(door, answers, None)
    quality = analysis["quality"]
    tally.equal(f"{name}: classes by BIC", quality["k"], k)
    agreement = adjusted_rand_score(truth, labels)
    tally.fact(f"{name}: the classes planted", agreement >= 0.9, f"adjusted Rand index {agreement}")
    for n_classes in range(1, k + 2):
        labels, analysis = fitted(door, answers, n_classes)
        quality = analysis["quality"]
        likelihood = best_of(answers, n_classes, 12)
        found = quality["log_likelihood"]
        # One class is closed form; of more, neither search may be behind.
        tolerance = 1e-9 * abs(likelihood) if n_classes == 1 else 0.01
        tally.fact(f"{name}, {n_classes} classes: as likely", found >= likelihood - tolerance, f"{found}, {likelihood}")
        if n_classes <= k:
            tally.close(f"{name}, {n_classes} classes: log-likelihood", found, likelihood, absolute=tolerance)
        used = [len(np.unique(column[column >= 0])) for column in answers.T]
        n_parameters = n_classes - 1 + n_classes * sum(it - 1 for it in used if it > 1)
        expected = n_parameters * np.log(len(answers)) - 2 * found
        tally.close(f"{name}, {n_classes} classes: BIC", quality["bic"], float(expected), relative=1e-12)


def fitted(door, answers, k):
    """Labels and analysis of our classes."""
    columns = [f"q{idx + 1}" for idx in range(answers.shape[1])]
    rows = [["" if it < 0 else f"answer {chr(97 + it)}" for it in row] for row in answers]
    with written(columns, rows) as path:
        options = ["--method", "latent_classes", "--rows", "customers", "--features", ",".join(columns)]
        for column in columns:
            options += ["--kind", f"category={column}"]
        customers, analysis = door.segment(path, *options, *([] if k is None else ["--k", k]))
    return np.array([int(it["segment_id"] or 0) - 1 for it in customers]), analysis


def best_of(answers, k, n_starts):
    """The highest log-likelihood of some starts."""
    return max(maximised(answers, k, seed) for seed in range(n_starts if k > 1 else 1))


def maximised(answers, k, seed):
    """Log-likelihood of classes begun at random memberships; gaps take no part."""
    random = np.random.default_rng(seed)
    hot = [(column[:, None] == np.unique(column[column >= 0])).astype(float) for column in answers.T]
    memberships = random.dirichlet(np.ones(k), len(answers))
    before = -np.inf
    for _ in range(3000):
        shares = memberships.mean(axis=0)
        logs = np.tile(np.log(shares), (len(answers), 1))
        for column in hot:
            counts = column.T @ memberships
            logs += column @ np.log(np.maximum(counts / counts.sum(axis=0), 1e-10))
        top = logs.max(axis=1, keepdims=True)
        total = np.exp(logs - top).sum(axis=1, keepdims=True)
        memberships = np.exp(logs - top) / total
        likelihood = float((top + np.log(total)).sum())
        if likelihood - before < 1e-8:
            break
        before = likelihood
    return likelihood
