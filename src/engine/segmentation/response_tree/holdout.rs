//! Customers kept back to test a tree on.

use crate::kernel::order;
use crate::kernel::random::Random;

/// Strata of amounts.
const N_STRATA: usize = 10;

/// Customers to learn from and customers kept back, both rising.
#[derive(Debug)]
pub struct Parts {
    /// To learn from.
    pub train: Vec<u32>,
    /// Kept back.
    pub holdout: Vec<u32>,
}

/// Draws the share kept back evenly from those with yes and those with no, or from each tenth of the
/// amounts.
pub fn part(rows: &[u32], values: &[f64], is_rate: bool, (share, seed): (f64, u64)) -> Parts {
    let value = |row: &u32| values.get(*row as usize).copied().unwrap_or(f64::NAN);
    let mut rising: Vec<u32> = rows.to_vec();
    order::sort_by_number(&mut rising, |it| order::rank(value(it)));
    let strata: Vec<&[u32]> = if is_rate {
        let n_no = rising.partition_point(|it| value(it) < 0.5);
        let (no, yes) = rising.split_at(n_no);
        vec![no, yes]
    } else {
        rising.chunks(rising.len().div_ceil(N_STRATA).max(1)).collect()
    };
    let mut parts = Parts { train: Vec::new(), holdout: Vec::new() };
    for (task, stratum) in (0_u64..).zip(strata) {
        let mut chosen = Random::for_task(seed, task).sample(stratum.len(), part_of(stratum.len(), share));
        chosen.reverse();
        for (place, row) in stratum.iter().enumerate() {
            if chosen.last() == Some(&place) {
                chosen.pop();
                parts.holdout.push(*row);
            } else {
                parts.train.push(*row);
            }
        }
    }
    for part in [&mut parts.train, &mut parts.holdout] {
        order::sort_by_number(part, |it| u64::from(*it));
    }
    parts
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
fn part_of(n: usize, share: f64) -> usize {
    (n as f64 * share).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_share_of_yes_and_of_no_is_kept_back() {
        let values: Vec<f64> = (0..1000).map(|it| f64::from(u8::from(it % 8 == 0))).collect();
        let rows: Vec<u32> = (0..1000).collect();
        let parts = part(&rows, &values, true, (0.3, 5));
        let yes = |rows: &[u32]| rows.iter().filter(|it| **it % 8 == 0).count();
        assert_eq!((parts.train.len(), parts.holdout.len()), (699, 301));
        assert_eq!((yes(&parts.train), yes(&parts.holdout)), (87, 38));
        assert!(parts.train.is_sorted() && parts.holdout.is_sorted());
        let again = part(&rows, &values, true, (0.3, 6));
        assert_ne!(parts.holdout, again.holdout);
    }

    #[test]
    fn amounts_are_drawn_from_each_tenth() {
        let values: Vec<f64> = (0..500).map(|it| f64::from(it) * 3.0).collect();
        let rows: Vec<u32> = (0..500).collect();
        let parts = part(&rows, &values, false, (0.2, 1));
        assert_eq!(parts.holdout.iter().filter(|it| **it >= 450).count(), 10);
        let none = part(&rows, &values, false, (0.0, 1));
        assert_eq!((none.train.len(), none.holdout.len()), (500, 0));
    }
}
