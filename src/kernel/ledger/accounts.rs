//! What the rows say of each customer.

use crate::kernel::ledger::money::Units;
use crate::kernel::ledger::rows::{Rows, Use};

/// The account of a customer.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// Money, in units.
    pub units: i64,
    /// Day of the first order.
    pub first_day: i32,
    /// Day of the last order.
    pub last_day: i32,
    /// Rows used, returns included.
    pub n_rows: u32,
    /// Orders, by the rule chosen.
    pub n_orders: u32,
}

const NOTHING: Account =
    Account { units: 0, first_day: i32::MAX, last_day: i32::MIN, n_rows: 0, n_orders: 0 };

impl Account {
    /// Whether there is an order, not only returns.
    pub fn has_order(&self) -> bool {
        self.last_day != NOTHING.last_day
    }
}

/// Adds every row to its customer's account; orders are counted elsewhere.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
#[inline(never)]
pub fn post(rows: &Rows<'_>, uses: &[Use], units: Units, n_customers: usize) -> Vec<Account> {
    let mut accounts = vec![NOTHING; n_customers];
    for (row, &it) in uses.iter().enumerate() {
        if it == Use::Left {
            continue;
        }
        let account = &mut accounts[rows.customers[row] as usize];
        account.n_rows += 1;
        if let Some(amounts) = rows.amounts {
            account.units += units.count(amounts[row]);
        }
        if it == Use::Order {
            account.first_day = account.first_day.min(rows.days[row]);
            account.last_day = account.last_day.max(rows.days[row]);
        }
    }
    accounts
}
