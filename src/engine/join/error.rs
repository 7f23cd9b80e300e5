//! Why files cannot be joined.

use serde::{Deserialize, Serialize};

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
    /// There is no main table.
    #[error("there is no file to join to")]
    NothingToJoin,
    /// A file that the recipe names was not given.
    #[error("the file {file} is missing")]
    FileMissing {
        /// The file.
        file: String,
    },
}
