"""Files that readers stumble over, each with the table it holds.

A case is *right* (the very table), *flagged* (another table, or none, and the reader says that
something is odd) or *silent* (another table and not a word). Cases that state no dialect are read
as files; the others with the dialect they state. Cases that their own suite calls malformed have
several answers: they must be said. Blank records are left out of comparisons: suites
disagree about them. Every case that is not right is printed and has its reason in
`docs/conformance.md`, by name; a reason without a case is a fault too.
"""

import json
import re
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from door import Refused

REASONS = Path(__file__).parents[2] / "docs" / "conformance.md"

# The share of inline cases that must be right, of those without and of those with a dialect.
LEAST_RIGHT = 0.97
# No file may take longer to be read or refused.
MOST_SECONDS = 5


def run(door, tally, folder):
    """Every suite that the folder has."""
    folder, misses = Path(folder), []
    outcomes = {"as files": Counter(), "as stated": Counter(), "malformed": Counter()}
    for suite, cases in INLINE.items():
        own = {kind: Counter() for kind in outcomes}
        for name, content, rows, options in cases(json.loads((folder / suite / "cases.json").read_text("utf-8"))):
            kind = "malformed" if options == "malformed" else "as files" if options is None else "as stated"
            options = options if isinstance(options, list) else []
            outcome = judge(door, f"{suite}: {name}", content, rows, options, misses)
            own[kind][outcome] += 1
        for kind, counts in own.items():
            if counts:
                print(f"{suite}, {kind}: {told_counts(counts)}")
            outcomes[kind].update(counts)
    for kind, counts in outcomes.items():
        share = (counts["right"] + counts["flagged"] * (kind == "malformed")) / max(counts.total(), 1)
        tally.fact(f"inline cases {kind}: right", share >= LEAST_RIGHT, f"{told_counts(counts)}, {share:.1%}")
        tally.fact(f"inline cases {kind}: silently wrong", counts["silent"] == 0, told_counts(counts))
    spectrum(door, tally, folder / "csv-spectrum", misses)
    quirks(door, tally, folder / "quirks", misses)
    torture(door, tally, folder / "rvl_torture", misses)
    robust(door, tally, folder / "duckdb_csv")
    listed = set(re.findall(r"^\| `(.+?)` \|", REASONS.read_text("utf-8"), re.M))
    tally.fact("every miss has its reason in docs/conformance.md", not set(misses) - listed, sorted(set(misses) - listed))
    tally.fact("every reason there has its miss", not listed - set(misses), sorted(listed - set(misses)))


def told_counts(counts):
    """Counts in words."""
    return f"{counts['right']} of {counts.total()} right, {counts['flagged']} flagged, {counts['silent']} silent"


def judge(door, label, content, rows, options, misses):
    """`right`, `flagged` or `silent`. No rows: the file must be refused or a flaw be named."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        try:
            found = told(door.records(file.name, *options))
        except Refused as refused:
            found = refused.error["kind"]
        if is_right(found, rows) or (rows is None and is_flagged(door, file.name, options)):
            return "right"
        outcome = "flagged" if is_flagged(door, file.name, options) else "silent"
        print(f"{outcome:8}{label}: found {short(found)}, expected {short(rows)}")
        misses.append(re.sub(r"[`|]", "", label))
        return outcome


def is_right(found, rows):
    """Whether the very records were found; a file without any is empty."""
    if rows is None:
        return isinstance(found, str)
    expected = told(rows)
    if found == "empty":
        return not expected
    return isinstance(found, list) and expected in (found, filled(found))


def is_flagged(door, path, options=()):
    """Whether the reader says that something is odd."""
    try:
        understood = door.read(path, *options)
    except Refused:
        return True
    return bool(understood["issues"]) or understood["dialect"]["is_doubtful"]


def is_flagged_later(door, path):
    """Whether something odd is said once customers are measured."""
    try:
        return bool(door.segment(path)[1]["issues"])
    except Refused:
        return True


def names_encoding(door, path):
    """Whether the reader shows that it took the file for something else than UTF-8."""
    return door.read(path)["dialect"]["encoding"] != "utf-8"


def told(rows):
    """Records without blank ones."""
    return [list(row) for row in rows if "".join(row).strip() or len(row) > 1]


def filled(rows):
    """Records made as long as the header: some suites say it so of short ones."""
    width = len(rows[0]) if rows else 0
    return [row + [""] * (width - len(row)) for row in rows]


def short(value):
    """A value short enough for one line."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:160] + "…"


def text(given):
    """The bytes of a case, given whole or line by line."""
    if isinstance(given, str):
        return given.encode()
    lines = [line if line.endswith(("\n", "\r")) else line + "\n" for line in given[:-1]]
    return "".join(lines + given[-1:]).encode()


