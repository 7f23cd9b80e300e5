"""Exported files by other readers: pandas and openpyxl read each whole, LibreOffice opens each
without calculating anything, and the text that comes back is the text that went in."""

import csv
import io
import json
import os
import random
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.utils.escape import unescape

N = 3_000
SEED = 20_261_124
HOSTILE = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1;1)", "=HYPERLINK(\"http://x\";\"y\")", "＝1+1", " =1+1", "\t=1+1", "=\n1+1",
    "'quoted", "a,b;c|d\te", "say \"no\"", "two\nlines", "back\\slash", "<b>&amp;</b>", "_x0041_", "_x000D_", "İstanbul ß ǅ", "日本語",
    "🙂👩‍👩‍👧", "x" * 300, "é" * 150, "null", "NaN", "TRUE", "1e5", "0012", "+49 171 2345678", "-12.50", "2026-05-31", "3/4", "#N/A", " around ",
    "שלום", "\u202eexe.gnp", "a\x01b", "#REF!", "{=1}", "%", "--",
]
SEGMENTS = ["Loyal", "New/old", "=1+1", "", "History", "x" * 40]
HEAD = ["id:customer_id", "note:other", "more, \"text\":other", "total:monetary", "since:day", "mail:email", "segment:segment"]
HIDDEN = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff")
FORMULA = tuple("=+-@＝＋－＠")


def run(door, tally):
    """Every kind of file by every reader that knows it."""
    binary = Path(door.binary).parent / "examples" / "contacts"
    rows = made(random.Random(SEED))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        exact = export(binary, "csv", folder / "exact", rows, ["safety=exact"])
        safe = export(binary, "csv", folder / "safe", rows, [])
        text(tally, "exact", exact, rows)
        text(tally, "safe for spreadsheets", safe, [[guarded(it, at) for at, it in enumerate(row)] for row in rows])
        objects(tally, export(binary, "json", folder / "json", rows, []), rows)
        book = export(binary, "excel", folder / "excel", rows, [])
        workbook(tally, book, rows)
        office(tally, folder, book, safe, exact, rows)
        for vendor in ["hubspot", "google-ads", "meta", "tiktok", "ga4"]:
            file = export(binary, vendor, folder / vendor, rows, [])
            frame = pd.read_csv(file, dtype=str, keep_default_na=False)
            with open(file, encoding="utf-8", newline="") as lines:
                records = list(csv.reader(lines))
            tally.equal(f"readers: {vendor} by pandas", [list(it) for it in frame.values.tolist()], records[1:])


def made(source):
    """Customers with a hostile cell in every row."""
    rows = []
    for number in range(N):
        segment = source.choice(SEGMENTS)
        hostile = [source.choice(HOSTILE), source.choice(HOSTILE)]
        total = source.choice(["12.5", "-7", "0", "", "1234567.89"])
        rows.append([f"C{number:04d}", *hostile, total, source.choice(["2026-05-31", "1999-01-01", ""]), f"m{number}@example.com", segment])
    return rows


def export(binary, name, folder, rows, options):
    """The one file of an export, under a name with its ending."""
    folder.mkdir()
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    told = subprocess.run([binary, name, folder, *options], input=text.getvalue().encode(), check=True, capture_output=True)
    named = [it.split(" ", 3)[3] for it in told.stdout.decode().splitlines() if it.startswith("file ")]
    file = folder / f"{name}{Path(named[0]).suffix}"
    (folder / "0").rename(file)
    return file


def guarded(text, at):
    """What is safe for spreadsheets: an apostrophe before what is taken as a formula."""
    bare = text.lstrip(" ")
    is_number = at == 3 or plain_number(text)
    is_formula = bare.startswith(FORMULA) or text.startswith(("\t", "\r", "\n", "\0"))
    return "'" + text if is_formula and not is_number else text


def plain_number(text):
    body = text[1:] if text[:1] in "+-" else text
    try:
        float(body)
    except ValueError:
        return False
    return body[:1].isdigit() or body[:1] == "."


def text(tally, name, file, rows):
    """Comma-separated text, by two readers."""
    with open(file, encoding="utf-8", newline="") as lines:
        records = list(csv.reader(lines))
    tally.equal(f"readers: {name} CSV by csv", records[1:], rows)
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, lineterminator="\n")
    tally.equal(f"readers: {name} CSV by pandas", frame.values.tolist(), rows)


