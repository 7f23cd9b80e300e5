"""Response trees: CART beside scikit-learn's, CHAID's figures beside scipy's, intervals and ranking."""

import csv
import json
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

# Every split that gains anything, on everyone: what scikit-learn grows.
BARE = ["--holdout", 0, "--alpha", 1, "--max-leaves", 30]


@contextmanager
def written(columns, rows):
    """A temporary CSV file; numbers keep every digit, missing ones are empty."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "customers.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        yield path


def cell(value):
    """A number with all its digits, or nothing."""
    return "" if np.isnan(value) else repr(float(value))


def run(door, tally):
    """What every clone can check."""
    cancer, diabetes = load_breast_cancer(), load_diabetes()
    gaps = cancer.data.copy()
    gaps[np.random.default_rng(4).random(gaps.shape) < 0.1] = np.nan
    with tally.part("trees of breast cancer"):
        against_sklearn(door, tally, "breast cancer", cancer.data, cancer.target, "gini")
        against_sklearn(door, tally, "breast cancer, entropy", cancer.data, cancer.target, "entropy")
        against_sklearn(door, tally, "breast cancer with gaps", gaps, cancer.target, "gini")
    with tally.part("trees of diabetes"):
        against_sklearn(door, tally, "diabetes", diabetes.data, diabetes.target, "squared_error")
    with tally.part("figures of trees"):
        figures(door, tally)


def options(columns, *more):
    """Options for a customer file of features."""
    roles = [word for column in columns for word in ("--role", f"feature={column}")]
    return ["--rows", "customers", "--method", "response_tree", *roles, *more]


def against_sklearn(door, tally, name, data, target, criterion):
    """The same nodes as scikit-learn's tree for one of its orders of columns."""
    columns = [f"measure {idx + 1}" for idx in range(data.shape[1])]
    rows = [[*map(cell, row), repr(float(answer))] for row, answer in zip(data, target)]
    is_rate = criterion != "squared_error"
    kind = DecisionTreeClassifier if is_rate else DecisionTreeRegressor
    with written([*columns, "answer"], rows) as path:
        for depth, least in ((1, 20), (2, 20), (3, 15), (4, 30)):
            more = ["--outcome", "answer", "--tree", "cart", "--depth", depth, "--min-size", least, *BARE]
            more += ["--criterion", criterion] if is_rate else []
            customers, analysis = door.segment(path, *options([*columns, "answer"], *more))
            ours = nodes_of(analysis["tree"])
            theirs = []
            for seed in range(10):
                fitted = kind(criterion=criterion, max_depth=depth, min_samples_leaf=least, random_state=seed)
                theirs.append(sklearn_nodes(fitted.fit(data, target), is_rate))
            label = f"{name}, depth {depth}, leaves of {least}"
            tally.fact(f"{label}: the same nodes", any(same(ours, it) for it in theirs), f"{ours}, not {theirs[0]}")
            if is_rate:
                ranked = [-int(it["segment_id"]) for it in customers]
                found = analysis["tree"]["auc_train"]["auc"]
                tally.close(f"{label}: AUC", found, roc_auc_score(target, ranked), absolute=1e-9)


def nodes_of(tree):
    """Size and sum of the outcome of each node, from the top, the lower branch first."""
    return [(it["train"]["n"], it["train"]["total"]) for it in tree["nodes"]]


def sklearn_nodes(fitted, is_rate):
    """The same of a tree of scikit-learn, whose nodes stand in the same order."""
    tree = fitted.tree_
    part = tree.value[:, 0, 1] if is_rate else tree.value[:, 0, 0]
    return [(int(n), float(n * mean)) for n, mean in zip(tree.n_node_samples, part)]


def same(ours, theirs):
    """Whether all nodes agree."""
    pairs = zip(sorted(ours), sorted(theirs))
    return len(ours) == len(theirs) and all(
        a[0] == b[0] and abs(a[1] - b[1]) <= 1e-6 * max(1.0, abs(b[1])) for a, b in pairs
    )


