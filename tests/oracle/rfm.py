"""RFM, worked out by pandas from the same orders."""

from collections import Counter

import numpy as np
import pandas as pd

RULES = ("r_rfm", "ntile", "cume_dist")

# Name and ranges of recency, frequency and monetary score; the first that fits counts.
R_RFM_TEN = [
    ("Champions", (5, 5), (5, 5), (5, 5)),
    ("Potential Loyalist", (3, 5), (3, 5), (2, 5)),
    ("Loyal Customers", (2, 4), (2, 4), (2, 4)),
    ("Promising", (3, 4), (1, 3), (3, 5)),
    ("New Customers", (4, 5), (1, 3), (1, 5)),
    ("Can't Lose Them", (1, 2), (3, 4), (4, 5)),
    ("At Risk", (1, 2), (2, 5), (4, 5)),
    ("Need Attention", (1, 3), (3, 5), (3, 5)),
    ("About To Sleep", (2, 3), (1, 3), (1, 4)),
    ("Lost", (1, 1), (1, 5), (1, 5)),
]


def measured(orders, as_of, frequency):
    """One row per customer in the order of its identifier; `orders` has customer, date, amount."""
    by_customer = orders.groupby("customer", sort=True)
    counted = {"days": by_customer["date"].nunique(), "rows": by_customer.size()}[frequency]
    return pd.DataFrame(
        {
            "recency": (pd.Timestamp(as_of) - by_customer["date"].max()).dt.days,
            "frequency": counted,
            "monetary": by_customer["amount"].sum(),
        }
    )


def scores(table, rule):
    """Codes such as "543", one per customer."""
    score = {"r_rfm": _r_rfm, "ntile": _ntile, "cume_dist": _cume_dist}[rule]
    parts = [score(-table["recency"]), score(table["frequency"]), score(table["monetary"])]
    if rule == "r_rfm":
        parts[0] = 6 - score(table["recency"])
    return ["".join(str(int(part[idx])) for part in parts) for idx in range(len(table))]


def _r_rfm(values):
    cuts = np.quantile(values, [0.2, 0.4, 0.6, 0.8]) + 1
    return 1 + sum((values.to_numpy() >= cut).astype(int) for cut in cuts)


def _ntile(values):
    n = len(values)
    place = np.empty(n, dtype=int)
    place[np.argsort(values.to_numpy(), kind="stable")] = np.arange(n)
    size, n_larger = divmod(n, 5)
    within_larger = place // (size + 1)
    behind = n_larger + (place - n_larger * (size + 1)) // max(size, 1)
    return 1 + np.where(place < n_larger * (size + 1), within_larger, behind)


def _cume_dist(values):
    n_up_to = values.rank(method="max").astype(int).to_numpy()
    return -(-5 * n_up_to // len(values))


def name_of(code, scheme):
    """The segment of a code."""
    r, f, m = map(int, code)
    return {"r_rfm_ten": _r_rfm_ten, "ten_grid": _ten_grid, "eleven": _eleven}[scheme](r, f, m)


def _r_rfm_ten(r, f, m):
    for name, *ranges in R_RFM_TEN:
        if all(low <= score <= high for score, (low, high) in zip((r, f, m), ranges)):
            return name
    return "Others"


def _ten_grid(r, f, _m):
    if r <= 2:
        return "Hibernating" if f <= 2 else "At Risk" if f <= 4 else "Can't Lose Them"
    if f >= 4:
        return "Champions" if r == 5 else "Loyal Customers"
    if r == 3:
        return "About To Sleep" if f <= 2 else "Need Attention"
    if f >= 2:
        return "Potential Loyalists"
    return "New Customers" if r == 5 else "Promising"


def _eleven(r, f, m):
    fm = (f + m) / 2
    if r >= 4 and fm >= 4:
        return "Champions"
    if r >= 2 and fm >= 3:
        return "Loyal Customers"
    if r >= 3 and 1 < fm <= 3:
        return "Potential Loyalist"
    if r >= 4:
        return "Recent Customers"
    if r == 3:
        return "Promising"
    if r == 2 and fm >= 2:
        return "Customers Needing Attention"
    if r == 2:
        return "About To Sleep"
    if fm >= 4:
        return "Can't Lose Them"
    return "At Risk" if fm >= 2 else "Lost"


def segments(table, names):
    """Customers, orders and revenue of each segment."""
    grouped = table.assign(name=names).groupby("name")
    return {
        name: {
            "customers": len(part),
            "orders": int(part["frequency"].sum()),
            "revenue": round(float(part["monetary"].sum()), 2),
        }
        for name, part in grouped
    }


def compare_customers(tally, name, customers, expected):
    """Our customers against `{id: (recency, frequency, monetary, code)}`, which may be a part of them."""
    found = {it["customer_id"]: it for it in customers}
    unknown = sorted(expected.keys() - found.keys())
    if not tally.fact(f"{name}: customers", expected and not unknown, f"not found: {unknown[:5]}"):
        return
    wrong = []
    for identifier, (recency, frequency, monetary, code) in expected.items():
        row = found[identifier]
        is_same = (
            (int(row["recency_days"]), int(row["frequency"])) == (recency, frequency)
            and abs(float(row["monetary"]) - monetary) <= 0.005
            and row["r"] + row["f"] + row["m"] == code
        )
        if not is_same:
            wrong.append((row, code))
    tally.fact(f"{name}: numbers and scores of every customer", not wrong, f"{len(wrong)} differ, {wrong[:2]}")


def compare_segments(tally, name, customers, analysis, expected):
    """Our segments against `{name: {customers, orders, revenue}}`."""
    assigned = Counter(it["segment"] for it in customers)
    tally.equal(f"{name}: customers of each segment", assigned, {k: v["customers"] for k, v in expected.items()})
    listed = {it["name"]: it for it in analysis["segments"]}
    counts = {key: it["n_customers"] for key, it in listed.items()}
    tally.equal(f"{name}: sizes in the analysis", counts, {k: v["customers"] for k, v in expected.items()})
    for key in sorted(listed.keys() & expected.keys()):
        revenue = round(listed[key]["revenue"], 2)
        tally.close(f"{name}: revenue of {key}", revenue, expected[key]["revenue"], absolute=0.0051)
    spent = {}
    for it in customers:
        spent[it["segment"]] = spent.get(it["segment"], 0) + int(it["frequency"])
    tally.equal(f"{name}: orders of each segment", spent, {k: v["orders"] for k, v in expected.items()})
