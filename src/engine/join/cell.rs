//! One cell of a column.

use crate::engine::table::{Cells, MISSING_CODE, MISSING_DAY, iso};

/// How many cells there are.
pub fn len(cells: &Cells) -> usize {
    match cells {
        Cells::Numbers(values) => values.len(),
        Cells::Days(days) => days.len(),
        Cells::Codes { codes, .. } => codes.len(),
        Cells::Texts(texts) => texts.len(),
    }
}

/// Whether a row has a value.
pub fn is_known(cells: &Cells, row: usize) -> bool {
    match cells {
        Cells::Numbers(values) => values.get(row).is_some_and(|it| !it.is_nan()),
        Cells::Days(days) => days.get(row).is_some_and(|it| *it != MISSING_DAY),
        Cells::Codes { codes, .. } => codes.get(row).is_some_and(|it| *it != MISSING_CODE),
        Cells::Texts(texts) => !texts.get(row).is_empty(),
    }
}

/// The value of a row as text; empty where there is none.
pub fn text(cells: &Cells, row: usize) -> String {
    if !is_known(cells, row) {
        return String::new();
    }
    match cells {
        Cells::Numbers(values) => values.get(row).map_or_else(String::new, f64::to_string),
        Cells::Days(days) => days.get(row).map_or_else(String::new, |it| iso(*it)),
        Cells::Codes { codes, dictionary } => {
            codes.get(row).map_or("", |&it| dictionary.get(it as usize)).to_owned()
        }
        Cells::Texts(texts) => texts.get(row).to_owned(),
    }
}
