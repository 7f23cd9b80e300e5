"""A person's own rules beside pandas' three-valued logic, and orders beside plain Python."""

import itertools
import json
import random
import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

# How the expected file writes each rule, and how the text form does.
TELCO = {
    'Contract == "Month-to-month" AND tenure <= 12': 'Contract = "Month-to-month"\n  tenure <= 12',
    'InternetService == "Fiber optic" AND TechSupport == "No" AND MonthlyCharges > 80': (
        'InternetService = "Fiber optic"\n  TechSupport = "No"\n  MonthlyCharges > 80'
    ),
    'SeniorCitizen == 1 OR (Partner == "Yes" AND Dependents == "Yes")': (
        'any:\n    SeniorCitizen = 1\n    all:\n      Partner = "Yes"\n      Dependents = "Yes"'
    ),
    "NOT (PaymentMethod contains \"automatic\")": 'none:\n    PaymentMethod contains "automatic"',
    "TotalCharges is missing": "TotalCharges is missing",
    "TotalCharges >= 1000 (missing is never true)": "TotalCharges >= 1000",
    "NOT (TotalCharges >= 1000) under SQL three-valued logic (missing excluded)": "none:\n    TotalCharges >= 1000",
    "tenure between 13 and 24 inclusive": "tenure between 13 and 24",
    'Contract in (One year, Two year) AND Churn == "Yes"': 'Contract in ("One year", "Two year")\n  Churn = yes',
}


def run(door, tally):
    """Rules made by chance on customers, and on orders."""
    chance = random.Random(4)
    people = customers(chance)
    with written(people) as path:
        for batch in range(12):
            with tally.part(f"rules on customers, batch {batch + 1}"):
                trees = [tree(chance, 3) for _ in range(8)]
                compare(door, tally, f"rules on customers, batch {batch + 1}", path, trees, people)
    rows = orders(chance)
    with written(rows) as path:
        for batch in range(6):
            with tally.part(f"rules on orders, batch {batch + 1}"):
                sentences = [order_rule(chance) for _ in range(8)]
                compare_orders(door, tally, f"rules on orders, batch {batch + 1}", path, sentences, rows)


def folder(door, tally, path):
    """The rules of the expected file: customers, and what they churn and pay."""
    expected = json.loads((path / "expected" / "rules_telco.json").read_text(encoding="utf-8"))
    data = path / "data" / expected["dataset"]
    table = pd.read_csv(data).set_index("customerID")
    tally.equal("rules_telco: every rule is written", set(TELCO), set(expected["rules"]))
    for name, facts in expected["rules"].items():
        found, analysis = segmented(door, data, f'segment "X":\n  {TELCO[name]}\n')
        chosen = table.loc[[it["customer_id"] for it in found if it["segment"] == "X"]]
        sizes = {it["name"]: it["n_customers"] for it in analysis["segments"]}
        tally.equal(f"rules_telco: {name}: customers", (len(chosen), sizes["X"]), (facts["n"], facts["n"]))
        churned = float((chosen["Churn"] == "Yes").mean())
        tally.close(f"rules_telco: {name}: churn", churned, facts["churn_rate"], relative=1e-9, absolute=1e-12)
        segment = next(it for it in analysis["segments"] if it["name"] == "X")
        paid = next(it["mean"] for it in segment["features"] if it["id"] == "MonthlyCharges")
        tally.close(f"rules_telco: {name}: mean charges", paid, facts["mean_MonthlyCharges"], relative=1e-9)


@contextmanager
def written(table):
    """A table as a temporary CSV file."""
    with tempfile.TemporaryDirectory() as folder_:
        path = Path(folder_, "table.csv")
        table.to_csv(path, index=False)
        yield path


def segmented(door, path, text, *options):
    """Our segments by a text of rules."""
    with tempfile.TemporaryDirectory() as folder_:
        rules = Path(folder_, "rules.txt")
        rules.write_text(text, encoding="utf-8")
        return door.segment(path, "--method", "rules", "--rules", rules, *options)


# Customers


