//! What is odd about a file, in the order a person should read it, and what is not.
//!
//! Reading counts cells, measuring counts rows: where unreadable days are the reason that rows have
//! no day, one line says both. Issues of the segmentation belong to other screens.

use crate::engine::features::{Mapping, RowUnit, may_be_left_out};
use crate::engine::present::message;
use crate::engine::present::number;
use crate::engine::table::{Issue, IssueKind, MicroChart, Problem, Role, Severity, SourceSummary};
use crate::kernel::order;

/// One line of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: IssueKind,
    /// The column it is about.
    pub column: Option<String>,
    /// How many.
    pub n: u64,
    /// How much it matters.
    pub severity: Severity,
    /// The count with its noun, where the sentence begins with one: "301 rows".
    pub lead: String,
    /// The rest of the sentence.
    pub text: String,
    /// An example.
    pub note: Option<String>,
    /// What was done about it.
    pub treatment: Treatment,
    /// Whether single rows can be listed.
    pub has_places: bool,
    /// The companion that its rows stand in; empty for the main file.
    pub file: String,
    /// The file that its rows have no counterpart in; empty where it is about no other file.
    pub other: String,
}

impl Finding {
    /// The whole sentence.
    pub fn sentence(&self) -> String {
        if self.lead.is_empty() { self.text.clone() } else { format!("{} {}", self.lead, self.text) }
    }
}

/// What is done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing to choose.
    Fixed(String),
    /// Amounts below zero: netted, left out or kept.
    Returns,
    /// Rows after the day that is counted back from: the day can be changed.
    AsOf,
    /// Rows that are kept, in a way that is said, or left out.
    Rows(String),
    /// Several rows of one customer: which one speaks.
    Repeats,
    /// Day and month cannot be told apart: which comes first.
    DateOrder,
    /// The decimal mark cannot be told.
    DecimalMark,
}

/// The lines of the check: warnings first, the largest first.
pub fn findings(reading: &[Issue], measuring: &[Issue], mapping: &Mapping) -> Vec<Finding> {
    let mut issues = gathered(reading);
    issues.extend(measuring.iter().filter(|it| is_of_import(it.kind)).cloned());
    merge(&mut issues, (IssueKind::UnreadableDate, IssueKind::NoDate), mapping.column(Role::Date));
    merge(&mut issues, (IssueKind::UnreadableNumber, IssueKind::NoAmount), mapping.column(Role::Amount));
    let mut findings: Vec<_> = issues.iter().map(finding).collect();
    order::sort_by(&mut findings, |a, b| (b.severity, b.n).cmp(&(a.severity, a.n)));
    findings
}

/// What could have been wrong and is not; only what is known. `today` as days since 1970-01-01.
pub fn good_news(
    summary: &SourceSummary,
    measuring: Option<&[Issue]>,
    mapping: &Mapping,
    today: i32,
) -> Option<String> {
    let mut facts = Vec::new();
    if let Some(currency) = &summary.currency {
        facts.push(format!("one currency ({currency})"));
    }
    if summary.columns.iter().all(|it| it.n_problems == 0) {
        facts.push("every value could be read".to_owned());
    }
    if last_day(summary, mapping).is_some_and(|it| it <= today) {
        facts.push("no dates in the future".to_owned());
    }
    let is_absent = |kind| measuring.is_some_and(|it| it.iter().all(|issue| issue.kind != kind));
    if mapping.unit == RowUnit::Orders && mapping.column(Role::Amount).is_some() {
        if is_absent(IssueKind::ZeroAmount) {
            facts.push("no orders of zero".to_owned());
        }
        if is_absent(IssueKind::NegativeAmount) {
            facts.push("no amounts below zero".to_owned());
        }
    }
    if mapping.column(Role::Customer).is_some() && is_absent(IssueKind::NoCustomer) {
        facts.push("no row without a customer".to_owned());
    }
    (!facts.is_empty()).then(|| number::capitalised(&facts.join(", ")))
}

