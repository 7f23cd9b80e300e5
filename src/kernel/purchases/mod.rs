//! Rows of orders, customer by customer and in the order of time: how often, how much, and what
//! came after what.

use crate::kernel::bits::Bits;
use crate::kernel::ledger::Units;
use crate::kernel::order;

/// Rows of a table by the customer they speak of, within a customer by day and then as they stand.
#[derive(Debug, Clone, Default)]
pub struct Purchases {
    /// Where each customer's rows begin in `rows`, and at the end their number.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

/// What is known of each row.
#[derive(Debug, Clone, Copy)]
pub struct Bought<'a> {
    /// The day of each row.
    pub days: &'a [i32],
    /// Rows of one order have one number; `None` where an order is all that was bought on one day.
    pub orders: Option<&'a [u32]>,
    /// Money of each row; empty where not known.
    pub amounts: &'a [f64],
    /// What the money is counted in.
    pub units: Units,
}

/// One step of a sequence: rows, and within how many days of the step before.
#[derive(Debug, Clone, Copy)]
pub struct Next<'a> {
    /// The rows that are this step.
    pub rows: &'a Bits,
    /// Days since the step before, at most; the first step has none before it.
    pub within: Option<u32>,
}

impl Purchases {
    /// Sorts rows by customer and day, by counting: linear in the rows. `customer` is below
    /// `n_customers`, or `None` for rows that do not count.
    pub fn of(n_customers: usize, days: &[i32], customer: &dyn Fn(usize) -> Option<u32>) -> Self {
        let pairs = (0_u32..).zip(days).filter_map(|(row, &day)| Some((row, day, customer(row as usize)?)));
        let mut by_day: Vec<(u32, u32, i32)> = pairs.map(|(row, day, who)| (row, who, day)).collect();
        order::sort_by_number(&mut by_day, |it| u64::from(it.2.cast_unsigned() ^ (1 << 31)));
        let mut starts = vec![0_u32; n_customers + 1];
        for &(_, who, _) in &by_day {
            if let Some(n) = starts.get_mut(who as usize + 1) {
                *n += 1;
            }
        }
        let mut n_before = 0;
        for n in &mut starts {
            n_before += *n;
            *n = n_before;
        }
        let mut next = starts.clone();
        let mut rows = vec![0; n_before as usize];
        for (row, who, _) in by_day {
            let Some(place) = next.get_mut(who as usize) else { continue };
            if let Some(slot) = rows.get_mut(*place as usize) {
                *slot = row;
            }
            *place += 1;
        }
        Self { starts, rows }
    }

