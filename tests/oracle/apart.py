"""Natural groups by how far customers are apart: merging by scipy, density by scikit-learn, medoids and
Gower's distance by their definitions; and R's figures for the same, where a folder has them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import DBSCAN, HDBSCAN
from sklearn.datasets import load_iris, load_wine, make_blobs, make_moons
from sklearn.metrics import adjusted_rand_score

import groups

WAYS = {"ward": "ward", "average": "average"}
UNLIKE = "Unlike any group"
# The shares of customers that may be placed otherwise where several are equally far.
TIES = 0.02


def run(door, tally):
    """What every clone can check."""
    for name, rows in numbers().items():
        columns = [f"measure {idx + 1}" for idx in range(rows.shape[1])]
        scaled = groups.zscores(rows)
        with groups.written(columns, rows) as path, tally.part(name):
            for way, method in WAYS.items():
                tree = linkage(scaled, method)
                merged(door, tally, f"{name}, {way}", path, way, tree)
            by_density(door, tally, name, path, scaled)
            by_medoids(door, tally, name, path, scaled)
    with tally.part("mixed customers"):
        mixed(door, tally)
    with tally.part("many customers"):
        many(door, tally)


def numbers():
    """Data that scikit-learn ships or makes from fixed seeds."""
    return {
        "iris": load_iris().data,
        "wine": load_wine().data,
        "blobs": make_blobs(400, 3, centers=5, cluster_std=[0.5, 0.8, 1.1, 0.6, 1.5], random_state=3)[0],
        "moons": make_moons(500, noise=0.06, random_state=4)[0],
    }


def found(door, path, *options):
    """Labels from 0 with -1 for those unlike any group, confidences, quality."""
    common = ["--rows", "customers", "--scale", "zscore", "--seed", 1]
    customers, analysis = door.segment(path, *common, *options)
    labels = [-1 if it["segment"] == UNLIKE else int(it["segment_id"]) - 1 for it in customers]
    sure = [float(it.get("confidence") or "nan") for it in customers]
    return np.array(labels), np.array(sure), analysis["quality"]


def merged(door, tally, name, path, way, tree, ks=(2, 3, 4, 5, 6)):
    """Heights of all merges, and the groups of each number without a tie where it is cut."""
    heights = np.sort(tree[:, 2])
    for k in ks:
        labels, _, quality = found(door, path, "--method", way, "--k", k)
        if heights[-k] < heights[-k + 1]:
            expected = fcluster(tree, k, "maxclust").tolist()
            is_same = groups.is_same_partition(labels.tolist(), expected)
            tally.fact(f"{name}: the same {k} groups", is_same, "customers are parted differently")
    ours = np.array(quality["heights"])
    same_heights(tally, name, ours, heights)


def same_heights(tally, name, ours, expected, relative=1e-9):
    """All heights, sorted."""
    if tally.equal(f"{name}: number of merges", len(ours), len(expected)):
        gap = float(np.abs(ours - expected).max())
        tally.fact(f"{name}: heights", np.allclose(ours, expected, rtol=relative, atol=1e-12), f"gap {gap:.3g}")


def by_density(door, tally, name, path, scaled):
    """HDBSCAN and DBSCAN of scikit-learn."""
    for min_size, min_samples in ((15, 15), (15, 5), (8, 4), (30, 10)):
        label = f"{name}, hdbscan, {min_size} and {min_samples}"
        ours, sure, _ = found(
            door, path, "--method", "hdbscan", "--min-size", min_size, "--min-samples", min_samples
        )
        theirs = HDBSCAN(min_cluster_size=min_size, min_samples=min_samples, copy=True).fit(scaled)
        labels, shares = by_definition(theirs._single_linkage_tree_, min_size)
        if labels.max() < 0:
            tally.fact(f"{label}: no groups", set(ours) == {0}, set(ours))
            continue
        is_same = groups.is_same_partition(ours.tolist(), labels.tolist())
        tally.fact(f"{label}: the same groups", is_same, adjusted_rand_score(labels, ours))
        tally.equal(f"{label}: those in no group", np.flatnonzero(ours < 0).tolist(), np.flatnonzero(labels < 0).tolist())
        gap = float(np.abs(sure - shares)[labels >= 0].max())
        tally.fact(f"{label}: confidences", gap < 1e-6, gap)
        # Where edges are equal, scikit-learn takes them apart one after the other, in any order.
        if groups.is_same_partition(theirs.labels_.tolist(), labels.tolist()):
            index = adjusted_rand_score(theirs.labels_, ours)
            tally.fact(f"{label}: scikit-learn's groups", index >= 0.99, index)
        else:
            n_other = int(((theirs.labels_ < 0) != (ours < 0)).sum())
            tally.fact(f"{label}: scikit-learn's groups but for ties", n_other <= TIES * len(ours), n_other)
    for eps, min_samples in ((0.3, 4), (0.5, 5), (0.8, 5), (1.5, 8)):
        label = f"{name}, dbscan, {eps} and {min_samples}"
        theirs = DBSCAN(eps=eps, min_samples=min_samples).fit(scaled)
        is_core = np.zeros(len(scaled), dtype=bool)
        is_core[theirs.core_sample_indices_] = True
        scanned(door, tally, label, path, (eps, min_samples), theirs.labels_, is_core)


def by_definition(tree, min_size):
    """Groups and shares of the largest density, from scikit-learn's tree of all joins: edges of one
    length are removed at once, as in the paper."""
    n = len(tree) + 1
    size = lambda node: 1 if node < n else int(tree["cluster_size"][node - n])
    length = lambda node: float(tree["value"][node - n])

    def fallen(node, distance):
        if node < n or (distance is not None and length(node) != distance):
            return [node]
        row = tree[node - n]
        return fallen(int(row["left_node"]), distance) + fallen(int(row["right_node"]), distance)

    parts, left, open_nodes = [{"up": None, "birth": 0.0, "worth": 0.0, "peak": 0.0}], {}, [(2 * n - 2, 0)]
    while open_nodes:
        node, at = open_nodes.pop()
        density = 1 / length(node)
        children = fallen(node, length(node))
        large = [it for it in children if size(it) >= min_size]
        for child in children:
            if len(large) == 1 and child == large[0]:
                open_nodes.append((child, at))
                continue
            parts[at]["worth"] += size(child) * (density - parts[at]["birth"])
            parts[at]["peak"] = max(parts[at]["peak"], density)
            if child in large:
                parts.append({"up": at, "birth": density, "worth": 0.0, "peak": 0.0})
                open_nodes.append((child, len(parts) - 1))
            else:
                left.update({point: (at, density) for point in fallen(child, None)})
    best, taken = [0.0] * len(parts), set()
    for at in range(len(parts) - 1, 0, -1):
        if parts[at]["worth"] >= best[at]:
            taken.add(at)
            best[at] = parts[at]["worth"]
        best[parts[at]["up"]] += best[at]
    labels, shares = np.full(n, -1), np.zeros(n)
    for point, (at, density) in left.items():
        above = []
        while at is not None:
            above += [at] if at in taken else []
            at = parts[at]["up"]
        if above:
            labels[point] = above[-1]
            shares[point] = min(density / parts[above[-1]]["peak"], 1.0)
    return labels, shares


def scanned(door, tally, label, path, options, labels, is_core):
    """Cores, those in no group and the parts of the cores are exact; whoever is at a border may be in
    any group nearby."""
    eps, min_samples = options
    ours, sure, _ = found(door, path, "--method", "dbscan", "--eps", eps, "--min-samples", min_samples)
    if labels.max() < 0:
        tally.fact(f"{label}: no groups", set(ours) == {0}, set(ours))
        return
    tally.equal(f"{label}: cores", np.flatnonzero(sure == 1).tolist(), np.flatnonzero(is_core).tolist())
    tally.equal(f"{label}: those in no group", np.flatnonzero(ours < 0).tolist(), np.flatnonzero(labels < 0).tolist())
    is_same = groups.is_same_partition(ours[is_core].tolist(), labels[is_core].tolist())
    tally.fact(f"{label}: parts of the cores", is_same, "cores are parted differently")


def by_medoids(door, tally, name, path, scaled):
    """The cost of the labels, and that no other swap of one medoid would help."""
    apart = np.sqrt(((scaled[:, None, :] - scaled[None, :, :]) ** 2).sum(axis=2))
    for k in (2, 3, 5):
        options = ["--method", "medoids", "--distance", "euclidean", "--k", k]
        labels, _, quality = found(door, path, *options)
        compare_medoids(tally, f"{name}, {k} medoids", apart, labels, quality)


def compare_medoids(tally, name, apart, labels, quality):
    """Cost of our labels by their definition; against the best that swapping one at a time finds."""
    within = [np.flatnonzero(labels == label) for label in np.unique(labels[labels >= 0])]
    cost = sum(float(apart[np.ix_(it, it)].sum(axis=0).min()) for it in within)
    tally.close(f"{name}: cost of the labels", quality["cost"], cost, relative=1e-9)
    best = by_swapping(apart, len(within))
    tally.fact(f"{name}: cost", quality["cost"] <= best * 1.01, f"found {quality['cost']}, by swapping {best}")
    tally.close(f"{name}: silhouette", quality["silhouette"], silhouette(apart, labels), relative=1e-9)


def by_swapping(apart, k):
    """BUILD and SWAP of Kaufman and Rousseeuw, the best swap each time."""
    medoids = []
    for _ in range(k):
        nearest = apart[:, medoids].min(axis=1) if medoids else np.full(len(apart), np.inf)
        medoids.append(int(np.minimum(apart, nearest[:, None]).sum(axis=0).argmin()))
    cost = apart[:, medoids].min(axis=1).sum()
    while True:
        best = (cost, None)
        for place in range(k):
            others = medoids[:place] + medoids[place + 1 :]
            rest = apart[:, others].min(axis=1) if others else np.full(len(apart), np.inf)
            costs = np.minimum(apart, rest[:, None]).sum(axis=0)
            candidate = int(costs.argmin())
            if costs[candidate] < best[0] - 1e-12 * cost:
                best = (costs[candidate], others + [candidate])
        if best[1] is None:
            return float(cost)
        cost, medoids = best


def silhouette(apart, labels):
    """The mean silhouette by its definition; 0 for a customer alone in a group."""
    sums = np.stack([apart[:, labels == label].sum(axis=1) for label in np.unique(labels)], axis=1)
    sizes = np.array([(labels == label).sum() for label in np.unique(labels)])
    own = np.searchsorted(np.unique(labels), labels)
    at = (np.arange(len(labels)), own)
    means = sums / sizes
    means[at] = np.inf
    nearest, inside = means.min(axis=1), sums[at] / np.maximum(sizes[own] - 1, 1)
    larger = np.maximum(nearest, inside)
    value = np.divide(nearest - inside, larger, out=np.zeros_like(larger), where=larger > 0)
    return float(np.where(sizes[own] > 1, value, 0).mean())


def gower(table):
    """R's cluster::daisy(metric = "gower"): numbers by their range, words by being equal, what one of
    two lacks set aside."""
    total = np.zeros((len(table), len(table)))
    known = np.zeros_like(total)
    for column in table.columns:
        values = table[column]
        has = values.notna().to_numpy()
        both = has[:, None] & has[None, :]
        if pd.api.types.is_numeric_dtype(values):
            numbers = values.to_numpy(dtype=float)
            gap = np.abs(numbers[:, None] - numbers[None, :]) / (np.nanmax(numbers) - np.nanmin(numbers))
        else:
            codes = values.astype("category").cat.codes.to_numpy()
            gap = (codes[:, None] != codes[None, :]).astype(float)
        total += np.where(both, gap, 0)
        known += both
    return np.divide(total, known, out=np.ones_like(total), where=known > 0)


def mixed(door, tally):
    """Numbers, words, yes and no, and gaps in all of them."""
    random = np.random.default_rng(12)
    kind = random.integers(0, 3, 300)
    table = pd.DataFrame(
        {
            "age": np.round(random.normal(30 + 12 * kind, 5)),
            "spent": np.round(random.normal(200 - 50 * kind, 30), 2),
            "job": np.array(["clerk", "nurse", "farmer", "pilot"])[np.where(random.random(300) < 0.2, 3, kind)],
            "town": np.array(["north", "south"])[(kind == 1).astype(int)],
            "member": np.where(random.random(300) < 0.2 + 0.3 * kind, "yes", "no"),
        }
    )
    for column, share in (("age", 0.1), ("spent", 0.05), ("job", 0.1), ("town", 0.03)):
        table.loc[random.random(300) < share, column] = None
    with groups.written([], []) as path:
        table.to_csv(path, index=False)
        in_numbers = table.assign(member=(table["member"] == "yes").astype(float))
        apart = gower(in_numbers)
        options = ["--method", "medoids", "--features", ",".join(table.columns)]
        for k in (2, 3, 6):
            labels, _, quality = found(door, path, *options, "--k", k)
            tally.equal(f"mixed customers, {k} medoids: everyone is in a group", len(labels), 300)
            whole = table.notna().all(axis=1).to_numpy()
            cost = sum(
                float(apart[np.ix_(labels == label, (labels == label) & whole)].sum(axis=0).min())
                for label in range(k)
            )
            tally.close(f"mixed customers, {k} medoids: cost", quality["cost"], cost, relative=1e-9)
            expected = silhouette(apart, labels)
            tally.close(f"mixed customers, {k} medoids: silhouette", quality["silhouette"], expected, relative=1e-9)
        labels, _, _ = found(door, path, *options, "--k", 3)
        index = adjusted_rand_score(kind, labels)
        tally.fact("mixed customers: the kinds planted are found", index > 0.7, index)


def many(door, tally):
    """Above the stated sizes groups come from a sample, and this is said."""
    rows, truth = make_blobs(24_000, 4, centers=4, cluster_std=0.6, center_box=(-20, 20), random_state=7)
    with groups.written(list("abcd"), rows) as path:
        for way in ("ward", "average", "medoids", "hdbscan"):
            common = ["--rows", "customers", "--scale", "zscore"]
            customers, analysis = door.segment(path, "--method", way, *common)
            labels = [it["segment"] for it in customers]
            index = adjusted_rand_score(truth, labels)
            tally.fact(f"many customers, {way}: the groups planted", index >= 0.95, index)
            said = [it["kind"] for it in analysis["issues"]]
            tally.fact(f"many customers, {way}: said", "groups_sampled" in said, said)


def folder_sets(door, tally, folder, sets):
    """R's and scipy's figures of a folder: trees, medoids, density, Gower's distance."""
    for name, file in sets.items():
        columns = json.loads((folder / "expected" / f"kmeans_{name}.json").read_text(encoding="utf-8"))["columns"]
        rows = pd.read_csv(folder / "data" / file, encoding="latin-1")[columns].to_numpy(dtype=float)
        rows = np.log(rows) if name == "wholesale_log" else rows
        with groups.written(columns, rows) as path, tally.part(f"{name} by distances"):
            by_r(door, tally, name, path, expected(folder, f"R_hclust_pca_pam_{name}"), len(rows))
            by_scipy(door, tally, name, path, expected(folder, f"hclust_{name}"))
            if name in ("iris", "wholesale_log"):
                for scan in expected(folder, f"dbscan_{name}")["runs"]:
                    options = (scan["eps"], scan["min_samples"])
                    label = f"{name}, dbscan of the folder, {options}"
                    is_core = np.array(scan["core"], dtype=bool)
                    scanned(door, tally, label, path, options, np.array(scan["labels"]), is_core)
    with tally.part("bank by distances"):
        bank(tally, folder)


