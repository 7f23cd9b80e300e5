//! Points in units of their own spread.

use crate::kernel::kmeans::points::Points;

/// How points are standardised: each number less its mean, divided by its standard deviation.
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    /// The mean of each number.
    pub origin: Vec<f64>,
    /// One over the standard deviation of each number.
    pub factors: Vec<f64>,
}

impl Units {
    /// Those of some points; a number that is always the same is only moved to 0.
    pub fn of(points: &Points) -> Self {
        let n = points.len().max(1) as f64;
        let mut reach = vec![0.0_f64; points.n_dims()];
        for row in points.rows() {
            for (reach, value) in reach.iter_mut().zip(row) {
                *reach = reach.max(value.abs());
            }
        }
        // Divided by the largest, no sum and no square overflows.
        let sized = |dim: usize, value: f64| match reach.get(dim) {
            Some(reach) if *reach > 0.0 => value / reach,
            _ => 0.0,
        };
        let mut means = vec![0.0; points.n_dims()];
        for row in points.rows() {
            for (dim, (mean, value)) in means.iter_mut().zip(row).enumerate() {
                *mean += sized(dim, *value) / n;
            }
        }
        let mut variances = vec![0.0; points.n_dims()];
        for row in points.rows() {
            for (dim, ((variance, mean), value)) in variances.iter_mut().zip(&means).zip(row).enumerate() {
                let away = sized(dim, *value) - mean;
                *variance += away * away / n;
            }
        }
        let factor = |(variance, reach): (&f64, &f64)| {
            let sd: f64 = variance.sqrt() * reach;
            if sd > 0.0 { 1.0 / sd } else { 1.0 }
        };
        Self {
            origin: means.iter().zip(&reach).map(|(mean, reach)| mean * reach).collect(),
            factors: variances.iter().zip(&reach).map(factor).collect(),
        }
    }

    /// ln of how much denser `n` points are in standardised units, negative where they are.
    pub fn log_volume(&self, n: usize) -> f64 {
        self.factors.iter().copied().map(libm::log).sum::<f64>() * n as f64
    }
}
