//! Why there are no customers to work on.

use serde::{Deserialize, Serialize};

use crate::engine::table::{IssueKind, Kind, Role};

/// Why the columns gave no customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FeaturesError {
    /// A role the method cannot do without.
    #[error("no column is {role:?}")]
    RoleMissing {
        /// The role.
        role: Role,
    },
    /// The recipe names a column the file does not have.
    #[error("there is no column {column:?}")]
    ColumnMissing {
        /// The column's name.
        column: String,
    },
    /// A column whose kind cannot serve its role.
    #[error("column {column:?} is {found:?}, {role:?} needs another kind")]
    WrongKind {
        /// The column's name.
        column: String,
        /// Its role.
        role: Role,
        /// What its values are.
        found: Kind,
    },
    /// Rows, but none that can be used.
    #[error("none of {n_rows} rows can be used")]
    NoCustomers {
        /// Rows of the file.
        n_rows: usize,
    },
    /// More rows with an oddity than are listed one by one, so that not all could be left out.
    #[error("{n} rows with {kind:?}, {n_listed} of them listed")]
    TooManyToLeaveOut {
        /// What is odd about them.
        kind: IssueKind,
        /// How many there are.
        n: u64,
        /// How many are listed.
        n_listed: u64,
    },
}
