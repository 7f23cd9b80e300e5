//! `enclave read`: what the reader understood.

pub mod together;

use std::io::Write;

use enclave::engine::join::{Join, JoinKey, Joined, JoinedColumn, RowsPerKey, RuleUse, Side, cell_text};
use enclave::engine::present::{column, message};
use enclave::engine::table::{
    ColumnSummary, Dialect, Issue, IssueKind, Kind, ReadingOptions, Reason, Role, Severity, Sheet,
    SourceSummary, Sureness,
};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::choices;
use crate::failure::Failure;
use crate::input::Input;
use crate::reading::together::Inputs;

#[derive(Serialize)]
struct Understood<'a> {
    dialect: &'a Dialect,
    sheets: &'a [Sheet],
    n_bytes: u64,
    n_rows: usize,
    columns: Vec<UnderstoodColumn<'a>>,
    issues: Vec<UnderstoodIssue<'a>>,
    currency: Option<&'a str>,
    fingerprint: &'a str,
    /// The companions as they are by themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<UnderstoodFile<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    joins: Vec<UnderstoodJoin<'a>>,
}

#[derive(Serialize)]
struct UnderstoodFile<'a> {
    name: &'a str,
    dialect: &'a Dialect,
    n_bytes: u64,
    n_rows: usize,
    columns: Vec<UnderstoodColumn<'a>>,
    issues: Vec<UnderstoodIssue<'a>>,
}

/// A join as it is told.
#[derive(Serialize)]
pub struct UnderstoodJoin<'a> {
    file: &'a str,
    key: Option<&'a JoinKey>,
    rows_per_key: RowsPerKey,
    main: UnderstoodSide,
    companion: UnderstoodSide,
    rules: &'a [RuleUse],
    columns: &'a [JoinedColumn],
    issues: Vec<UnderstoodIssue<'a>>,
}

#[derive(Serialize)]
struct UnderstoodSide {
    #[serde(flatten)]
    side: Side,
    n_rows_unmatched: usize,
    match_rate: f64,
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
    let inputs = Inputs::of(arguments, &options, None)?;
    let input = &inputs.main;
    if arguments.has("records") && !inputs.are_several() {
        return records(input, &choices::with_kinds(arguments, input, options)?, out);
    }
    let (main, _) = choices::open(arguments, input, options)?;
    let joined = inputs.join(main)?;
    if arguments.has("records") {
        return rows(&joined, out);
    }
    let text = serde_json::to_string_pretty(&Understood::of(&joined)).unwrap_or_default();
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

/// Every row of the joined table: of the main file's columns and of those that were added.
fn rows(joined: &Joined, out: &mut dyn Write) -> Result<(), Failure> {
    let columns = &joined.source.table.columns;
    let mut say = |cells: Vec<String>| {
        let line = serde_json::to_string(&cells).unwrap_or_default();
        writeln!(out, "{line}").map_err(Failure::unheard)
    };
    say(columns.iter().map(|it| it.name.clone()).collect())?;
    (0..joined.source.table.n_rows)
        .try_for_each(|row| say(columns.iter().map(|it| cell_text(&it.cells, row)).collect()))
}

/// How each companion went together with the main file.
pub fn told(joined: &Joined) -> Vec<UnderstoodJoin<'_>> {
    joined.joins.iter().map(UnderstoodJoin::of).collect()
}

impl<'a> UnderstoodJoin<'a> {
    fn of(it: &'a Join) -> Self {
        Self {
            file: &it.file,
            key: it.key.as_ref(),
            rows_per_key: it.rows_per_key,
            main: UnderstoodSide::of(it.main),
            companion: UnderstoodSide::of(it.companion),
            rules: &it.rules,
            columns: &it.columns,
            issues: it.issues.iter().map(UnderstoodIssue::of).collect(),
        }
    }
}

impl UnderstoodSide {
    fn of(side: Side) -> Self {
        Self { side, n_rows_unmatched: side.n_rows_unmatched(), match_rate: side.match_rate() }
    }
}

impl<'a> UnderstoodFile<'a> {
    fn of(file: &'a SourceSummary) -> Self {
        Self {
            name: &file.name,
            dialect: &file.dialect,
            n_bytes: file.n_bytes,
            n_rows: file.n_rows,
            columns: file.columns.iter().map(UnderstoodColumn::of).collect(),
            issues: file.issues.iter().map(UnderstoodIssue::of).collect(),
        }
    }
}

impl<'a> Understood<'a> {
    fn of(joined: &'a Joined) -> Self {
        let source = &joined.source;
        Self {
            files: joined.companions.iter().map(UnderstoodFile::of).collect(),
            joins: told(joined),
            dialect: &source.dialect,
            sheets: &source.sheets,
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
