//! How much better groups describe points than one group does.
//!
//! Each group is taken as normal, with its share of the points; what the points are worth under
//! that, with their groups known, is the classification likelihood. Less half of ln n for every
//! number that had to be estimated, it is the integrated completed likelihood (Biernacki, Celeux
//! and Govaert 2000, in its BIC form). Cutting a normal cloud in two loses 0.19 per point, cutting
//! a uniform box neither gains nor loses: so points without groups are not described better by
//! many.
//!
//! Three forms of spread are tried (Celeux and Govaert 1995: EEE, VEE, VVV): the same for all
//! groups; the same but for its size; each group its own.

use serde::{Deserialize, Serialize};

use crate::kernel::kmeans::points::Points;
use crate::kernel::quality::Centres;
use crate::kernel::quality::covariance::Symmetric;

/// The least variance within a group, as a share of that of all points: numbers that are equal
/// throughout a group are not described infinitely well.
const LEAST_VARIANCE: f64 = 1e-3;
/// Rounds in which sizes and the common form of spread are worked out in turn.
const N_ROUNDS: usize = 6;

/// How much better groups describe points than one group, for each point, in natural units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// With the same spread for all groups.
    pub same_spread: f64,
    /// With the form of spread that describes best.
    pub best: f64,
}

/// The gain of `k` groups numbered from 0, each with at least one point.
pub fn gain(points: &Points, labels: &[u8], k: usize) -> Gain {
    let points = standardised(points);
    let n = points.len().max(1) as f64;
    let one = Spreads::of(&points, &vec![0; points.len()], 1);
    let many = Spreads::of(&points, labels, k);
    let base = one.same();
    let same = many.same();
    let best = same.max(many.same_but_for_size()).max(many.own());
    Gain { same_spread: (same - base) / n, best: (best - base) / n }
}

/// Each dimension with variance one; those without any spread are left out.
fn standardised(points: &Points) -> Points {
    let means = points.means();
    let mut squares = vec![0.0; means.len()];
    for row in points.rows() {
        for ((square, value), mean) in squares.iter_mut().zip(row).zip(&means) {
            *square += (value - mean) * (value - mean);
        }
    }
    let n = points.len().max(1) as f64;
    let spreads: Vec<(usize, f64)> = squares.iter().map(|it| (it / n).sqrt()).enumerate().collect();
    let used = || spreads.iter().filter(|it| it.1 > 0.0 && it.1.is_finite());
    let mut values = Vec::with_capacity(points.len() * used().count());
    for row in points.rows() {
        let scaled = used().map(|(dim, spread)| {
            let at = |of: &[f64]| of.get(*dim).copied().unwrap_or_default();
            (at(row) - at(&means)) / spread
        });
        values.extend(scaled);
    }
    Points::from_rows(values, used().count())
}

/// Sums of squares around the groups' means.
struct Spreads {
    /// Of each group.
    squares: Vec<Symmetric>,
    counts: Vec<f64>,
    n: f64,
    n_dims: f64,
}

impl Spreads {
    fn of(points: &Points, labels: &[u8], k: usize) -> Self {
        let n_dims = points.n_dims();
        let centres = Centres::of(points, labels, k);
        let mut squares = vec![Symmetric::zero(n_dims); k];
        let mut centred = vec![0.0; n_dims];
        for (row, label) in points.rows().zip(labels) {
            let label = usize::from(*label);
            for ((slot, value), centre) in centred.iter_mut().zip(row).zip(centres.row(label)) {
                *slot = value - centre;
            }
            if let Some(squares) = squares.get_mut(label) {
                squares.add_square(&centred);
            }
        }
        let counts: Vec<f64> = centres.counts.iter().map(|it| *it as f64).collect();
        Self { squares, n: counts.iter().sum::<f64>().max(1.0), counts, n_dims: n_dims as f64 }
    }

    /// What the shares of the groups are worth, less what `n_spread` numbers for their spread and
    /// all others cost.
    fn shares(&self, n_spread: f64) -> f64 {
        let k = self.counts.len() as f64;
        let worth: f64 =
            self.counts.iter().filter(|it| **it > 0.0).map(|it| it * libm::log(it / self.n)).sum();
        let constant = 0.5 * self.n * self.n_dims * (1.0 + libm::log(2.0 * std::f64::consts::PI));
        worth - constant - 0.5 * libm::log(self.n) * (k * self.n_dims + k - 1.0 + n_spread)
    }

