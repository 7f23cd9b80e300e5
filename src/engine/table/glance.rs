//! The first rows as they are understood, long before the last one is read.

use serde::{Deserialize, Serialize};

/// Rows at most.
const MAX_ROWS: usize = 200;
/// Columns at most.
const MAX_COLUMNS: usize = 50;
/// Letters of a cell at most.
const MAX_CHARS: usize = 80;

/// The first rows of a file as cells, without columns that are not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// Names of the first columns.
    pub names: Vec<String>,
    /// Columns beyond those.
    pub n_more_columns: usize,
    /// One list of cells per row, as long as the names.
    pub rows: Vec<Vec<String>>,
}

impl Glance {
    /// The first of these rows. `is_kept` says by position whether a column is.
    pub fn of(names: &[String], rows: &[Vec<String>], is_kept: &dyn Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..names.len()).filter(|it| is_kept(*it)).collect();
        let shown = kept.get(..kept.len().min(MAX_COLUMNS)).unwrap_or_default();
        let cell = |row: &Vec<String>, idx: usize| -> String {
            row.get(idx).map_or("", String::as_str).chars().take(MAX_CHARS).collect()
        };
        Self {
            names: shown.iter().filter_map(|it| names.get(*it).cloned()).collect(),
            n_more_columns: kept.len() - shown.len(),
            rows: rows
                .iter()
                .take(MAX_ROWS)
                .map(|row| shown.iter().map(|it| cell(row, *it)).collect())
                .collect(),
        }
    }
}
