//! Splits in two (L. Breiman, J. Friedman, R. Olshen and C. Stone, *Classification and Regression
//! Trees*, 1984): the cut through numbers, or the set of names, that leaves the least impurity.
//!
//! Names are put in the order of their mean outcome and cut there: for yes and no, and for amounts by
//! variance, no other set is better (the book's theorem 4.5). Customers without a number are tried on
//! either side of every cut, and apart from all others; a missing name is a name of its own.

use crate::kernel::order;
use crate::kernel::tree::coded::{Coded, Values};
use crate::kernel::tree::{Settings, Split, Sums, Test, UNSEEN};

/// A split is no gain below this share of the node's impurity: it is rounding.
const LEAST_GAIN: f64 = 1e-12;

/// How splits are judged in one node.
#[derive(Debug, Clone, Copy)]
pub struct Judge {
    /// Whether the outcome is yes and no.
    pub is_rate: bool,
    /// Whether impurity is entropy.
    pub by_entropy: bool,
    /// The node.
    pub all: Sums,
}

impl Judge {
    /// What is left of impurity, less a constant of the node; less is better.
    fn purity(&self, sums: &Sums) -> f64 {
        if self.by_entropy && self.is_rate { -sums.entropy() } else { sums.share() }
    }

    /// How much impurity falls, and whether that is more than rounding.
    fn gain(&self, left: &Sums) -> Option<f64> {
        let right = self.all.without(*left);
        let gain = self.purity(left) + self.purity(&right) - self.purity(&self.all);
        let impurity = if self.by_entropy && self.is_rate { self.all.entropy() } else { self.all.within() };
        (gain > LEAST_GAIN * impurity).then_some(gain)
    }
}

/// The best cut so far.
#[derive(Debug, Clone, Copy)]
struct Best {
    gain: f64,
    /// Cells on the left.
    n_left: usize,
    is_missing_left: bool,
    left: Sums,
}

/// The best split by one predictor with its gain, from the outcome by code; `None` where no cut leaves
/// enough customers on both sides or gains anything.
pub fn split(coded: &Coded, cells: &[Sums], judge: &Judge, settings: &Settings) -> Option<(f64, Split)> {
    let (missing, known) = cells.split_last()?;
    match &coded.values {
        Values::Ordered { low, high, is_cut: _ } => {
            let met: Vec<usize> = positions(known);
            let sums: Vec<Sums> = met.iter().filter_map(|it| known.get(*it)).copied().collect();
            let best = best_cut(&sums, *missing, judge, settings)?;
            let last_left =
                best.n_left.checked_sub(1).and_then(|it| met.get(it)).and_then(|it| high.get(*it));
            let first_right = met.get(best.n_left).and_then(|it| low.get(*it));
            let cuts = last_left.zip(first_right).map(|(left, right)| between(*left, *right));
            let n_sides = if missing.n > 0.0 { 2.0 } else { 1.0 };
            let n_cuts = n_sides * sums.len() as f64 - if missing.n > 0.0 { 1.0 } else { n_sides };
            let least = (settings.min_leaf as f64 / judge.all.n).min(0.5);
            let found = found(&best, judge, missing.n);
            let by_number = found.test.ln_p + libm::log(n_cuts.max(1.0));
            // Of amounts with a long tail, the bound by range is too hopeful.
            let by_range = if judge.is_rate {
                found.test.ln_p_of_best_cut(least) + libm::log(n_sides)
            } else {
                by_number
            };
            let missing_side = if missing.n > 0.0 { Some(u8::from(!best.is_missing_left)) } else { None };
            let split = Split {
                cuts: cuts.into_iter().collect(),
                missing: missing_side.unwrap_or(found.largest),
                ln_p: by_number.min(by_range).min(0.0),
                ..found
            };
            Some((best.gain, split))
        }
        Values::Nominal(_) => {
            let mut met = positions(cells);
            let mean = |code: &usize| cells.get(*code).map_or(0.0, Sums::mean);
            order::sort_by(&mut met, |a, b| mean(a).total_cmp(&mean(b)));
            let sums: Vec<Sums> = met.iter().filter_map(|it| cells.get(*it)).copied().collect();
            let best = best_cut(&sums, Sums::default(), judge, settings)?;
            let mut branches = vec![UNSEEN; cells.len()];
            for (place, code) in met.iter().enumerate() {
                if let Some(branch) = branches.get_mut(*code) {
                    *branch = u8::from(place >= best.n_left);
                }
            }
            let found = found(&best, judge, missing.n);
            let missing = branches.pop().filter(|it| *it != UNSEEN).unwrap_or(found.largest);
            let by_number = found.test.ln_p + ln_pairs(sums.len());
            let ln_p = by_number.min(found.test.ln_p_of_best_pair(sums.len())).min(0.0);
            Some((best.gain, Split { branches, missing, ln_p, ..found }))
        }
    }
}

/// The cells that somebody is in.
pub fn positions(cells: &[Sums]) -> Vec<usize> {
    (0..cells.len()).filter(|it| cells.get(*it).is_some_and(|it| it.n > 0.0)).collect()
}

/// A number that is not below `left` and below `right`: their middle, unless rounding forbids it.
pub fn between(left: f64, right: f64) -> f64 {
    let middle = f64::midpoint(left, right);
    if middle < right { middle } else { left }
}

/// ln of the ways to put `n` values into two groups.
fn ln_pairs(n: usize) -> f64 {
    let n = n as f64;
    (n - 1.0) * std::f64::consts::LN_2 + libm::log1p(-libm::exp2(1.0 - n))
}

/// The cut through cells with the largest gain, the first of those that tie; missing values on the
/// right, on the left, or alone on the right.
fn best_cut(cells: &[Sums], missing: Sums, judge: &Judge, settings: &Settings) -> Option<Best> {
    let mut best: Option<Best> = None;
    let least = settings.min_leaf.max(1) as f64;
    let sides: &[bool] = if missing.n > 0.0 { &[false, true] } else { &[false] };
    for &is_missing_left in sides {
        let mut left = if is_missing_left { missing } else { Sums::default() };
        let n_cuts =
            if missing.n > 0.0 && !is_missing_left { cells.len() } else { cells.len().saturating_sub(1) };
        for (place, cell) in cells.iter().take(n_cuts).enumerate() {
            left = left.with(*cell);
            if left.n < least || judge.all.n - left.n < least {
                continue;
            }
            let Some(gain) = judge.gain(&left) else { continue };
            if best.is_none_or(|it| gain > it.gain) {
                best = Some(Best { gain, n_left: place + 1, is_missing_left, left });
            }
        }
    }
    best
}

/// What is known of a split before its predictor is.
fn found(best: &Best, judge: &Judge, n_missing: f64) -> Split {
    let right = judge.all.without(best.left);
    Split {
        column: 0,
        cuts: Vec::new(),
        branches: Vec::new(),
        missing: 0,
        largest: u8::from(right.n > best.left.n),
        n_branches: 2,
        n_missing,
        gain: best.left.share() + right.share() - judge.all.share(),
        test: Test::of(&[best.left, right], judge.is_rate),
        ln_p: 0.0,
    }
}
