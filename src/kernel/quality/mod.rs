//! How sure groups are: how tight, how far apart, how often found again.
//!
//! Every figure is of points and the labels they were given, whichever way they were grouped.

pub mod covariance;
pub mod description;
pub mod gap;
pub mod indices;
pub mod membership;
pub mod stability;
pub mod valley;

use crate::kernel::kmeans::points::{Points, add};

/// The members of each group taken together.
#[derive(Debug, Clone, PartialEq)]
pub struct Centres {
    /// The mean of each group, group by group; zeros for a group without members.
    pub values: Vec<f64>,
    /// Members of each group.
    pub counts: Vec<usize>,
    n_dims: usize,
}

impl Centres {
    /// Of `k` groups numbered from 0; points with a label beyond are in none.
    pub fn of(points: &Points, labels: &[u8], k: usize) -> Self {
        let n_dims = points.n_dims();
        let mut centres = Self { values: vec![0.0; k * n_dims], counts: vec![0; k], n_dims };
        for (row, label) in points.rows().zip(labels) {
            let label = usize::from(*label);
            if let Some(count) = centres.counts.get_mut(label) {
                *count += 1;
                add(centres.values.get_mut(label * n_dims..).unwrap_or_default(), row);
            }
        }
        for (centre, count) in centres.values.chunks_exact_mut(n_dims).zip(&centres.counts) {
            for value in centre {
                *value /= (*count).max(1) as f64;
            }
        }
        centres
    }

    /// The mean of a group; empty beyond the last.
    pub fn row(&self, group: usize) -> &[f64] {
        self.values.get(group * self.n_dims..(group + 1) * self.n_dims).unwrap_or_default()
    }

    /// How many groups have members.
    pub fn n_occupied(&self) -> usize {
        self.counts.iter().filter(|it| **it > 0).count()
    }
}
