//! Which rows count, and as what.

use crate::kernel::cells::{MISSING_CODE, MISSING_DAY};

/// The columns of an order file, row by row.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Who.
    pub customers: &'a [u32],
    /// When.
    pub days: &'a [i32],
    /// How much; `None` where no column says so.
    pub amounts: Option<&'a [f64]>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Not used.
    Left,
    /// A purchase.
    Order,
    /// Money given back: taken off the total, no purchase.
    Return,
}

/// Says of every row what it is. A row with a customer, a day until `last` and money above zero is a
/// purchase; `judge` is asked about any other, by row, customer, day and money.
#[inline(never)]
pub fn classify(rows: &Rows<'_>, last: i32, judge: &mut dyn FnMut(usize, u32, i32, f64) -> Use) -> Vec<Use> {
    let mut classify = |row: usize, who: u32, day: i32, money: f64| {
        let is_plain = who != MISSING_CODE && day != MISSING_DAY && day <= last && money > 0.0;
        if is_plain { Use::Order } else { judge(row, who, day, money) }
    };
    let pairs = rows.customers.iter().zip(rows.days).enumerate();
    match rows.amounts {
        Some(amounts) => {
            pairs.zip(amounts).map(|((row, (&who, &day)), &it)| classify(row, who, day, it)).collect()
        }
        None => pairs.map(|(row, (&who, &day))| classify(row, who, day, 1.0)).collect(),
    }
}
