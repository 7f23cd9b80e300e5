//! From numbers to scores of 1 to 5.
//!
//! Every rule is linear: the four values at which a score begins are selected, not found by sorting,
//! and the scores follow in one pass. No score depends on the order of the customers, except that
//! NTILE splits ties by it.

use crate::engine::segmentation::ScoreRule;
use crate::kernel::quantile::{order_statistics, quantiles};

/// Which end of a number is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better: orders, money.
    More,
    /// Fewer is better: days since the last order.
    Fewer,
}

/// One number of all customers, scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// From 1 (worst) to 5 (best), one per customer.
    pub scores: Vec<u8>,
    /// The largest value of each of the four lower groups of values, rising. Where nobody is in the
    /// lowest groups, one less than the smallest value.
    pub cuts: [f64; 4],
}

/// Scores values that are all known; `cuts` are for [`ScoreRule::Fixed`] only.
pub fn score(values: &[f64], better: Better, rule: ScoreRule, cuts: Option<[f64; 4]>) -> Scored {
    let scores = match rule {
        ScoreRule::CumeDist => by_cumulative_share(values, better),
        ScoreRule::Ntile => by_equal_groups(values, better),
        ScoreRule::RRfm => {
            let lower = quintiles(values).map(|it| it + 1.0);
            by_bins(values, better, |value| lower.iter().filter(|&&it| value >= it).count())
        }
        ScoreRule::Fixed => {
            let cuts = cuts.unwrap_or_else(|| quintiles(values));
            let scores = by_bins(values, better, |value| cuts.iter().filter(|&&it| value > it).count());
            return Scored { scores, cuts };
        }
    };
    let cuts = upper_ends(values, &scores, better);
    Scored { scores, cuts }
}

/// The quantiles of type 7 at 20, 40, 60 and 80 %.
fn quintiles(values: &[f64]) -> [f64; 4] {
    let found = quantiles(&mut values.to_vec(), &[(1, 5), (2, 5), (3, 5), (4, 5)]);
    found.try_into().unwrap_or([f64::NAN; 4])
}

/// ⌈5 × share of customers that are no better⌉.
///
/// With m customers no better the score is above s exactly where 5m > s × n, that is where the value
/// reaches the one at position ⌊s × n ÷ 5⌋ of the sorted values: whole numbers throughout.
fn by_cumulative_share(values: &[f64], better: Better) -> Vec<u8> {
    let keys = keys(values, better);
    let starts = [1, 2, 3, 4].map(|it| it * keys.len() / 5);
    let starts = order_statistics(&mut keys.clone(), &starts);
    keys.iter().map(|key| score_of(starts.iter().filter(|&it| key >= it).count())).collect()
}

/// SQL's NTILE(5): five groups in order, the first n mod 5 of them one larger; ties in the order of
/// the customers.
fn by_equal_groups(values: &[f64], better: Better) -> Vec<u8> {
    let keys = keys(values, better);
    let (size, extra) = (keys.len() / 5, keys.len() % 5);
    let positions = [1, 2, 3, 4].map(|it: usize| it * size + it.min(extra));
    let n_inside = positions.iter().filter(|&&it| it < keys.len()).count();
    let inside = positions.get(..n_inside).unwrap_or_default();
    let mut starts: Vec<GroupStart> = order_statistics(&mut keys.clone(), inside)
        .into_iter()
        .zip(inside)
        .map(|(key, &position)| {
            let n_less = keys.iter().filter(|&&it| it < key).count();
            GroupStart { key, n_ties_before: position - n_less }
        })
        .collect();
    keys.iter().map(|&key| score_of(starts.iter_mut().filter_map(|it| it.reached_by(key)).count())).collect()
}

/// Where a group of NTILE begins.
struct GroupStart {
    key: f64,
    n_ties_before: usize,
}

impl GroupStart {
    /// `Some` where a customer is in this group or a later one; asked in the order of the customers.
    #[expect(clippy::float_cmp, reason = "a tie is an equal number, nothing nearly equal")]
    fn reached_by(&mut self, key: f64) -> Option<()> {
        if key == self.key && self.n_ties_before > 0 {
            self.n_ties_before -= 1;
            return None;
        }
        (key >= self.key).then_some(())
    }
}

/// `n_below` says how many of the four cuts lie below a value.
fn by_bins(values: &[f64], better: Better, n_below: impl Fn(f64) -> usize) -> Vec<u8> {
    let score = |&value: &f64| match better {
        Better::More => score_of(n_below(value)),
        Better::Fewer => score_of(4 - n_below(value)),
    };
    values.iter().map(score).collect()
}

/// Numbers of which more is better; without a negative zero.
fn keys(values: &[f64], better: Better) -> Vec<f64> {
    let sign = match better {
        Better::More => 1.0,
        Better::Fewer => -1.0,
    };
    values.iter().map(|it| it * sign + 0.0).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "at most four")]
fn score_of(n_passed: usize) -> u8 {
    1 + n_passed as u8
}

