"""Natural groups: k-means, silhouette and principal components beside scikit-learn's."""

import csv
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

import sureness


@contextmanager
def written(columns, rows):
    """A temporary CSV file of numbers, every digit kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "customers.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([[repr(float(cell)) for cell in row] for row in rows])
        yield path


def zscores(rows):
    """Columns of mean 0 and population standard deviation 1."""
    rows = np.asarray(rows, dtype=float)
    return (rows - rows.mean(axis=0)) / rows.std(axis=0)


def grouped(door, path, columns, k, starts):
    """Labels and quality of our groups on z-scored columns."""
    options = ["--method", "kmeans", "--rows", "customers", "--features", ",".join(columns)]
    options += ["--scale", "zscore", "--k", k, "--starts", starts, "--seed", 1]
    customers, analysis = door.segment(path, *options)
    labels = np.array([int(it["segment_id"]) - 1 for it in customers])
    analysis["quality"]["confidence"] = [float(it["confidence"]) for it in customers]
    return labels, analysis["quality"]


def inertia_of(scaled, labels):
    """Sum of squared distances to the mean of the group."""
    return sum(float(((part - part.mean(axis=0)) ** 2).sum()) for part in split(scaled, labels))


def split(scaled, labels):
    """The rows of each group."""
    return [scaled[labels == label] for label in np.unique(labels)]


def best_of_sklearn(scaled, k, n_starts):
    """The lowest inertia of many starts."""
    return KMeans(n_clusters=k, n_init=n_starts, tol=0, random_state=1).fit(scaled).inertia_


def compare_quality(tally, name, scaled, labels, quality, reference):
    """Inertia against a reference; inertia and silhouette against our own labels."""
    k = quality["k"]
    tally.equal(f"{name}: groups", len(np.unique(labels)), k)
    tally.fact(
        f"{name}: inertia at most 1.01 times the reference",
        quality["inertia"] <= 1.01 * reference,
        f"found {quality['inertia']}, reference {reference}",
    )
    tally.close(f"{name}: inertia of the labels", quality["inertia"], inertia_of(scaled, labels), relative=1e-9)
    expected = silhouette_score(scaled, labels)
    tally.close(f"{name}: silhouette of the labels", quality["silhouette"], expected, relative=1e-9)
    sureness.compare_figures(tally, name, scaled, labels, quality)
    sureness.compare_confidence(tally, name, scaled, labels, quality["confidence"])


def is_same_partition(a, b):
    """Whether two labellings part the rows alike."""
    pairs = set(zip(a, b))
    return len(pairs) == len(set(a)) == len(set(b))


def compare_plane(tally, name, quality, ratios, loadings):
    """The plane of our map against principal components, signs aside."""
    ours = np.array(quality["map_loadings"])
    for axis in range(2):
        tally.close(f"{name}: share of component {axis + 1}", quality["map_explained"][axis], ratios[axis], absolute=1e-8)
        reference = np.array(loadings[axis])
        sign = 1 if float(ours[:, axis] @ reference) >= 0 else -1
        gap = float(np.abs(sign * ours[:, axis] - reference).max())
        tally.fact(f"{name}: loadings of component {axis + 1}", gap <= 1e-8, f"largest gap {gap:.3g}")
