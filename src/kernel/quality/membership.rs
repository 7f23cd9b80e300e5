//! How surely a point belongs to its group.

use crate::kernel::kmeans::points::{Points, squared_distance};

/// How surely each point belongs to the nearest of some centres, from 0 (as near to another) to 1
/// (upon the own centre): 1 − 2a ÷ (a + b), where a is the distance to the nearest centre and b to
/// the second nearest: one minus the shadow value of Leisch (2006). NaN with fewer than two centres.
#[expect(clippy::cast_possible_truncation, reason = "a figure from 0 to 1")]
pub fn confidence(points: &Points, centres: &[f64]) -> Vec<f32> {
    let of_point = |row: &[f64]| {
        let (mut nearest, mut second) = (f64::INFINITY, f64::INFINITY);
        for centre in centres.chunks_exact(points.n_dims()) {
            let square = squared_distance(row, centre);
            if square < nearest {
                (nearest, second) = (square, nearest);
            } else if square < second {
                second = square;
            }
        }
        let (a, b) = (nearest.sqrt(), second.sqrt());
        match b.is_finite() {
            false => f32::NAN,
            true if b > 0.0 => ((b - a) / (b + a)) as f32,
            true => 0.0,
        }
    };
    points.rows().map(of_point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_upon_the_own_centre_and_zero_halfway() {
        let points = Points::from_rows(vec![0.0, 5.0, 2.5, 10.0], 1);
        assert_eq!(confidence(&points, &[0.0, 10.0]), [1.0, 0.0, 0.5, 1.0]);
        assert!(confidence(&points, &[0.0]).iter().all(|it| it.is_nan()));
        assert_eq!(confidence(&points, &[5.0, 5.0]), [0.0; 4]);
    }
}
