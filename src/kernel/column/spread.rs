//! How numbers spread: range, quantiles, a histogram, how many are different.

use crate::kernel::column::distinct;
use crate::kernel::order;

/// Most places in a count by value.
const MOST_PLACES: f64 = 4_194_304.0;
/// Ranges that numbers are first sorted into by their highest bits.
const N_RANGES: usize = 1 << 16;

/// How the known numbers of a column spread.
#[derive(Debug, PartialEq)]
pub struct Spread {
    /// How many are known.
    pub n: usize,
    /// How many are different.
    pub n_distinct: usize,
    /// Smallest.
    pub min: f64,
    /// Largest.
    pub max: f64,
    /// Median.
    pub median: f64,
    /// Counts in bins of equal width between the 1st and the 99th percentile.
    pub bins: Vec<u32>,
}

/// What one pass tells.
#[derive(Debug, Clone, Copy)]
struct Extent {
    n: usize,
    min: f64,
    max: f64,
    is_whole: bool,
    is_cents: bool,
}

impl Spread {
    /// Of the numbers that are not missing; `None` where there is none.
    pub fn of(values: &[f64], n_bins: usize) -> Option<Self> {
        let extent = Extent::of(values);
        if extent.n == 0 {
            return None;
        }
        Some(match extent.per_one() {
            Some(per_one) => by_value(values, extent, per_one, n_bins),
            None => by_rank(values, extent, n_bins),
        })
    }
}

fn known(values: &[f64]) -> impl Iterator<Item = f64> + '_ {
    values.iter().copied().filter(|it| !it.is_nan())
}

impl Extent {
    #[inline(never)]
    #[expect(clippy::float_cmp, reason = "the number nearest to the decimal, or not")]
    fn of(values: &[f64]) -> Self {
        let nothing =
            Self { n: 0, min: f64::INFINITY, max: f64::NEG_INFINITY, is_whole: true, is_cents: true };
        known(values).fold(nothing, |it, value| Self {
            n: it.n + 1,
            // Unlike `f64::min`, these are no calls.
            min: if value < it.min { value } else { it.min },
            max: if value > it.max { value } else { it.max },
            is_whole: it.is_whole & (value.round_ties_even() == value),
            is_cents: it.is_cents & ((value * 100.0).round_ties_even() / 100.0 == value),
        })
    }

    /// Places for each one, if the values are so few that each can have its own.
    fn per_one(self) -> Option<f64> {
        let per_one = if self.is_whole { 1.0 } else { 100.0 };
        let is_near = self.min.abs().max(self.max.abs()) * per_one < 1e9;
        let n_places = (self.max - self.min) * per_one;
        let is_few = n_places < MOST_PLACES && n_places < 8.0 * self.n as f64 + 1024.0;
        ((self.is_whole | self.is_cents) && is_near && is_few).then_some(per_one)
    }
}

/// Counts every value in a place of its own.
#[inline(never)]
fn by_value(values: &[f64], extent: Extent, per_one: f64, n_bins: usize) -> Spread {
    let Extent { n, min, max, .. } = extent;
    #[expect(clippy::cast_possible_truncation, reason = "below 10⁹")]
    let place = |value: f64| (value * per_one).round_ties_even() as i32;
    let first = place(min);
    let since = |value: f64| usize::try_from(place(value) - first).unwrap_or(0);
    let mut counts = vec![0_u32; since(max) + 1];
    for value in known(values) {
        if let Some(count) = counts.get_mut(since(value)) {
            *count += 1;
        }
    }
    let counted = || {
        let all = (first..).zip(&counts).filter(|it| *it.1 > 0);
        all.map(|(place, count)| (f64::from(place) / per_one, *count))
    };
    let quantile = |percent: usize| {
        let mut before = (n - 1) * percent / 100;
        let holds = |it: &(f64, u32)| {
            let is_it = before < it.1 as usize;
            before = before.saturating_sub(it.1 as usize);
            is_it
        };
        counted().find(holds).map_or(max, |it| it.0)
    };
    let mut bins = Bins::new(quantile(1), quantile(99), extent, n_bins);
    counted().for_each(|(value, count)| bins.add(value, count));
    Spread { n, n_distinct: counted().count(), min, max, median: quantile(50), bins: bins.counts }
}

