//! Which of several files is the main one, and which are parts of one table.

use serde::{Deserialize, Serialize};

use crate::engine::join::{JoinKey, KeyChoice, find_key, join};
use crate::engine::table::{Encoding, Role, Source};

/// Bytes that tell what a file is.
pub const HEAD_BYTES: usize = 1 << 18;

/// The beginning of a file without the line that is cut off in the middle.
pub fn whole_lines(bytes: &[u8], is_whole: bool) -> &[u8] {
    let cut = if is_whole { None } else { bytes.iter().rposition(|&byte| byte == b'\n') };
    cut.and_then(|at| bytes.get(..=at)).unwrap_or(bytes)
}

/// Bytes of the lines above the first row of a table, by the beginning of its file.
pub fn top_bytes(bytes: &[u8], head: &Source) -> u32 {
    let n_lines = head.dialect.skipped_lines + u32::from(head.dialect.has_header);
    let Some(last) = n_lines.checked_sub(1) else { return 0 };
    let mut ends = bytes.iter().enumerate().filter(|it| *it.1 == b'\n').map(|it| it.0 + 1);
    let end = usize::try_from(last).ok().and_then(|it| ends.nth(it));
    end.and_then(|it| u32::try_from(it).ok()).unwrap_or(0)
}

/// How several files go together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Position of the main file: the first with orders, or else the first with customers.
    pub main: usize,
    /// Whether the main file holds orders.
    pub has_orders: bool,
    /// For each file by what it would be joined; `None` for the main file, its parts, and where no two
    /// columns mean or hold the same.
    pub keys: Vec<Option<JoinKey>>,
    /// For each file the first one that it continues, with the same columns in the same form.
    pub continues: Vec<Option<usize>>,
}

impl Arrangement {
    /// The files that are tables of their own, beside the main one.
    pub fn companions(&self) -> Vec<usize> {
        let is_other = |it: &usize| *it != self.main && self.continues.get(*it) == Some(&None);
        (0..self.continues.len()).filter(is_other).collect()
    }

    /// The files that continue another one's table, in the order given.
    pub fn parts_of(&self, file: usize) -> Vec<usize> {
        let is_part = |it: &usize| self.continues.get(*it) == Some(&Some(file));
        (0..self.continues.len()).filter(is_part).collect()
    }
}

/// Looks at the beginnings of several files.
pub fn arrange(files: &[Source]) -> Arrangement {
    let mut best = (0, 0);
    for (idx, file) in files.iter().enumerate() {
        if idx == 0 || rank(file) > best.1 {
            best = (idx, rank(file));
        }
    }
    let (main, rank) = best;
    let continued = |(idx, file): (usize, &Source)| {
        files.iter().take(idx).position(|earlier| is_same_table(earlier, file))
    };
    let continues = files.iter().enumerate().map(continued).collect();
    let mut arrangement =
        Arrangement { main, has_orders: rank == ORDERS, keys: vec![None; files.len()], continues };
    let companions = arrangement.companions();
    if let Some(source) = files.get(main) {
        let others = companions.iter().filter_map(|it| files.get(*it));
        let pairs: Vec<(KeyChoice, &Source)> = others.map(|it| (KeyChoice::default(), it)).collect();
        let joined = join(source.clone(), &pairs);
        for ((idx, found), (_, file)) in companions.iter().zip(joined.joins).zip(&pairs) {
            let key = found.key.or_else(|| find_key::by_role(source, file));
            if let Some(it) = arrangement.keys.get_mut(*idx) {
                *it = key;
            }
        }
    }
    arrangement
}

const ORDERS: u8 = 3;

/// Orders before a list of customers, that before many rows of a customer, those before anything else.
fn rank(file: &Source) -> u8 {
    let find = |role: Role| file.columns.iter().find(|it| it.role == role);
    let has = |roles: &[Role]| roles.iter().any(|it| find(*it).is_some());
    let person = [Role::Customer, Role::Email, Role::Phone].into_iter().find_map(find);
    let is_sold = has(&[Role::Amount, Role::UnitPrice]) && has(&[Role::Date]);
    match person {
        None => 0,
        Some(_) if is_sold || has(&[Role::Order]) => ORDERS,
        Some(it) => 1 + u8::from(it.n_distinct * 20 >= (file.table.n_rows - it.n_missing) * 19),
    }
}

/// Whether the bytes of one file may follow those of another.
pub fn is_same_table(a: &Source, b: &Source) -> bool {
    let is_wide = matches!(a.dialect.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    let names = |it: &Source| it.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    !is_wide
        && a.dialect.wrapping.is_none()
        && b.dialect.wrapping.is_none()
        && a.dialect.encoding == b.dialect.encoding
        && a.dialect.separator == b.dialect.separator
        && a.dialect.quote == b.dialect.quote
        && a.dialect.escape == b.dialect.escape
        && a.dialect.has_header == b.dialect.has_header
        && a.dialect.skipped_lines == b.dialect.skipped_lines
        && names(a) == names(b)
}
