//! Features made comparable, so that no unit drowns another.

use crate::kernel::quantile::quantiles;

/// Skewness above which a feature counts as skewed.
const SKEWED: f64 = 1.0;

/// What numbers were made comparable by: (x − centre) ÷ width, all zero where the width is zero. In
/// the unit of the numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaled {
    /// What becomes zero.
    pub centre: f64,
    /// What becomes one.
    pub width: f64,
}

/// (x − mean) ÷ standard deviation, of the population; all zero where everybody is alike.
pub fn z_score(values: &mut [f64]) -> Scaled {
    let unit = tame(values);
    let mean = mean(values);
    let sd = moment(values, mean, 2).sqrt();
    centre_and_divide(values, mean, sd, unit)
}

/// (x − median) ÷ interquartile range, with quartiles of type 7; the standard deviation takes the
/// range's place where the range is zero.
pub fn robust(values: &mut [f64]) -> Scaled {
    let unit = tame(values);
    let quartiles = quantiles(&mut values.to_vec(), &[(1, 4), (1, 2), (3, 4)]);
    let &[lower, median, upper] = quartiles.as_slice() else { return Scaled { centre: 0.0, width: 1.0 } };
    let width = if upper > lower { upper - lower } else { moment(values, mean(values), 2).sqrt() };
    centre_and_divide(values, median, width, unit)
}

/// (x − smallest) ÷ (largest − smallest): from 0 to 1; all zero where everybody is alike.
pub fn min_max(values: &mut [f64]) -> Scaled {
    let unit = tame(values);
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    centre_and_divide(values, smallest, largest - smallest, unit)
}

/// ln(1 + x) where the feature is skewed and never negative. Says whether it was.
///
/// Skewed means that the third standardised moment is above 1, as with money and counts, where few
/// have very much.
pub fn log_if_skewed(values: &mut [f64]) -> bool {
    let is_positive = values.iter().all(|it| *it >= 0.0);
    if !is_positive || skewness(values) <= SKEWED {
        return false;
    }
    for value in values {
        *value = libm::log1p(*value);
    }
    true
}

/// The third standardised moment of the population; 0 where everybody is alike.
pub fn skewness(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    tame(&mut values);
    let mean = mean(&values);
    let variance = moment(&values, mean, 2);
    if variance > 0.0 { moment(&values, mean, 3) / (variance * variance.sqrt()) } else { 0.0 }
}

/// Makes vast values smaller by a power of two, which changes no digit of them, so that their third
/// powers and sums don't run over. What is standardised afterwards is the same. Says what one of them
/// now stands for.
fn tame(values: &mut [f64]) -> f64 {
    const VAST: f64 = 1e90;
    let largest = values.iter().fold(0.0_f64, |largest, it| largest.max(it.abs()));
    if largest > VAST {
        let factor = 2_f64.powi(-740);
        for it in values {
            *it *= factor;
        }
        return 2_f64.powi(740);
    }
    1.0
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn moment(values: &[f64], mean: f64, order: i32) -> f64 {
    let power = |it: &f64| (0..order).fold(1.0, |product, _| product * (it - mean));
    values.iter().map(power).sum::<f64>() / values.len().max(1) as f64
}

fn centre_and_divide(values: &mut [f64], centre: f64, width: f64, unit: f64) -> Scaled {
    for value in values {
        *value = if width > 0.0 { (*value - centre) / width } else { 0.0 };
    }
    Scaled { centre: centre * unit, width: width * unit }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "halves are exact")]
mod tests {
    use super::*;

    #[test]
    fn z_scores_have_mean_zero_and_the_population_s_spread() {
        let mut values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        z_score(&mut values);
        assert_eq!(values, [-1.5, -0.5, -0.5, -0.5, 0.0, 0.0, 1.0, 2.0]);
    }

    #[test]
    fn robust_scaling_puts_the_median_at_zero_and_the_quartiles_one_apart() {
        let mut values = [1.0, 2.0, 3.0, 4.0, 100.0];
        robust(&mut values);
        assert_eq!(values, [-1.0, -0.5, 0.0, 0.5, 48.5]);
    }

    #[test]
    fn robust_scaling_survives_quartiles_that_are_equal() {
        let mut values = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 8.0];
        robust(&mut values);
        assert!(values.iter().all(|it| it.is_finite()), "{values:?}");
        assert!(values[7] > 0.0);
    }

    #[test]
    fn only_skewed_features_without_negatives_become_logarithms() {
        assert!(log_if_skewed(&mut [0.0, 0.0, 0.0, 1.0, 100.0]));
        assert!(!log_if_skewed(&mut [-1.0, 0.0, 0.0, 1.0, 100.0]));
        assert!(!log_if_skewed(&mut [1.0, 2.0, 3.0, 4.0, 5.0]));
        assert!(!log_if_skewed(&mut [3.0; 5]));
    }

    #[test]
    fn a_number_whose_square_has_no_room_is_scaled_like_any_other() {
        // About 1e300: a power of two, so that no digit is rounded otherwise than those of 1.
        let (mut huge, mut plain) = ([0.0, 0.0, 0.0, 2_f64.powi(996)], [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(skewness(&huge), skewness(&plain));
        z_score(&mut huge);
        z_score(&mut plain);
        assert_eq!(huge, plain);
    }

    #[test]
    fn everybody_alike_is_zero_for_all() {
        let mut values = [3.0; 4];
        z_score(&mut values);
        assert_eq!(values, [0.0; 4]);
    }

    #[test]
    fn min_max_ends_at_nought_and_one() {
        let mut values = [2.0, 4.0, 10.0];
        min_max(&mut values);
        assert_eq!(values, [0.0, 0.25, 1.0]);
    }

    #[test]
    fn one_vast_value_leaves_every_scale_finite_and_stands_apart() {
        let plain = [1.0, 2.0, 3.0, 4.0, 1e300];
        for scale in [z_score, robust, min_max] {
            let mut values = plain;
            scale(&mut values);
            assert!(values.iter().all(|it| it.is_finite()), "{values:?}");
            assert!(values[4] > values[0] + 0.9, "{values:?}");
        }
        assert!(skewness(&plain) > 1.0);
        let mut ends = [-1.7e308, 1.7e308];
        z_score(&mut ends);
        assert_eq!(ends, [-1.0, 1.0]);
    }
}