def objects(tally, file, rows):
    """JSON: numbers are numbers, nothing is null."""
    found = json.loads(file.read_text(encoding="utf-8"))
    wanted = [[it or None for it in row] for row in rows]
    for row in wanted:
        row[3] = None if row[3] is None else float(row[3])
    tally.equal("readers: JSON", [list(it.values()) for it in found], wanted)
    tally.equal("readers: JSON by pandas", len(pd.read_json(file, dtype=False)), len(rows))


def cell_text(text):
    """What a cell holds of a text: no characters that cannot be seen."""
    return "".join(it for it in text if it in "\t\n" or (ord(it) >= 32 and ord(it) != 127 and not 128 <= ord(it) < 160 and it not in HIDDEN))


def workbook(tally, file, rows):
    """Every sheet by openpyxl and pandas: text as text, numbers as numbers, nothing calculated."""
    book = openpyxl.load_workbook(file)
    tally.equal("readers: sheets", book.sheetnames[:2], ["Summary", "Definitions"])
    tally.fact("readers: no formula", all(cell.data_type != "f" for sheet in book for row in sheet for cell in row))
    found = {row[0].value: row for sheet in book.worksheets[2:] for row in sheet.iter_rows(min_row=2)}
    tally.equal("readers: rows of a workbook", len(found), len(rows))
    unlike = []
    for row in rows:
        cells = found[row[0]]
        for at in (1, 2, 5, 6):
            value = unescape(cells[at].value) if cells[at].value else ""
            if value != cell_text(row[at]):
                unlike.append((row[at], value))
        total = "" if cells[3].value is None else cells[3].value
        day = "" if cells[4].value is None else cells[4].value.strftime("%Y-%m-%d")
        if (total if total == "" else float(total)) != (row[3] if row[3] == "" else float(row[3])) or day != row[4]:
            unlike.append((row[3:5], total, day))
    tally.fact("readers: cells of a workbook by openpyxl", not unlike, unlike[:3])
    sheets = pd.read_excel(file, sheet_name=None, dtype=str, keep_default_na=False)
    tally.equal("readers: workbook by pandas", sum(len(it) for it in list(sheets.values())[2:]), len(rows))
    with zipfile.ZipFile(file) as parts:
        tally.equal("readers: workbook's sums", parts.testzip(), None)


def office(tally, folder, book, safe, exact, rows):
    """LibreOffice opens the workbook and the CSV, and writes each sheet as text again."""
    program = os.environ.get("SOFFICE", "soffice")
    # Comma, quote, UTF-8, all cells as they are shown, every sheet into a file of its own.
    options = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
    out = folder / "office"
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", options, "--outdir", out]
    # Comma, quote, UTF-8: what a person says when asked, cells as the office takes them.
    reading = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"
    # An exact file is for programs; a person who opens it says that formulas are not calculated.
    plain = f"{reading},,0,false,false,true,false,false,0,false"
    for options in ([book], [reading, safe.rename(folder / "safe.csv")], [plain, exact.rename(folder / "exact.csv")]):
        subprocess.run([*command, *options], check=True, capture_output=True, timeout=300)
    found = {}
    for file in sorted(out.glob("excel-*.csv")):
        with open(file, encoding="utf-8", newline="") as lines:
            found |= {it[0]: it for it in csv.reader(lines) if it and it[0].startswith("C") and it[0][1:].isdigit()}
    tally.equal("readers: rows that LibreOffice read of a workbook", len(found), len(rows))
    unlike = [(row, found.get(row[0])) for row in rows if [cell_text(row[at]) for at in (1, 2, 5, 6)] != [found.get(row[0], [""] * 7)[at] for at in (1, 2, 5, 6)]]
    tally.fact("readers: LibreOffice gives a workbook's text back", not unlike, unlike[:2])
    for name, wanted in [("safe", lambda text, at: guarded(text, at)), ("exact", lambda text, _: text)]:
        with open(next(out.glob(f"{name}*.csv")), encoding="utf-8", newline="") as lines:
            back = {it[0]: it for it in csv.reader(lines) if it}
        tally.equal(f"readers: rows that LibreOffice read of a CSV, {name}", len(back) - 1, len(rows))
        unlike = []
        for row in rows:
            for at in (1, 2, 6):
                text, found = wanted(row[at], at), back.get(row[0], [""] * 7)[at]
                if not shown_otherwise(text) and found != text:
                    unlike.append((text, found))
        tally.fact(f"readers: LibreOffice gives a CSV's text back, {name}", not unlike, (len(unlike), unlike[:4]))


def shown_otherwise(text):
    """Numbers, days and truth values, which the office shows in its own way."""
    return plain_number(text) or text.strip() in ("TRUE", "2026-05-31", "1999-01-01", "3/4", "", "%")
