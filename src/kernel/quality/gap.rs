//! The gap statistic: how much tighter groups are than in points without any.
//!
//! Tibshirani, Walther and Hastie (2001): gap(k) = E[ln W*] − ln W, where W is the sum of squared
//! distances to the own group's mean (their Wₖ with squared distances) and W* the same for points
//! drawn evenly from a box, grouped the same way.

use std::ops::RangeInclusive;

use crate::kernel::kmeans::KMeans;
use crate::kernel::kmeans::points::Points;
use crate::kernel::principal;
use crate::kernel::random::Random;

const REFERENCE_TASK: u64 = 3 << 48;

/// The box that points without groups are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// Along the dimensions as they are.
    Dimensions,
    /// Along the principal components, so that the box has the shape of the points.
    Components,
}

/// ln W of points without groups, for some numbers of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Each number's ln W, one after the other, in one list for each number of groups.
    log_within: Vec<Vec<f64>>,
}

/// The gap of one number of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// E[ln W*] − ln W.
    pub gap: f64,
    /// √(1 + 1 ÷ B) times the standard deviation of ln W* (of the sample, as R's `clusGap`).
    pub error: f64,
}

/// Sides of a box, and how often it is filled.
#[derive(Debug, Clone)]
pub struct Boxed {
    sides: Vec<f64>,
    n: usize,
    seed: u64,
}

impl Boxed {
    /// The box around some points.
    pub fn around(points: &Points, reference: Reference, seed: u64) -> Self {
        let means = points.means();
        let axes: Vec<Vec<f64>> = match reference {
            Reference::Dimensions => {
                let axis = |i: usize| (0..means.len()).map(|j| f64::from(i == j)).collect();
                (0..means.len()).map(axis).collect()
            }
            Reference::Components => {
                principal::components(points, &means).into_iter().map(|it| it.weights).collect()
            }
        };
        let side = |axis: &Vec<f64>| {
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for row in points.rows() {
                let at: f64 = row.iter().zip(&means).zip(axis).map(|((x, mean), w)| (x - mean) * w).sum();
                (low, high) = (low.min(at), high.max(at));
            }
            (high - low).max(0.0)
        };
        Self { sides: axes.iter().map(side).collect(), n: points.len(), seed }
    }

    /// As many points as the box was made around, drawn evenly; each number has its own. A box that
    /// is turned gives the same sums of squares, so it is not turned back.
    pub fn fill(&self, number: u64) -> Points {
        let mut random = Random::for_task(self.seed, REFERENCE_TASK | number);
        let values = (0..self.n).flat_map(|_| &self.sides).map(|side| side * random.unit());
        Points::from_rows(values.collect(), self.sides.len())
    }
}

impl Expected {
    /// Nothing is known yet.
    pub fn new(n_numbers: usize) -> Self {
        Self { log_within: vec![Vec::new(); n_numbers] }
    }

    /// One more filling of the box, grouped in each of the numbers: what [`log_within`] gives.
    pub fn learn(&mut self, filling: &[Option<f64>]) {
        for (list, it) in self.log_within.iter_mut().zip(filling) {
            list.extend(it);
        }
    }

    /// The gap of the number of groups at a position, with the sum of squares found there; `None`
    /// where there is no logarithm.
    pub fn gap(&self, at: usize, within: f64) -> Option<Gap> {
        let list = self.log_within.get(at).filter(|it| it.len() > 1)?;
        let n = list.len() as f64;
        let mean = list.iter().sum::<f64>() / n;
        let variance = list.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / (n - 1.0);
        let gap = mean - libm::log(within);
        (within > 0.0 && gap.is_finite()).then(|| Gap { gap, error: (variance * (1.0 + 1.0 / n)).sqrt() })
    }
}

/// ln W of one filling of the box, grouped in each of some numbers; `None` where W is nothing. Calls
/// back after each number.
pub fn log_within(
    filling: &Points,
    numbers: RangeInclusive<u8>,
    (starts, seed): (u16, u64),
    on_number: &mut dyn FnMut(),
) -> Vec<Option<f64>> {
    let field = KMeans::on(filling);
    let mut all = Vec::new();
    for k in numbers {
        let within = field.rough(k, starts, seed).inertia;
        all.push((within > 0.0).then(|| libm::log(within)));
        on_number();
    }
    all
}

/// The smallest number of groups whose gap is no less than that of one more, less its error
/// (Tibshirani's rule), of gaps for 1, 2, 3 … groups; the last where there is none.
pub fn smallest_within_error(gaps: &[Gap]) -> usize {
    let holds = |pair: &[Gap]| matches!(pair, [one, more] if one.gap >= more.gap - more.error);
    gaps.windows(2).position(holds).map_or(gaps.len(), |it| it + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(of: &[(f64, f64)]) -> Vec<Gap> {
        of.iter().map(|(gap, error)| Gap { gap: *gap, error: *error }).collect()
    }

    /// Iris by R's `clusGap` in 500 fillings of the box along its components.
    const IRIS: [(f64, f64); 8] = [
        (0.367_895, 0.049_833),
        (0.838_763, 0.052_977),
        (0.905_819, 0.048_122),
        (0.778_960, 0.041_925),
        (0.829_454, 0.039_612),
        (0.803_012, 0.038_637),
        (0.798_910, 0.037_956),
        (0.816_087, 0.037_590),
    ];

    #[test]
    fn the_rule_takes_three_groups_of_iris_as_r_does() {
        assert_eq!(smallest_within_error(&gaps(&IRIS)), 3);
    }

    #[test]
    fn gaps_that_only_rise_give_the_last_and_gaps_that_fall_the_first() {
        assert_eq!(smallest_within_error(&gaps(&[(0.1, 0.0), (0.2, 0.0), (0.3, 0.0)])), 3);
        assert_eq!(smallest_within_error(&gaps(&[(0.3, 0.0), (0.2, 0.0)])), 1);
    }

    /// The gaps of one to four groups, beside 20 fillings of the box.
    fn gaps_of(points: &Points, reference: Reference) -> Option<Vec<Gap>> {
        let boxed = Boxed::around(points, reference, 1);
        let mut all = Expected::new(4);
        for number in 0..20 {
            all.learn(&log_within(&boxed.fill(number), 1..=4, (5, 1), &mut || ()));
        }
        let field = KMeans::on(points);
        (1..=4).map(|k: u8| all.gap(usize::from(k) - 1, field.rough(k, 10, 1).inertia)).collect()
    }

    #[test]
    fn points_drawn_evenly_have_no_gap_and_two_heaps_have_one() {
        let mut random = Random::new(2);
        let even = Points::from_rows((0..800).map(|_| random.unit()).collect(), 2);
        let heap = |it: usize| if it % 4 < 2 { 0.0 } else { 9.0 };
        let heaps = Points::from_rows((0..800).map(|it| heap(it) + random.normal()).collect(), 2);
        for (points, expected) in [(&even, 1), (&heaps, 2)] {
            for reference in [Reference::Dimensions, Reference::Components] {
                let gaps = gaps_of(points, reference);
                assert_eq!(gaps.map(|it| smallest_within_error(&it)), Some(expected), "{reference:?}");
            }
        }
    }

    #[test]
    fn where_everybody_is_alike_there_is_no_gap() {
        let points = Points::from_rows(vec![1.0; 20], 2);
        let mut all = Expected::new(1);
        for number in 0..3 {
            let filling = Boxed::around(&points, Reference::Components, 1).fill(number);
            all.learn(&log_within(&filling, 1..=1, (1, 1), &mut || ()));
        }
        assert_eq!(all.gap(0, 0.0), None);
    }
}
