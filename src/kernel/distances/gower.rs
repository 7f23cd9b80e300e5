//! Gower's distance: numbers and categories in one measure, gaps left aside.
//!
//! J. Gower, *A general coefficient of similarity and some of its properties* (1971), as R's
//! `cluster::daisy` works it out: d = Σ w δ d ÷ Σ w δ over the columns that both customers have a
//! value in (δ = 1). Of numbers, d is the difference divided by the column's range; of categories it
//! is 0 where they are equal and 1 elsewhere; yes and no are numbers, 0 and 1. Two customers without
//! any column in common are 1 apart, as far as any can be.

use std::ops::Range;

use crate::kernel::distances::{Metric, Pairs};

/// The code of a category that is not known.
pub const MISSING: u32 = u32::MAX;

/// A column of numbers, as shares of its range.
#[derive(Debug, Clone)]
struct Numbers {
    values: Vec<f64>,
    weight: f64,
}

/// A column of categories.
#[derive(Debug, Clone)]
struct Categories {
    codes: Vec<u32>,
    weight: f64,
}

/// Customers with numbers and categories.
#[derive(Debug, Clone)]
pub struct Gower {
    numbers: Vec<Numbers>,
    categories: Vec<Categories>,
    n: usize,
}

impl Gower {
    /// `n` customers about whom nothing is known yet.
    pub fn new(n: usize) -> Self {
        Self { numbers: Vec::new(), categories: Vec::new(), n }
    }

    /// Adds a column of numbers, one per customer, `NaN` where not known. The range is that of the
    /// column; where it has none, everybody is alike in it.
    pub fn add_numbers(&mut self, values: &[f64], weight: f64) {
        let known = || values.iter().copied().filter(|it| it.is_finite());
        let low = known().fold(f64::INFINITY, f64::min);
        let high = known().fold(f64::NEG_INFINITY, f64::max);
        // Halves, so that the range of numbers of opposite signs doesn't overflow.
        let range = high / 2.0 - low / 2.0;
        let share = |it: &f64| match it.is_finite() {
            true if range > 0.0 => (it / 2.0 - low / 2.0) / range,
            true => 0.0,
            false => f64::NAN,
        };
        self.numbers.push(Numbers { values: values.iter().map(share).collect(), weight });
    }

    /// Adds a column of categories, one code per customer, [`MISSING`] where not known.
    pub fn add_categories(&mut self, codes: Vec<u32>, weight: f64) {
        self.categories.push(Categories { codes, weight });
    }

    /// The customers at some positions; ranges stay as they were.
    fn select(&self, at: &[usize]) -> Self {
        let numbers = |it: &Numbers| Numbers {
            values: at.iter().filter_map(|idx| it.values.get(*idx)).copied().collect(),
            weight: it.weight,
        };
        let categories = |it: &Categories| Categories {
            codes: at.iter().filter_map(|idx| it.codes.get(*idx)).copied().collect(),
            weight: it.weight,
        };
        Self {
            numbers: self.numbers.iter().map(numbers).collect(),
            categories: self.categories.iter().map(categories).collect(),
            n: at.len(),
        }
    }
}

/// Adds what a column says to the sums and to the weight of what is known.
#[inline]
fn add(sums: &mut [f64], known: &mut [f64], apart: impl Iterator<Item = Option<f64>>, weight: f64) {
    for ((sum, known), apart) in sums.iter_mut().zip(known).zip(apart) {
        *sum += weight * apart.unwrap_or(0.0);
        *known += if apart.is_some() { weight } else { 0.0 };
    }
}

impl Metric for Gower {
    fn len(&self) -> usize {
        self.n
    }

    fn row(&self, from: usize, to: Range<usize>, into: &mut Vec<f64>) {
        into.clear();
        into.resize(to.len(), 0.0);
        let mut known = vec![0.0; to.len()];
        for Numbers { values, weight } in &self.numbers {
            let (Some(own), Some(others)) = (values.get(from), values.get(to.clone())) else { continue };
            if own.is_nan() {
                continue;
            }
            let apart = |other: &f64| Some((other - own).abs()).filter(|it| !it.is_nan());
            add(into, &mut known, others.iter().map(apart), *weight);
        }
        for Categories { codes, weight } in &self.categories {
            let (Some(own), Some(others)) = (codes.get(from), codes.get(to.clone())) else { continue };
            if *own == MISSING {
                continue;
            }
            let apart = |other: &u32| (*other != MISSING).then(|| f64::from(u8::from(other != own)));
            add(into, &mut known, others.iter().map(apart), *weight);
        }
        for (sum, known) in into.iter_mut().zip(&known) {
            *sum = if *known > 0.0 { *sum / known } else { 1.0 };
        }
        // A customer is not apart from itself, whether anything is known of it or not.
        if let Some(own) = from.checked_sub(to.start).and_then(|it| into.get_mut(it)) {
            *own = 0.0;
        }
    }

