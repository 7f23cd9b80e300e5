//! How often each customer bought: distinct orders, distinct days, or rows.

use crate::kernel::cells::MISSING_CODE;
use crate::kernel::ledger::pairs::Pairs;
use crate::kernel::ledger::rows::{Rows, Use};
use crate::kernel::order;

/// Orders of each customer, and the orders that several customers share.
#[derive(Debug)]
pub struct Counted {
    /// One per customer code.
    pub n: Vec<u32>,
    /// For each order that several customers share, the first row of a second one.
    pub shared_rows: Vec<usize>,
}

/// Rows that are orders.
#[inline(never)]
pub fn rows(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Counted {
    let mut n = vec![0; n_customers];
    for_orders(rows, uses, |_, customer| add_one(&mut n, customer));
    Counted { n, shared_rows: Vec::new() }
}

/// Distinct days with an order.
#[inline(never)]
pub fn days(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Counted {
    let n = rising_days(rows, uses, n_customers)
        .unwrap_or_else(|n_changes| days_in_any_order(rows, uses, n_customers, n_changes));
    Counted { n, shared_rows: Vec::new() }
}

/// Distinct orders: each once for each customer it belongs to; rows without an order number are
/// together one order of their day. Orders are codes, of `n_orders` different ones.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
#[inline(never)]
pub fn orders(
    rows: &Rows<'_>,
    (orders, n_orders): (&[u32], usize),
    uses: &[Use],
    n_customers: usize,
) -> Counted {
    let mut n = vec![0; n_customers];
    let mut owners = vec![MISSING_CODE; n_orders];
    // Order and customer as one number, and the row.
    let mut shared: Vec<(u64, usize)> = Vec::new();
    let mut unnumbered: Vec<(u32, i32)> = Vec::new();
    for_orders(rows, uses, |row, customer| {
        let order = orders[row];
        if order == MISSING_CODE {
            unnumbered.push((customer, rows.days[row]));
            return;
        }
        let owner = &mut owners[order as usize];
        if *owner == MISSING_CODE {
            *owner = customer;
            add_one(&mut n, customer);
        } else if *owner != customer {
            shared.push(((u64::from(order) << 32) | u64::from(customer), row));
        }
    });
    order::sort_by_number(&mut shared, |it| it.0);
    shared.dedup_by_key(|it| it.0);
    for (pair, _) in &shared {
        add_one(&mut n, low_half(*pair));
    }
    let of_one_order = shared.chunk_by(|a, b| a.0 >> 32 == b.0 >> 32);
    let mut shared_rows: Vec<usize> = of_one_order.filter_map(|it| it.iter().map(|it| it.1).min()).collect();
    order::sort_by_number(&mut shared_rows, |it| *it as u64);
    let mut days = Pairs::with_capacity(unnumbered.len());
    for (customer, day) in unnumbered {
        if days.insert(customer, day) {
            add_one(&mut n, customer);
        }
    }
    Counted { n, shared_rows }
}

/// One pass where the days of every customer rise; `Err` with the number of times a customer's day
/// changes where they do not.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
fn rising_days(rows: &Rows<'_>, uses: &[Use], n_customers: usize) -> Result<Vec<u32>, usize> {
    let mut n = vec![0; n_customers];
    let mut last = vec![i32::MIN; n_customers];
    let (mut is_rising, mut n_changes) = (true, 0);
    for_orders(rows, uses, |row, customer| {
        let (last, day) = (&mut last[customer as usize], rows.days[row]);
        is_rising &= day >= *last;
        if day != *last {
            *last = day;
            n_changes += 1;
            add_one(&mut n, customer);
        }
    });
    if is_rising { Ok(n) } else { Err(n_changes) }
}

#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
fn days_in_any_order(rows: &Rows<'_>, uses: &[Use], n_customers: usize, n_changes: usize) -> Vec<u32> {
    let mut n = vec![0; n_customers];
    let mut last = vec![i32::MIN; n_customers];
    let mut pairs = Pairs::with_capacity(n_changes);
    for_orders(rows, uses, |row, customer| {
        let (last, day) = (&mut last[customer as usize], rows.days[row]);
        if day != *last {
            *last = day;
            if pairs.insert(customer, day) {
                add_one(&mut n, customer);
            }
        }
    });
    n
}

#[expect(clippy::cast_possible_truncation, reason = "the upper half is meant to go")]
fn low_half(pair: u64) -> u32 {
    pair as u32
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
