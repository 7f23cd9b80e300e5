//! The columns that have a role, as the cells the role needs.

use std::borrow::Cow;

use crate::engine::features::{FeaturesError, Mapping};
use crate::engine::table::{Cells, Column, MISSING_CODE, Role, Table, Texts};
use crate::kernel::order;

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
            Cells::Texts(texts) => Ok(Some(distinct(texts))),
            Cells::Numbers(_) | Cells::Days(_) => Err(wrong_kind(column, role)),
        }
    }
}

fn wrong_kind(column: &Column, role: Role) -> FeaturesError {
    FeaturesError::WrongKind { column: column.name.clone(), role, found: column.kind }
}

/// Free text taken as names.
fn distinct(texts: &Texts) -> Ids<'static> {
    let mut rows = order::positions(texts.len(), &mut |a, b| texts.get(a).cmp(texts.get(b)));
    rows.retain(|&it| !texts.get(it).is_empty());
    let mut codes = vec![MISSING_CODE; texts.len()];
    let mut names = Texts::default();
    let mut code = MISSING_CODE;
    for same in rows.chunk_by(|&a, &b| texts.get(a) == texts.get(b)) {
        code = code.wrapping_add(1);
        names.push(same.first().map_or("", |&it| texts.get(it)));
        for &row in same {
            if let Some(it) = codes.get_mut(row) {
                *it = code;
            }
        }
    }
    Ids { codes: Cow::Owned(codes), names: Cow::Owned(names) }
}

/// Positions of texts in ascending byte order of the texts.
///
/// What all of them begin with is skipped, and the next eight bytes decide as one number; only where
/// those are equal are the texts themselves compared.
pub fn in_byte_order(texts: &Texts, codes: impl Iterator<Item = u32>) -> Vec<u32> {
    let text = |code: u32| texts.get(code as usize).as_bytes();
    let mut keyed: Vec<(u64, u32)> = codes.map(|it| (0, it)).collect();
    let Some(&(_, first)) = keyed.first() else { return Vec::new() };
    let n_shared = keyed.iter().fold(text(first).len(), |n, it| {
        text(it.1).iter().zip(text(first)).take(n).take_while(|(a, b)| a == b).count()
    });
    for (key, code) in &mut keyed {
        let mut bytes = [0; 8];
        for (byte, &it) in bytes.iter_mut().zip(text(*code).iter().skip(n_shared)) {
            *byte = it;
        }
        *key = u64::from_be_bytes(bytes);
    }
    order::sort_by_number(&mut keyed, |it| it.0);
    for alike in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|it| it.len() > 1) {
        order::sort_by(alike, |a, b| text(a.1).cmp(text(b.1)));
    }
    keyed.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_is_that_of_the_texts() {
        let all = ["C100", "C1", "C", "C0999", "Ä", "C\u{0}", "C10000000001", "C10000000000", "c"];
        for shared in ["", "customer-"] {
            let all: Vec<String> = all.iter().map(|it| format!("{shared}{it}")).collect();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            let texts: Texts = all.iter().copied().collect();
            let order = in_byte_order(&texts, 0..9);
            let mut sorted = all.clone();
            sorted.sort_unstable();
            assert_eq!(order.iter().map(|&it| texts.get(it as usize)).collect::<Vec<_>>(), sorted);
        }
    }

    #[test]
    fn free_text_becomes_names() {
        let ids = distinct(&Texts::from_iter(["b", "", "a", "b"]));
        assert_eq!(*ids.codes, [1, MISSING_CODE, 0, 1]);
        assert_eq!(ids.names.iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