    fn is_whole(&self, idx: usize) -> bool {
        let has_number = |it: &Numbers| it.values.get(idx).is_some_and(|it| !it.is_nan());
        let has_code = |it: &Categories| it.codes.get(idx).is_some_and(|it| *it != MISSING);
        self.numbers.iter().all(has_number) && self.categories.iter().all(has_code)
    }

    fn among(&self, at: &[usize], on_row: &mut dyn FnMut()) -> Pairs {
        Pairs::of(&self.select(at), on_row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} {expected:?}");
    }

    fn row(metric: &Gower, from: usize) -> Vec<f64> {
        let mut row = Vec::new();
        metric.row(from, 0..metric.len(), &mut row);
        row
    }

    #[test]
    fn numbers_count_by_their_range_and_categories_by_being_equal() {
        let mut metric = Gower::new(3);
        metric.add_numbers(&[10.0, 20.0, 50.0], 1.0);
        metric.add_categories(vec![1, 1, 2], 1.0);
        close(&row(&metric, 0), &[0.0, 0.125, 1.0]);
        close(&row(&metric, 1), &[0.125, 0.0, 0.875]);
    }

    #[test]
    fn what_one_of_two_customers_lacks_is_left_aside() {
        let mut metric = Gower::new(4);
        metric.add_numbers(&[0.0, f64::NAN, 4.0, f64::NAN], 1.0);
        metric.add_numbers(&[0.0, 1.0, 2.0, f64::NAN], 1.0);
        metric.add_categories(vec![1, 2, MISSING, MISSING], 1.0);
        close(&row(&metric, 0), &[0.0, 0.75, 1.0, 1.0]);
        close(&row(&metric, 1), &[0.75, 0.0, 0.5, 1.0]);
        close(&row(&metric, 3), &[1.0, 1.0, 1.0, 0.0]);
    }

    /// Age, job, marital status, education, balance and housing loan of six customers of a bank (data of
    /// S. Moro, P. Cortez and P. Rita, 2014), with two more that span the ranges of the first 200; the
    /// distances by `cluster::daisy(metric = "gower")` of R 4.2.2 on those 200.
    #[test]
    fn customers_of_a_bank_are_as_far_apart_as_daisy_says() {
        let expected: [&[f64]; 5] = [
            &[0.536_295_524_177_7],
            &[0.685_063_097_910_6, 0.537_450_576_111_4],
            &[0.502_867_046_481_2, 0.372_495_903_992_2, 0.182_196_051_429_5],
            &[0.599_807_327_101_4, 0.285_528_138_635_5, 0.581_410_895_857_5, 0.430_273_613_953_6],
            &[
                0.523_955_367_025_8,
                0.709_676_178_559_9,
                0.172_225_602_448_5,
                0.354_421_653_878_0,
                0.742_518_626_742_3,
            ],
        ];
        let mut metric = Gower::new(8);
        metric.add_numbers(&[30.0, 33.0, 35.0, 30.0, 59.0, 35.0, 20.0, 78.0], 1.0);
        metric.add_categories(vec![0, 1, 2, 2, 3, 2, 4, 4], 1.0);
        metric.add_categories(vec![0, 0, 1, 0, 0, 1, 2, 2], 1.0);
        metric.add_categories(vec![0, 1, 2, 2, 1, 2, 3, 3], 1.0);
        metric.add_numbers(&[1787.0, 4789.0, 1350.0, 1476.0, 0.0, 747.0, -1206.0, 16_873.0], 1.0);
        metric.add_numbers(&[0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0], 1.0);
        for (idx, expected) in (1..).zip(expected) {
            close(&row(&metric, idx)[..idx], expected);
        }
    }

    #[test]
    fn whoever_lacks_a_value_is_not_whole() {
        let mut metric = Gower::new(4);
        metric.add_numbers(&[0.0, f64::NAN, 4.0, 1.0], 1.0);
        metric.add_categories(vec![1, 2, MISSING, 0], 1.0);
        assert_eq!([0, 1, 2, 3].map(|it| metric.is_whole(it)), [true, false, false, true]);
    }

    #[test]
    fn a_weight_makes_a_column_count_more() {
        let mut metric = Gower::new(2);
        metric.add_numbers(&[0.0, 1.0], 3.0);
        metric.add_categories(vec![5, 5], 1.0);
        close(&row(&metric, 0), &[0.0, 0.75]);
    }

    #[test]
    fn an_outlier_of_any_size_and_a_constant_column_stay_finite() {
        let mut metric = Gower::new(4);
        metric.add_numbers(&[-1.7e308, 1.7e308, 0.0, 1.0], 1.0);
        metric.add_numbers(&[7.0; 4], 1.0);
        close(&row(&metric, 0), &[0.0, 0.5, 0.25, 0.25]);
    }

    #[test]
    fn selected_customers_keep_their_distances() {
        let mut metric = Gower::new(4);
        metric.add_numbers(&[0.0, 1.0, 2.0, 10.0], 1.0);
        metric.add_categories(vec![1, 2, 1, 2], 1.0);
        let all = row(&metric, 0);
        close(&row(&metric.select(&[0, 2, 1]), 0), &[all[0], all[2], all[1]]);
    }
}
