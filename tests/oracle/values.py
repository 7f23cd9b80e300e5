"""Numbers and dates in the styles of many countries, written by Babel out of Unicode's CLDR tables:
what the door makes of them is what was written."""

import csv
import random
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

AS_OF = date(2026, 1, 31)
N_ROWS = 60
LOCALES = ["en_US", "en_GB", "en_IN", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH", "es_ES", "es_MX", "it_IT", "pt_BR", "pt_PT", "nl_NL", "pl_PL", "ja_JP"]
# How each country writes a price; none of them twice.
CURRENCIES = {"US": "USD", "GB": "GBP", "IN": "INR", "CH": "CHF", "MX": "MXN", "BR": "BRL", "PL": "PLN", "JP": "JPY"}
DATES = ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yy", "dd/MM/yyyy", "yyyy/MM/dd", "yyyyMMdd", "d MMM yyyy", "d MMMM yyyy"]


def run(door, tally):
    """Every style once, with values drawn from a fixed seed."""
    source = random.Random(20_260_131)
    for locale in LOCALES:
        amounts = [Decimal(source.randrange(100, 10**source.randrange(3, 9))) / 100 for _ in range(N_ROWS)]
        days = [AS_OF - timedelta(days=source.randrange(0, 1500)) for _ in range(N_ROWS)]
        for name, write in number_styles(locale):
            written = [write(it) for it in amounts]
            with tally.part(f"{locale}, {name}"):
                check(door, tally, f"{locale}, {name}", days, [it.isoformat() for it in days], amounts, written)
        for name, write in date_styles(locale):
            written = [write(it) for it in days]
            with tally.part(f"{locale}, {name}"):
                check(door, tally, f"{locale}, {name}", days, written, amounts, [str(it) for it in amounts])


def number_styles(locale):
    """Name of the style, and how it writes an amount."""
    currency = CURRENCIES.get(locale[-2:], "EUR")
    yield "decimal", lambda it: format_decimal(it, format="#,##0.00", locale=locale)
    yield "ungrouped", lambda it: format_decimal(it, format="0.00", locale=locale)
    yield "currency", lambda it: format_currency(it, currency, locale=locale, currency_digits=False, format=cents(locale))
    yield "currency code", lambda it: f"{currency} {format_decimal(it, format='#,##0.00', locale=locale)}"
    if locale == "en_IN":
        yield "lakhs", lambda it: format_decimal(it, format="#,##,##0.00", locale=locale)


def cents(locale):
    """The country's pattern for prices, with two digits behind the mark in any currency."""
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    return pattern if "0.00" in pattern else pattern.replace("#,##0", "#,##0.00")


def date_styles(locale):
    """Name of the style, and how it writes a day."""
    for pattern in DATES:
        if locale == "ja_JP" and pattern.startswith("d MMM"):
            # Nobody writes the day first there.
            continue
        yield pattern, lambda it, pattern=pattern: format_date(it, pattern, locale=locale)
    for length in ("medium", "long", "full"):
        yield length, lambda it, length=length: format_date(it, length, locale=locale)
    yield "spreadsheet", lambda it: str((it - date(1899, 12, 30)).days)
    yield "seconds", lambda it: str((it - date(1970, 1, 1)).days * 86_400 + 3_600)


def check(door, tally, name, days, written_days, amounts, written_amounts):
    """One customer a row: days since the order and money are those that were written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "orders.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["customer_id", "order_date", "amount"])
            customers = [f"K{idx:03}" for idx in range(len(days))]
            rows.writerows(zip(customers, written_days, written_amounts))
        roles = ["--rows", "orders", "--role", "customer=1", "--role", "date=2", "--role", "amount=3"]
        found, _ = door.segment(path, "--method", "rfm", "--as-of", AS_OF.isoformat(), *roles)
    by_id = {it["customer_id"]: it for it in found}
    wrong = []
    for customer, day, amount, *cells in zip(customers, days, amounts, written_days, written_amounts):
        it = by_id.get(customer, {})
        expected = ((AS_OF - day).days, float(amount))
        if (int(it.get("recency_days") or -1), float(it.get("monetary") or "nan")) != expected:
            wrong.append((cells, expected, it.get("recency_days"), it.get("monetary")))
    tally.fact(name, not wrong, f"{len(wrong)} of {len(days)} rows, first {wrong[:1]}")