/// Counts values by their highest bits: which of many ranges each lies in; only the values of a range
/// that is asked for are looked at once more.
fn by_rank(values: &[f64], extent: Extent, n_bins: usize) -> Spread {
    let Extent { n, min, max, .. } = extent;
    let range = |value: f64| usize::try_from(order::rank(value) >> 48).unwrap_or(0);
    let mut counts = vec![0_usize; N_RANGES];
    for value in known(values) {
        if let Some(count) = counts.get_mut(range(value)) {
            *count += 1;
        }
    }
    let quantile = |percent: usize| {
        let mut at = (n - 1) * percent / 100;
        let holds = |it: &(usize, &usize)| {
            let is_it = at < *it.1;
            at -= if is_it { 0 } else { *it.1 };
            is_it
        };
        let Some((own, _)) = counts.iter().enumerate().find(holds) else { return max };
        let mut near: Vec<f64> = known(values).filter(|it| range(*it) == own).collect();
        *near.select_nth_unstable_by(at, f64::total_cmp).1
    };
    let mut bins = Bins::new(quantile(1), quantile(99), extent, n_bins);
    known(values).for_each(|value| bins.add(value, 1));
    let n_distinct = distinct::count(|| known(values).map(|it| distinct::mixed(it.to_bits())), n);
    Spread { n, n_distinct, min, max, median: quantile(50), bins: bins.counts }
}

struct Bins {
    first: f64,
    scale: f64,
    counts: Vec<u32>,
}

impl Bins {
    fn new(low: f64, high: f64, extent: Extent, n_bins: usize) -> Self {
        let (first, last) = if low < high { (low, high) } else { (extent.min, extent.max) };
        let scale = if last > first { n_bins as f64 / (last - first) } else { 0.0 };
        Self { first, scale, counts: vec![0; n_bins] }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "casts of floats saturate, and the ends collect what lies beyond"
    )]
    fn add(&mut self, value: f64, n: u32) {
        let bin = ((value - self.first) * self.scale) as usize;
        let last = self.counts.len().saturating_sub(1);
        if let Some(count) = self.counts.get_mut(bin.min(last)) {
            *count += n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, Spread, by_rank, by_value};

    #[test]
    fn counting_by_value_and_by_rank_say_the_same() {
        let cents = |it: i32| f64::from((it * 7919 % 5000) - 1000) / 100.0;
        for values in [
            (0..4000).map(cents).chain([f64::NAN]).collect::<Vec<f64>>(),
            (0..500).map(|it| f64::from(it % 7)).collect(),
            vec![3.5],
            vec![0.1, 0.1, 0.1],
        ] {
            let extent = Extent::of(&values);
            let per_one = extent.per_one().unwrap();
            assert_eq!(by_value(&values, extent, per_one, 16), by_rank(&values, extent, 16));
        }
        assert_eq!(Spread::of(&[f64::NAN], 16), None);
    }

    #[test]
    fn numbers_far_apart_or_finer_than_cents_have_no_place_each() {
        for values in [vec![0.0, 1e8], vec![0.123], vec![1e12, 1e12 + 1.0], vec![0.0, 5e7]] {
            assert_eq!(Extent::of(&values).per_one(), None, "{values:?}");
        }
        let values: Vec<f64> = (0..10_000).map(|it| f64::from(it) * 0.001).collect();
        let spread = Spread::of(&values, 4).unwrap();
        assert_eq!((spread.n_distinct, spread.bins), (10_000, vec![2550, 2450, 2450, 2550]));
    }
}
