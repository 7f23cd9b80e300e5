//! Many rows of one key, in one number each. Rows carry the code of their key; a row without one
//! counts nowhere.

use crate::kernel::cells::{MISSING_CODE, MISSING_DAY};
use crate::kernel::ledger::Units;

/// Rows of each key.
pub fn counts(codes: &[u32], n_keys: usize) -> Vec<u32> {
    let mut n = vec![0; n_keys];
    for &code in codes {
        if let Some(it) = n.get_mut(code as usize) {
            *it += 1;
        }
    }
    n
}

/// The first row of each key.
pub fn firsts(codes: &[u32], n_keys: usize) -> Vec<u32> {
    let mut rows = vec![MISSING_CODE; n_keys];
    for (row, &code) in (0_u32..).zip(codes) {
        if let Some(it) = rows.get_mut(code as usize).filter(|it| **it == MISSING_CODE) {
            *it = row;
        }
    }
    rows
}

/// The sum of each key's numbers, to the cent whatever the order of the rows, and how many numbers
/// there are.
pub fn sums(codes: &[u32], n_keys: usize, values: &[f64]) -> (Vec<f64>, Vec<u32>) {
    let units = Units::of(values);
    let mut sums = vec![0_i64; n_keys];
    let mut n = vec![0; n_keys];
    for (&code, &value) in codes.iter().zip(values).filter(|it| !it.1.is_nan()) {
        if let (Some(sum), Some(n)) = (sums.get_mut(code as usize), n.get_mut(code as usize)) {
            *sum += units.count(value);
            *n += 1;
        }
    }
    let sums = sums.iter().zip(&n).map(|(&sum, &n)| if n > 0 { units.as_amount(sum) } else { f64::NAN });
    (sums.collect(), n)
}

/// The first and the last day of each key.
pub fn spans(codes: &[u32], n_keys: usize, days: &[i32]) -> (Vec<i32>, Vec<i32>) {
    let (mut first, mut last) = (vec![i32::MAX; n_keys], vec![MISSING_DAY; n_keys]);
    for (&code, &day) in codes.iter().zip(days).filter(|it| *it.1 != MISSING_DAY) {
        if let (Some(first), Some(last)) = (first.get_mut(code as usize), last.get_mut(code as usize)) {
            *first = day.min(*first);
            *last = day.max(*last);
        }
    }
    for it in &mut first {
        if *it == i32::MAX {
            *it = MISSING_DAY;
        }
    }
    (first, last)
}

/// The last row of each key that has a value: by day, and of those of one day the later in the file.
pub fn latest(
    codes: &[u32],
    n_keys: usize,
    days: Option<&[i32]>,
    has_value: &dyn Fn(usize) -> bool,
) -> Vec<u32> {
    let mut best = vec![(MISSING_DAY, MISSING_CODE); n_keys];
    for (row, &code) in codes.iter().enumerate().filter(|it| has_value(it.0)) {
        let day = days.and_then(|it| it.get(row)).copied().unwrap_or(MISSING_DAY);
        if let Some(it) = best.get_mut(code as usize).filter(|it| it.1 == MISSING_CODE || day >= it.0) {
            *it = (day, u32::try_from(row).unwrap_or(MISSING_CODE));
        }
    }
    best.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [u32; 6] = [1, 0, 1, MISSING_CODE, 1, 0];

    #[test]
    fn rows_are_counted_and_the_first_of_each_key_is_known() {
        assert_eq!(counts(&CODES, 3), [2, 3, 0]);
        assert_eq!(firsts(&CODES, 3), [1, 0, MISSING_CODE]);
    }

    #[test]
    fn sums_are_exact_and_know_what_is_missing() {
        let (sums, n) = sums(&CODES, 3, &[0.1, f64::NAN, 0.2, 9.0, 0.3, f64::NAN]);
        assert_eq!(n, [0, 3, 0]);
        assert!(sums[0].is_nan() && sums[2].is_nan());
        assert_eq!(sums[1].to_bits(), 0.6_f64.to_bits());
    }

    #[test]
    fn days_have_a_first_and_a_last() {
        let (first, last) = spans(&CODES, 3, &[5, MISSING_DAY, 3, 1, 9, 4]);
        assert_eq!(first, [4, 3, MISSING_DAY]);
        assert_eq!(last, [4, 9, MISSING_DAY]);
    }

    #[test]
    fn the_latest_row_is_that_of_the_last_day_and_then_the_later_one() {
        let days = [7, 7, 7, 9, 2, MISSING_DAY];
        assert_eq!(latest(&CODES, 3, Some(&days), &|_| true), [1, 2, MISSING_CODE]);
        assert_eq!(latest(&CODES, 3, None, &|row| row != 4), [5, 2, MISSING_CODE]);
    }
}
