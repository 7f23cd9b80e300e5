//! The value of a customer's latest row.

use crate::kernel::ledger::rows::{Rows, Use};

/// The latest known value of each customer over the rows that are used, the largest of those of one
/// day, and how many customers have more than one. The order of the rows changes nothing.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
pub fn latest(rows: &Rows<'_>, uses: &[Use], n_customers: usize, values: &[f64]) -> (Vec<f64>, usize) {
    let mut met = vec![Met { day: i32::MIN, value: f64::NAN, is_varying: false }; n_customers];
    for (row, (&value, &it)) in values.iter().zip(uses).enumerate() {
        if value.is_nan() || it == Use::Left {
            continue;
        }
        let (met, day) = (&mut met[rows.customers[row] as usize], rows.days[row]);
        if met.value.is_nan() {
            *met = Met { day, value, is_varying: false };
            continue;
        }
        met.is_varying |= met.value.to_bits() != value.to_bits();
        if day > met.day || (day == met.day && value > met.value) {
            (met.day, met.value) = (day, value);
        }
    }
    let n_varying = met.iter().filter(|it| it.is_varying).count();
    (met.into_iter().map(|it| it.value).collect(), n_varying)
}

/// What the rows so far tell of a customer.
#[derive(Debug, Clone, Copy)]
struct Met {
    day: i32,
    value: f64,
    is_varying: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_row_decides_whatever_the_order_of_the_rows() {
        let table =
            [(0, 5, 1.0), (0, 9, 2.0), (1, 3, 7.0), (0, 9, 1.5), (1, 4, f64::NAN), (2, 1, 4.0), (2, 2, 4.0)];
        let check = |order: &[usize]| {
            let customers: Vec<u32> = order.iter().map(|&it| table[it].0).collect();
            let days: Vec<i32> = order.iter().map(|&it| table[it].1).collect();
            let values: Vec<f64> = order.iter().map(|&it| table[it].2).collect();
            let rows = Rows { customers: &customers, days: &days, amounts: None };
            assert_eq!(latest(&rows, &[Use::Order; 7], 3, &values), (vec![2.0, 7.0, 4.0], 1));
        };
        check(&[0, 1, 2, 3, 4, 5, 6]);
        check(&[6, 5, 4, 3, 2, 1, 0]);
        check(&[3, 0, 6, 1, 5, 2, 4]);
    }

    #[test]
    fn rows_that_are_left_out_say_nothing() {
        let rows = Rows { customers: &[0, 0], days: &[1, 2], amounts: None };
        let (found, n_varying) = latest(&rows, &[Use::Order, Use::Left], 1, &[3.0, 8.0]);
        assert_eq!((found, n_varying), (vec![3.0], 0));
    }
}