def stated(delimiter=None, quote='"', escape=None, comment=None):
    """A dialect as options: what is not named is not there, and no line is taken for a title."""
    options = ["--skip-lines", "0", "--quote", quote or "none", "--escape", mark(escape) or "none"]
    if delimiter is not None:
        options += ["--delimiter", mark(delimiter) or "none"]
    return options + (["--comment", comment] if comment else [])


def mark(letter):
    """A character as an option may name it."""
    return f"0x{ord(letter):02X}" if letter and len(letter) == 1 and not letter.isprintable() else letter


def rust_csv_core(cases):
    """Options are Rust literals."""
    literal = re.compile(r"b'(\\?.)'")
    for case in cases:
        given = {name: literal.search(value) for name, value in case["options"].items()}
        options = None
        if "ascii" in given:
            options = stated("\x1f") + ["--line-end", "0x1E"]
        elif "terminator" in given:
            options = stated(",") + ["--line-end", given["terminator"][1]]
        elif given:
            found = {name: {r"\t": "\t", r"\n": "\n"}.get(it[1], it[1]) for name, it in given.items()}
            comment = found.get("comment", "").strip()
            options = stated(found.get("delimiter", ","), found.get("quote", '"'), None, comment)
        yield case["test"], text(case["input"]), case["expected"], options


def python_dialect(dialect):
    """A dialect of Python's csv module, or of CleverCSV."""
    quote = None if dialect.get("quoting") == 3 else dialect.get("quotechar", '"')
    delimiter = dialect.get("delimiter", ",") + (" " if dialect.get("skipinitialspace") else "")
    return stated(delimiter, quote, dialect.get("escapechar"))


def cpython(cases):
    """One case expects an exception: a cell without quotes that is no number."""
    for case in cases:
        dialect = case["dialect"]
        if case["expected"] != [[]] or case["test"] != "handle":
            options = python_dialect(dialect) if dialect else None
            yield f"{case['test']} {short(case['input'])}", text(case["input"]), case["expected"], options


def clevercsv(cases):
    """The parser's own dialect has no delimiter and no quote, the reader's is that of CSV. What rows
    say of cells that were quoted is left out, and two cases that expect an exception: a cell of more
    than 150 characters, and a line end inside an item of a list of lines."""
    for case in cases:
        rows, dialect = case["expected"], case["dialect"]
        if dialect.get("return_quoted"):
            rows = [[cell for cell, _ in row] for row in rows]
        if case["test"] == "reader.handle" and rows == []:
            continue
        if case["test"].startswith("cparser"):
            dialect = {"delimiter": "", "quotechar": ""} | dialect
        options = python_dialect(dialect) if dialect else None
        yield f"{case['test']} {short(case['input'])}"[:120], text(case["input"]), rows, options


def papaparse(cases):
    """Options about types and about which rows to show are not about cells: such cases are left out."""
    for case in cases:
        config, rows = case["config"], case["expected"]["data"]
        others = {"header", "dynamicTyping", "preview", "skipFirstNLines"} & set(config)
        if others or config.get("skipEmptyLines") == "greedy":
            continue
        known = {name: config[name] for name in ("delimiter", "comments", "escapeChar") if name in config}
        comment = {True: "#"}.get(known.get("comments"), known.get("comments"))
        comment = comment if isinstance(comment, str) else None
        delimiter = config.get("delimiter", ",")
        options = stated(delimiter if delimiter != "\n" else ",", '"', config.get("escapeChar"), comment) if known else None
        is_malformed = any(error["type"] == "Quotes" for error in case["expected"]["errors"])
        yield case["description"], text(case["input"]), rows, "malformed" if is_malformed else options


INLINE = {
    "rust_csv_core_cases": rust_csv_core,
    "cpython_csv_cases": cpython,
    "clevercsv_cases": clevercsv,
    "papaparse_cases": papaparse,
}


def spectrum(door, tally, folder, misses):
    """Files beside their records as objects; one object there masks a telephone number."""
    outcomes = Counter()
    for path in sorted(folder.glob("csvs/*.csv")):
        records = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        if path.stem != "location_coordinates":
            rows = [list(records[0])] + [list(it.values()) for it in records]
            outcomes[judge(door, f"csv-spectrum: {path.name}", path.read_bytes(), rows, [], misses)] += 1
            alarms = [it for it in door.read(path)["issues"] if it["severity"] == "warning"]
            tally.fact(f"csv-spectrum, {path.name}: no alarm", not alarms, alarms)
    tally.fact("csv-spectrum: right", outcomes["right"] == outcomes.total() == 11, told_counts(outcomes))


def quirks(door, tally, folder, misses):
    """Files with a known table, or about which something must be said, or that are no table."""
    outcomes = Counter()
    for case in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        path, label = folder / case["file"], f"quirks: {Path(case['file']).name}"
        try:
            understood = door.read(path)
            found = told(door.records(path))
        except Refused as refused:
            understood, found = None, refused.error["kind"]
        flaws = quirk_flaws(door, path, case, understood, found, folder)
        outcomes["wrong" if flaws else "right"] += 1
        if flaws:
            print(f"wrong   {label}: {'; '.join(flaws)}; found {short(found)}")
            misses.append(label)
    print(f"quirks: {dict(outcomes)}")
    tally.fact("quirks: right, warned about or refused", outcomes["right"] >= 64, dict(outcomes))


