"""Orders and customers made from a fixed seed, with everything that databases treat differently.

Names of customers in many scripts, in both cases, with quotes and blanks; ties in every number; times
of day; returns; nothing at all in some cells; rows that come twice; columns with hostile names.
"""

import csv
import random
from datetime import datetime, timedelta
from decimal import Decimal

N_CUSTOMERS = 110_000
SEED = 20_260_531

# Name in the file, and its type where types have names: text, timestamp, money, number or whole.
ORDERS = {
    "customer_id": "text",
    "order_id": "text",
    'order "date"': "timestamp",
    "amount": "money",
    "category": "text",
    "chan`nel's": "text",
    "points": "number",
    "newsletter": "text",
    "joined on": "date",
}
SCRIPTS = ["Ä{}", "ß-{}", "Ω{}", "客户{}", "{}🙂", "o'Neil {}", 'the "{}"', "back\\{}", "e\u0301{}", "İ{}", "%{}_"]
CATEGORIES = ["Shoes", "shoes", "Ärmel", "Hüte & Caps", "O'Shea's", "back\\slash", "客", None]
CHANNELS = ["web", "app", "Shop", None]


PEOPLE = {
    "id": "text",
    "orders": "number",
    "spent": "money",
    "last order": "date",
    "visits": "number",
    "score": "number",
    "region": "text",
    "newsletter": "text",
    "margin": "money",
    "cost": "money",
    "responded": "text",
}
REGIONS = ["North", "north-east", "Übersee", "übersee", "İstanbul", "West Side", "客", "back\\slash's", None]


def people():
    """Customers as tuples, in the order of PEOPLE."""
    chance = random.Random(SEED + 1)
    rows = []
    for name in customer_names(chance):
        n = min(int(chance.paretovariate(1.2)), 60)
        region = REGIONS[min(int(chance.expovariate(0.4)), len(REGIONS) - 1)]
        visits = None if chance.random() < 0.1 else int(chance.lognormvariate(2, 1))
        score = None if chance.random() < 0.05 else round(chance.gauss(50 + 30 * (n > 3), 12), 3)
        day = None if chance.random() < 0.05 else datetime(2026, 3, 1).date() - timedelta(days=int(chance.expovariate(0.005)))
        newsletter = None if chance.random() < 0.2 else chance.choice(["yes", "no"])
        likely = 0.05 + 0.4 * (n > 2) + 0.2 * (newsletter == "yes") + 0.2 * (region in ("North", "İstanbul"))
        rows.append(
            (
                name,
                n,
                Decimal(int(chance.lognormvariate(8, 1.2)) * n) / 100,
                day,
                visits,
                score,
                region,
                newsletter,
                None if chance.random() < 0.02 else Decimal(chance.randint(-2_000, 9_000)) / 100,
                Decimal(chance.randint(0, 5_000)) / 100,
                "yes" if chance.random() < likely else "no",
            )
        )
    return rows


def customer_names(chance):
    """As many different names as there are customers, in no order."""
    names = []
    for number in range(N_CUSTOMERS):
        kind = number % 20
        if kind < 9:
            names.append(f"{number:07d}")
        elif kind < 20:
            names.append(SCRIPTS[kind - 9].format(number))
    # In both cases: two customers.
    names[0], names[1] = "Ann-7", "ann-7"
    chance.shuffle(names)
    return names


def orders():
    """Rows as tuples, in the order of ORDERS."""
    chance = random.Random(SEED)
    names = customer_names(chance)
    start = datetime(2024, 1, 1)
    rows = []
    for place, name in enumerate(names):
        # Most buy once or twice, few very often: ties everywhere.
        n = min(int(chance.paretovariate(1.4)), 40)
        joined = start - timedelta(days=chance.randint(0, 900))
        for _ in range(n):
            when = start + timedelta(days=int(850 * chance.random() ** 0.7), seconds=chance.randint(0, 86_399))
            rows.append(row(chance, name, when, place, joined))
    for _ in range(2_000):
        rows.append(rows[chance.randrange(len(rows))])
    # Without a customer, a day or an amount, and customers with nothing but returns.
    for _ in range(500):
        rows.append((None, *rows[chance.randrange(len(rows))][1:]))
        rows.append(replaced(rows[chance.randrange(len(rows))], 2, None))
        rows.append(replaced(rows[chance.randrange(len(rows))], 3, None))
    for number in range(300):
        rows.append((f"only returns {number}", None, start, Decimal("-5.00"), None, None, None, None, None))
    chance.shuffle(rows)
    return rows


def replaced(row_, place, cell):
    """A row with another cell."""
    return (*row_[:place], cell, *row_[place + 1 :])


def row(chance, name, when, place, joined):
    """One row of an order."""
    amount = Decimal(chance.choice(["9.99", "19.90", "20.00", "49.95", "0.10", "0.30"]))
    if chance.random() < 0.5:
        amount = Decimal(int(chance.lognormvariate(8, 1.2))) / 100
    luck = chance.random()
    if luck < 0.04:
        amount = -amount
    elif luck < 0.05:
        amount = Decimal("0.00")
    number = None if chance.random() < 0.1 else f"N{chance.randrange(200_000)}"
    points = None if chance.random() < 0.2 else chance.choice([0, 1, 2.5, 10, 250.75, 1e-3])
    newsletter = None if chance.random() < 0.3 else chance.choice(["yes", "no"])
    category = CATEGORIES[min(int(chance.expovariate(0.5)), len(CATEGORIES) - 1)]
    channel = CHANNELS[(place + (chance.random() < 0.2)) % len(CHANNELS)]
    day = None if chance.random() < 0.1 else joined.date()
    return (name, number, when, amount, category, channel, points, newsletter, day)


def as_text(cell):
    """A cell as it stands in a file; nothing where there is none."""
    if cell is None:
        return ""
    return f"{cell:%Y-%m-%d %H:%M:%S}" if isinstance(cell, datetime) else str(cell)


def write(path, columns, rows):
    """A table as a file of comma-separated values."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows([[as_text(cell) for cell in it] for it in rows])
