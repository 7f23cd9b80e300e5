//! Groups found on a sample, extended to everyone.

use crate::kernel::density::spanning::Smallest;
use crate::kernel::density::{Dense, NONE, Reachability};
use crate::kernel::distances::Euclid;

/// What a sample knows about where groups are.
#[derive(Debug)]
pub struct Guide<'a> {
    /// The sample.
    pub points: &'a Euclid,
    /// Its tree.
    pub tree: &'a Reachability,
    /// Its groups.
    pub groups: &'a Dense,
    /// How many are near enough for a core distance, the customer itself among them.
    pub min_samples: usize,
}

impl Guide<'_> {
    /// The group of someone who is not in the sample, and how firmly: that of the customer of the
    /// sample who is nearest in mutual reachability (the nearest of several), unless that one is in
    /// none or the distance is beyond the one at which the group parted from the rest.
    pub fn place(&self, row: &[f64]) -> (u8, f32) {
        let unit = self.points.unit();
        let point: Vec<f64> = row.iter().map(|it| it / unit).collect();
        let n = self.points.n();
        let mut nearest = Smallest::new(self.min_samples.saturating_sub(1).min(n));
        let mut squares = Vec::with_capacity(n);
        self.points.squares(&point, 0..n, &mut |_, block| {
            nearest.meet(block);
            squares.extend_from_slice(block);
        });
        let core = if self.min_samples > 1 { nearest.largest() } else { 0.0 };
        let mut best = (0, f64::INFINITY, f64::INFINITY);
        for (idx, (square, other)) in squares.iter().zip(&self.tree.squares).enumerate() {
            let reach = square.max(*other).max(core);
            if reach < best.1 || (reach <= best.1 && *square < best.2) {
                best = (idx, reach, *square);
            }
        }
        let (idx, reach) = (best.0, best.1.sqrt() * unit);
        let label = self.groups.labels.get(idx).copied().unwrap_or(NONE);
        let place = usize::from(label);
        match (self.groups.reaches.get(place), self.groups.peaks.get(place)) {
            (Some(widest), Some(peak)) if reach.is_finite() && reach <= *widest => {
                (label, sureness(reach, *peak))
            }
            _ => (NONE, 0.0),
        }
    }
}

/// λ as a share of the group's largest.
#[expect(clippy::cast_possible_truncation, reason = "a share of one, for people")]
fn sureness(reach: f64, peak: f64) -> f32 {
    if reach * peak > 1.0 { (1.0 / (reach * peak)) as f32 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::kmeans::points::Points;
    use crate::kernel::random::Random;

    #[test]
    fn everyone_joins_the_group_around_them_or_none() {
        let mut random = Random::new(8);
        let mut cloud =
            |x: f64| (0..100).flat_map(|_| [x + random.normal(), random.normal()]).collect::<Vec<f64>>();
        let values: Vec<f64> = [cloud(0.0), cloud(20.0)].concat();
        let points = Euclid::new(&Points::from_rows(values, 2));
        let tree = Reachability::new(&points, 5, &mut || ());
        let groups = tree.groups(15);
        assert_eq!(groups.n_groups, 2);
        let guide = Guide { points: &points, tree: &tree, groups: &groups, min_samples: 5 };
        assert_eq!(guide.place(&[0.1, 0.1]).0, 0);
        assert_eq!(guide.place(&[20.2, -0.1]).0, 1);
        assert_eq!(guide.place(&[0.0, 60.0]), (NONE, 0.0));
        assert_eq!(guide.place(&[1e300, 0.0]), (NONE, 0.0));
        let (centre, border) = (guide.place(&[0.0, 0.0]).1, guide.place(&[2.0, 1.5]).1);
        assert!(centre > border && centre <= 1.0 && border > 0.0, "{centre} {border}");
    }
}
