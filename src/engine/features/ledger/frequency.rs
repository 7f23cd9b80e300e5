//! How often each customer bought: distinct orders, distinct days, or rows.

use crate::engine::features::columns::Ids;
use crate::engine::features::ledger::first_rows::{FirstRows, mixed};
use crate::engine::features::ledger::rows::{Rows, Use};
use crate::engine::table::MISSING_CODE;

/// Orders of each customer, and the orders that several customers share.
#[derive(Debug)]
pub struct Counted {
    /// One per customer code.
    pub n: Vec<u32>,
    /// For each order that several customers share, the first row of a second one.
    pub shared_rows: Vec<usize>,
}

/// Rows that are orders.
pub fn rows(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Counted {
    let mut n = vec![0; n_customers];
    for_orders(rows, uses, |_, customer| add_one(&mut n, customer));
    Counted { n, shared_rows: Vec::new() }
}

/// Distinct days with an order.
pub fn days(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Counted {
    let n =
        days_in_order(rows, uses, n_customers).unwrap_or_else(|| days_in_any_order(rows, uses, n_customers));
    Counted { n, shared_rows: Vec::new() }
}

/// Distinct orders: each once for each customer it belongs to; rows without an order number are
/// together one order of their day.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
pub fn orders(rows: &Rows<'_>, orders: &Ids<'_>, uses: &[Use], n_customers: usize) -> Counted {
    let mut n = vec![0; n_customers];
    let mut owners = vec![MISSING_CODE; orders.names.len()];
    let mut shared: Vec<(u32, u32, usize)> = Vec::new();
    let mut unnumbered: Vec<(u32, i32)> = Vec::new();
    for_orders(rows, uses, |row, customer| {
        let order = orders.codes[row];
        if order == MISSING_CODE {
            unnumbered.push((customer, rows.days[row]));
            return;
        }
        let owner = &mut owners[order as usize];
        if *owner == MISSING_CODE {
            *owner = customer;
            add_one(&mut n, customer);
        } else if *owner != customer {
            shared.push((order, customer, row));
        }
    });
    shared.sort_unstable();
    shared.dedup_by_key(|it| (it.0, it.1));
    for &(_, customer, _) in &shared {
        add_one(&mut n, customer);
    }
    let mut shared_rows: Vec<usize> =
        shared.chunk_by(|a, b| a.0 == b.0).filter_map(|it| it.iter().map(|it| it.2).min()).collect();
    shared_rows.sort_unstable();
    unnumbered.sort_unstable();
    unnumbered.dedup();
    for &(customer, _) in &unnumbered {
        add_one(&mut n, customer);
    }
    Counted { n, shared_rows }
}

/// `None` where the days of a customer do not rise.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
fn days_in_order(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Option<Vec<u32>> {
    let mut n = vec![0; n_customers];
    let mut last = vec![i32::MIN; n_customers];
    let mut is_in_order = true;
    for_orders(rows, uses, |row, customer| {
        let (last, day) = (&mut last[customer as usize], rows.days[row]);
        is_in_order &= day >= *last;
        if day != *last {
            *last = day;
            add_one(&mut n, customer);
        }
    });
    is_in_order.then_some(n)
}

#[expect(clippy::indexing_slicing, reason = "rows are positions in their columns")]
fn days_in_any_order(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Vec<u32> {
    let mut n = vec![0; n_customers];
    let mut first_rows = FirstRows::with_capacity(uses.len());
    for_orders(rows, uses, |row, customer| {
        let Ok(short) = u32::try_from(row) else { return };
        let day = rows.days[row];
        let is_equal =
            |other: u32| rows.customers[other as usize] == customer && rows.days[other as usize] == day;
        let hash = mixed(u64::from(customer)) ^ u64::from(day.cast_unsigned());
        if first_rows.find(hash, short, is_equal).is_none() {
            add_one(&mut n, customer);
        }
    });
    n
}

fn for_orders(rows: &Rows<'_>, uses: &[Use], mut each: impl FnMut(usize, u32)) {
    for (row, (&it, &customer)) in uses.iter().zip(rows.customers).enumerate() {
        if it == Use::Order {
            each(row, customer);
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
fn add_one(n: &mut [u32], customer: u32) {
    n[customer as usize] += 1;
}
