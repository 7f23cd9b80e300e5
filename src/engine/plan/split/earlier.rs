//! The groups of an earlier split, from the file it was written to.

use serde::{Deserialize, Serialize};

use crate::engine::join::{KeyChoice, attach};
use crate::engine::plan::split::Group;
use crate::engine::table::{Cells, Column, Source};

/// What an earlier split says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// One for each customer; `None` for those it does not know.
    pub groups: Vec<Option<Group>>,
    /// Its rows that speak of no customer here.
    pub n_gone: usize,
    /// Rows whose group is no word that is known, or another than the customer's first row says.
    pub n_unclear: usize,
}

/// Reads the groups of a file for the customers of a roster; `None` where the file has no column of
/// groups, or names none of the customers.
pub fn earlier(roster: &Source, file: &Source) -> Option<Earlier> {
    let column = file.table.columns.iter().find(|it| says_groups(it))?;
    let attached = attach(roster, file, &KeyChoice::default())?;
    let mut found = Earlier { groups: vec![None; roster.table.n_rows], ..Earlier::default() };
    for (row, customer) in attached.rows.iter().enumerate() {
        let Some(customer) = customer else {
            found.n_gone += 1;
            continue;
        };
        let group = word(column, row).and_then(Group::of);
        match (found.groups.get_mut(*customer as usize), group) {
            (Some(known @ None), Some(group)) => *known = Some(group),
            (Some(Some(known)), Some(group)) if *known == group => {}
            _ => found.n_unclear += 1,
        }
    }
    Some(found)
}

/// Whether at least one cell is a word for a group, and all of the first are where there are any.
pub fn says_groups(column: &Column) -> bool {
    match &column.cells {
        Cells::Codes { dictionary, .. } => {
            !dictionary.is_empty()
                && dictionary.len() <= 8
                && dictionary.iter().any(|it| Group::of(it).is_some())
        }
        Cells::Numbers(_) | Cells::Days(_) | Cells::Texts(_) => false,
    }
}

/// The word in a row; `None` where there is none.
pub fn word(column: &Column, row: usize) -> Option<&str> {
    match &column.cells {
        Cells::Codes { codes, dictionary } => codes
            .get(row)
            .filter(|it| (**it as usize) < dictionary.len())
            .map(|it| dictionary.get(*it as usize)),
        Cells::Numbers(_) | Cells::Days(_) | Cells::Texts(_) => None,
    }
}