/// The last day of the date column, if that is after today.
pub fn future_day(summary: &SourceSummary, mapping: &Mapping, today: i32) -> Option<i32> {
    last_day(summary, mapping).filter(|it| *it > today)
}

/// What there is to see of a finding: "See 301 rows", "See 20 of 301".
pub fn link_words(n: u64, n_listed: u64) -> String {
    let grouped = |n: u64| number::count(usize::try_from(n).unwrap_or(usize::MAX));
    match (n, n_listed) {
        (1, _) => "See 1 row".to_owned(),
        (n, listed) if listed < n => format!("See {} of {}", grouped(listed), grouped(n)),
        (n, _) => format!("See {} rows", grouped(n)),
    }
}

/// The listed rows of one finding. A row that is left out because of an unreadable cell is listed
/// once, with the cell.
pub fn problems_of<'a>(problems: &'a [Problem], finding: &Finding) -> Vec<&'a Problem> {
    let column = finding.column.as_deref().unwrap_or_default();
    let is_there = |it: &&Problem| it.file == finding.file && it.other == finding.other;
    let cells = |it: &&Problem| {
        it.column == column
            && is_there(it)
            && ((finding.kind == IssueKind::NoDate && it.kind == IssueKind::UnreadableDate)
                || (finding.kind == IssueKind::NoAmount && it.kind == IssueKind::UnreadableNumber))
    };
    let mut listed: Vec<_> = problems.iter().filter(cells).collect();
    let mut lines: Vec<u64> = listed.iter().map(|it| it.line).collect();
    order::sort_by_number(&mut lines, |it| *it);
    let is_own = |it: &&Problem| {
        it.kind == finding.kind
            && is_there(it)
            && (column.is_empty() || it.column.is_empty() || it.column == column)
            && lines.binary_search(&it.line).is_err()
    };
    listed.extend(problems.iter().filter(is_own));
    listed
}

/// The last day of the date column.
pub fn last_day(summary: &SourceSummary, mapping: &Mapping) -> Option<i32> {
    let name = mapping.column(Role::Date)?;
    match summary.columns.iter().find(|it| it.name == name)?.chart {
        MicroChart::Dates { last, .. } => Some(last),
        MicroChart::Histogram { .. } | MicroChart::Top { .. } | MicroChart::Distinct | MicroChart::Empty => {
            None
        }
    }
}

/// What is said of each column's name alone is one line for all columns.
fn gathered(reading: &[Issue]) -> Vec<Issue> {
    let mut issues: Vec<Issue> = Vec::new();
    for issue in reading {
        match issues.iter_mut().find(|it| is_of_names(it.kind) && it.kind == issue.kind) {
            Some(same) => {
                same.n += issue.n;
                same.column = None;
            }
            None => issues.push(issue.clone()),
        }
    }
    issues
}

/// Rows without a readable value take the examples of the cells that could not be read, which then
/// need no line of their own.
fn merge(issues: &mut Vec<Issue>, (cells, rows): (IssueKind, IssueKind), column: Option<&str>) {
    let Some(column) = column else { return };
    let is_cells = |it: &Issue| it.kind == cells && it.column.as_deref() == Some(column);
    let Some(unread) = issues.iter().find(|it| is_cells(it)).cloned() else { return };
    let Some(left_out) = issues.iter_mut().find(|it| it.kind == rows && it.n >= unread.n) else { return };
    left_out.column = Some(column.to_owned());
    left_out.examples = unread.examples;
    issues.retain(|it| !is_cells(it));
}

pub(super) fn finding(issue: &Issue) -> Finding {
    let words = message::describe(issue);
    let (lead, text) = split_lead(&words.sentence);
    Finding {
        kind: issue.kind,
        column: issue.column.clone(),
        n: issue.n,
        severity: words.severity,
        lead,
        text,
        note: words.detail,
        treatment: treatment(issue.kind, words.treatment),
        has_places: issue.examples.iter().any(|it| it.line > 0) && !is_of_names(issue.kind),
        file: String::new(),
        other: String::new(),
    }
}

