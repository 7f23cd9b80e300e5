//! The rows of a file given to the rows of another by their keys, where nothing is added to either.

use crate::engine::join::added::Added;
use crate::engine::join::keys::Keys;
use crate::engine::join::{Join, KeyChoice, find_key, unmatched};
use crate::engine::table::{MISSING_CODE, Problem, Source};

/// Which row of the main file each row of a companion speaks of.
#[derive(Debug, Clone)]
pub struct Attached {
    /// How the two went together; no column is added.
    pub join: Join,
    /// For each row of the companion a row of the main file, the first with its key; `None` where no
    /// row has it.
    pub rows: Vec<Option<u32>>,
    /// Rows of the companion without counterpart, with the reason.
    pub unmatched: Vec<Problem>,
}

/// Finds the row of the main file that each row of a companion speaks of, by the same keys and rules
/// as [`join`](crate::engine::join::join); `None` where no two columns hold the same values.
pub fn attach(main: &Source, companion: &Source, choice: &KeyChoice) -> Option<Attached> {
    let key = find_key::find(main, companion, choice)?;
    let keys = Keys::compare(main, companion, &key);
    let (issues, problems) = unmatched::list(main, companion, &key, &keys);
    let join = Join::of((main, companion), key, &keys, &Added::default(), issues);
    let mut of_key: Vec<Option<u32>> = vec![None; keys.companion.names.len()];
    for (row, partner) in (0_u32..).zip(keys.of_rows()) {
        if let (true, Some(it)) = (partner != MISSING_CODE, of_key.get_mut(partner as usize)) {
            it.get_or_insert(row);
        }
    }
    let rows = keys.companion.codes.iter().map(|it| of_key.get(*it as usize).copied().flatten()).collect();
    let unmatched = problems.into_iter().filter(|it| it.file == companion.name).collect();
    Some(Attached { join, rows, unmatched })
}
