//! From numbers to scores of 1 to 3, 4 or 5.
//!
//! Every rule is linear: the values at which a score begins are selected, not found by sorting, and
//! the scores follow in one pass. No score depends on the order of the customers, except that NTILE
//! and pandas' ranks split ties by it.

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
    /// From 1 (worst) to the number of scores (best), one per customer.
    pub scores: Vec<u8>,
    /// The largest value of each group of values but the highest, rising. Where nobody is in the
    /// lowest groups, one less than the smallest value.
    pub cuts: Vec<f64>,
}

/// Scores values that are all known by `bins` scores; `cuts`, one fewer than scores, are for
/// [`ScoreRule::Fixed`] only.
pub fn score(values: &[f64], better: Better, rule: ScoreRule, bins: u8, cuts: Option<&[f64]>) -> Scored {
    let n = usize::from(bins);
    let below =
        |cuts: &[f64]| by_bins(values, better, n, |value| cuts.iter().filter(|&&it| value > it).count());
    let scores = match rule {
        ScoreRule::CumeDist => by_cumulative_share(values, better, n),
        ScoreRule::Ntile => by_equal_groups(values, better, n),
        ScoreRule::QcutRankFirst => by_ranks(values, better, n),
        ScoreRule::RRfm => {
            let lower: Vec<f64> = shares(values, bins).into_iter().map(|it| it + 1.0).collect();
            by_bins(values, better, n, |value| lower.iter().filter(|&&it| value >= it).count())
        }
        ScoreRule::Fixed => {
            let cuts = cuts.map_or_else(|| shares(values, bins), <[f64]>::to_vec);
            return Scored { scores: below(&cuts), cuts };
        }
        ScoreRule::EqualWidth => {
            let cuts = equal_widths(values, bins);
            return Scored { scores: below(&cuts), cuts };
        }
    };
    let cuts = upper_ends(values, &scores, better, n);
    Scored { scores, cuts }
}

/// The quantiles of type 7 that part the values into `bins` equal shares.
fn shares(values: &[f64], bins: u8) -> Vec<f64> {
    let shares: Vec<(u32, u32)> = (1..u32::from(bins)).map(|it| (it, u32::from(bins))).collect();
    quantiles(&mut values.to_vec(), &shares)
}

/// Cut points at equal distances between the smallest and the largest value.
fn equal_widths(values: &[f64], bins: u8) -> Vec<f64> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Halves first, so that a range as wide as all numbers does not run over.
    let half = high / 2.0 - low / 2.0;
    (1..bins).map(|it| low + half * (f64::from(it) / f64::from(bins)) * 2.0).collect()
}

/// ⌈number of scores × share of customers that are no better⌉.
///
/// With m customers no better the score is above s exactly where bins × m > s × n, that is where the
/// value reaches the one at position ⌊s × n ÷ bins⌋ of the sorted values: whole numbers throughout.
fn by_cumulative_share(values: &[f64], better: Better, bins: usize) -> Vec<u8> {
    let keys = keys(values, better);
    let starts: Vec<usize> = (1..bins).map(|it| it * keys.len() / bins).collect();
    let starts = order_statistics(&mut keys.clone(), &starts);
    keys.iter().map(|key| score_of(starts.iter().filter(|&it| key >= it).count())).collect()
}

/// SQL's NTILE: groups in order, the first n mod bins of them one larger; ties in the order of the
/// customers.
fn by_equal_groups(values: &[f64], better: Better, bins: usize) -> Vec<u8> {
    let keys = keys(values, better);
    let (size, extra) = (keys.len() / bins, keys.len() % bins);
    let positions: Vec<usize> = (1..bins).map(|it| it * size + it.min(extra)).collect();
    n_reached(&keys, &positions).into_iter().map(score_of).collect()
}

/// `pandas.qcut(rank(method="first"), bins)`: ranks rise with the value, ties in the order of the
/// customers; group j ends at rank 1 + (n − 1) × j ÷ bins, which is in it. Where fewer is better the
/// groups count down, so that of customers who tie the first has the better score.
fn by_ranks(values: &[f64], better: Better, bins: usize) -> Vec<u8> {
    let keys = keys(values, Better::More);
    let last = keys.len().saturating_sub(1);
    let positions: Vec<usize> = (1..bins).map(|it| last * it / bins + 1).collect();
    let score = |n_passed| match better {
        Better::More => score_of(n_passed),
        Better::Fewer => score_of(bins - 1 - n_passed),
    };
    n_reached(&keys, &positions).into_iter().map(score).collect()
}

/// How many of the groups that begin at `positions` of the sorted keys each customer has reached;
/// ties in the order of the customers.
fn n_reached(keys: &[f64], positions: &[usize]) -> Vec<usize> {
    let n_inside = positions.iter().filter(|&&it| it < keys.len()).count();
    let inside = positions.get(..n_inside).unwrap_or_default();
    let mut starts: Vec<GroupStart> = order_statistics(&mut keys.to_vec(), inside)
        .into_iter()
        .zip(inside)
        .map(|(key, &position)| {
            let n_less = keys.iter().filter(|&&it| it < key).count();
            GroupStart { key, n_ties_before: position - n_less }
        })
        .collect();
    keys.iter().map(|&key| starts.iter_mut().filter_map(|it| it.reached_by(key)).count()).collect()
}

/// Where a group of customers in order begins.
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

