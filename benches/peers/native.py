"""scikit-learn on one thread, on the same points: `native.py POINTS CENTRES RUNS`; one JSON line a task."""

import json
import sys
import time
import warnings

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

N_DIMS, N_ROUNDS, N_MIXED, N_EXACT = 8, 20, 5, 10_000
points = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, N_DIMS)
centres = np.fromfile(sys.argv[2], dtype=np.float32).reshape(-1, N_DIMS)
k = len(centres)


def timed(task, n_runs, work):
    """Milliseconds of each run, and what the last one found."""
    millis, cpu = [], []
    for _ in range(n_runs):
        start, busy = time.perf_counter(), time.process_time()
        found = work()
        millis.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    print(json.dumps({"task": task, "millis": millis, "cpu": min(cpu), "found": found}), flush=True)


def k_means():
    fit = KMeans(k, init=centres, n_init=1, max_iter=N_ROUNDS, tol=0, algorithm="lloyd").fit(points)
    k_means.labels = fit.labels_
    return {"inertia": float(fit.inertia_), "rounds": int(fit.n_iter_)}


def silhouette():
    return {"silhouette": float(silhouette_score(points[:N_EXACT], k_means.labels[:N_EXACT]))}


def mixture():
    model = GaussianMixture(k, max_iter=N_MIXED, tol=0, means_init=centres, init_params="random_from_data", random_state=0)
    return {"rounds": int(model.fit(points).n_iter_)}


warnings.simplefilter("ignore")
with threadpool_limits(1):
    n_runs = int(sys.argv[3])
    timed("kmeans", n_runs, k_means)
    timed("silhouette", n_runs, silhouette)
    timed("mixture", 1, mixture)
