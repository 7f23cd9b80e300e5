//! Each predictor by itself: how much it tells, and whether it tells too much.

use crate::kernel::order;
use crate::kernel::tree::cart::positions;
use crate::kernel::tree::coded::{Coded, Values};
use crate::kernel::tree::{Predictor, Sums, Target, Test};

/// Parts that numbers are cut into.
const N_BINS: usize = 10;
/// Names of fewer customers count as one: single customers would order themselves.
const RARE: f64 = 20.0;
/// From this share of the sum of squares on, amounts are the outcome in other units.
const SAME: f64 = 1.0 - 1e-12;

/// A predictor by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// Over all its names, or ten parts of its numbers; missing values are one more.
    pub test: Test,
    /// Of yes and no: how often a customer with yes is ranked before one with no, 0.5 to 1.
    pub auc: Option<f64>,
    /// Share of the outcome's sum of squares that the same parts explain, 0 to 1.
    pub explained: f64,
    /// Distinct values, missing ones as one more.
    pub n_values: usize,
    /// Whether it is the outcome once more, in the same or other words or units.
    pub is_copy: bool,
    /// Whether its numbers were cut into 256 parts before anything else.
    pub is_cut: bool,
}

/// Looks at one predictor.
pub fn screen(
    coded: &Coded,
    cells: &[Sums],
    target: &Target,
    (predictor, rows): (Predictor<'_>, &[u32]),
) -> Screened {
    let all = cells.iter().fold(Sums::default(), |all, it| all.with(*it));
    let met = positions(cells);
    let is_cut = matches!(coded.values, Values::Ordered { is_cut: true, .. });
    let parts = match &coded.values {
        Values::Ordered { .. } => binned(cells),
        Values::Nominal(_) => cells.to_vec(),
    };
    let test = Test::of(&parts, target.is_rate);
    let between = parts.iter().map(Sums::share).sum::<f64>() - all.share();
    let explained = if all.within() > 0.0 { (between / all.within()).clamp(0.0, 1.0) } else { 0.0 };
    let auc = target.is_rate.then(|| {
        let by_rate = area(&by_rate(&parts));
        match (&coded.values, cells.split_last()) {
            (Values::Ordered { .. }, Some((missing, known))) => {
                let first = area(&[&[*missing], known].concat());
                let last = area(cells);
                [by_rate, first, 1.0 - first, last, 1.0 - last].into_iter().fold(0.5, f64::max)
            }
            _ => by_rate.max(0.5),
        }
    });
    let is_pure = |it: &usize| cells.get(*it).is_some_and(|it| it.within() <= 0.0);
    let is_copy = if target.is_rate {
        met.len() == 2 && met.iter().all(is_pure) && all.within() > 0.0
    } else {
        matches!(predictor, Predictor::Numbers(values) if correlation(values, rows, target) >= SAME)
    };
    Screened { test, auc, explained, n_values: met.len(), is_copy, is_cut }
}

/// Numbers in ten parts of about equal size, and missing ones as they are.
fn binned(cells: &[Sums]) -> Vec<Sums> {
    let Some((missing, known)) = cells.split_last() else { return Vec::new() };
    if known.len() <= N_BINS {
        return cells.to_vec();
    }
    let n: f64 = known.iter().map(|it| it.n).sum();
    let mut parts = vec![Sums::default(); N_BINS];
    let mut n_before = 0.0;
    for cell in known {
        let part = part_of(n_before + cell.n / 2.0, n);
        n_before += cell.n;
        if let Some(it) = parts.get_mut(part) {
            *it = it.with(*cell);
        }
    }
    parts.push(*missing);
    parts
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the number of parts")]
fn part_of(rank: f64, n: f64) -> usize {
    ((rank * N_BINS as f64 / n.max(1.0)) as usize).min(N_BINS - 1)
}

/// The cells in the order of their rates, rare ones as one.
fn by_rate(cells: &[Sums]) -> Vec<Sums> {
    let mut rare = Sums::default();
    let mut parts = Vec::new();
    for cell in cells.iter().filter(|it| it.n > 0.0) {
        if cell.n < RARE {
            rare = rare.with(*cell);
        } else {
            parts.push(*cell);
        }
    }
    parts.push(rare);
    order::sort_by(&mut parts, |a, b| a.mean().total_cmp(&b.mean()));
    parts
}

/// The probability that a customer with yes stands behind one with no, ties by half (the area under
/// the ROC curve); 0.5 where all answers are alike.
pub fn area(rising: &[Sums]) -> f64 {
    let (mut n_no, mut n_yes, mut pairs) = (0.0, 0.0, 0.0);
    for cell in rising {
        let no = cell.n - cell.sum;
        pairs += cell.sum * (n_no + no / 2.0);
        n_no += no;
        n_yes += cell.sum;
    }
    if n_no > 0.0 && n_yes > 0.0 { pairs / (n_no * n_yes) } else { 0.5 }
}

/// The squared correlation of known numbers with the outcome, where nearly nobody lacks them.
fn correlation(values: &[f64], rows: &[u32], target: &Target) -> f64 {
    let known = || {
        let value = |row: &u32| values.get(*row as usize).copied().unwrap_or(f64::NAN);
        rows.iter().map(value).zip(&target.values).filter(|it| it.0.is_finite())
    };
    let n = known().count() as f64;
    let largest = known().fold(0.0_f64, |largest, it| largest.max(it.0.abs()));
    if n * 2.0 < rows.len() as f64 || largest <= 0.0 {
        return 0.0;
    }
    let sum = known().fold((0.0, 0.0), |sum, (x, y)| (sum.0 + x / largest, sum.1 + y));
    let (mean_x, mean_y) = (sum.0 / n, sum.1 / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in known() {
        let (x, y) = (x / largest - mean_x, y - mean_y);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    if xx > 0.0 && yy > 0.0 { xy / xx * xy / yy } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screened(predictor: Predictor<'_>, target: &Target) -> Screened {
        let rows: Vec<u32> = (0..u32::try_from(target.values.len()).unwrap()).collect();
        let coded = Coded::of(predictor, &rows);
        screen(&coded, &coded.cells(&rows, target), target, (predictor, &rows))
    }

    #[test]
    fn the_area_is_the_share_of_pairs_in_the_right_order() {
        // Yes at 3, 2, 2; no at 1, 2, 0: of 9 pairs 7 are right and 2 tie.
        let values = [3.0, 2.0, 2.0, 1.0, 2.0, 0.0];
        let target = Target::rate((0..6).map(|it| it < 3));
        let found = screened(Predictor::Numbers(&values), &target);
        assert!((found.auc.unwrap() - 8.0 / 9.0).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn a_column_that_is_only_filled_for_yes_nearly_decides() {
        let answers: Vec<bool> = (0..2000).map(|it| it % 9 == 0).collect();
        let values: Vec<f64> =
            answers.iter().enumerate().map(|(at, it)| if *it { at as f64 } else { f64::NAN }).collect();
        let found = screened(Predictor::Numbers(&values), &Target::rate(answers.iter().copied()));
        assert!(found.auc.unwrap() > 0.99 && !found.is_copy, "{found:?}");
        let noise: Vec<f64> = (0..2000).map(|it| f64::from(it * 7919 % 2003)).collect();
        let found = screened(Predictor::Numbers(&noise), &Target::rate(answers.into_iter()));
        assert!(found.auc.unwrap() < 0.6, "{found:?}");
    }

    #[test]
    fn the_outcome_in_other_words_or_units_is_a_copy() {
        let answers: Vec<bool> = (0..100).map(|it| it % 3 == 0).collect();
        let codes: Vec<u32> = answers.iter().map(|it| u32::from(!*it)).collect();
        let target = Target::rate(answers.into_iter());
        assert!(screened(Predictor::Names { codes: &codes, n: 2 }, &target).is_copy);
        let amounts: Vec<f64> = (0..100).map(|it| f64::from(it * it % 37)).collect();
        let in_cents: Vec<f64> = amounts.iter().map(|it| it * 100.0 + 7.0).collect();
        let target = Target::amounts(amounts.clone());
        assert!(screened(Predictor::Numbers(&in_cents), &target).is_copy);
        let near: Vec<f64> = amounts.iter().enumerate().map(|(at, it)| it + (at % 2) as f64).collect();
        assert!(!screened(Predictor::Numbers(&near), &target).is_copy);
    }
}
