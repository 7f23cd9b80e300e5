//! Means of samples drawn again, and the interval they give.
//!
//! B. Efron, *Better Bootstrap Confidence Intervals* (1987): the ends are shares of what was drawn,
//! moved by how far the draws lie to one side of the estimate and by how lopsided the values are. Most
//! values of customers are zero; those are drawn as a number, not one by one.

use crate::kernel::order;
use crate::kernel::random::Random;
use crate::kernel::tails::normal::{below, quantile};

/// Values other than zero from which on means are drawn from the normal distribution that they follow.
pub const MAX_DRAWN: usize = 10_000;
/// From this variance on a number of hits is drawn from the normal distribution that it follows.
const MANY: f64 = 400.0;

/// The means of `n_draws` samples with replacement, each as large as the group: of `n` values that are
/// zero but for `values`. All zero of an empty group.
pub fn means(values: &[f64], n: usize, n_draws: usize, random: &mut Random) -> Vec<f64> {
    if n == 0 || values.is_empty() {
        return vec![0.0; n_draws];
    }
    let size = n as f64;
    if values.len() > MAX_DRAWN {
        let mean = values.iter().sum::<f64>() / size;
        let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
        let zeros = (size - values.len() as f64) * mean * mean;
        let error = ((squares + zeros) / size / size).sqrt();
        return (0..n_draws).map(|_| mean + error * random.normal()).collect();
    }
    let mean = |_| {
        let n_hits = hits(n, values.len(), random);
        let total: f64 = (0..n_hits).filter_map(|_| values.get(random.below(values.len()))).sum();
        total / size
    };
    (0..n_draws).map(mean).collect()
}

/// How many of `n` draws hit one of `n_marked` of `n` things.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of customers, held between 0 and their number"
)]
fn hits(n: usize, n_marked: usize, random: &mut Random) -> usize {
    if n_marked >= n {
        return n;
    }
    if n_marked * 2 > n {
        return n - hits(n, n - n_marked, random);
    }
    let size = n as f64;
    let share = n_marked as f64 / size;
    let variance = size * share * (1.0 - share);
    if variance >= MANY {
        let drawn = size * share + variance.sqrt() * random.normal();
        return drawn.round().clamp(0.0, size) as usize;
    }
    // Draws until the next hit, each time (L. Devroye, *Non-Uniform Random Variate Generation*, 1986, X.4.2).
    let pace = libm::log1p(-share);
    let (mut n_hits, mut n_drawn) = (0, 0.0);
    loop {
        n_drawn += (libm::log(1.0 - random.unit()) / pace).floor() + 1.0;
        if n_drawn > size {
            return n_hits;
        }
        n_hits += 1;
    }
}

/// The interval that holds the truth with 95 %, from what was drawn and the estimate itself;
/// `acceleration` is a sixth of the skewness of what the values add to the estimate. `None` where
/// nothing was drawn or all draws are alike.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of the draws is a place among them"
)]
pub fn interval(draws: &mut Vec<f64>, estimate: f64, acceleration: f64) -> Option<[f64; 2]> {
    order::sort_by_number(draws, |it| order::rank(*it));
    let (first, last) = (*draws.first()?, *draws.last()?);
    if last <= first {
        return None;
    }
    let n = draws.len() as f64;
    let n_below = draws.iter().filter(|it| **it < estimate).count() as f64;
    let n_alike = draws.iter().filter(|it| **it <= estimate).count() as f64 - n_below;
    let half = 0.5 / n;
    let bias = quantile(((n_below + n_alike / 2.0) / n).clamp(half, 1.0 - half));
    let end = |share: f64| {
        let moved = bias + quantile(share);
        let place = below(bias + moved / (1.0 - acceleration * moved)) * (n - 1.0);
        let (low, part) = (place.floor(), place - place.floor());
        let at = |it: f64| draws.get((it as usize).min(draws.len() - 1)).copied().unwrap_or(last);
        at(low) + part * (at(low + 1.0) - at(low))
    };
    Some([end(0.025), end(0.975)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(all: &[f64]) -> (f64, f64) {
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        (mean, (all.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / n).sqrt())
    }

    #[test]
    fn means_drawn_have_the_mean_and_the_error_of_the_group() {
        let mut random = Random::new(3);
        for (n_values, n) in [(5, 60), (50, 60), (60, 60), (900, 20_000), (15_000, 40_000)] {
            let values: Vec<f64> = (0..n_values).map(|it| f64::from(it % 13) + 1.0).collect();
            let mut all = values.clone();
            all.resize(n, 0.0);
            let (mean, sd) = moments(&all);
            let error = sd / (n as f64).sqrt();
            let (found, spread) = moments(&means(&values, n, 20_000, &mut random));
            assert!((found - mean).abs() < 0.04 * error, "{n_values} of {n}: {found}, not {mean}");
            assert!((spread / error - 1.0).abs() < 0.03, "{n_values} of {n}: {spread}, not {error}");
        }
    }

    #[test]
    fn the_interval_of_even_draws_is_that_of_their_shares() {
        let mut draws: Vec<f64> = (0..10_001).map(f64::from).collect();
        let [low, high] = interval(&mut draws, 5_000.0, 0.0).unwrap();
        assert!((low - 250.0).abs() < 2.0 && (high - 9_750.0).abs() < 2.0, "{low} {high}");
        assert_eq!(interval(&mut vec![2.0; 50], 2.0, 0.0), None);
        assert_eq!(interval(&mut Vec::new(), 2.0, 0.0), None);
    }

    /// Reference: `scipy.stats.bootstrap` of the mean, method "BCa", whose own draws spread by as much.
    #[test]
    fn lopsided_values_move_the_ends_as_scipys_do() {
        let values: Vec<f64> = (1..=40).map(|it| libm::exp(f64::from(it) / 8.0)).collect();
        let (mean, _) = moments(&values);
        let squares: f64 = values.iter().map(|it| (it - mean).powi(2)).sum();
        let cubes: f64 = values.iter().map(|it| (it - mean).powi(3)).sum();
        let mut draws = means(&values, values.len(), 50_000, &mut Random::new(1));
        let [low, high] = interval(&mut draws, mean, cubes / (6.0 * squares.powf(1.5))).unwrap();
        assert!((low - 21.204).abs() < 0.25 && (high - 45.819).abs() < 0.4, "{low} {high}");
    }
}
