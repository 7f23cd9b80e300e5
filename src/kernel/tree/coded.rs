//! A predictor as codes: small whole numbers that outcomes are summed by.

use crate::kernel::order;
use crate::kernel::tree::{Predictor, Sums, Target};

/// Numbers with more distinct values are cut into [`MAX_BINS`] parts of about equal size.
pub const MAX_DISTINCT: usize = 50_000;
/// Parts of such numbers: 255 cuts.
const MAX_BINS: usize = 256;

/// A predictor as codes of the customers that a tree is learnt from.
#[derive(Debug, Clone)]
pub struct Coded {
    /// One for each customer; that of missing values comes after all others.
    codes: Vec<u16>,
    /// What the codes stand for.
    pub values: Values,
}

/// What codes stand for.
#[derive(Debug, Clone)]
pub enum Values {
    /// Rising ranges of numbers.
    Ordered {
        /// Smallest value of each.
        low: Vec<f64>,
        /// Largest value of each.
        high: Vec<f64>,
        /// Whether distinct values share a code.
        is_cut: bool,
    },
    /// Names, as many as that.
    Nominal(usize),
}

impl Coded {
    /// The codes of some customers.
    pub fn of(predictor: Predictor<'_>, rows: &[u32]) -> Self {
        match predictor {
            Predictor::Names { codes, n } => {
                let n = n.min(usize::from(u16::MAX) - 1);
                let missing = small(n);
                let code = |row: &u32| {
                    let code = codes.get(*row as usize).filter(|it| (**it as usize) < n);
                    code.map_or(missing, |it| small(*it as usize))
                };
                Self { codes: rows.iter().map(code).collect(), values: Values::Nominal(n) }
            }
            Predictor::Numbers(values) => {
                let value = |row: &u32| values.get(*row as usize).map_or(f64::NAN, |it| it + 0.0);
                let mut sorted: Vec<f64> = rows.iter().map(value).filter(|it| it.is_finite()).collect();
                order::sort_by_number(&mut sorted, |it| order::rank(*it));
                let (low, high, is_cut) = ranges(&sorted);
                let codes = rows.iter().map(|row| place(&high, value(row))).collect();
                Self { codes, values: Values::Ordered { low, high, is_cut } }
            }
        }
    }

    /// How many codes there are, besides that of missing values.
    pub fn n_codes(&self) -> usize {
        match &self.values {
            Values::Ordered { high, .. } => high.len(),
            Values::Nominal(n) => *n,
        }
    }

    /// The code of a customer.
    pub fn at(&self, row: usize) -> usize {
        self.codes.get(row).map_or_else(|| self.n_codes(), |it| usize::from(*it))
    }

    /// The outcome of some customers by code; those without value stand last.
    pub fn cells(&self, rows: &[u32], target: &Target) -> Vec<Sums> {
        let mut cells = vec![Sums::default(); self.n_codes() + 1];
        for row in rows {
            let row = *row as usize;
            let (Some(code), Some(value)) = (self.codes.get(row), target.values.get(row)) else { continue };
            if let Some(cell) = cells.get_mut(usize::from(*code)) {
                cell.add(*value);
            }
        }
        cells
    }

    /// Numbers in at most `n_bins` parts of about equal size, equal values together; names as they are.
    /// `cells` are those of all customers.
    #[must_use]
    pub fn pooled(self, cells: &[Sums], n_bins: usize) -> Self {
        let Values::Ordered { low, high, is_cut } = &self.values else { return self };
        if high.len() <= n_bins {
            return self;
        }
        let counts = cells.iter().take(high.len()).map(|it| it.n);
        let mut new_code = Vec::with_capacity(high.len() + 1);
        let (mut new_low, mut new_high): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        let mut last_bin = None;
        for ((bin, low), high) in bins(counts, n_bins).into_iter().zip(low).zip(high) {
            if last_bin == Some(bin) {
                new_high.pop();
            } else {
                new_low.push(*low);
            }
            new_high.push(*high);
            last_bin = Some(bin);
            new_code.push(small(new_high.len() - 1));
        }
        new_code.push(small(new_high.len()));
        let is_cut = *is_cut;
        let code = |it: &u16| new_code.get(usize::from(*it)).copied().unwrap_or_default();
        let codes = self.codes.iter().map(code).collect();
        Self { codes, values: Values::Ordered { low: new_low, high: new_high, is_cut } }
    }
}

