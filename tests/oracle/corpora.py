"""Files that readers stumble over, each with the table it holds.

A case is *right* (the very table), *flagged* (another table, or none, and the reader says that
something is odd) or *silent* (another table and not a word). Every case that is not right is
printed; the pass lines at the top are facts. Blank records are left out of comparisons: suites
disagree about them. Cases that need a dialect nobody can guess (escape characters, comment lines,
other quotes) are left out.
"""

import json
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from door import Refused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

# At least so many cases right and at most so many silently wrong, by suite; all and none where a
# suite is not named. CPython's miss is a file of one zero byte, refused as no text. CleverCSV's and
# PapaParse's are quotes that never close, read to the end of their line here, and text behind a
# closing quote. The quirks are encodings that are not read (Windows-1251, Shift JIS, Mac Roman).
PASS_LINES = {
    "cpython_csv_cases": (17, 0),
    "clevercsv_cases": (12, 0),
    "papaparse_cases": (38, 1),
    "quirks": (23, 0),
}


def run(door, tally, folder):
    """Every suite that the folder has."""
    folder = Path(folder)
    suites = [
        ("csv-spectrum", spectrum),
        ("rust_csv_core_cases", rust_csv_core),
        ("cpython_csv_cases", cpython),
        ("clevercsv_cases", clevercsv),
        ("papaparse_cases", papaparse),
        ("quirks", quirks),
    ]
    for name, cases in suites:
        outcomes = Counter()
        for label, content, rows in cases(folder / name):
            outcomes[judge(door, f"{name}, {label}", content, rows)] += 1
        report(tally, name, outcomes)
    warnings(door, tally, folder / "quirks")
    torture(door, tally, folder / "rvl_torture")
    robust(door, tally, folder / "duckdb_csv")


def report(tally, name, outcomes):
    """The counts of a suite against its pass lines."""
    n = sum(outcomes.values())
    print(f"{name}: {outcomes['right']} of {n} right, {outcomes['flagged']} flagged, {outcomes['silent']} silent")
    least_right, most_silent = PASS_LINES.get(name, (n, 0))
    tally.fact(f"{name}: right", n > 0 and outcomes["right"] >= least_right, f"{outcomes['right']} of {n}")
    tally.fact(f"{name}: silently wrong", outcomes["silent"] <= most_silent, f"{outcomes['silent']} of {n}")


def judge(door, label, content, rows):
    """`right`, `flagged` or `silent`."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        try:
            found = told(door.records(file.name))
        except Refused as refused:
            found = refused.error["kind"]
        expected = told(rows)
        if found == expected or (found == "empty" and not expected):
            return "right"
        if isinstance(found, list) and filled(found) == expected:
            return "right"
        outcome = "flagged" if is_flagged(door, file.name) else "silent"
        print(f"{outcome:8}{label}: found {short(found)}, expected {short(expected)}")
        return outcome


def is_flagged(door, path):
    """Whether the reader says that something is odd."""
    try:
        understood = door.read(path)
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
    return [list(row) for row in rows if row not in ([], [""])]


def filled(rows):
    """Records made as long as the header: some suites say it so of short ones."""
    width = len(rows[0]) if rows else 0
    return [row + [""] * (width - len(row)) for row in rows]


def short(value):
    """A value short enough for one line."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:160] + "…"


def spectrum(folder):
    """Files beside their records as objects."""
    for path in sorted(folder.glob("csvs/*.csv")):
        records = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        if isinstance(records, list) and path.stem != "location_coordinates":
            yield path.name, path.read_bytes(), [list(records[0])] + [list(it.values()) for it in records]


def inline(folder):
    """The cases of a suite."""
    return json.loads((folder / "cases.json").read_text(encoding="utf-8"))


def text(given):
    """The bytes of a case, given whole or line by line."""
    if isinstance(given, str):
        return given.encode()
    lines = [line if line.endswith(("\n", "\r")) else line + "\n" for line in given[:-1]]
    return "".join(lines + given[-1:]).encode()


def rust_csv_core(folder):
    """Cases that need no option of their own."""
    for case in inline(folder):
        if not case["options"] or case["options"].get("delimiter") == "b'\\t'":
            yield case["test"], text(case["input"]), case["expected"]


