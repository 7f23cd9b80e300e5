//! The columns that have a role, as the cells the role needs.

use std::borrow::Cow;

use crate::engine::features::{FeaturesError, Mapping};
use crate::engine::table::{Cells, Column, Role, Table, Texts};
use crate::kernel::names::distinct;

/// A table seen through a mapping.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
}

/// A column of names: each row a position in a list of distinct names, or [`MISSING_CODE`].
#[derive(Debug)]
pub struct Ids<'a> {
    /// One per row.
    pub codes: Cow<'a, [u32]>,
    /// The distinct names.
    pub names: Cow<'a, Texts>,
}

impl<'a> Columns<'a> {
    /// Refuses a mapping that names a column the table does not have.
    pub fn new(table: &'a Table, mapping: &'a Mapping) -> Result<Self, FeaturesError> {
        let missing = mapping.columns.iter().find(|it| table.column(&it.name).is_none());
        if let Some(column) = missing {
            return Err(FeaturesError::ColumnMissing { column: column.name.clone() });
        }
        Ok(Self { table, mapping })
    }

    /// Rows of the table.
    pub fn n_rows(&self) -> usize {
        self.table.n_rows
    }

    /// Every mapped column with its role, in the order of the mapping.
    pub fn all(&self) -> impl Iterator<Item = (Role, &'a Column)> {
        let table = self.table;
        self.mapping.columns.iter().filter_map(move |it| Some((it.role, table.column(&it.name)?)))
    }

    /// The column that has a role.
    pub fn find(&self, role: Role) -> Option<&'a Column> {
        self.mapping.column(role).and_then(|it| self.table.column(it))
    }

    /// The numbers of the column that has a role.
    pub fn numbers(&self, role: Role) -> Result<Option<&'a [f64]>, FeaturesError> {
        let Some(column) = self.find(role) else { return Ok(None) };
        match &column.cells {
            Cells::Numbers(values) => Ok(Some(values)),
            Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => Err(wrong_kind(column, role)),
        }
    }

    /// The days of the column that has a role.
    pub fn days(&self, role: Role) -> Result<Option<&'a [i32]>, FeaturesError> {
        let Some(column) = self.find(role) else { return Ok(None) };
        match &column.cells {
            Cells::Days(days) => Ok(Some(days)),
            Cells::Numbers(_) | Cells::Codes { .. } | Cells::Texts(_) => Err(wrong_kind(column, role)),
        }
    }

    /// The names of the column that has a role.
    ///
    /// A column of numbers names nobody, because "007" and "7" are no longer told apart in it: it
    /// must be read again as identifiers.
    pub fn ids(&self, role: Role) -> Result<Option<Ids<'a>>, FeaturesError> {
        let Some(column) = self.find(role) else { return Ok(None) };
        match &column.cells {
            Cells::Codes { codes, dictionary } => {
                Ok(Some(Ids { codes: Cow::Borrowed(codes), names: Cow::Borrowed(dictionary) }))
            }
            Cells::Texts(texts) => {
                let (codes, names) = distinct(texts);
                Ok(Some(Ids { codes: Cow::Owned(codes), names: Cow::Owned(names) }))
            }
            Cells::Numbers(_) | Cells::Days(_) => Err(wrong_kind(column, role)),
        }
    }
}

fn wrong_kind(column: &Column, role: Role) -> FeaturesError {
    FeaturesError::WrongKind { column: column.name.clone(), role, found: column.kind }
}
