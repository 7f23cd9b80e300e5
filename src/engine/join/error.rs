//! Why files cannot be joined.

use serde::{Deserialize, Serialize};

use crate::engine::table::TableError;

/// Why there is no joined table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum JoinError {
    /// A column that was chosen as key is not there.
    #[error("{file} has no column {column:?}")]
    ColumnMissing {
        /// The file.
        file: String,
        /// The column's name.
        column: String,
    },
    /// A companion that is no table.
    #[error("{file}: {reason}")]
    NoTable {
        /// The file.
        file: String,
        /// Why it is none.
        reason: TableError,
    },
    /// A file that the recipe names was not given.
    #[error("the file {file} is missing")]
    FileMissing {
        /// The file.
        file: String,
    },
}