def cpython(folder):
    """Cases of the default dialect, or of a separator that can be guessed."""
    for case in inline(folder):
        dialect = {"delimiter": ",", "quoting": 0, "escapechar": None, "skipinitialspace": False} | case["dialect"]
        plain = dialect["quoting"] == 0 and not dialect["escapechar"] and not dialect["skipinitialspace"]
        if plain and dialect["delimiter"] in SEPARATORS and not dialect.get("strict"):
            yield f"{case['test']} {short(case['input'])}", text(case["input"]), case["expected"]


def clevercsv(folder):
    """Cases of the default dialect, or of a separator that can be guessed."""
    for case in inline(folder):
        dialect = {"delimiter": ",", "quotechar": '"'} | case["dialect"]
        plain = dialect["quotechar"] == '"' and not {"escapechar", "return_quoted", "strict"} & set(dialect)
        told_or_default = "delimiter" in case["dialect"] or case["test"].startswith("reader.test")
        if plain and told_or_default and dialect["delimiter"] in SEPARATORS:
            yield case["test"], text(case["input"]), case["expected"]


def papaparse(folder):
    """Cases without options, or with those that a reader finds by itself."""
    known = {"delimiter", "newline", "fastMode", "skipEmptyLines"}
    for case in inline(folder):
        config = case["config"]
        if set(config) <= known and config.get("skipEmptyLines") != "greedy" and config.get("delimiter", ",") in SEPARATORS:
            yield case["description"], text(case["input"]), case["expected"]["data"]


def quirks(folder):
    """Text files with a known table."""
    for case in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        path = folder / case["file"]
        if is_text(path) and "expected" in case and case["outcome"] != "error":
            yield path.name, path.read_bytes(), json.loads((folder / case["expected"]).read_text(encoding="utf-8"))


def is_text(path):
    """Whether the name says that it is a text table."""
    return path.suffix in (".csv", ".tsv", ".txt")


def warnings(door, tally, folder):
    """Files about which something must be said, and files that are no table."""
    outcomes = Counter()
    for case in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        path = folder / case["file"]
        if case["outcome"] == "error":
            try:
                door.read(path)
                print(f"taken   quirks, {path.name}: must be refused, {case.get('error')}")
                outcomes["taken"] += 1
            except Refused:
                outcomes["refused"] += 1
        elif "must_warn" in case and is_text(path):
            said = is_flagged(door, path) or is_flagged_later(door, path) or (case["must_warn"] == "encoding guessed" and names_encoding(door, path))
            if not said:
                print(f"unsaid  quirks, {path.name}: {case['must_warn']}")
            outcomes["said" if said else "unsaid"] += 1
    print(f"quirks: {dict(outcomes)}")
    tally.fact("quirks: what is no table is refused", not outcomes["taken"], outcomes)
    tally.fact("quirks: oddities are said", not outcomes["unsaid"], outcomes)


def torture(door, tally, folder):
    """Files with a known separator."""
    rows = re.findall(r"^\| `([^`]+)` \| [^|]* \| parse_ok \| `([^`]+)`", (folder / "README.md").read_text(), re.M)
    wrong = []
    names = {**SEPARATORS, "\\t": "tab", "\\|": "pipe"}
    known = [(name, names[mark]) for name, mark in rows if mark in names]
    for name, separator in known:
        try:
            found = door.read(folder / name)["dialect"]["separator"]
        except Refused as refused:
            found = refused.error["kind"]
        if found not in (separator, "header_only"):
            wrong.append((name, found, separator))
            print(f"wrong   rvl_torture, {name}: found {found}, expected {separator}")
    print(f"rvl_torture: {len(known) - len(wrong)} of {len(known)} separators found")
    tally.fact("rvl_torture: separators", not wrong, f"{len(wrong)} wrong")


def robust(door, tally, folder):
    """Every file gives a table or a clear error, in time."""
    outcomes = Counter()
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        try:
            door.read(path)
            outcomes["read"] += 1
        except Refused as refused:
            is_clear = all(refused.error[part] for part in ("kind", "title", "detail", "remedy"))
            outcomes["refused" if is_clear else "unclear"] += 1
        except (RuntimeError, subprocess.TimeoutExpired, ValueError) as error:
            outcomes["broken"] += 1
            print(f"broken  duckdb_csv, {path.name}: {error}")
    print(f"duckdb_csv: {dict(outcomes)}")
    tally.fact("duckdb_csv: a table or a clear error", not (outcomes["broken"] or outcomes["unclear"]), outcomes)