    /// Numbers in one matrix of spread.
    fn n_of_matrix(&self) -> f64 {
        self.n_dims * (self.n_dims + 1.0) / 2.0
    }

    /// The same spread for all groups.
    fn same(&self) -> f64 {
        let log = self.common(&vec![1.0; self.counts.len()]).log_determinant();
        self.shares(self.n_of_matrix()) - 0.5 * self.n * log
    }

    /// All groups' spread, each divided by its size.
    fn common(&self, sizes: &[f64]) -> Symmetric {
        let mut sum = Symmetric::zero(self.squares.first().map_or(0, Symmetric::size));
        for (squares, size) in self.squares.iter().zip(sizes) {
            sum.add(squares, 1.0 / size);
        }
        sum.scaled(1.0 / self.n, LEAST_VARIANCE)
    }

    /// The same form of spread, each group with its own size.
    fn same_but_for_size(&self) -> f64 {
        let mut sizes = vec![1.0; self.counts.len()];
        let mut worth = f64::NEG_INFINITY;
        for _ in 0..N_ROUNDS {
            let (log, inverse) = self.common(&sizes).log_determinant_and_inverse();
            worth = self.shares(self.n_of_matrix() + sizes.len() as f64 - 1.0);
            for ((size, squares), n) in sizes.iter_mut().zip(&self.squares).zip(&self.counts) {
                *size = (inverse.dot(squares) / (n.max(1.0) * self.n_dims.max(1.0))).max(LEAST_VARIANCE);
                worth -= 0.5 * n * (self.n_dims * libm::log(*size) + log);
            }
        }
        worth
    }

    /// Each group with a spread of its own.
    fn own(&self) -> f64 {
        let of_group = |(squares, n): (&Symmetric, &f64)| {
            0.5 * n * squares.scaled(1.0 / n.max(1.0), LEAST_VARIANCE).log_determinant()
        };
        let spread: f64 = self.squares.iter().zip(&self.counts).map(of_group).sum();
        self.shares(self.n_of_matrix() * self.counts.len() as f64) - spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::random::Random;

    fn halved(mut number: impl FnMut() -> f64) -> Gain {
        let values: Vec<f64> = (0..20_000).map(|_| number()).collect();
        let points = Points::from_rows(values, 1);
        let mean = points.means()[0];
        let labels: Vec<u8> = points.rows().map(|it| u8::from(it[0] > mean)).collect();
        gain(&points, &labels, 2)
    }

    #[test]
    fn cutting_a_normal_cloud_in_two_loses_a_fifth_of_a_unit() {
        let mut random = Random::new(3);
        // ½ ln(1 ÷ (1 − 2 ÷ π)) − ln 2.
        let gain = halved(|| random.normal()).same_spread;
        assert!((gain + 0.187).abs() < 0.01, "{gain}");
    }

    #[test]
    fn cutting_a_uniform_box_in_two_gains_nothing() {
        let mut random = Random::new(3);
        let gain = halved(|| random.unit()).same_spread;
        assert!(gain.abs() < 0.01, "{gain}");
    }

    #[test]
    fn two_clouds_five_spreads_apart_gain_what_the_formula_says() {
        let mut random = Random::new(3);
        // ½ ln(1 + 25 ÷ 4) − ln 2.
        let gain = halved(|| random.normal() + if random.happens(0.5) { 5.0 } else { 0.0 }).same_spread;
        assert!((gain - 0.297).abs() < 0.03, "{gain}");
    }

    #[test]
    fn groups_of_one_value_each_are_finite() {
        let points = Points::from_rows(vec![1.0, 1.0, 1.0, 2.0, 2.0, 2.0], 1);
        let gain = gain(&points, &[0, 0, 0, 1, 1, 1], 2);
        assert!(gain.best.is_finite() && gain.best > 0.0, "{gain:?}");
        let same = Points::from_rows(vec![7.0; 6], 1);
        assert!(super::gain(&same, &[0, 0, 0, 1, 1, 1], 2).best.is_finite());
    }
}
