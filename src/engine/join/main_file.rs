//! Which of several files is the main one, and which are parts of one table.

use serde::{Deserialize, Serialize};

use crate::engine::join::{JoinKey, KeyChoice, find_key};
use crate::engine::table::{Encoding, Role, Source};

/// Bytes that tell what a file is.
pub const HEAD_BYTES: usize = 1 << 18;

/// The beginning of a file without the line that is cut off in the middle.
pub fn whole_lines(bytes: &[u8], is_whole: bool) -> &[u8] {
    let cut = if is_whole { None } else { bytes.iter().rposition(|&byte| byte == b'\n') };
    cut.and_then(|at| bytes.get(..=at)).unwrap_or(bytes)
}

/// How several files go together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Position of the main file: the first with orders, or else the first with customers.
    pub main: usize,
    /// Whether the main file holds orders.
    pub has_orders: bool,
    /// For each file by what it would be joined to the main file; `None` for the main file itself and
    /// where no two columns hold the same values.
    pub keys: Vec<Option<JoinKey>>,
    /// For each file the first one that it continues, with the same columns in the same form.
    pub continues: Vec<Option<usize>>,
}

impl Arrangement {
    /// Whether a file can be joined to the others: by a column of the main file, or by one that another
    /// file may bring. A part of another file's table cannot.
    pub fn can_join(&self, file: usize) -> bool {
        self.continues.get(file) == Some(&None)
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
    let key = |(idx, file): (usize, &Source)| {
        let main = files.get(main).filter(|_| idx != main)?;
        find_key::find(main, file, &KeyChoice::default())
    };
    let continued = |(idx, file): (usize, &Source)| {
        files.iter().take(idx).position(|earlier| is_same_table(earlier, file))
    };
    Arrangement {
        main,
        has_orders: rank == ORDERS,
        keys: files.iter().enumerate().map(key).collect(),
        continues: files.iter().enumerate().map(continued).collect(),
    }
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
