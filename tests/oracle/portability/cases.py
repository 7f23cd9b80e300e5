"""What is compared: a way to make segments, and what is asked of the SQL."""

import csv
import json
import subprocess


class Case:
    """A way to make segments."""

    def __init__(self, name, *options, table="orders", sql=(), rules=None, map=None):
        self.name, self.options, self.table, self.sql = name, list(options), table, sql
        self.rules, self.map = rules, map
        self.expected = {}
        self.folder = None

    def prepare(self, enclave, tables, folder):
        """Segments by `enclave`, and the statements for every dialect."""
        self.folder = folder / self.name.replace(" ", "-")
        self.folder.mkdir()
        for option, name, text in (
            ("--rules", "rules.txt", self.rules),
            ("--map", "map.json", self.map and json.dumps(self.map)),
        ):
            if text:
                path = self.folder / name
                path.write_text(text, encoding="utf-8")
                self.options += [option, path]
        given = [tables[self.table], "--out", self.folder, *ROLES[self.table], *self.options]
        said(enclave, "segment", *given, "--exact")
        with open(self.folder / "customers.csv", encoding="utf-8", newline="") as file:
            self.expected = {it["customer_id"]: it["segment"] or None for it in csv.DictReader(file)}
        said(enclave, "sql", "--analysis", self.folder, "--dialect", "all", "--table", self.table, *self.sql)

    def statement(self, dialect):
        """The statement for a database."""
        return (self.folder / f"segments-{dialect}.sql").read_text(encoding="utf-8")


def said(enclave, *words):
    """Runs the program; what it says where it fails."""
    done = subprocess.run([enclave, *map(str, words)], capture_output=True, check=False, timeout=300)
    if done.returncode:
        raise RuntimeError(done.stdout.decode(errors="replace")[:600] + done.stderr.decode(errors="replace")[:600])


ROLES = {
    "orders": [
        "--rows", "orders", "--role", "customer=customer_id", "--role", "order=order_id", "--role", 'date=order "date"',
        "--role", "amount=amount", "--role", "category=category", "--role", "channel=chan`nel's",
        "--role", "feature=points", "--role", "feature=newsletter", "--role", "feature=joined on",
    ],
    "people": [
        "--rows", "customers", "--role", "customer=id", "--role", "frequency=orders", "--role", "monetary=spent",
        "--role", "date=last order", "--role", "feature=visits", "--role", "feature=score", "--role", "feature=region",
        "--role", "feature=newsletter", "--role", "feature=margin", "--role", "feature=cost",
        "--role", "feature=responded",
    ],
}  # fmt: skip

ALL_RULES = ["cume_dist", "ntile", "qcut_rank_first", "r_rfm", "equal_width", "fixed"]
ANEW = ["--cut-points", "anew"]
PEOPLE = {"table": "people"}


def rfm(name, *options, **more):
    """A case of recency, frequency and money."""
    return Case(f"rfm {name}", "--method", "rfm", *options, **more)


def tiers(name, *options, **more):
    """A case of tiers."""
    return Case(f"tiers {name}", "--method", "tiers", *options, **more)


def ruled(name, text, **more):
    """A case of a person's own rules."""
    return Case(f"rules {name}", "--method", "rules", rules=text, **more)


CUSTOMER_RULES = """
segment "Text":
  region in ("ÜBERSEE", "north-east")
  region does not contain "side"
segment "Backslash's":
  region ends with "slash's"
segment "Parts":
  any:
    region starts with "nor"
    region contains "客"
  score between 40 and 60.5
segment "Numbers":
  none:
    visits > 10
    orders is not missing
    newsletter = yes
segment "Days":
  "last order" in the last 90 days
  "last order" < 2026-02-20
segment "Long ago":
  "last order" more than 700 days before the end
segment "Nobody's":
  region is missing
"""
ORDER_RULES = """
segment "Tents, then more":
  bought category = "shoes" and amount >= 5, then "chan`nel's" = "Shop" within 60 days, then category is not missing
segment "Many":
  at least 3 orders where category != "SHOES" in the last 400 days
segment "Spent":
  spent more than 50.25 where "chan`nel's" in ("web", "APP")
segment "Quiet":
  no orders in the last 300 days
  category = "o'shea's"
segment "Since":
  first_order >= 2025-03-01
  last_order in the last 200 days
segment "Mixed":
  any:
    points > 2.4
    newsletter = no
  none:
    average_order < 20
    category contains "hüte"
segment "Joined":
  "joined on" < 2023-01-01
  tenure_days = 0
"""

CASES = [
    *[rfm(f"{it}, kept", "--score", it) for it in ALL_RULES],
    *[rfm(f"{it}, anew", "--score", it, sql=ANEW) for it in ALL_RULES],
    rfm("of three scores", "--bins", 3, "--map", "six", sql=ANEW),
    rfm("of four scores", "--bins", 4, "--score", "ntile", "--map", "six"),
    *[
        rfm(f"map {it}", "--map", it, "--as-of", "2026-03-01", "--frequency", "days")
        for it in ("eleven", "ten_grid", "r_rfm_ten")
    ],
    rfm("map of one's own", map={"names": ["It's \\ us", "客"], "cells": [0, None, 1, 0, 1] * 5}),
    rfm("returns left out", "--returns", "drop", "--frequency", "rows"),
    rfm("returns kept, no repeats", "--returns", "keep", "--leave-out", "repeated_row"),
    rfm("no zeros", "--leave-out", "zero_amount"),
    rfm("of customers", **PEOPLE),
    tiers("by customers, kept", "--tiers", "customers=1,5,33.3"),
    tiers("by customers, anew", "--tiers", "customers=1,5,33.3", sql=ANEW),
    tiers("by revenue, kept", "--tiers", "revenue=20,50,80"),
    tiers("by revenue, anew", "--tiers", "revenue=20,50,80", sql=ANEW),
    tiers("by amounts", "--tiers", "amounts=19.9,50,100.5"),
    tiers("by a column", "--tiers", "customers=10,50", "--amount", "points"),
    tiers("of value and cost", "--margin", "margin", "--cost", "cost", **PEOPLE),
    Case("k-means", "--method", "kmeans", "--k", "4", "--starts", "3", "--features", "recency_days,frequency,monetary"),
    Case(
        "k-means, weights and gaps", "--method", "kmeans", "--k", "5", "--starts", "3", "--scale", "robust",
        "--features", "visits,score,spent", "--weights", "visits=2.5,score=0.5", "--missing", "impute", **PEOPLE,
    ),
    Case("k-means by ranges", "--method", "kmeans", "--k", "3", "--starts", "3", "--scale", "min_max",
         "--features", "recency_days,points"),
    Case("prototypes", "--method", "prototypes", "--k", "3", "--starts", "2", "--features", "visits,score", **PEOPLE),
    Case("tree cart", "--method", "response_tree", "--outcome", "responded", **PEOPLE),
    Case("tree chaid", "--method", "response_tree", "--tree", "chaid", "--outcome", "responded", **PEOPLE),
    Case("tree of orders", "--method", "response_tree", "--outcome", "newsletter", "--alpha", "1"),
    ruled("of customers", CUSTOMER_RULES, **PEOPLE),
    ruled("of orders", ORDER_RULES),
]  # fmt: skip
