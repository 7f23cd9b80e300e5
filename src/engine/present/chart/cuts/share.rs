//! What a cut between value tiers slides along: shares of customers, or of what they bring.

use crate::engine::present::chart::cuts::Slide;
use crate::engine::present::number;
use crate::engine::segmentation::tiers::{TierRule, TiersDetail};

/// The nearest that two cuts may come, and the nearest to either end.
const APART: f64 = 0.1;

/// What a cut between tiers is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOf {
    /// Customers, the most valuable first.
    Customers,
    /// What they bring.
    Revenue,
}

impl ShareOf {
    /// What the cuts of a rule are shares of, and the cuts in per cent; `None` where they are no
    /// shares.
    pub fn cuts(rule: &TierRule) -> Option<(Self, &Vec<f64>)> {
        match rule {
            TierRule::Customers(cuts) => Some((Self::Customers, cuts)),
            TierRule::Revenue(cuts) => Some((Self::Revenue, cuts)),
            TierRule::Amounts(_) | TierRule::Quadrant(_) => None,
        }
    }
}

/// Where shares in per cent stand under the curve of value, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareScale {
    of: ShareOf,
    curve: Vec<[f64; 2]>,
}

impl ShareScale {
    /// Under the curve of a result.
    pub fn new(of: ShareOf, detail: &TiersDetail) -> Self {
        Self { of, curve: detail.pareto.clone() }
    }
}

impl Slide for ShareScale {
    fn ends(&self) -> (f64, f64) {
        (1.0, 99.0)
    }

    fn step(&self) -> f64 {
        1.0
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value / 100.0).clamp(0.0, 1.0);
        match self.of {
            ShareOf::Customers => share,
            ShareOf::Revenue => between(&self.curve, |it| (it[1], it[0]), share),
        }
    }

    fn value_at(&self, x: f64) -> f64 {
        let x = x.clamp(0.0, 1.0);
        let share = match self.of {
            ShareOf::Customers => x,
            ShareOf::Revenue => between(&self.curve, |it| (it[0], it[1]), x),
        };
        (100.0 * share).round().clamp(1.0, 99.0)
    }

    fn written(&self, value: f64) -> String {
        let of = match self.of {
            ShareOf::Customers => "of customers",
            ShareOf::Revenue => "of the value",
        };
        format!("{}% {of}", number::plain(value))
    }
}

/// The second number where the first is `at`, on the straight pieces of a rising curve.
fn between(curve: &[[f64; 2]], axes: impl Fn(&[f64; 2]) -> (f64, f64), at: f64) -> f64 {
    let mut before = (0.0, 0.0);
    for point in curve.iter().map(axes) {
        if point.0 >= at {
            let width = point.0 - before.0;
            let part = if width > 0.0 { (at - before.0) / width } else { 1.0 };
            return before.1 + part * (point.1 - before.1);
        }
        before = point;
    }
    before.1
}

/// Cuts with one of them at another share; it stays between its neighbours and above nothing.
pub fn with_share_at(cuts: &[f64], idx: usize, value: f64) -> Vec<f64> {
    let low = idx.checked_sub(1).and_then(|it| cuts.get(it)).map_or(APART, |it| it + APART);
    let high = cuts.get(idx + 1).map_or(100.0 - APART, |it| it - APART);
    let mut next = cuts.to_vec();
    if let Some(cut) = next.get_mut(idx).filter(|_| low <= high) {
        // Sums such as 5 + 0.1 are written with one digit.
        *cut = (value.clamp(low, high) * 10.0).round() / 10.0;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(found: &[f64], expected: &[f64]) {
        let is_same = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(is_same && found.len() == expected.len(), "{found:?} instead of {expected:?}");
    }

    fn scale(of: ShareOf) -> ShareScale {
        ShareScale { of, curve: vec![[0.0, 0.0], [0.2, 0.6], [0.6, 1.0], [1.0, 1.0]] }
    }

    #[test]
    fn a_share_of_the_value_stands_where_the_curve_reaches_it() {
        let scale = scale(ShareOf::Revenue);
        assert!((scale.place(60.0) - 0.2).abs() < 1e-12);
        assert!((scale.place(80.0) - 0.4).abs() < 1e-12);
        for value in [3.0, 60.0, 80.0, 99.0] {
            assert!((scale.value_at(scale.place(value)) - value).abs() < 1e-9, "{value}");
        }
        assert!((scale.value_at(0.9) - 99.0).abs() < 1e-9);
    }

    #[test]
    fn a_share_of_customers_stands_at_itself() {
        let scale = scale(ShareOf::Customers);
        is_near(&[scale.place(20.0), scale.value_at(0.2), scale.value_at(0.0)], &[0.2, 20.0, 1.0]);
        is_near(&[scale.moved(1.0, -1), scale.moved(0.5, 1), scale.moved(20.0, 10)], &[1.0, 1.0, 30.0]);
    }

    #[test]
    fn a_cut_between_tiers_never_meets_another() {
        is_near(&with_share_at(&[1.0, 5.0, 20.0], 1, 50.0), &[1.0, 19.9, 20.0]);
        is_near(&with_share_at(&[1.0, 5.0, 20.0], 1, 0.0), &[1.0, 1.1, 20.0]);
        is_near(&with_share_at(&[1.0, 5.0, 20.0], 2, 100.0), &[1.0, 5.0, 99.9]);
        is_near(&with_share_at(&[5.0, 5.1], 0, 90.0), &[5.0, 5.1]);
        let rising = |cuts: Vec<f64>| cuts.windows(2).all(|it| it[0] < it[1]);
        for idx in 0..3 {
            assert!((0..=100).all(|value| rising(with_share_at(&[1.0, 5.0, 20.0], idx, f64::from(value)))));
        }
    }
}