    /// How many customers there are.
    pub fn n_customers(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The rows of each customer.
    pub fn each(&self) -> impl Iterator<Item = &[u32]> {
        let range = |pair: &[u32]| match *pair {
            [start, end] => self.rows.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        };
        self.starts.windows(2).map(range)
    }

    /// The rows of one customer.
    pub fn of_customer(&self, customer: usize) -> &[u32] {
        let place = |at: usize| self.starts.get(at).copied().unwrap_or_default() as usize;
        self.rows.get(place(customer)..place(customer + 1)).unwrap_or_default()
    }

    /// How many different orders each customer has among the rows given.
    pub fn orders(&self, rows: &Bits, bought: &Bought<'_>) -> Vec<u32> {
        let mut met: Vec<u32> = Vec::new();
        let mut count = |own: &[u32]| {
            met.clear();
            let number = |row: usize| match bought.orders {
                Some(orders) => orders.get(row).copied(),
                None => bought.days.get(row).map(|it| it.cast_unsigned()),
            };
            met.extend(own.iter().filter(|&&it| rows.has(it as usize)).filter_map(|&it| number(it as usize)));
            met.sort_unstable();
            met.dedup();
            u32::try_from(met.len()).unwrap_or(u32::MAX)
        };
        self.each().map(&mut count).collect()
    }

    /// What each customer spent on the rows given.
    pub fn spent(&self, rows: &Bits, bought: &Bought<'_>) -> Vec<f64> {
        let amount = |&row: &u32| bought.amounts.get(row as usize).copied().filter(|it| !it.is_nan());
        let sum = |own: &[u32]| {
            let counted = own.iter().filter(|&&it| rows.has(it as usize)).filter_map(amount);
            bought.units.as_amount(counted.map(|it| bought.units.count(it)).sum())
        };
        self.each().map(sum).collect()
    }

    /// The sum of a column over all rows of each customer, in whole units; `NaN` where no row has a
    /// value.
    pub fn sums(&self, values: &[f64]) -> Vec<f64> {
        let units = Units::of(values);
        let sum = |own: &[u32]| {
            let known = || own.iter().filter_map(|&it| values.get(it as usize)).filter(|it| !it.is_nan());
            let total = units.as_amount(known().map(|&it| units.count(it)).sum());
            if known().next().is_some() { total } else { f64::NAN }
        };
        self.each().map(sum).collect()
    }

    /// The latest known value of each customer, the largest of those of one day; `NaN` where no row has
    /// a value.
    pub fn latest(&self, values: &[f64], days: &[i32]) -> Vec<f64> {
        let day = |row: &u32| days.get(*row as usize).copied().unwrap_or_default();
        let value = |row: &u32| values.get(*row as usize).copied().filter(|it| !it.is_nan());
        let of_customer = |own: &[u32]| {
            let known = || own.iter().filter_map(|row| Some((day(row), value(row)?)));
            let last = known().map(|it| it.0).max();
            known().filter(|it| Some(it.0) == last).fold(f64::NAN, |largest, it| largest.max(it.1))
        };
        self.each().map(of_customer).collect()
    }

    /// The customers who did one step after the other, each on a later day than the one before it
    /// and within its days.
    pub fn followed(&self, steps: &[Next<'_>], days: &[i32]) -> Bits {
        let all: Vec<&[u32]> = self.each().collect();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        Bits::of(all.len(), &mut |who| {
            let own = all.get(who).copied().unwrap_or_default();
            for (place, step) in steps.iter().enumerate() {
                after.clear();
                let hits = own.iter().filter(|&&it| step.rows.has(it as usize));
                let mut earlier = Earlier { days: &before, n_passed: 0 };
                let met = hits.filter_map(|&it| days.get(it as usize).copied());
                after.extend(met.filter(|&day| place == 0 || earlier.is_within(day, step.within)));
                after.dedup();
                std::mem::swap(&mut before, &mut after);
            }
            !steps.is_empty() && !before.is_empty()
        })
    }
}

/// The days of a step, asked for days that never fall.
struct Earlier<'a> {
    days: &'a [i32],
    n_passed: usize,
}

impl Earlier<'_> {
    /// Whether a day of the step lies before this one and not too long before. The latest one before
    /// it decides.
    fn is_within(&mut self, day: i32, within: Option<u32>) -> bool {
        while self.days.get(self.n_passed).is_some_and(|&it| it < day) {
            self.n_passed += 1;
        }
        let latest = self.n_passed.checked_sub(1).and_then(|it| self.days.get(it));
        latest.is_some_and(|&it| within.is_none_or(|most| day.abs_diff(it) <= most))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Rows as customer, day, order, kind.
    fn purchases(rows: &[(u32, i32, u32, u8)]) -> (Purchases, Vec<i32>, Vec<u32>) {
        let days: Vec<i32> = rows.iter().map(|it| it.1).collect();
        let orders = rows.iter().map(|it| it.2).collect();
        (Purchases::of(4, &days, &|row| Some(rows[row].0).filter(|&it| it < 4)), days, orders)
    }

    fn of_kind(rows: &[(u32, i32, u32, u8)], kind: u8) -> Bits {
        Bits::of(rows.len(), &mut |it| rows[it].3 == kind)
    }

    #[test]
    fn an_order_of_several_rows_counts_once() {
        let rows = [(0, 5, 1, 0), (0, 5, 1, 0), (0, 5, 2, 0), (1, 9, 3, 1), (0, 7, 4, 1), (9, 1, 5, 0)];
        let (all, days, orders) = purchases(&rows);
        let by_order = Bought { days: &days, orders: Some(&orders), amounts: &[], units: Units::of(&[]) };
        let by_day = Bought { days: &days, orders: None, amounts: &[], units: Units::of(&[]) };
        assert_eq!(all.orders(&of_kind(&rows, 0), &by_order), [2, 0, 0, 0]);
        assert_eq!(all.orders(&of_kind(&rows, 0), &by_day), [1, 0, 0, 0]);
        assert_eq!(all.orders(&Bits::all(6), &by_order), [3, 1, 0, 0]);
    }

    #[test]
    fn money_is_summed_over_the_rows_given() {
        let rows = [(0, 5, 1, 0), (0, 5, 1, 1), (2, 5, 2, 0)];
        let (all, days, _) = purchases(&rows);
        let amounts = [1.5, 2.0, f64::NAN];
        let bought = Bought { days: &days, orders: None, amounts: &amounts, units: Units::of(&amounts) };
        assert_eq!(all.spent(&of_kind(&rows, 0), &bought), [1.5, 0.0, 0.0, 0.0]);
        let sums = all.sums(&[0.1, 0.2, 3.0]);
        assert_eq!((sums[0], sums[2]), (0.3, 3.0));
        assert!(sums[1].is_nan());
    }

    /// Every choice of one row for each step.
    fn by_trying(
        rows: &[(u32, i32, u32, u8)],
        steps: &[(u8, Option<u32>)],
        who: u32,
        after: Option<i32>,
    ) -> bool {
        let Some((&(kind, within), rest)) = steps.split_first() else { return true };
        rows.iter().filter(|it| it.0 == who && it.3 == kind).any(|it| {
            let fits =
                after.is_none_or(|day| it.1 > day && within.is_none_or(|most| it.1.abs_diff(day) <= most));
            fits && by_trying(rows, rest, who, Some(it.1))
        })
    }

    proptest! {
        #[test]
        fn a_sequence_is_found_wherever_trying_every_choice_of_rows_finds_one(
            rows in prop::collection::vec((0_u32..5, -9_i32..9, 0_u32..6, 0_u8..3), 0..25),
            steps in prop::collection::vec((0_u8..3, prop::option::of(0_u32..8)), 1..4),
        ) {
            let (all, days, _) = purchases(&rows);
            let kinds: Vec<Bits> = steps.iter().map(|it| of_kind(&rows, it.0)).collect();
            let next: Vec<Next<'_>> =
                kinds.iter().zip(&steps).map(|(rows, it)| Next { rows, within: it.1 }).collect();
            let found = all.followed(&next, &days);
            for who in 0..4 {
                prop_assert_eq!(found.has(who as usize), by_trying(&rows, &steps, who, None));
            }
        }
    }
}
