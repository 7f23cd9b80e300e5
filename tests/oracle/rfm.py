"""RFM, worked out by pandas from the same orders."""

from collections import Counter

import numpy as np
import pandas as pd

RULES = ("r_rfm", "ntile", "cume_dist", "qcut_rank_first")

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


# The list that Spotler and others publish, code by code.
ELEVEN_CODES = {
    "Champions": "555 554 544 545 454 455 445",
    "Loyal": "543 444 435 355 354 345 344 335",
    "Potential Loyalist": "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 "
    "341 333 323",
    "New Customers": "512 511 422 421 412 411 311",
    "Promising": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    "Need Attention": "535 534 443 434 343 334 325 324",
    "About To Sleep": "331 321 312 221 213 231 241 251",
    "At Risk": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    "Cannot Lose Them": "155 154 144 214 215 115 114 113",
    "Hibernating": "332 322 233 232 223 222 132 123 122 212 211",
    "Lost": "111 112 121 131 141 151",
}


def scores(table, rule, bins=5):
    """Codes such as "543", one per customer."""
    score = {
        "r_rfm": _r_rfm,
        "ntile": _ntile,
        "cume_dist": _cume_dist,
        "qcut_rank_first": _qcut,
        "equal_width": _equal_width,
    }[rule]
    parts = [score(-table["recency"], bins), score(table["frequency"], bins), score(table["monetary"], bins)]
    if rule in ("r_rfm", "qcut_rank_first", "equal_width"):
        parts[0] = bins + 1 - score(table["recency"], bins)
    return ["".join(str(int(part[idx])) for part in parts) for idx in range(len(table))]


def _r_rfm(values, bins):
    cuts = np.quantile(values, np.arange(1, bins) / bins) + 1
    return 1 + sum((values.to_numpy() >= cut).astype(int) for cut in cuts)


def _ntile(values, bins):
    n = len(values)
    place = np.empty(n, dtype=int)
    place[np.argsort(values.to_numpy(), kind="stable")] = np.arange(n)
    size, n_larger = divmod(n, bins)
    within_larger = place // (size + 1)
    behind = n_larger + (place - n_larger * (size + 1)) // max(size, 1)
    return 1 + np.where(place < n_larger * (size + 1), within_larger, behind)


def _cume_dist(values, bins):
    n_up_to = values.rank(method="max").astype(int).to_numpy()
    return -(-bins * n_up_to // len(values))


def _qcut(values, bins):
    return pd.qcut(values.rank(method="first"), bins, labels=False).to_numpy() + 1


def _equal_width(values, bins):
    cuts = values.min() + (values.max() - values.min()) * np.arange(1, bins) / bins
    return 1 + sum((values.to_numpy() > cut).astype(int) for cut in cuts)


def name_of(code, scheme):
    """The segment of a code."""
    r, f, m = map(int, code)
    if scheme == "eleven_codes":
        return next(name for name, codes in ELEVEN_CODES.items() if code in codes.split())
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
