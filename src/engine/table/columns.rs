//! A table: named columns of one kind each.

use crate::engine::table::Kind;
use crate::kernel::cells::Cells;

/// A parsed file: columns of equal length.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Number of records below the header.
    pub n_rows: usize,
    /// In the order of the file; names are unique.
    pub columns: Vec<Column>,
}

/// One column of a [`Table`].
#[derive(Debug, Clone)]
pub struct Column {
    /// The header, made unique; "Column 3" where the file has none.
    pub name: String,
    /// What all its values are.
    pub kind: Kind,
    /// The values, one per row.
    pub cells: Cells,
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|it| it.name == name)
    }
}
