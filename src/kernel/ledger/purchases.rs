//! The rows of each customer that are purchases, side by side and in the order of their days.

use crate::kernel::ledger::rows::{Rows, Use};
use crate::kernel::order;

/// Rows by customer, then by day; those of one day as they stand in the file.
#[derive(Debug)]
pub struct Purchases {
    rows: Vec<u32>,
    /// Where the rows of each customer end.
    ends: Vec<usize>,
}

impl Purchases {
    /// Puts them side by side: linear in the rows. Customers are codes below `n_customers`.
    #[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
    #[inline(never)]
    pub fn of(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Self {
        let mut keyed: Vec<(u64, u32)> = Vec::new();
        let mut ends = vec![0; n_customers];
        for ((it, &customer), row) in uses.iter().zip(rows.customers).zip(0_u32..) {
            if *it == Use::Order {
                let day = rows.days[row as usize].cast_unsigned() ^ (1 << 31);
                keyed.push(((u64::from(customer) << 32) | u64::from(day), row));
                ends[customer as usize] += 1;
            }
        }
        order::sort_by_number(&mut keyed, |it| it.0);
        let mut n_before = 0;
        for end in &mut ends {
            n_before += *end;
            *end = n_before;
        }
        Self { rows: keyed.into_iter().map(|it| it.1).collect(), ends }
    }

    /// The rows of a customer.
    pub fn of_customer(&self, customer: u32) -> &[u32] {
        let customer = customer as usize;
        let start = customer.checked_sub(1).and_then(|it| self.ends.get(it)).copied().unwrap_or(0);
        let end = self.ends.get(customer).copied().unwrap_or(start);
        self.rows.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purchases_stand_by_customer_and_day_and_returns_are_none() {
        let rows = Rows { customers: &[1, 0, 1, 3, 1, 1], days: &[5, 9, -2, 1, 5, 0], amounts: None };
        let uses = [Use::Order, Use::Order, Use::Order, Use::Order, Use::Order, Use::Return];
        let found = Purchases::of(&rows, &uses, 4);
        assert_eq!(found.of_customer(1), [2, 0, 4]);
        assert_eq!([0, 2, 3].map(|it| found.of_customer(it).len()), [1, 0, 1]);
    }
}
