//! Euclidean distance, dimension by dimension.

use std::ops::Range;

use crate::kernel::distances::{Metric, Pairs};
use crate::kernel::kmeans::points::Points;

/// Distances worked on at once: they stay in the nearest cache while the dimensions pass.
const BLOCK: usize = 512;

/// Numbers up to this size can be squared and added up without leaving the range of `f64`.
const LARGEST: f64 = 1e120;

/// Points by dimension.
#[derive(Debug, Clone)]
pub struct Euclid {
    /// Dimension after dimension, one number for each point, in units.
    columns: Vec<Vec<f64>>,
    n: usize,
    unit: f64,
}

impl Euclid {
    /// The distances of points.
    pub fn new(points: &Points) -> Self {
        let largest = points.rows().flatten().fold(0.0, |largest: f64, it| largest.max(it.abs()));
        let unit = if largest > LARGEST { largest } else { 1.0 };
        let column =
            |dim: usize| points.rows().filter_map(|it| it.get(dim)).map(|it| it / unit).collect::<Vec<f64>>();
        Self { columns: (0..points.n_dims()).map(column).collect(), n: points.len(), unit }
    }

    /// How many points there are.
    pub fn n(&self) -> usize {
        self.n
    }

    /// What one unit of [`Self::point`] and of the root of [`Self::squares`] is: 1, unless numbers
    /// are too large to be squared.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// The numbers of one point, in units.
    pub fn point(&self, idx: usize) -> Vec<f64> {
        self.columns.iter().filter_map(|it| it.get(idx)).copied().collect()
    }

    /// Puts a point, in units, in the place of another.
    pub fn replace(&mut self, idx: usize, point: &[f64]) {
        for (column, value) in self.columns.iter_mut().zip(point) {
            if let Some(slot) = column.get_mut(idx) {
                *slot = *value;
            }
        }
    }

    /// Takes a point out; the last one takes its place.
    pub fn swap_remove(&mut self, idx: usize) {
        for column in self.columns.iter_mut().filter(|it| idx < it.len()) {
            column.swap_remove(idx);
        }
        self.n = self.columns.first().map_or(0, Vec::len);
    }

    /// Squared distances of any point, in units, to those of a range, block by block: the position
    /// of the block's first, and its squares.
    pub fn squares(&self, point: &[f64], to: Range<usize>, on_block: &mut dyn FnMut(usize, &[f64])) {
        let mut sums = [0.0; BLOCK];
        for first in to.clone().step_by(BLOCK) {
            let n = BLOCK.min(to.end - first);
            let Some(sums) = sums.get_mut(..n) else { return };
            sums.fill(0.0);
            for (column, value) in self.columns.iter().zip(point) {
                add_squares(sums, column.get(first..first + n).unwrap_or_default(), *value);
            }
            on_block(first, sums);
        }
    }
}

#[inline]
fn add_squares(sums: &mut [f64], numbers: &[f64], from: f64) {
    for (sum, other) in sums.iter_mut().zip(numbers) {
        let apart = other - from;
        *sum += apart * apart;
    }
}

impl Metric for Euclid {
    fn len(&self) -> usize {
        self.n
    }

    fn row(&self, from: usize, to: Range<usize>, into: &mut Vec<f64>) {
        into.clear();
        let distance = |square: &f64| square.sqrt() * self.unit;
        self.squares(&self.point(from), to, &mut |_, squares| into.extend(squares.iter().map(distance)));
    }

    fn among(&self, at: &[usize], on_row: &mut dyn FnMut()) -> Pairs {
        let column = |it: &Vec<f64>| at.iter().filter_map(|idx| it.get(*idx)).copied().collect();
        let part = Self { columns: self.columns.iter().map(column).collect(), n: at.len(), unit: self.unit };
        Pairs::of(&part, on_row)
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "threes, fours and fives are exact")]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_school() {
        let metric = Euclid::new(&Points::from_rows(vec![0.0, 0.0, 3.0, 4.0, 6.0, 8.0], 2));
        let mut row = Vec::new();
        metric.row(0, 0..3, &mut row);
        assert_eq!(row, [0.0, 5.0, 10.0]);
        metric.row(2, 1..2, &mut row);
        assert_eq!(row, [5.0]);
    }

    #[test]
    fn numbers_too_large_to_be_squared_have_distances_all_the_same() {
        let metric = Euclid::new(&Points::from_rows(vec![1e300, 0.0, 1.0], 1));
        let mut row = Vec::new();
        metric.row(0, 0..3, &mut row);
        assert_eq!(row, [0.0, 1e300, 1e300]);
    }

    #[test]
    fn a_row_goes_on_beyond_one_block() {
        let points = Points::from_rows((0..1300_u16).map(f64::from).collect(), 1);
        let mut row = Vec::new();
        Euclid::new(&points).row(1299, 0..1300, &mut row);
        assert!(row.iter().rev().zip(0..).all(|(it, n)| *it == f64::from(n)));
    }
}