def customers(chance):
    """400 customers with numbers, categories, days, yes and no, each with gaps."""
    n = 400

    def gaps(values):
        return [None if chance.random() < 0.15 else it for it in values]

    start = date(2025, 1, 1)
    return pd.DataFrame(
        {
            "customer_id": [f"c{it:04}" for it in range(n)],
            "points": gaps([chance.randint(0, 40) for _ in range(n)]),
            "weight": gaps([round(chance.gauss(70, 12), 2) for _ in range(n)]),
            "region": gaps([chance.choice(["North", "South", "north-east", "West Side"]) for _ in range(n)]),
            "plan": gaps([chance.choice(["basic", "plus", "pro"]) for _ in range(n)]),
            "signed up": gaps([(start + timedelta(days=chance.randint(0, 500))).isoformat() for _ in range(n)]),
            "newsletter": gaps([chance.choice(["yes", "no"]) for _ in range(n)]),
        }
    )


def condition(chance):
    """One condition: its text, and what pandas makes of it."""
    kind = chance.randrange(9)
    if kind < 3:
        column = chance.choice(["points", "weight"])
        value = chance.randint(0, 40) if column == "points" else round(chance.uniform(50, 90), 1)
        sign = chance.choice(["=", "!=", "<", "<=", ">", ">="])
        ways = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
        return f"{column} {sign} {value}", lambda t: getattr(t[column], ways[sign])(value)
    if kind == 3:
        low, high = sorted(chance.sample(range(40), 2))
        return f"points between {low} and {high}", lambda t: (t["points"] >= low) & (t["points"] <= high)
    if kind == 4:
        values = chance.sample(["basic", "plus", "pro", "none such"], 2)
        is_not = chance.random() < 0.5
        text = f"plan {'not ' if is_not else ''}in ({', '.join(json.dumps(it) for it in values)})"

        def one_of(t):
            found = (t["plan"] == values[0]) | (t["plan"] == values[1])
            return ~found if is_not else found

        return text, one_of
    if kind == 5:
        part = chance.choice(["north", "TH", "side", "w"])
        verb, way = chance.choice([("contains", "contains"), ("starts with", "startswith"), ("ends with", "endswith")])
        return f'region {verb} "{part}"', lambda t: getattr(t["region"].str.lower().str, way)(part.lower())
    if kind == 6:
        column = chance.choice(["points", "region", "signed up", "newsletter"])
        is_not = chance.random() < 0.5
        name = json.dumps(column)
        text = f"{name} is {'not ' if is_not else ''}missing"
        return text, lambda t: (t[column].notna() if is_not else t[column].isna()).astype("boolean")
    if kind == 7:
        days = chance.randint(0, 500)
        recent = chance.random() < 0.5
        text = f'"signed up" in the last {days} days' if recent else f'"signed up" more than {days} days before the end'

        def back(t):
            ago = (t["signed up"].max() - t["signed up"]).dt.days.astype("Int64")
            return ago <= days if recent else ago > days

        return text, back
    return "newsletter = yes", lambda t: t["newsletter"] == "yes"


def tree(chance, depth):
    """Lines of text, and what pandas makes of them, by Kleene's logic as its nullable booleans have it."""
    if depth == 0 or chance.random() < 0.4:
        text, way = condition(chance)
        return [text], way
    word = chance.choice(["all", "any", "none"])
    parts = [tree(chance, depth - 1) for _ in range(chance.randint(1, 3))]
    lines = [f"{word}:"] + [f"  {line}" for part in parts for line in part[0]]

    def way(table):
        found = [part[1](table).astype("boolean") for part in parts]
        joined = found[0]
        for other in found[1:]:
            joined = joined & other if word == "all" else joined | other
        return ~joined if word == "none" else joined

    return lines, way


def compare(door, tally, name, path, trees, people):
    """Several trees at once: who is in which."""
    text = "several allowed\n"
    for idx, (lines, _) in enumerate(trees):
        text += f'segment "S{idx}":\n' + "".join(f"  {line}\n" for line in lines)
    found, _ = segmented(door, path, text, "--rows", "customers", "--kind", "date=signed up", "--kind", "flag=newsletter")
    table = people.copy()
    table["points"] = table["points"].astype("Int64")
    table["weight"] = table["weight"].astype("Float64")
    for column in ("region", "plan", "newsletter"):
        table[column] = table[column].astype("string")
    table["signed up"] = pd.to_datetime(table["signed up"])
    expected = [way(table).astype("boolean").fillna(False) for _, way in trees]
    for idx, (lines, _) in enumerate(trees):
        ours = [f"S{idx}" in it["all_segments"].split("; ") for it in found]
        wrong = [it for it, (a, b) in enumerate(zip(ours, expected[idx])) if a != bool(b)]
        tally.fact(f"{name}: {lines}", not wrong, f"differs for {len(wrong)} customers, first {wrong[:3]}")
    firsts = [next((f"S{it}" for it in range(len(trees)) if expected[it].iloc[row]), "Everyone else") for row in range(len(people))]
    tally.equal(f"{name}: the first that fits", [it["segment"] for it in found], firsts)