def quirk_flaws(door, path, case, understood, found, folder):
    """What is not as the manifest says."""
    may = case["outcome"].split("-or-")
    if understood is None:
        return [] if {"error", "ask"} & set(may) else [f"refused, must be {case['outcome']}"]
    if may == ["error"]:
        return [f"read, must be refused: {case.get('error')}"]
    flaws, dialect = [], understood["dialect"]
    said = is_flagged(door, path) or is_flagged_later(door, path)
    if "must_warn" in case and not said and not (case["must_warn"] == "encoding guessed" and names_encoding(door, path)):
        flaws.append(f"unsaid: {case['must_warn']}")
    if "delimiter" in case and name_of(case["delimiter"]) != dialect["separator"]:
        flaws.append(f"separator {dialect['separator']}")
    if "encoding" in case and case["encoding"].lower() != dialect["encoding"]:
        flaws.append(f"encoding {dialect['encoding']}")
    if case.get("quote", dialect["quote"]) != dialect["quote"]:
        flaws.append(f"quote {dialect['quote']}")
    if "rows" in case and case["rows"] not in (understood["n_rows"], understood["n_rows"] + 1):
        flaws.append(f"{understood['n_rows']} rows, must be {case['rows']}")
    if "columns" in case and len(understood["columns"]) != case["columns"]:
        flaws.append(f"{len(understood['columns'])} columns, must be {case['columns']}")
    if "expected" in case:
        rows = json.loads((folder / case["expected"]).read_text(encoding="utf-8"))
        if not is_right(numbers(found), numbers(rows)) and not ({"warn", "ask"} & set(may) and said):
            flaws.append(f"expected {short(rows)}")
    return flaws


def numbers(rows):
    """Cells as numbers where they are some: workbooks hold no other form of them."""
    if not isinstance(rows, list):
        return rows
    return [[as_number(cell) for cell in row] for row in rows]


def as_number(cell):
    """`12.50` and `12.5` are one number."""
    try:
        return str(float(cell))
    except (TypeError, ValueError):
        return cell


def name_of(letter):
    """What the reader calls a separator."""
    return {",": "comma", ";": "semicolon", "\t": "tab", "\\t": "tab", "|": "pipe"}.get(letter, letter)


def torture(door, tally, folder, misses):
    """Files with a known separator and escape, or that its own reader refuses."""
    row = re.compile(r"^\| `([^`]+)` \| [^|]* \| `?(\w+)`? \| (?:`(.+?)`|n/a) \| (?:`(.+?)`|none|n/a) \|", re.M)
    outcomes = Counter()
    for name, outcome, separator, escape in row.findall((folder / "README.md").read_text()):
        path = folder / name
        try:
            dialect = door.read(path)["dialect"]
        except Refused as refused:
            dialect = None
            verdict = refused.error["kind"]
        if outcome != "parse_ok":
            verdict = "refused" if dialect is None else "warned" if is_flagged(door, path) else "taken"
        elif dialect is None:
            verdict = "right" if verdict == "header_only" else f"refused: {verdict}"
        else:
            is_found = dialect["separator"] == name_of(separator) and dialect["escape"].startswith("\\" if escape else "none")
            verdict = "right" if is_found else f"found {dialect['separator']} {dialect['escape']}"
        outcomes[verdict if verdict in ("right", "refused", "warned", "taken") else "wrong"] += 1
        if verdict not in ("right", "refused"):
            print(f"{verdict:8}rvl_torture, {name}: expected {outcome} {separator} {escape}")
            misses.append(f"rvl_torture: {name}")
    print(f"rvl_torture: {dict(outcomes)}")
    tally.fact("rvl_torture: outcomes", outcomes["wrong"] == 0 and outcomes.total() == 89, dict(outcomes))


def robust(door, tally, folder):
    """Every file gives a table or a clear error, in time."""
    outcomes = Counter()
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        started = time.monotonic()
        try:
            door.read(path)
            outcomes["read"] += 1
        except Refused as refused:
            is_clear = all(refused.error[part] for part in ("kind", "title", "detail", "remedy"))
            outcomes["refused" if is_clear else "unclear"] += 1
        except (RuntimeError, subprocess.TimeoutExpired, ValueError) as error:
            outcomes["broken"] += 1
            print(f"broken  duckdb_csv, {path.name}: {error}")
        outcomes["slow"] += time.monotonic() - started > MOST_SECONDS
    print(f"duckdb_csv: {dict(outcomes)}")
    tally.fact("duckdb_csv: a table or a clear error", not (outcomes["broken"] or outcomes["unclear"] or outcomes["slow"]), outcomes)
