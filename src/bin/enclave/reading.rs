//! `enclave read`: what the reader understood.

use std::io::Write;

use enclave::engine::present::{column, message};
use enclave::engine::table::{
    ColumnSummary, Dialect, Issue, IssueKind, Kind, ReadingOptions, Reason, Role, Severity, Source, Sureness,
};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::choices;
use crate::failure::Failure;
use crate::input::Input;

#[derive(Serialize)]
struct Understood<'a> {
    dialect: &'a Dialect,
    n_bytes: u64,
    n_rows: usize,
    columns: Vec<UnderstoodColumn<'a>>,
    issues: Vec<UnderstoodIssue<'a>>,
    currency: Option<&'a str>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct UnderstoodColumn<'a> {
    name: &'a str,
    kind: Kind,
    role: Role,
    reason: UnderstoodReason,
    sureness: Sureness,
    n_missing: usize,
    n_problems: usize,
    n_distinct: usize,
    examples: &'a [String],
}

#[derive(Serialize)]
struct UnderstoodReason {
    code: Reason,
    words: &'static str,
}

#[derive(Serialize)]
struct UnderstoodIssue<'a> {
    kind: IssueKind,
    severity: Severity,
    column: Option<&'a str>,
    count: u64,
    lines: Vec<u64>,
    seen: Vec<&'a str>,
    sentence: String,
    did: String,
}

/// Writes one JSON object, or every record as a JSON array of its cells.
pub fn read(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let options = choices::reading(arguments, None)?;
    let input = Input::of(arguments, &options)?;
    if arguments.has("records") {
        return records(&input, &choices::with_kinds(arguments, &input, options)?, out);
    }
    let (source, _) = choices::open(arguments, &input, options)?;
    let text = serde_json::to_string_pretty(&Understood::of(&source)).unwrap_or_default();
    writeln!(out, "{text}").map_err(Failure::unheard)
}

fn records(input: &Input, options: &ReadingOptions, out: &mut dyn Write) -> Result<(), Failure> {
    let mut heard = Ok(());
    input.records(options, &mut |cells| {
        if heard.is_ok() {
            let line = serde_json::to_string(cells).unwrap_or_default();
            heard = writeln!(out, "{line}");
        }
    })?;
    heard.map_err(Failure::unheard)
}

impl<'a> Understood<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            dialect: &source.dialect,
            n_bytes: source.n_bytes,
            n_rows: source.table.n_rows,
            columns: source.columns.iter().map(UnderstoodColumn::of).collect(),
            issues: source.issues.iter().map(UnderstoodIssue::of).collect(),
            currency: source.currency.as_deref(),
            fingerprint: &source.fingerprint,
        }
    }
}

impl<'a> UnderstoodColumn<'a> {
    fn of(column: &'a ColumnSummary) -> Self {
        Self {
            name: &column.name,
            kind: column.kind,
            role: column.role,
            reason: UnderstoodReason { code: column.reason, words: column::reason(column.reason) },
            sureness: column.sureness,
            n_missing: column.n_missing,
            n_problems: column.n_problems,
            n_distinct: column.n_distinct,
            examples: &column.examples,
        }
    }
}

impl<'a> UnderstoodIssue<'a> {
    fn of(issue: &'a Issue) -> Self {
        let words = message::describe(issue);
        Self {
            kind: issue.kind,
            severity: words.severity,
            column: issue.column.as_deref(),
            count: issue.n,
            lines: issue.examples.iter().map(|it| it.line).filter(|it| *it > 0).collect(),
            seen: issue.examples.iter().map(|it| it.seen.as_str()).collect(),
            sentence: words.sentence,
            did: words.treatment,
        }
    }
}