/// The largest value of each group of values but the highest.
#[expect(clippy::indexing_slicing, reason = "scores are 1 to 5")]
fn upper_ends(values: &[f64], scores: &[u8], better: Better) -> [f64; 4] {
    let mut largest = [f64::NEG_INFINITY; 5];
    let mut smallest = f64::INFINITY;
    for (&value, &score) in values.iter().zip(scores) {
        let group = match better {
            Better::More => usize::from(score - 1),
            Better::Fewer => usize::from(5 - score),
        };
        largest[group] = largest[group].max(value);
        smallest = smallest.min(value);
    }
    let mut end = one_less(smallest);
    [0, 1, 2, 3].map(|group: usize| {
        end = end.max(largest[group]);
        end
    })
}

/// One less, or the next smaller number where one is too little to matter.
fn one_less(value: f64) -> f64 {
    if value - 1.0 < value { value - 1.0 } else { value.next_down() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(values: &[f64], better: Better, rule: ScoreRule) -> Vec<u8> {
        score(values, better, rule, None).scores
    }

    #[test]
    fn cumulative_share_gives_equal_values_equal_scores() {
        // Shares: 1 → 3/5, 2 → 4/5, 9 → 5/5; times five: 3, 4, 5.
        let values = [1.0, 1.0, 9.0, 1.0, 2.0];
        assert_eq!(scores(&values, Better::More, ScoreRule::CumeDist), [3, 3, 5, 3, 4]);
        // Fewer is better: 9 → 1/5, 2 → 2/5, 1 → 5/5.
        assert_eq!(scores(&values, Better::Fewer, ScoreRule::CumeDist), [5, 5, 1, 5, 2]);
    }

    #[test]
    fn cumulative_share_rounds_up_exactly_for_every_count() {
        for n in 1..200_usize {
            let values: Vec<f64> = (1..=n).map(|it| it as f64).collect();
            let expected: Vec<u8> = (1..=n).map(|it| u8::try_from((5 * it).div_ceil(n)).unwrap()).collect();
            assert_eq!(scores(&values, Better::More, ScoreRule::CumeDist), expected, "{n} customers");
        }
    }

    #[test]
    fn ntile_splits_ties_in_customer_order_and_fills_the_first_groups() {
        // Seven customers: groups of 2, 2, 1, 1, 1.
        let values = [4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0];
        assert_eq!(scores(&values, Better::More, ScoreRule::Ntile), [1, 1, 2, 2, 3, 4, 5]);
        assert_eq!(scores(&values, Better::Fewer, ScoreRule::Ntile), [1, 1, 2, 2, 3, 4, 5]);
        let values = [3.0, 1.0, 3.0, 2.0, 3.0];
        assert_eq!(scores(&values, Better::More, ScoreRule::Ntile), [3, 1, 4, 2, 5]);
        assert_eq!(scores(&values, Better::Fewer, ScoreRule::Ntile), [1, 5, 2, 4, 3]);
    }

    #[test]
    fn ntile_of_three_customers_uses_three_scores() {
        assert_eq!(scores(&[5.0, 7.0, 6.0], Better::More, ScoreRule::Ntile), [1, 3, 2]);
    }

    #[test]
    fn r_rfm_adds_one_to_the_quantile_and_closes_below() {
        // Quantiles of type 7 of 1..=6 are 2, 3, 4, 5; the groups begin at 3, 4, 5, 6.
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(scores(&values, Better::More, ScoreRule::RRfm), [1, 1, 2, 3, 4, 5]);
        assert_eq!(scores(&values, Better::Fewer, ScoreRule::RRfm), [5, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn a_value_on_a_fixed_cut_belongs_below_it() {
        let cuts = Some([10.0, 20.0, 30.0, 40.0]);
        let values = [10.0, 10.5, 20.0, 40.0, 41.0];
        assert_eq!(score(&values, Better::More, ScoreRule::Fixed, cuts).scores, [1, 2, 2, 4, 5]);
        assert_eq!(score(&values, Better::Fewer, ScoreRule::Fixed, cuts).scores, [5, 4, 4, 2, 1]);
    }

    #[test]
    fn the_cuts_shown_give_the_same_scores_when_fixed() {
        let values = [0.0, 3.0, 3.0, 8.0, 8.0, 8.0, 9.5, 11.0, 11.0, 40.0, 2.0];
        for better in [Better::More, Better::Fewer] {
            for rule in [ScoreRule::CumeDist, ScoreRule::RRfm] {
                let shown = score(&values, better, rule, None);
                let fixed = score(&values, better, ScoreRule::Fixed, Some(shown.cuts));
                assert_eq!(fixed.scores, shown.scores, "{rule:?}, {better:?}");
            }
        }
    }

    #[test]
    fn cuts_below_everybody_are_one_less_than_the_smallest() {
        // Half of all have one order: no cumulative share is below a half.
        let shown = score(&[1.0, 1.0, 1.0, 2.0], Better::More, ScoreRule::CumeDist, None);
        assert_eq!((shown.scores, shown.cuts), (vec![4, 4, 4, 5], [0.0, 0.0, 0.0, 1.0]));
    }
}
