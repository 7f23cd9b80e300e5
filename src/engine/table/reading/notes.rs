//! What was odd about a file and its columns, noted when all of it is known.

use crate::engine::table::decide::{Decided, Hint, n_mixed};
use crate::engine::table::reading::Opening;
use crate::engine::table::{IssueKind, Issues, Kind, Lines};
use crate::kernel::column::{Census, Plan, Unreadable};
use crate::kernel::letters::lowered;

/// First cells of rows that add up the others.
const TOTALS: [&str; 18] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "somme",
    "total général",
    "total general",
    "suma",
    "totale",
    "totaal",
    "razem",
    "合計",
    "总计",
    "итого",
];

/// Cells that could not be read.
pub fn unreadable(issues: &mut Issues, name: &str, kind: Kind, unreadable: &Unreadable, lines: &Lines) {
    let issue = if kind == Kind::Date { IssueKind::UnreadableDate } else { IssueKind::UnreadableNumber };
    for (row, seen) in &unreadable.cells {
        issues.note(issue, Some(name), lines.of(*row), seen);
    }
    issues.count(issue, Some(name), unreadable.n - unreadable.cells.len() as u64);
}

/// Columns whose names were missing or came again.
pub fn names<'a>(
    issues: &mut Issues,
    opening: &Opening,
    names: &[String],
    empty: impl Iterator<Item = &'a usize>,
    renamed: impl Iterator<Item = &'a usize>,
) {
    let Some(header) = &opening.header else { return };
    let name = |idx: &usize| names.get(*idx).map(String::as_str);
    for idx in empty {
        issues.note(IssueKind::EmptyHeader, name(idx), opening.header_line, "");
    }
    for idx in renamed {
        let seen = header.get(*idx).map_or("", String::as_str);
        issues.note(IssueKind::DuplicateHeader, name(idx), opening.header_line, seen);
    }
}

/// Columns whose decimal mark or order of dates is assumed.
pub fn assumptions(
    issues: &mut Issues,
    names: &[String],
    decided: &[Decided],
    censuses: &[Census],
    line: &dyn Fn(usize, &str) -> u64,
) {
    let parts = names.iter().zip(decided).zip(censuses).enumerate();
    for (idx, ((name, it), census)) in parts.filter(|it| it.1.0.1.is_assumed) {
        let (kind, n, seen) = match it.plan {
            Plan::Date(_) => (IssueKind::AmbiguousDates, census.dates.n_ambiguous, &census.dates.ambiguous),
            Plan::Number(_) | Plan::Codes | Plan::Text | Plan::Dropped => {
                (IssueKind::AmbiguousNumbers, census.numbers.n_ambiguous, &census.numbers.ambiguous)
            }
        };
        let seen = seen.as_deref().unwrap_or_default();
        note_many(issues, kind, Some(name), n, (&|| line(idx, seen), seen));
    }
}

/// Columns of text in which most values are numbers or dates.
pub fn mixed(
    issues: &mut Issues,
    names: &[String],
    (decided, censuses): (&[Decided], &[Census]),
    hints: &[Hint],
    line: &dyn Fn(usize, &str) -> u64,
) {
    let parts = names.iter().zip(censuses).zip(decided.iter().zip(hints)).enumerate();
    for (idx, ((name, census), (it, hint))) in parts {
        let n = n_mixed(census, *hint, it.kind);
        let seen = census.text.as_deref().unwrap_or_default();
        note_many(issues, IssueKind::MixedValues, Some(name), n, (&|| line(idx, seen), seen));
    }
}

/// Lines left out, a guessed encoding, a row that adds up the others.
pub fn file(issues: &mut Issues, opening: &Opening, last_row: Option<(u64, String)>) {
    for (line, seen) in &opening.skipped {
        issues.note(IssueKind::SkippedLines, None, *line, seen);
    }
    if opening.found.is_guess && !issues.has(IssueKind::GuessedEncoding) {
        issues.note(IssueKind::GuessedEncoding, None, 0, "");
    }
    if let Some((line, first)) = last_row
        && TOTALS.contains(&lowered(&first).trim_end_matches([':', ' ']))
    {
        issues.note(IssueKind::TotalRow, None, line, &first);
    }
}

fn note_many(
    issues: &mut Issues,
    kind: IssueKind,
    column: Option<&str>,
    n: u64,
    (first_line, seen): (&dyn Fn() -> u64, &str),
) {
    if n > 0 {
        issues.note(kind, column, first_line(), seen);
        issues.count(kind, column, n - 1);
    }
}