/// `n_below` says how many of the cuts lie below a value.
fn by_bins(values: &[f64], better: Better, bins: usize, n_below: impl Fn(f64) -> usize) -> Vec<u8> {
    let score = |&value: &f64| match better {
        Better::More => score_of(n_below(value)),
        Better::Fewer => score_of(bins - 1 - n_below(value)),
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
#[expect(clippy::indexing_slicing, reason = "scores are 1 to the number of scores")]
fn upper_ends(values: &[f64], scores: &[u8], better: Better, bins: usize) -> Vec<f64> {
    let mut largest = vec![f64::NEG_INFINITY; bins];
    let mut smallest = f64::INFINITY;
    for (&value, &score) in values.iter().zip(scores) {
        let group = match better {
            Better::More => usize::from(score) - 1,
            Better::Fewer => bins - usize::from(score),
        };
        largest[group] = largest[group].max(value);
        smallest = smallest.min(value);
    }
    let mut end = one_less(smallest);
    let end_of = |group: &f64| {
        end = end.max(*group);
        end
    };
    largest[..bins - 1].iter().map(end_of).collect()
}

/// One less, or the next smaller number where one is too little to matter.
fn one_less(value: f64) -> f64 {
    if value - 1.0 < value { value - 1.0 } else { value.next_down() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(values: &[f64], better: Better, rule: ScoreRule) -> Vec<u8> {
        score(values, better, rule, 5, None).scores
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
            for bins in 3..=5_u8 {
                let score_of = |it: usize| u8::try_from((usize::from(bins) * it).div_ceil(n)).unwrap();
                let expected: Vec<u8> = (1..=n).map(score_of).collect();
                let found = score(&values, Better::More, ScoreRule::CumeDist, bins, None).scores;
                assert_eq!(found, expected, "{n} customers, {bins} scores");
            }
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
        let cuts = Some([10.0, 20.0, 30.0, 40.0].as_slice());
        let values = [10.0, 10.5, 20.0, 40.0, 41.0];
        assert_eq!(score(&values, Better::More, ScoreRule::Fixed, 5, cuts).scores, [1, 2, 2, 4, 5]);
        assert_eq!(score(&values, Better::Fewer, ScoreRule::Fixed, 5, cuts).scores, [5, 4, 4, 2, 1]);
    }

    #[test]
    fn the_cuts_shown_give_the_same_scores_when_fixed() {
        let values = [0.0, 3.0, 3.0, 8.0, 8.0, 8.0, 9.5, 11.0, 11.0, 40.0, 2.0];
        let rules = [ScoreRule::CumeDist, ScoreRule::RRfm, ScoreRule::EqualWidth];
        let ways = [Better::More, Better::Fewer].into_iter().flat_map(|it| rules.map(|rule| (it, rule)));
        for (better, rule) in ways {
            for bins in 3..=5 {
                let shown = score(&values, better, rule, bins, None);
                let fixed = score(&values, better, ScoreRule::Fixed, bins, Some(&shown.cuts));
                assert_eq!(fixed.scores, shown.scores, "{rule:?}, {better:?}, {bins}");
                assert_eq!(shown.cuts.len(), usize::from(bins) - 1);
            }
        }
    }

    #[test]
    fn cuts_below_everybody_are_one_less_than_the_smallest() {
        // Half of all have one order: no cumulative share is below a half.
        let shown = score(&[1.0, 1.0, 1.0, 2.0], Better::More, ScoreRule::CumeDist, 5, None);
        assert_eq!((shown.scores, shown.cuts), (vec![4, 4, 4, 5], vec![0.0, 0.0, 0.0, 1.0]));
    }

    #[test]
    fn ranks_of_pandas_put_the_extra_rows_at_both_ends_and_turn_ties_round_for_recency() {
        // Edges of seven ranks are 2.2, 3.4, 4.6 and 5.8: groups of 2, 1, 1, 1, 2.
        let values = [4.0; 7];
        assert_eq!(scores(&values, Better::More, ScoreRule::QcutRankFirst), [1, 1, 2, 3, 4, 5, 5]);
        assert_eq!(scores(&values, Better::Fewer, ScoreRule::QcutRankFirst), [5, 5, 4, 3, 2, 1, 1]);
        // Six ranks end their groups at 2, 3, 4 and 5, which belong to them.
        let values = [60.0, 50.0, 40.0, 30.0, 20.0, 10.0];
        assert_eq!(scores(&values, Better::More, ScoreRule::QcutRankFirst), [5, 4, 3, 2, 1, 1]);
        assert_eq!(scores(&[3.0], Better::More, ScoreRule::QcutRankFirst), [1]);
    }

    #[test]
    fn three_and_four_scores_part_customers_into_thirds_and_quarters() {
        let values: Vec<f64> = (1..=12).map(f64::from).collect();
        for (bins, expected) in
            [(3, [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]), (4, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])]
        {
            for rule in [ScoreRule::CumeDist, ScoreRule::Ntile, ScoreRule::QcutRankFirst, ScoreRule::Fixed] {
                assert_eq!(score(&values, Better::More, rule, bins, None).scores, expected, "{rule:?}");
            }
            let reversed: Vec<u8> = expected.iter().map(|it| bins + 1 - it).collect();
            assert_eq!(score(&values, Better::Fewer, ScoreRule::CumeDist, bins, None).scores, reversed);
        }
    }

    #[test]
    fn equal_widths_part_the_range_not_the_customers() {
        let shown = score(&[0.0, 1.0, 2.0, 30.0, 100.0], Better::More, ScoreRule::EqualWidth, 4, None);
        assert_eq!((shown.scores, shown.cuts), (vec![1, 1, 1, 2, 4], vec![25.0, 50.0, 75.0]));
        let alike = score(&[7.0; 3], Better::Fewer, ScoreRule::EqualWidth, 5, None);
        assert_eq!(alike.scores, [5, 5, 5]);
        let vast = score(&[-1e308, 1e308], Better::More, ScoreRule::EqualWidth, 3, None);
        assert!(vast.cuts.iter().all(|it| it.is_finite()), "{:?}", vast.cuts);
    }
}