/// What can be chosen about an oddity; where nothing can, what was done.
fn treatment(kind: IssueKind, done: String) -> Treatment {
    let choices = [
        (IssueKind::NegativeAmount, Treatment::Returns),
        (IssueKind::AfterAsOf, Treatment::AsOf),
        (IssueKind::RepeatedCustomer, Treatment::Repeats),
        (IssueKind::AmbiguousDates, Treatment::DateOrder),
        (IssueKind::AmbiguousNumbers, Treatment::DecimalMark),
    ];
    let choice = choices.into_iter().find(|it| it.0 == kind).map(|it| it.1);
    choice
        .unwrap_or_else(|| if may_be_left_out(kind) { Treatment::Rows(done) } else { Treatment::Fixed(done) })
}

/// "301 rows have no customer" → ("301 rows", "have no customer").
fn split_lead(sentence: &str) -> (String, String) {
    if !sentence.starts_with(|it: char| it.is_ascii_digit()) {
        return (String::new(), sentence.to_owned());
    }
    let noun_end = sentence.match_indices(' ').nth(1).map_or(sentence.len(), |(at, _)| at);
    let (lead, rest) = sentence.split_at(noun_end);
    (lead.to_owned(), rest.trim_start().to_owned())
}

fn is_of_names(kind: IssueKind) -> bool {
    matches!(kind, IssueKind::EmptyHeader | IssueKind::DuplicateHeader)
}

