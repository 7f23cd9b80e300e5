//! How large the table of a sheet is: the rows and columns that hold something.

use enclave_engine::engine::table::TableError;

use crate::wrapping::limits::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_cells};
use crate::wrapping::workbook::cell::Cell;

/// The filled part of a sheet.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// Cells that hold something.
    pub n_filled: u64,
    /// Rows that hold something.
    n_rows: u64,
    /// First and last of them.
    rows: Option<(u32, u32)>,
    row: Option<u32>,
    /// Columns that hold something, in order.
    pub columns: Vec<u32>,
}

impl Measure {
    /// Counts a cell; `n_before` are those of other sheets.
    pub fn add(&mut self, cell: &Cell<'_>, n_before: u64) -> Result<(), TableError> {
        if cell.column >= MAX_COLUMNS || cell.row >= MAX_ROWS {
            return Err(too_many_cells());
        }
        self.n_filled += 1;
        if self.row != Some(cell.row) {
            self.row = Some(cell.row);
            self.n_rows += 1;
            let (first, last) = self.rows.unwrap_or((cell.row, cell.row));
            self.rows = Some((first.min(cell.row), last.max(cell.row)));
        }
        if let Err(place) = self.columns.binary_search(&cell.column) {
            self.columns.insert(place, cell.column);
        }
        if self.n_filled + n_before > MAX_CELLS { Err(too_many_cells()) } else { Ok(()) }
    }

    /// Columns that hold something.
    pub fn n_columns(&self) -> u64 {
        self.columns.len() as u64
    }

    /// Rows from the first filled to the last.
    pub fn height(&self) -> u64 {
        self.rows.map_or(0, |(first, last)| u64::from(last - first) + 1)
    }

    /// Whether the rows can be written out, each as wide as the table.
    pub fn check(&self) -> Result<(), TableError> {
        if self.n_rows * self.n_columns() > MAX_CELLS { Err(too_many_cells()) } else { Ok(()) }
    }
}
