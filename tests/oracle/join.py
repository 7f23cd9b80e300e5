"""Several files as one table, against pandas' merge on files made from fixed seeds."""

import random
import tempfile
from pathlib import Path

import pandas as pd

MISSING = ""


def run(door, tally):
    """A few seeds, each with files of other sizes."""
    for seed in (3, 17, 2026):
        with tempfile.TemporaryDirectory() as folder, tally.part(f"join {seed}"):
            one_seed(door, tally, seed, Path(folder))


def one_seed(door, tally, seed, folder):
    """Orders, customers with keys written otherwise, a log with several rows for a customer."""
    paths = made(seed, folder)
    orders, customers, log = (pd.read_csv(it, dtype=str, keep_default_na=False) for it in paths)
    understood = door.read(paths[0], *paths[1:])
    found = door.records(paths[0], *paths[1:])
    table = pd.DataFrame(found[1:], columns=found[0])
    tally.equal(f"join {seed}: rows", len(table), len(orders))
    total = float(table["amount"].astype(float).sum())
    tally.close(f"join {seed}: money", total, float(orders["amount"].astype(float).sum()), absolute=1e-6)

    expected = merged(orders, customers, log)
    tally.equal(f"join {seed}: columns", sorted(table.columns), sorted(expected.columns))
    for column in expected.columns:
        pairs = list(zip(table[column], expected[column]))
        wrong = [it for it in pairs if not is_same(*it)]
        tally.fact(f"join {seed}: {column}", not wrong, wrong[:3])
    counts(tally, seed, understood["joins"], orders, customers, log)


def merged(orders, customers, log):
    """The joined table by pandas; keys as one number, addresses in small letters."""
    known = customers[customers["client"] != MISSING].drop_duplicates("client")
    known = known.assign(key=known["client"].str.lstrip("0")).drop(columns="client")
    left = orders.assign(key=orders["customer_id"].str.lstrip("0"))
    table = left.merge(known.add_suffix(" (customers.csv)").rename(columns={"key (customers.csv)": "key"}), on="key", how="left", validate="m:1")
    rows = log.assign(key=log["email"].str.lower())
    rows["spent"] = rows["spent"].str.removesuffix(" €").astype(float)
    rows["clicks"] = pd.to_numeric(rows["clicks"])
    rows["opened"] = rows["opened"].eq("yes").astype(float).where(rows["opened"] != MISSING)
    groups = rows.groupby("key")
    said = pd.DataFrame(
        {
            "rows": groups.size(),
            "first sent_on": groups["sent_on"].min(),
            "last sent_on": groups["sent_on"].max(),
            "most frequent campaign": groups["campaign"].agg(lambda it: it.mode().min()),
            "share of opened": groups["opened"].mean(),
            "mean of clicks": groups["clicks"].mean(),
            "sum of spent": groups["spent"].sum(),
        }
    ).add_suffix(" (campaign_log.csv)")
    table["address"] = table["email (customers.csv)"].str.lower()
    table = table.merge(said, left_on="address", right_index=True, how="left", validate="m:1")
    has_address = table["address"].fillna(MISSING) != MISSING
    n_rows = "rows (campaign_log.csv)"
    table.loc[has_address, n_rows] = table.loc[has_address, n_rows].fillna(0)
    return table.drop(columns=["key", "address"])


def counts(tally, seed, joins, orders, customers, log):
    """What is said of matched and unmatched rows."""
    plain = orders.loc[orders["customer_id"] != MISSING, "customer_id"].str.lstrip("0")
    named = customers.loc[customers["client"] != MISSING, "client"].str.lstrip("0")
    first = joins[0]
    tally.equal(f"join {seed}: keys matched", first["main"]["n_keys_matched"], len(set(plain) & set(named)))
    tally.equal(f"join {seed}: orders matched", first["main"]["n_rows_matched"], int(plain.isin(named).sum()))
    tally.equal(f"join {seed}: customers matched", first["companion"]["n_rows_matched"], int(named.isin(plain).sum()))
    tally.equal(f"join {seed}: orders without", first["main"]["n_rows_unmatched"], int((~plain.isin(named)).sum()))
    for join, rows in zip(joins, (customers, log)):
        for side, n_rows in ((join["main"], len(orders)), (join["companion"], len(rows))):
            parts = side["n_rows_matched"] + side["n_rows_unmatched"] + side["n_rows_without_key"]
            tally.equal(f"join {seed}: {join['file']}, matched and not are all", parts, n_rows)


def is_same(found, expected):
    """Text, or numbers to a billionth."""
    if pd.isna(expected) or expected == MISSING:
        return found == MISSING
    if isinstance(expected, float):
        return found != MISSING and abs(float(found) - expected) <= 1e-9 * max(1.0, abs(expected))
    try:
        return found == expected or float(found) == float(expected)
    except ValueError:
        return False


def made(seed, folder):
    """Three files; the keys of the orders are padded, those of the customers are not."""
    draw = random.Random(seed)
    people = [*range(1, 120 + seed % 100)]
    buyers = draw.sample(people, len(people) * 3 // 4)
    day = lambda: f"2025-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    orders = [(draw.choice(buyers), day(), f"{draw.randint(100, 90000) / 100:.2f}") for _ in range(900)]
    rows = [f"A{idx:05d},{who:06d},{on},{much}" for idx, (who, on, much) in enumerate(orders)]
    rows += [f"B{idx},,{day()},5.00" for idx in range(4)]
    write(folder / "orders.csv", "order_no,customer_id,order_date,amount", rows, draw)
    known = draw.sample(people, len(people) * 4 // 5)
    address = {who: f"Person.{who}@example.org" if draw.random() < 0.9 else "" for who in known}
    rows = [f"{who},{address[who]},{draw.choice(['DE', 'AT', 'FR'])},{draw.randint(0, 99)}" for who in known]
    rows += [f",x{idx}@example.net,DE,1" for idx in range(3)]
    write(folder / "customers.csv", "client,email,country,points", rows, draw)
    mails = [it for it in address.values() if it][: len(known) // 2]
    rows = []
    for idx in range(600):
        mail = draw.choice(mails) if draw.random() < 0.95 else f"stranger{idx % 9}@example.net"
        mail = draw.choice([mail, mail.upper(), mail.lower()])
        opened = draw.choice(["yes", "no", "no", ""])
        rows.append(f"{mail},{day()},{draw.choice(['spring', 'summer', 'winter'])},{opened},{draw.randint(0, 20)},{draw.randint(0, 5000) / 100:.2f} €")
    write(folder / "campaign_log.csv", "email,sent_on,campaign,opened,clicks,spent", rows, draw)
    return [folder / name for name in ("orders.csv", "customers.csv", "campaign_log.csv")]


def write(path, header, rows, draw):
    """Rows in any order."""
    draw.shuffle(rows)
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