fn is_of_import(kind: IssueKind) -> bool {
    matches!(
        kind,
        IssueKind::NoCustomer
            | IssueKind::NoDate
            | IssueKind::NoAmount
            | IssueKind::RepeatedRow
            | IssueKind::NegativeAmount
            | IssueKind::ZeroAmount
            | IssueKind::AfterAsOf
            | IssueKind::SharedOrder
            | IssueKind::RepeatedCustomer
            | IssueKind::OnlyReturns
            | IssueKind::VaryingFeature
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::features::MappedColumn;
    use crate::engine::table::{
        ColumnSummary, Comment, DecimalMark, Dialect, Encoding, Escape, Example, Glance, Kind, Quote, Reason,
        Separator, Sureness,
    };

    fn issue(kind: IssueKind, column: Option<&str>, n: u64, seen: &[&str]) -> Issue {
        let examples = seen.iter().map(|it| Example { line: 7, seen: (*it).to_owned() }).collect();
        Issue { kind, column: column.map(str::to_owned), n, examples }
    }

    fn mapping() -> Mapping {
        let columns = [("cust", Role::Customer), ("day", Role::Date), ("total", Role::Amount)];
        let columns = columns.map(|(name, role)| MappedColumn { name: name.to_owned(), role });
        Mapping { unit: RowUnit::Orders, columns: columns.into() }
    }

    fn summary(last: i32) -> SourceSummary {
        let column = ColumnSummary {
            name: "day".to_owned(),
            kind: Kind::Date,
            role: Role::Date,
            reason: Reason::NameKnown,
            sureness: Sureness::Sure,
            n_missing: 0,
            n_problems: 0,
            n_distinct: 5,
            examples: Vec::new(),
            chart: MicroChart::Dates { first: 0, last, bins: vec![1] },
        };
        SourceSummary {
            name: "orders.csv".to_owned(),
            n_bytes: 10,
            fingerprint: String::new(),
            dialect: Dialect {
                wrapping: None,
                sheet: None,
                encoding: Encoding::Utf8,
                separator: Separator::Comma,
                quote: Quote::DOUBLE,
                escape: Escape::Absent,
                comment: Comment::NONE,
                line_end: None,
                decimal_mark: DecimalMark::Point,
                date_order: None,
                has_header: true,
                skipped_lines: 0,
                is_doubtful: false,
            },
            sheets: Vec::new(),
            n_rows: 5,
            columns: vec![column],
            issues: Vec::new(),
            first_lines: Vec::new(),
            glance: Glance::default(),
            currency: Some("€".to_owned()),
        }
    }

    #[test]
    fn rows_without_a_day_and_the_cells_that_are_why_are_one_line() {
        let reading = [issue(IssueKind::UnreadableDate, Some("day"), 3, &["31.02.2025"])];
        let measuring = [issue(IssueKind::NoDate, None, 4, &[])];
        let found = findings(&reading, &measuring, &mapping());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, found[0].n), (IssueKind::NoDate, 4));
        assert_eq!((found[0].lead.as_str(), found[0].text.as_str()), ("4 rows", "have no readable date"));
        assert_eq!(found[0].note.as_deref(), Some("For example “31.02.2025” in line 7"));
        assert!(found[0].has_places);
    }

    #[test]
    fn unreadable_cells_of_another_column_keep_their_line() {
        let reading = [issue(IssueKind::UnreadableDate, Some("birthday"), 3, &["x"])];
        let measuring = [issue(IssueKind::NoDate, None, 4, &[])];
        assert_eq!(findings(&reading, &measuring, &mapping()).len(), 2);
    }

    #[test]
    fn warnings_stand_before_notes_and_large_before_small() {
        let reading = [
            issue(IssueKind::SkippedLines, None, 900, &[]),
            issue(IssueKind::ShortRow, None, 2, &["a,b"]),
            issue(IssueKind::BadBytes, None, 9, &["?"]),
        ];
        let kinds: Vec<_> = findings(&reading, &[], &mapping()).iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [IssueKind::BadBytes, IssueKind::ShortRow, IssueKind::SkippedLines]);
    }

    #[test]
    fn columns_without_a_name_are_one_line() {
        let nameless = |column| issue(IssueKind::EmptyHeader, Some(column), 1, &[""]);
        let found = findings(&[nameless("Column 9"), nameless("Column 10")], &[], &mapping());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].sentence().as_str(), found[0].has_places), ("2 columns have no name", false));
    }

    #[test]
    fn issues_of_the_segmentation_are_not_of_the_file() {
        assert!(findings(&[], &[issue(IssueKind::NotConverged, None, 1, &[])], &mapping()).is_empty());
    }

    #[test]
    fn amounts_below_zero_can_be_chosen_about() {
        let found = findings(&[], &[issue(IssueKind::NegativeAmount, None, 624, &["-19,90"])], &mapping());
        assert_eq!(found[0].treatment, Treatment::Returns);
        assert_eq!(found[0].lead, "624 amounts");
    }

    #[test]
    fn good_news_is_only_what_is_known() {
        let before_measuring = good_news(&summary(10), None, &mapping(), 20).expect("something is known");
        assert_eq!(before_measuring, "One currency (€), every value could be read, no dates in the future");
        let zero = [issue(IssueKind::ZeroAmount, None, 3, &[])];
        let after = good_news(&summary(30), Some(&zero), &mapping(), 20).expect("something is known");
        assert_eq!(
            after,
            "One currency (€), every value could be read, no amounts below zero, no row without a customer"
        );
        assert_eq!(future_day(&summary(30), &mapping(), 20), Some(30));
        assert_eq!(future_day(&summary(20), &mapping(), 20), None);
    }

    #[test]
    fn the_rows_of_a_finding_are_those_of_its_kind_and_column() {
        let problem = |kind, column: &str| Problem::new(3, column, "x", kind);
        let problems = [
            problem(IssueKind::UnreadableDate, "day"),
            problem(IssueKind::UnreadableDate, "birthday"),
            problem(IssueKind::NoDate, ""),
            problem(IssueKind::ShortRow, ""),
            Problem { line: 4, ..problem(IssueKind::NoDate, "") },
        ];
        let reading = [issue(IssueKind::UnreadableDate, Some("day"), 1, &["x"])];
        let measuring = [issue(IssueKind::NoDate, None, 2, &[])];
        let found = findings(&reading, &measuring, &mapping());
        let lines = problems_of(&problems, &found[0]);
        assert_eq!(lines, [&problems[0], &problems[4]]);
        assert_eq!(link_words(301, 301), "See 301 rows");
        assert_eq!(link_words(301, 20), "See 20 of 301");
        assert_eq!(link_words(1, 1), "See 1 row");
    }
}