def expected(folder, name):
    """A file of the folder."""
    return json.loads((Path(folder) / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def by_r(door, tally, name, path, figures, n):
    """Heights, sizes and medoids of R."""
    for way, theirs in (("ward", "hclust_ward.D2"), ("average", "hclust_average")):
        label, figure = f"{name}, {way} of R", figures[theirs]
        relative = 1e-3 if way == "average" and name == "wholesale" else 1e-9
        for k in (3, 4, 5):
            labels, _, quality = found(door, path, "--method", way, "--k", k)
            sizes = sorted(np.bincount(labels).tolist())
            tally.equal(f"{label}: sizes of {k} groups", sizes, sorted(figure[f"sizes_k{k}"]))
        heights = np.array(quality["heights"])
        tally.close(f"{label}: sum of heights", float(heights.sum()), figure["sum"], relative=relative)
        last = np.array(figure["last10"])
        gap = float(np.abs(heights[-10:] / last - 1).max())
        tally.fact(f"{label}: last heights", gap <= relative, gap)
    labels, _, quality = found(door, path, "--method", "medoids", "--distance", "euclidean", "--k", 3)
    mean, theirs = quality["cost"] / n, figures["pam_k3"]["objective"][1]
    tally.fact(f"{name}, medoids of R: objective", mean <= theirs * (1 + 1e-9), f"found {mean}, expected {theirs}")
    if abs(mean - theirs) <= 1e-9 * theirs:
        sizes = sorted(np.bincount(labels).tolist())
        tally.equal(f"{name}, medoids of R: sizes", sizes, sorted(figures["pam_k3"]["sizes"]))


def by_scipy(door, tally, name, path, figures):
    """Heights and cuts of a folder's trees."""
    for way in WAYS:
        label, figure = f"{name}, {way} of the folder", figures["methods"][way]
        relative = 1e-3 if way == "average" else 1e-9
        last = np.array(figure["heights_last20"])
        for k, cut in figure["cut"].items():
            labels, _, quality = found(door, path, "--method", way, "--k", k)
            is_tied = len(last) > int(k) and abs(last[-int(k)] - last[-int(k) + 1]) <= 1e-12
            is_same = is_tied or groups.is_same_partition(labels.tolist(), cut["labels"])
            tally.fact(f"{label}: the same {k} groups", is_same, "customers are parted differently")
        heights = np.array(quality["heights"])
        tally.close(f"{label}: sum of heights", float(heights.sum()), figure["heights_sum"], relative=relative)
        gap = float(np.abs(heights[-20:] - last).max())
        tally.fact(f"{label}: last heights", np.allclose(heights[-20:], last, rtol=relative), gap)


def bank(tally, folder):
    """Gower's distance as worked out here is that of R's daisy."""
    table = pd.read_csv(folder / "data" / "bank_marketing.csv", encoding="utf-8-sig").head(200)
    table = table[["age", "job", "marital", "education", "balance", "housing"]]
    apart = gower(table)
    figures = expected(folder, "R_supervised_public")["gower_bank_first200"]
    gap = float(np.abs(apart[:6, :6] - np.array(figures["matrix"])).max())
    tally.fact("bank: Gower's distance", gap <= 1e-9, gap)
    tally.close("bank: mean of Gower's distances", float(apart[np.tril_indices(200, -1)].mean()), figures["mean"], 1e-9)
