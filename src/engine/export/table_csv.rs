//! Any small table, for a spreadsheet.

use crate::engine::export::Safety;
use crate::engine::export::csv_text::CsvText;

/// A table as CSV for a spreadsheet: it starts with the mark of UTF-8, so that currency signs
/// survive, and no cell starts like a formula.
pub fn table_csv(headings: &[String], rows: &[Vec<String>]) -> String {
    let mut csv = CsvText::default();
    for record in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        for it in record {
            csv.cell(it, Safety::Spreadsheet);
        }
        csv.end_record();
    }
    String::from("\u{feff}") + &csv.into_text()
}

#[cfg(test)]
mod tests {
    use super::table_csv;

    #[test]
    fn a_cell_that_starts_like_a_formula_is_text() {
        let words = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let rows = [words(&["=1+1", "€1,200"]), words(&["Bonn", "+137%"])];
        let csv = table_csv(&words(&["City", "Spend"]), &rows);
        assert_eq!(csv, "\u{feff}City,Spend\n'=1+1,\"€1,200\"\nBonn,'+137%\n");
    }
}
