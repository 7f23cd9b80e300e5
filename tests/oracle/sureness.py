"""How sure groups are: closed figures, gap and stability beside scikit-learn's and NumPy's."""

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples

N_REFERENCES = 20
N_DRAWS = 30


def compare_figures(tally, name, scaled, labels, quality):
    """Figures of our own labels."""
    tally.close(f"{name}: Calinski-Harabasz", quality["calinski_harabasz"], calinski_harabasz_score(scaled, labels), relative=1e-9)
    tally.close(f"{name}: Davies-Bouldin", quality["davies_bouldin"], davies_bouldin(scaled, labels), relative=1e-9)
    # Of a group of one, scikit-learn's distance to the own mean is rounding noise, not zero.
    tally.close(f"{name}: Davies-Bouldin by scikit-learn", quality["davies_bouldin"], davies_bouldin_score(scaled, labels), relative=1e-8)
    single = silhouette_samples(scaled, labels)
    for group, ours in enumerate(quality["segment_silhouettes"]):
        tally.close(f"{name}: silhouette of group {group + 1}", ours, float(single[labels == group].mean()), relative=1e-9, absolute=1e-12)
    share = float(np.bincount(labels).max() / len(labels))
    tally.close(f"{name}: share of the largest group", quality["largest_share"], share, relative=1e-12)


def davies_bouldin(scaled, labels):
    """The textbook's, with distances taken from differences."""
    parts = [scaled[labels == group] for group in np.unique(labels)]
    means = [part.mean(axis=0) for part in parts]
    spreads = [np.linalg.norm(part - mean, axis=1).mean() for part, mean in zip(parts, means)]
    worst = []
    for i, (spread, mean) in enumerate(zip(spreads, means)):
        others = [it for it in range(len(parts)) if it != i]
        worst.append(max((spread + spreads[j]) / np.linalg.norm(mean - means[j]) for j in others))
    return float(np.mean(worst))


def compare_confidence(tally, name, scaled, labels, confidence):
    """One minus the shadow value of every customer."""
    centres = np.array([scaled[labels == group].mean(axis=0) for group in range(labels.max() + 1)])
    near = np.sort(cdist(scaled, centres), axis=1)
    expected = (near[:, 1] - near[:, 0]) / (near[:, 1] + near[:, 0])
    gap = float(np.abs(np.array(confidence) - expected).max())
    tally.fact(f"{name}: confidence of every customer", gap < 1e-6, f"largest gap {gap:.3g}")


def compare_gap(tally, name, quality, row):
    """ln W, gap and its error against a row of R's clusGap along the principal components. R's ln W is
    of half the sum of squares, and of whatever its starts came to: ours may be lower."""
    log_within, _, gap, error = row
    own = float(np.log(quality["inertia"] / 2))
    tally.fact(f"{name}: ln W", own <= log_within + 1e-3 * abs(log_within), f"found {own}, expected {log_within}")
    tally.close(f"{name}: gap", quality["gap"], gap, absolute=0.03 + 2 * error)
    is_like = 0.4 * error < quality["gap_se"] < 2.2 * error
    tally.fact(f"{name}: error of the gap", is_like, f"found {quality['gap_se']}, expected about {error}")


def live_gap(scaled, k):
    """The gap and its error, by scikit-learn's k-means in boxes along the principal components."""
    _, _, axes = np.linalg.svd(scaled - scaled.mean(axis=0), full_matrices=False)
    turned = (scaled - scaled.mean(axis=0)) @ axes.T
    random = np.random.default_rng(7)
    logs = []
    for _ in range(N_REFERENCES):
        filled = random.uniform(turned.min(axis=0), turned.max(axis=0), size=turned.shape)
        logs.append(np.log(KMeans(k, n_init=5, random_state=1).fit(filled).inertia_))
    own = np.log(KMeans(k, n_init=20, random_state=1).fit(scaled).inertia_)
    error = np.std(logs, ddof=1) * np.sqrt(1 + 1 / N_REFERENCES)
    return own - np.log(2), np.mean(logs) - np.log(2), float(np.mean(logs) - own), float(error)


def live_stability(scaled, labels):
    """Mean largest Jaccard coefficients of the groups in bootstrap samples."""
    random = np.random.default_rng(11)
    found = [[] for _ in range(labels.max() + 1)]
    for _ in range(N_DRAWS):
        drawn = np.unique(random.integers(len(scaled), size=len(scaled)))
        new = KMeans(labels.max() + 1, n_init=3, random_state=int(random.integers(1 << 30))).fit(scaled[drawn]).labels_
        for group, list_of in enumerate(found):
            own = labels[drawn] == group
            list_of.append(max((own & (new == it)).sum() / (own | (new == it)).sum() for it in np.unique(new)))
    return [float(np.mean(it)) for it in found]


def compare_stability(tally, name, scaled, labels, quality):
    """Stability of each group against an independent bootstrap; both are Monte Carlo."""
    for group, expected in enumerate(live_stability(scaled, labels)):
        tally.close(f"{name}: stability of group {group + 1}", quality["stability"][group], expected, absolute=0.12)
