//! What the columns mean.

use serde::{Deserialize, Serialize};

use crate::engine::table::{Role, SourceSummary};

/// What one row of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowUnit {
    /// One row per order or order line.
    Orders,
    /// One row per customer.
    Customers,
}

/// What one row is, and what each used column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What one row is.
    pub unit: RowUnit,
    /// Columns with a role; all others are ignored.
    pub columns: Vec<MappedColumn>,
}

/// A column with a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// The column's name.
    pub name: String,
    /// What it means.
    pub role: Role,
}

impl Mapping {
    /// What the file itself suggests.
    pub fn suggest(summary: &SourceSummary) -> Self {
        let columns = summary
            .columns
            .iter()
            .filter(|it| it.role != Role::Ignore)
            .map(|it| MappedColumn { name: it.name.clone(), role: it.role })
            .collect();
        Self { unit: RowUnit::Orders, columns }
    }

    /// The name of the column with a role that one column has.
    pub fn column(&self, role: Role) -> Option<&str> {
        self.columns.iter().find(|it| it.role == role).map(|it| it.name.as_str())
    }

    /// The names of all columns with a role.
    pub fn columns_of(&self, role: Role) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(move |it| it.role == role).map(|it| it.name.as_str())
    }
}
