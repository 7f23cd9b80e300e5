//! Whether there is a valley between groups: fewer points than on either side of it.
//!
//! The points of two groups are seen along the line through their means. Where the groups are two
//! hills, there is a stretch between them with clearly fewer points than around the lower of the
//! two; where one hill was cut in two, there is none. Hennig (2010, "Methods for merging Gaussian
//! mixture components") looks for such dips in the same place. Of a larger group only the half of
//! its points nearest to the line is looked at: cells of a plain that was cut into groups are
//! narrower where they meet, which would look like a valley.

use crate::kernel::kmeans::points::{Points, squared_distance};
use crate::kernel::quality::Centres;
use crate::kernel::quantile::quantiles;

/// Bins between two means.
const PER_LINE: f64 = 20.0;
/// Bins in front of the first mean, and behind the second.
const N_BEYOND: usize = 4;
const N_BINS: usize = 20 + 2 * N_BEYOND;
/// Bins on either side of the middle one that are taken with it; more where points are few.
const REACH: usize = 1;
const WIDE_REACH: usize = 2;
/// Points up to which the wider reach is used.
const MAX_WIDE: usize = 150;
/// Members from which on only the half nearest to the line is looked at.
const MIN_HALVED: usize = 50;
/// A valley has at most this share of the points beside it …
const MOST_SHARE: f64 = 0.7;
/// … and that difference is more than so many times what chance makes of it.
const LEAST_SURE: f64 = 1.4;

/// What lies between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Valley {
    /// Points of the two groups in the emptiest stretch between their means.
    pub n_between: usize,
    /// Points of the same two in the fullest stretch around the mean of either, the lesser of both.
    pub n_beside: usize,
}

impl Valley {
    /// Whether the stretch between is clearly emptier.
    pub fn is_clear(self) -> bool {
        let (between, beside) = (self.n_between as f64, self.n_beside as f64);
        between <= MOST_SHARE * beside && beside - between > LEAST_SURE * (beside + between).sqrt()
    }
}

/// Whether there is a valley between any two of `k` groups numbered from 0.
pub fn are_apart(points: &Points, labels: &[u8], k: usize) -> bool {
    let groups = Groups::of(points, labels, k);
    (0..k).flat_map(|b| (0..b).map(move |a| (a, b))).all(|(a, b)| groups.between(a, b).is_clear())
}

/// What lies between two of the groups.
pub fn between(points: &Points, labels: &[u8], a: usize, b: usize) -> Valley {
    Groups::of(points, labels, a.max(b) + 1).between(a, b)
}

struct Groups<'a> {
    points: &'a Points,
    centres: Centres,
    members: Vec<Vec<usize>>,
}

impl<'a> Groups<'a> {
    fn of(points: &'a Points, labels: &[u8], k: usize) -> Self {
        let mut members = vec![Vec::new(); k];
        for (idx, label) in labels.iter().enumerate() {
            if let Some(members) = members.get_mut(usize::from(*label)) {
                members.push(idx);
            }
        }
        Self { points, centres: Centres::of(points, labels, k), members }
    }

    fn between(&self, a: usize, b: usize) -> Valley {
        let mut bins = [0_usize; N_BINS];
        let mut n_seen = 0;
        for place in [a, b].into_iter().flat_map(|group| self.places(group, (a, b))) {
            n_seen += 1;
            if let Some(n) = bin_of(place).and_then(|it| bins.get_mut(it)) {
                *n += 1;
            }
        }
        let reach = if n_seen < MAX_WIDE { WIDE_REACH } else { REACH };
        let stretches: Vec<usize> = bins.windows(2 * reach + 1).map(|it| it.iter().sum()).collect();
        // Middles of stretches: around the first mean up to a quarter of the way, and so on.
        let within = |from: usize, to: usize| {
            stretches.iter().skip(from.saturating_sub(reach)).take(to - from.max(reach)).copied()
        };
        let first = within(1, 9).max().unwrap_or_default();
        let second = within(19, 27).max().unwrap_or_default();
        Valley { n_between: within(9, 19).min().unwrap_or_default(), n_beside: first.min(second) }
    }

    /// Where the members of a group stand along the line from one mean (0) to the other (1).
    fn places(&self, group: usize, (a, b): (usize, usize)) -> Vec<f64> {
        let (from, to) = (self.centres.row(a), self.centres.row(b));
        let length = squared_distance(from, to);
        let members = self.members.get(group).map_or(&[][..], Vec::as_slice);
        if length <= 0.0 || !length.is_finite() {
            return Vec::new();
        }
        let place = |idx: &usize| {
            let row = self.points.row(*idx);
            let along: f64 = row.iter().zip(from).zip(to).map(|((x, a), b)| (x - a) * (b - a)).sum();
            let at = along / length;
            (at, squared_distance(row, from) - at * at * length)
        };
        let seen: Vec<(f64, f64)> = members.iter().map(place).collect();
        let mut aside: Vec<f64> = seen.iter().map(|it| it.1).collect();
        let most = if aside.len() < MIN_HALVED {
            f64::INFINITY
        } else {
            quantiles(&mut aside, &[(1, 2)]).first().copied().unwrap_or(f64::INFINITY)
        };
        seen.into_iter().filter(|it| it.1 <= most).map(|it| it.0).collect()
    }
}

/// The bin of a place on the line, unless it lies before the first.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number that is not below zero; what is too large is in no bin"
)]
fn bin_of(place: f64) -> Option<usize> {
    let bin = (place * PER_LINE).floor() + N_BEYOND as f64;
    (bin >= 0.0).then_some(bin as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::random::Random;

    /// Points of two clouds so many spreads apart, cut at the middle.
    fn two(distance: f64, n: usize) -> (Points, Vec<u8>) {
        let mut random = Random::new(8);
        let values = (0..n).flat_map(|it| {
            let x = random.normal() + if it % 2 == 0 { 0.0 } else { distance };
            [x, random.normal()]
        });
        let points = Points::from_rows(values.collect(), 2);
        let labels = points.rows().map(|it| u8::from(it[0] > distance / 2.0)).collect();
        (points, labels)
    }

    #[test]
    fn two_hills_have_a_valley_and_one_hill_cut_in_two_has_none() {
        for n in [40, 400, 4_000] {
            let (points, labels) = two(5.0, n);
            assert!(are_apart(&points, &labels, 2), "{n}");
            let (points, labels) = two(0.0, n);
            assert!(!are_apart(&points, &labels, 2), "{n}");
        }
    }

    #[test]
    fn a_plain_cut_in_two_has_no_valley() {
        let mut random = Random::new(5);
        let points = Points::from_rows((0..4_000).map(|_| random.unit()).collect(), 2);
        let labels: Vec<u8> = points.rows().map(|it| u8::from(it[0] > 0.5)).collect();
        let valley = between(&points, &labels, 0, 1);
        assert!(!valley.is_clear(), "{valley:?}");
    }

    #[test]
    fn one_point_far_away_is_no_hill() {
        let (mut values, mut labels) = (vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5], vec![0; 6]);
        values.push(1e300);
        labels.push(1);
        assert!(!are_apart(&Points::from_rows(values, 1), &labels, 2));
    }

    #[test]
    fn groups_with_the_same_mean_have_no_valley() {
        let points = Points::from_rows(vec![3.0; 10], 1);
        assert!(!are_apart(&points, &[0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2));
    }
}
