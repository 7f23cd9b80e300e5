//! Customers on a plane: the first two principal components.
//!
//! The largest weight of each, the first of equals, is positive.

use crate::engine::segmentation::MapPoint;
use crate::kernel::kmeans::points::Points;
use crate::kernel::principal::components;
use crate::kernel::random::Random;

/// Points a map shows at most.
pub const MAX_SHOWN: usize = 200_000;
const MAP_TASK: u64 = 2 << 48;

/// Customers on a plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The customers shown, in their order.
    pub map: Vec<MapPoint>,
    /// Their positions among the points.
    pub shown: Vec<usize>,
    /// Where every point is, shown or not.
    pub places: Vec<[f32; 2]>,
    /// Share of the spread that each of the two components shows.
    pub explained: [f64; 2],
    /// Weight of each feature in the two components, features × 2, row by row.
    pub loadings: Vec<f64>,
}

/// Projects points, or a seeded sample of them where there are very many.
pub fn project(points: &Points, labels: &[u8], seed: u64) -> Projection {
    let means = points.means();
    let components = components(points, &means);
    let total: f64 = components.iter().map(|it| it.variance).sum();
    let axis =
        |idx: usize| components.get(idx).map_or_else(|| vec![0.0; means.len()], |it| it.weights.clone());
    let share = |idx: usize| components.get(idx).map_or(0.0, |it| it.variance / total.max(f64::MIN_POSITIVE));
    let axes = [axis(0), axis(1)];
    let shown = Random::for_task(seed, MAP_TASK).sample(points.len(), MAX_SHOWN);
    let place = |row: &[f64]| {
        let along = |axis: &[f64]| {
            let centred = row.iter().zip(&means).map(|(x, mean)| x - mean);
            single(centred.zip(axis).map(|(x, weight)| x * weight).sum())
        };
        [along(&axes[0]), along(&axes[1])]
    };
    let places: Vec<[f32; 2]> = points.rows().map(place).collect();
    let point = |idx: usize| {
        let [x, y] = places.get(idx).copied().unwrap_or_default();
        MapPoint { x, y, segment: labels.get(idx).copied().unwrap_or_default() }
    };
    let loadings = axes[0].iter().zip(&axes[1]).flat_map(|(x, y)| [*x, *y]).collect();
    Projection {
        map: shown.iter().map(|it| point(*it)).collect(),
        shown,
        places,
        explained: [share(0), share(1)],
        loadings,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
fn single(value: f64) -> f32 {
    value.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_very_many_shows_as_many_as_it_may_and_knows_where_all_are() {
        let n = MAX_SHOWN + 1_000;
        let column: Vec<f64> = (0..n).map(|it| (it % 97) as f64).collect();
        let points = Points::from_columns(&[column.clone(), column]);
        let found = project(&points, &vec![0; n], 7);
        assert_eq!((found.map.len(), found.shown.len(), found.places.len()), (MAX_SHOWN, MAX_SHOWN, n));
        assert!(found.shown.is_sorted_by(|a, b| a < b) && found.shown.iter().any(|it| *it >= MAX_SHOWN));
    }
}