/// Smallest and largest of each distinct value, or of each of [`MAX_BINS`] parts of sorted values.
fn ranges(sorted: &[f64]) -> (Vec<f64>, Vec<f64>, bool) {
    let same = |a: &f64, b: &f64| a.to_bits() == b.to_bits();
    let distinct: Vec<f64> = sorted.chunk_by(same).filter_map(|it| it.first()).copied().collect();
    if distinct.len() <= MAX_DISTINCT {
        return (distinct.clone(), distinct, false);
    }
    let counts = sorted.chunk_by(same).map(|it| it.len() as f64);
    let bins = bins(counts, MAX_BINS);
    let (mut low, mut high) = (Vec::new(), Vec::new());
    let both: Vec<(usize, f64)> = bins.into_iter().zip(distinct).collect();
    for part in both.chunk_by(|a, b| a.0 == b.0) {
        low.extend(part.first().map(|it| it.1));
        high.extend(part.last().map(|it| it.1));
    }
    (low, high, true)
}

/// The part of each value by the middle of its ranks, never falling.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and n_bins")]
fn bins(counts: impl Iterator<Item = f64>, n_bins: usize) -> Vec<usize> {
    let counts: Vec<f64> = counts.collect();
    let n: f64 = counts.iter().sum();
    let mut n_before = 0.0;
    let bin = |count: f64| {
        let middle = n_before + count / 2.0;
        n_before += count;
        (middle * n_bins as f64 / n.max(1.0)) as usize
    };
    counts.into_iter().map(bin).collect()
}

/// The range that a number is in, given the largest value of each; the place behind all ranges where it
/// is missing.
fn place(high: &[f64], value: f64) -> u16 {
    small(if value.is_finite() { high.partition_point(|it| *it < value) } else { high.len() })
}

fn small(code: usize) -> u16 {
    u16::try_from(code).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(n: usize) -> Vec<u32> {
        (0..u32::try_from(n).unwrap()).collect()
    }

    #[test]
    fn numbers_are_coded_by_their_place_among_the_distinct_values() {
        let values = [3.0, -0.0, f64::NAN, 0.0, 1e300, 3.0, f64::INFINITY];
        let coded = Coded::of(Predictor::Numbers(&values), &all(7));
        assert_eq!(coded.codes, [1, 0, 3, 0, 2, 1, 3]);
        let some = Coded::of(Predictor::Numbers(&values), &[0, 5, 4]);
        assert_eq!(some.codes, [0, 0, 1]);
    }

    #[test]
    fn parts_are_about_equal_and_keep_equal_values_together() {
        let values: Vec<f64> = (0..1000).map(|it| if it < 600 { 0.0 } else { f64::from(it) }).collect();
        let target = Target::rate((0..1000).map(|it| it % 7 == 0));
        let coded = Coded::of(Predictor::Numbers(&values), &all(1000));
        let cells = coded.cells(&all(1000), &target);
        let pooled = coded.pooled(&cells, 10);
        let sizes: Vec<f64> = pooled.cells(&all(1000), &target).iter().map(|it| it.n).collect();
        assert_eq!(sizes, [600.0, 100.0, 100.0, 100.0, 100.0, 0.0]);
        let Values::Ordered { low, high, .. } = pooled.values else { panic!() };
        assert_eq!((low[1], high[1]), (600.0, 699.0));
    }

    #[test]
    fn many_distinct_values_are_cut_into_256_parts() {
        let values: Vec<f64> = (0..60_000).map(|it| f64::from(it) * 0.37).collect();
        let coded = Coded::of(Predictor::Numbers(&values), &all(60_000));
        assert_eq!(coded.n_codes(), 256);
        assert!(matches!(coded.values, Values::Ordered { is_cut: true, .. }));
    }
}
