//! The cells and rows that could not be taken as they are, as they stand in the file.

use crate::engine::export::Safety;
use crate::engine::export::csv_text::CsvText;
use crate::engine::present::message;
use crate::engine::table::{Problem, Source};

/// At most `limit` problems, and how many.
pub(super) fn text(source: &Source, later: &[Problem], limit: usize) -> (String, usize) {
    let mut csv = CsvText::with_header(&["line", "column", "value", "reason"]);
    let mut n_rows = 0;
    for problem in source.problems.iter().chain(later).take(limit) {
        let Problem { line, column, value, kind } = problem;
        csv.cell(&line.to_string(), Safety::Spreadsheet);
        csv.cell(column, Safety::Spreadsheet);
        csv.cell(value, Safety::Spreadsheet);
        csv.cell(message::reason(*kind), Safety::Spreadsheet);
        csv.end_record();
        n_rows += 1;
    }
    (csv.into_text(), n_rows)
}
