//! The value that most of a customer's rows have.

use crate::kernel::cells::{MISSING_CODE, Texts};
use crate::kernel::ledger::rows::Use;

/// The most frequent code of each customer over the rows that are used, the first by name of those
/// that tie. Most customers have one value only, and are done after
/// one pass; the rows of the others are put side by side.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
#[inline(never)]
pub fn modes(
    (codes, dictionary): (&[u32], &Texts),
    customers: &[u32],
    n_customers: usize,
    uses: &[Use],
) -> Vec<u32> {
    let mut met = vec![Met { code: MISSING_CODE, n_rows: 0, is_mixed: false }; n_customers];
    let known = || {
        let rows = codes.iter().zip(customers).zip(uses);
        rows.filter(|((code, _), it)| **code != MISSING_CODE && **it != Use::Left).map(|it| it.0)
    };
    for (&code, &customer) in known() {
        let met = &mut met[customer as usize];
        met.n_rows += 1;
        if met.code == MISSING_CODE {
            met.code = code;
        }
        met.is_mixed |= met.code != code;
    }
    if met.iter().any(|it| it.is_mixed) {
        let mixed = known().filter(|it| met[*it.1 as usize].is_mixed);
        let n_rows = met.iter().map(|it| if it.is_mixed { it.n_rows as usize } else { 0 });
        let (grouped, ends) = side_by_side(mixed, n_rows);
        let mut n_of_code = vec![0; dictionary.len()];
        for (met, end) in met.iter_mut().zip(ends).filter(|it| it.0.is_mixed) {
            met.code = mode_of(&grouped[end - met.n_rows as usize..end], dictionary, &mut n_of_code);
        }
    }
    met.into_iter().map(|it| it.code).collect()
}

/// What one pass tells of a customer.
#[derive(Debug, Clone, Copy)]
struct Met {
    code: u32,
    n_rows: u32,
    is_mixed: bool,
}

/// Codes by customer, and where each customer's end.
#[expect(clippy::indexing_slicing, reason = "the rows are those that were counted")]
fn side_by_side<'a>(
    rows: impl Iterator<Item = (&'a u32, &'a u32)>,
    n_rows: impl Iterator<Item = usize>,
) -> (Vec<u32>, Vec<usize>) {
    let mut n_before = 0;
    let starts = n_rows.map(|n| {
        n_before += n;
        n_before - n
    });
    let mut ends: Vec<usize> = starts.collect();
    let mut grouped = vec![0_u32; n_before];
    for (&code, &customer) in rows {
        let end = &mut ends[customer as usize];
        grouped[*end] = code;
        *end += 1;
    }
    (grouped, ends)
}

/// The most frequent code; the first in byte order of those that tie.
/// `n_of_code` is all zero before and after.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
fn mode_of(codes: &[u32], dictionary: &Texts, n_of_code: &mut [u32]) -> u32 {
    for &code in codes {
        n_of_code[code as usize] += 1;
    }
    let mut best = (0, MISSING_CODE);
    for &code in codes {
        let n = std::mem::take(&mut n_of_code[code as usize]);
        let is_before = || dictionary.get(code as usize) < dictionary.get(best.1 as usize);
        if n > best.0 || (n == best.0 && is_before()) {
            best = (n, code);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_has_the_value_most_rows_have_and_the_first_by_name_of_those_that_tie() {
        let dictionary = Texts::from_iter(["web", "app", "shop"]);
        // Customer 0: web, app, web. 1: shop, app tie. 2: shop only. 3: nothing known. 4: not used.
        let customers = [0, 1, 0, 1, 0, 2, 3, 4];
        let codes = [0, 2, 1, 1, 0, 2, MISSING_CODE, 0];
        let uses: Vec<Use> = (0..8).map(|row| if row == 7 { Use::Left } else { Use::Order }).collect();
        let found = modes((&codes, &dictionary), &customers, 5, &uses);
        assert_eq!(found, [0, 1, 2, MISSING_CODE, MISSING_CODE]);
    }
}
