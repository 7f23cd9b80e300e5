//! The cells and rows that could not be taken as they are, as they stand in the file. `row` is the line
//! of the file, or the row of the sheet, in which the record starts.

use crate::engine::export::Safety;
use crate::engine::export::csv_text::CsvText;
use crate::engine::present::message;
use crate::engine::table::{Problem, Source};

/// At most `limit` problems, and how many. Where some stand in another file than the main one, each
/// says in which.
pub(super) fn text(source: &Source, later: &[Problem], limit: usize) -> (String, usize) {
    let all: Vec<&Problem> = source.problems.iter().chain(later).collect();
    let names_file = all.iter().any(|it| !it.file.is_empty() || !it.other.is_empty());
    listed(&all, names_file.then_some(source.name.as_str()), limit)
}

/// At most `limit` problems, and how many; each says in which file it is where the main one is named.
pub(super) fn listed(all: &[&Problem], main: Option<&str>, limit: usize) -> (String, usize) {
    let columns = ["row", "column", "value", "reason", "file"];
    let mut csv = CsvText::with_header(columns.get(..4 + usize::from(main.is_some())).unwrap_or(&columns));
    let mut n_rows = 0;
    for problem in all.iter().take(limit) {
        let Problem { line, column, value, file, .. } = problem;
        csv.cell(&line.to_string(), Safety::Spreadsheet);
        csv.cell(column, Safety::Spreadsheet);
        csv.cell(value, Safety::Spreadsheet);
        csv.cell(&message::reason_of(problem), Safety::Spreadsheet);
        if let Some(main) = main {
            csv.cell(if file.is_empty() { main } else { file }, Safety::Spreadsheet);
        }
        csv.end_record();
        n_rows += 1;
    }
    (csv.into_text(), n_rows)
}