def figures(door, tally):
    """Chi-square, F, intervals and the root of CHAID, on data of a fixed seed."""
    random = np.random.default_rng(12)
    n = 3000
    region = random.choice(["north", "south", "east", "west", "isles"], n, p=[0.3, 0.3, 0.2, 0.15, 0.05])
    plan = random.choice(["basic", "plus", "gold"], n)
    rate = 0.05 + 0.1 * (region == "east") + 0.25 * (plan == "gold")
    answer = random.random(n) < rate
    spent = np.round(random.exponential(40, n) * (1 + (plan == "gold")), 2)
    columns = ["region", "plan", "answer", "spent"]
    rows = [[a, b, "yes" if c else "no", repr(float(d))] for a, b, c, d in zip(region, plan, answer, spent)]
    with written(columns, rows) as path:
        both = ["--tree", "chaid", "--holdout", 0, "--depth", 2]
        customers, analysis = door.segment(path, *options(columns, "--outcome", "answer", "--exclude", "spent", *both))
        for column, values in (("region", region), ("plan", plan)):
            table = [[int((answer[values == it] == yes).sum()) for yes in (False, True)] for it in np.unique(values)]
            expected = stats.chi2_contingency(table, correction=False)
            compare_test(tally, column, analysis["tree"], expected.statistic, expected.dof, expected.pvalue)
        root = analysis["tree"]["nodes"][0]["split"]
        tally.equal("CHAID: the first split", analysis["tree"]["predictors"][root["predictor"]]["id"], "plan")
        intervals(tally, analysis["tree"], customers, answer)
        _, analysis = door.segment(path, *options(columns, "--outcome", "spent", "--exclude", "answer", *both))
        expected = stats.f_oneway(*[spent[plan == it] for it in np.unique(plan)])
        compare_test(tally, "plan", analysis["tree"], expected.statistic, 2, expected.pvalue)
        for node in analysis["tree"]["nodes"][:1]:
            low, high = stats.t.interval(0.95, n - 1, spent.mean(), stats.sem(spent))
            tally.close("mean: lower end", node["train"]["interval"][0], low, relative=1e-9)
            tally.close("mean: upper end", node["train"]["interval"][1], high, relative=1e-9)


def compare_test(tally, column, tree, statistic, dof, p):
    """A predictor's own test."""
    found = next(it for it in tree["predictors"] if it["id"] == column)
    tally.close(f"{column}: statistic", found["statistic"], statistic, relative=1e-9)
    tally.equal(f"{column}: degrees of freedom", found["dof"], float(dof))
    if p < 1e-100:
        tally.close(f"{column}: log10 p", found["log10_p"], float(np.log10(p)), relative=1e-6)
    else:
        tally.close(f"{column}: p", found["p"], p, relative=1e-6)


def intervals(tally, tree, customers, answer):
    """Wilson's interval of every leaf, counted again from the list of customers."""
    for node in (it for it in tree["nodes"] if it["leaf"]):
        mine = np.array([int(it["segment_id"]) == node["leaf"] for it in customers])
        yes, n = int(answer[mine].sum()), int(mine.sum())
        tally.equal(f"leaf {node['leaf']}: yes and customers", (node["train"]["total"], node["train"]["n"]), (yes, n))
        expected = stats.binomtest(yes, n).proportion_ci(method="wilson")
        tally.close(f"leaf {node['leaf']}: lower end", node["train"]["interval"][0], expected.low, relative=1e-9)
        tally.close(f"leaf {node['leaf']}: upper end", node["train"]["interval"][1], expected.high, relative=1e-9)


NUMBERS = ["age", "balance", "day", "duration", "campaign", "pdays", "previous"]
CATEGORIES = ["job", "marital", "education", "default", "housing", "loan", "contact", "poutcome"]


def folder(door, tally, folder):
    """Trees of the bank's campaign with expected results."""
    path = Path(folder, "data", "bank_marketing.csv")

    def expected(name):
        return json.loads(Path(folder, "expected", f"{name}.json").read_text(encoding="utf-8"))

    def tree(used, *more):
        rest = [it for it in (*NUMBERS, *CATEGORIES, "month") if it not in used]
        excluded = [word for column in rest for word in ("--exclude", column)]
        _, analysis = door.segment(path, *options([*used, "y"], "--outcome", "y", *excluded, *more))
        return analysis["tree"]

    for criterion, reference in expected("cart_bank")["trees"].items():
        more = ["--depth", reference["max_depth"], "--min-size", reference["min_samples_leaf"], *BARE]
        found = tree(NUMBERS, "--tree", "cart", "--criterion", criterion, *more)
        nodes = reference["nodes"]
        tally.equal(f"bank, {criterion}: nodes", nodes_of(found), [(it["n"], it["positives"]) for it in nodes])
        lower = found["nodes"][1]["condition"]
        tally.equal(
            f"bank, {criterion}: first split", (lower["predictor"], lower["up_to"]), (nodes[0]["feature"], nodes[0]["threshold"])
        )
        tally.close(f"bank, {criterion}: AUC", found["auc_train"]["auc"], reference["AUC_in_sample"], absolute=1e-9)
    chaid = expected("chaid_bank")
    found = tree(CATEGORIES, "--tree", "chaid", "--depth", 2, "--min-size", 50, "--holdout", 0)
    for column, test in chaid["root_chi_square_all_categories"].items():
        compare_test(tally, column, found, test["pearson"], test["dof"], test["p"])
    root = found["predictors"][found["nodes"][0]["split"]["predictor"]]["id"]
    tally.equal("bank, CHAID: first split", root, chaid["chaid_python_5.5.1"]["nodes"][0]["split_column"])
    frame = expected("R_supervised_public")["rpart_bank"]["frame"]
    found = tree([*CATEGORIES, "month"], "--tree", "cart", "--depth", 1, "--min-size", 50, *BARE)
    # rpart takes back splits that change no verdict; what it keeps is the first.
    tally.equal("bank, rpart: nodes", nodes_of(found), [(it["n"], it["yes"]) for it in frame])
