//! How far customers are apart: one against many, and every pair at once.
//!
//! [`Metric`] is asked for whole rows of distances, so that its inner loop runs over columns and
//! fills registers. [`Pairs`] holds all of them, for methods that ask again and again.

mod euclid;
mod gower;

pub use euclid::Euclid;
pub use gower::{Gower, MISSING};

use std::ops::Range;

/// A way to say how far things are apart: 0 for alike, never negative, never `NaN`, the same both
/// ways.
pub trait Metric {
    /// How many things there are.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The distances of one thing to those of a range, in order.
    fn row(&self, from: usize, to: Range<usize>, into: &mut Vec<f64>);
    /// Whether everything is known of a thing that could be.
    fn is_whole(&self, idx: usize) -> bool {
        idx < self.len()
    }
    /// The distances of every pair of some things. Calls back after each.
    fn among(&self, at: &[usize], on_row: &mut dyn FnMut()) -> Pairs;
}

/// The distance of every pair.
#[derive(Debug, Clone)]
pub struct Pairs {
    /// Below the diagonal, row by row: n (n − 1) ÷ 2 numbers.
    values: Vec<f64>,
    n: usize,
}

impl Pairs {
    /// All pairs of a metric. Calls back after each row.
    pub fn of(metric: &dyn Metric, on_row: &mut dyn FnMut()) -> Self {
        let n = metric.len();
        let mut values = Vec::with_capacity(n * n.saturating_sub(1) / 2);
        let mut row = Vec::new();
        for idx in 0..n {
            metric.row(idx, 0..idx, &mut row);
            values.extend_from_slice(&row);
            on_row();
        }
        Self { values, n }
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// The distance of two things.
    pub fn get(&self, a: usize, b: usize) -> f64 {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        if low == high { 0.0 } else { self.values.get(place(low, high)).copied().unwrap_or_default() }
    }

    /// Puts another distance between two things.
    pub fn set(&mut self, a: usize, b: usize, distance: f64) {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        if let Some(slot) = self.values.get_mut(place(low, high)) {
            *slot = distance;
        }
    }

    /// The distances of one thing to all, itself among them.
    pub fn row(&self, idx: usize, into: &mut Vec<f64>) {
        into.clear();
        let first = place(0, idx);
        into.extend_from_slice(self.values.get(first..first + idx).unwrap_or_default());
        into.push(0.0);
        let mut at = place(idx, idx + 1);
        for below in idx + 1..self.n {
            into.push(self.values.get(at).copied().unwrap_or_default());
            at += below;
        }
    }

    /// The mean over all pairs; 0 where there is none.
    pub fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len().max(1) as f64
    }
}

/// Where the distance of a pair stands.
fn place(low: usize, high: usize) -> usize {
    high * high.saturating_sub(1) / 2 + low
}

/// The mean silhouette of groups (Rousseeuw 1987) on distances that are known, −1 to 1; `None` with
/// fewer than two groups. A thing alone in its group has 0.
pub fn silhouette(pairs: &Pairs, labels: &[u8]) -> Option<f64> {
    let n_groups = labels.iter().max().map_or(0, |it| usize::from(*it) + 1);
    let mut sizes = vec![0.0; n_groups];
    for label in labels {
        if let Some(size) = sizes.get_mut(usize::from(*label)) {
            *size += 1.0;
        }
    }
    if sizes.iter().filter(|it| **it > 0.0).count() < 2 {
        return None;
    }
    let mut row = Vec::new();
    let mut total = 0.0;
    for (idx, own) in labels.iter().enumerate() {
        pairs.row(idx, &mut row);
        let mut sums = vec![0.0; n_groups];
        for (distance, label) in row.iter().zip(labels) {
            if let Some(sum) = sums.get_mut(usize::from(*label)) {
                *sum += distance;
            }
        }
        total += of_one(&sums, &sizes, usize::from(*own));
    }
    Some(total / labels.len() as f64)
}

/// The silhouette of one thing from the sums of its distances to each group.
fn of_one(sums: &[f64], sizes: &[f64], own: usize) -> f64 {
    let (mut a, mut b) = (None, f64::INFINITY);
    for (group, (sum, size)) in sums.iter().zip(sizes).enumerate() {
        if group == own {
            a = (*size > 1.0).then(|| sum / (size - 1.0));
        } else if *size > 0.0 {
            b = b.min(sum / size);
        }
    }
    let Some(a) = a else { return 0.0 };
    let larger = a.max(b);
    if larger > 0.0 { (b - a) / larger } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::kmeans::points::Points;
    use crate::kernel::kmeans::silhouette;
    use crate::kernel::random::Random;

    fn points(n: usize) -> Points {
        let mut random = Random::new(3);
        Points::from_rows((0..n * 3).map(|_| random.normal()).collect(), 3)
    }

    #[test]
    fn a_row_of_all_pairs_is_what_the_metric_says() {
        let metric = Euclid::new(&points(40));
        let pairs = Pairs::of(&metric, &mut || ());
        let (mut asked, mut kept) = (Vec::new(), Vec::new());
        for idx in 0..40 {
            metric.row(idx, 0..40, &mut asked);
            pairs.row(idx, &mut kept);
            assert_eq!(asked, kept);
            assert!((0..40).all(|it| pairs.get(idx, it).total_cmp(&kept[it]).is_eq()));
        }
    }

    #[test]
    fn the_silhouette_of_distances_is_that_of_the_points() {
        let points = points(60);
        let labels: Vec<u8> = (0..60).map(|it| if it == 7 { 3 } else { it % 3 }).collect();
        let pairs = Pairs::of(&Euclid::new(&points), &mut || ());
        let expected = silhouette::silhouette(&points, &labels, 1).silhouette.unwrap();
        assert!((silhouette(&pairs, &labels).unwrap() - expected).abs() < 1e-12);
        assert_eq!(silhouette(&pairs, &[0; 60]), None);
    }
}
