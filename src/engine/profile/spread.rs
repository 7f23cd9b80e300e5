//! How a number is spread over a group: mean, quantiles, bins.

use crate::engine::profile::Spread;
use crate::kernel::quantile::quantiles;
use crate::kernel::tails::t_exceeded;

/// Bins of a histogram.
pub const N_BINS: usize = 24;

/// The spread of the known values, which are put in another order; `None` where there are none.
pub fn spread(values: &mut [f64]) -> Option<Spread> {
    let n = values.len() as f64;
    let mean = sum(values.iter().copied()) / n;
    let variance = sum(values.iter().map(|it| (it - mean) * (it - mean))) / n;
    let shares = [(0, 1), (1, 100), (1, 4), (1, 2), (3, 4), (99, 100), (1, 1)];
    let found = quantiles(values, &shares);
    let &[min, p01, q1, median, q3, p99, max] = found.as_slice() else { return None };
    (n > 0.0).then_some(Spread { mean, sd: variance.sqrt(), min, p01, q1, median, q3, p99, max })
}

/// Where the mean of `n` values is with 95 %, by Student's t; `None` for fewer than two.
pub fn mean_interval(spread: &Spread, n: usize) -> Option<[f64; 2]> {
    let dof = n.checked_sub(1).filter(|&it| it > 0)? as f64;
    let half = t_exceeded(0.05, dof) * spread.sd / dof.sqrt();
    Some([spread.mean - half, spread.mean + half]).filter(|it| it.iter().all(|it| it.is_finite()))
}

/// Counts in bins of equal width between everyone's 1st and 99th percentile; values outside count in
/// the outer bins.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is outside is meant to saturate"
)]
pub fn bins(values: &[f64], everyone: &Spread) -> Vec<u32> {
    let mut bins = vec![0; N_BINS];
    let per_value = N_BINS as f64 / (everyone.p99 - everyone.p01);
    for value in values {
        let bin = ((value - everyone.p01) * per_value) as usize;
        if let Some(n) = bins.get_mut(bin.min(N_BINS - 1)) {
            *n += 1;
        }
    }
    bins
}

/// A sum whose rounding errors are carried along (Neumaier), so that cents stay cents.
pub fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    sum + lost
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exactness is what is tested")]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_four_values_is_worked_out_by_hand() {
        let spread = spread(&mut [4.0, 2.0, 8.0, 6.0]).unwrap();
        assert_eq!((spread.mean, spread.median, spread.q1, spread.q3), (5.0, 5.0, 3.5, 6.5));
        assert_eq!((spread.min, spread.max), (2.0, 8.0));
        assert_eq!(spread.sd, 5.0_f64.sqrt());
    }

    #[test]
    fn a_mean_lies_in_students_interval() {
        let spread = spread(&mut [2.0, 4.0, 6.0]).unwrap();
        // t(0.975, 2) = 4.302653, sd 2, divided by the root of 3.
        let [low, high] = mean_interval(&spread, 3).unwrap();
        assert!((low - (4.0 - 4.968_275)).abs() < 1e-5 && (high - (4.0 + 4.968_275)).abs() < 1e-5);
        assert_eq!(mean_interval(&spread, 1), None);
    }

    #[test]
    fn nobody_has_no_spread() {
        assert_eq!(spread(&mut []), None);
    }

    #[test]
    fn values_outside_the_percentiles_count_in_the_outer_bins() {
        let mut values: Vec<f64> = (0..=100).map(f64::from).collect();
        let everyone = spread(&mut values).unwrap();
        assert_eq!((everyone.p01, everyone.p99), (1.0, 99.0));
        let bins = bins(&[-50.0, 1.0, 5.2, 98.0, 99.0, 1e9], &everyone);
        assert_eq!((bins[0], bins[1], bins[23]), (2, 1, 3));
        assert_eq!(bins.iter().sum::<u32>(), 6);
    }

    #[test]
    fn a_value_everybody_has_falls_into_the_first_bin() {
        let everyone = spread(&mut [3.0, 3.0]).unwrap();
        assert_eq!(bins(&[3.0, 3.0], &everyone)[0], 2);
    }

    #[test]
    fn sums_carry_what_rounding_loses() {
        assert_eq!(sum([1e16, 1.0, -1e16].into_iter()), 1.0);
        assert_eq!(sum(std::iter::repeat_n(0.1, 1_000)), 100.0);
    }
}