# Orders


def orders(chance):
    """1,500 rows of 120 customers over a year."""
    start = date(2025, 1, 1)
    rows = []
    for number in range(900):
        who, day = chance.randrange(120), start + timedelta(days=int(chance.random() ** 0.7 * 365))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            amount = f"{chance.randint(100, 9_999) / 100:.2f}"
            rows.append((f"k{who:03}", day.isoformat(), f"o{number:04}", amount, chance.choice(["Shoes", "Hats", "Belts"]), chance.choice(["web", "shop", ""])))
    chance.shuffle(rows)
    return pd.DataFrame(rows, columns=["customer_id", "order_date", "order_id", "amount", "category", "channel"])


def row_test(chance):
    """A test of one row: its text and a function."""
    kind = chance.randrange(3)
    if kind == 0:
        value = chance.choice(["Shoes", "Hats", "Belts"])
        return f'category = "{value}"', lambda row: row["category"] == value
    if kind == 1:
        value = chance.choice(["web", "shop"])
        return f'channel != "{value}"', lambda row: row["channel"] not in (value, "")
    value = chance.randint(5, 80)
    return f"amount >= {value}", lambda row: float(row["amount"]) >= value


def order_rule(chance):
    """A rule about orders: its text, and a function of a customer's rows and the last day."""
    kind = chance.randrange(3)
    tests = [row_test(chance) for _ in range(chance.randint(1, 2))]
    where = " and ".join(it[0] for it in tests)
    days = chance.randint(5, 300)
    is_recent = chance.random() < 0.5
    period = f"in the last {days} days" if is_recent else f"more than {days} days before the end"

    def fits(row, last):
        back = (last - date.fromisoformat(row["order_date"])).days
        return all(it[1](row) for it in tests) and (back <= days if is_recent else back > days)

    if kind == 0:
        n, word = chance.randint(1, 4), chance.choice(["at least", "at most", "exactly"])

        def counted(rows, last):
            found = len({row["order_id"] for row in rows if fits(row, last)})
            return {"at least": found >= n, "at most": found <= n, "exactly": found == n}[word]

        return f"{word} {n} orders where {where} {period}", counted
    if kind == 1:
        amount = chance.randint(20, 300)

        def spent(rows, last):
            cents = sum(round(float(row["amount"]) * 100) for row in rows if fits(row, last))
            return cents >= amount * 100

        return f"spent at least {amount} where {where} {period}", spent
    steps = [row_test(chance) for _ in range(chance.randint(2, 3))]
    within = [None] + [chance.choice([None, chance.randint(1, 90)]) for _ in steps[1:]]
    words = [text + (f" within {most} days" if most else "") for (text, _), most in zip(steps, within)]

    def followed(rows, _last):
        hits = [[date.fromisoformat(row["order_date"]) for row in rows if test(row)] for _, test in steps]
        for chain in itertools.product(*hits):
            gaps = [(b - a).days for a, b in zip(chain, chain[1:])]
            if all(gap > 0 and (most is None or gap <= most) for gap, most in zip(gaps, within[1:])):
                return True
        return False

    return f"bought {', then '.join(words)}", followed


def compare_orders(door, tally, name, path, sentences, rows):
    """Several rules about orders at once: who is in which."""
    text = "several allowed\n" + "".join(f'segment "S{idx}":\n  {it[0]}\n' for idx, it in enumerate(sentences))
    roles = {"customer": "customer_id", "date": "order_date", "order": "order_id", "amount": "amount", "category": "category"}
    options = [word for role, column in roles.items() for word in ("--role", f"{role}={column}")]
    found, _ = segmented(door, path, text, "--rows", "orders", *options)
    last = date.fromisoformat(rows["order_date"].max())
    own = {who: list(part.to_dict("records")) for who, part in rows.groupby("customer_id")}
    tally.equal(f"{name}: customers", [it["customer_id"] for it in found], sorted(own))
    for idx, (sentence, way) in enumerate(sentences):
        expected = [it["customer_id"] for it in found if way(own[it["customer_id"]], last)]
        ours = [it["customer_id"] for it in found if f"S{idx}" in it["all_segments"].split("; ")]
        tally.equal(f"{name}: {sentence}", ours, expected)
