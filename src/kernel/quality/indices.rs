//! Two closed figures of how tight groups are and how far apart.

use crate::kernel::kmeans::points::{Points, squared_distance};
use crate::kernel::quality::Centres;

/// Figures of a grouping.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indices {
    /// Sum of squared distances to the own group's mean.
    pub within: f64,
    /// (B ÷ (k − 1)) ÷ (W ÷ (n − k)), where W is the sum of squares within groups and B the sum
    /// between them: the larger, the better (Caliński and Harabasz 1974). `None` with fewer than two
    /// groups, where every point is a group, and where nothing is spread within groups.
    pub calinski_harabasz: Option<f64>,
    /// Mean over groups of the largest (sᵢ + sⱼ) ÷ dᵢⱼ, where s is the mean distance to the own mean
    /// and d the distance of means: the smaller, the better (Davies and Bouldin 1979). `None` with
    /// fewer than two groups and where two means coincide.
    pub davies_bouldin: Option<f64>,
}

/// The figures of `k` groups numbered from 0; points with a label beyond are left aside.
pub fn indices(points: &Points, labels: &[u8], k: usize) -> Indices {
    let centres = Centres::of(points, labels, k);
    let mut within = 0.0;
    let mut spreads = vec![0.0; k];
    for (row, label) in points.rows().zip(labels) {
        let label = usize::from(*label);
        if let Some(spread) = spreads.get_mut(label) {
            let square = squared_distance(row, centres.row(label));
            within += square;
            *spread += square.sqrt();
        }
    }
    for (spread, count) in spreads.iter_mut().zip(&centres.counts) {
        *spread /= (*count).max(1) as f64;
    }
    Indices {
        within,
        calinski_harabasz: calinski_harabasz(&centres, within),
        davies_bouldin: davies_bouldin(&centres, &spreads),
    }
}

fn calinski_harabasz(centres: &Centres, within: f64) -> Option<f64> {
    let (k, n) = (centres.n_occupied(), centres.counts.iter().sum::<usize>());
    let mean = |dim: usize| {
        let of_group = |(group, count): (usize, &usize)| {
            centres.row(group).get(dim).copied().unwrap_or_default() * *count as f64
        };
        centres.counts.iter().enumerate().map(of_group).sum::<f64>() / n.max(1) as f64
    };
    let all: Vec<f64> = (0..centres.row(0).len()).map(mean).collect();
    let of_group =
        |(group, count): (usize, &usize)| *count as f64 * squared_distance(centres.row(group), &all);
    let between: f64 = centres.counts.iter().enumerate().map(of_group).sum();
    let is_defined = k > 1 && k < n && within > 0.0;
    let ratio = (between / (k.max(2) - 1) as f64) / (within / (n.max(k + 1) - k) as f64);
    (is_defined && ratio.is_finite()).then_some(ratio)
}

fn davies_bouldin(centres: &Centres, spreads: &[f64]) -> Option<f64> {
    let occupied: Vec<usize> = (0..spreads.len()).filter(|it| centres.counts.get(*it) != Some(&0)).collect();
    let spread = |group: usize| spreads.get(group).copied().unwrap_or_default();
    let mut sum = 0.0;
    for i in &occupied {
        let ratio =
            |j: &usize| (spread(*i) + spread(*j)) / squared_distance(centres.row(*i), centres.row(*j)).sqrt();
        let others: Vec<f64> = occupied.iter().filter(|j| *j != i).map(ratio).collect();
        // Two means that coincide make it infinite, or no number at all.
        sum += others.into_iter().reduce(|most, it| if it <= most { most } else { it })?;
    }
    let mean = sum / occupied.len() as f64;
    mean.is_finite().then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: two pairs at distance 10.
    #[test]
    fn two_pairs_have_the_figures_worked_out_by_hand() {
        let points = Points::from_rows(vec![0.0, 0.0, 0.0, 2.0, 10.0, 0.0, 10.0, 2.0], 2);
        let figures = indices(&points, &[0, 0, 1, 1], 2);
        // W = 4 × 1, B = 4 × 25: (100 ÷ 1) ÷ (4 ÷ 2) = 50; (1 + 1) ÷ 10 = 0.2.
        assert!((figures.within - 4.0).abs() < 1e-12);
        assert!((figures.calinski_harabasz.unwrap_or_default() - 50.0).abs() < 1e-12);
        assert!((figures.davies_bouldin.unwrap_or_default() - 0.2).abs() < 1e-12);
    }

    #[test]
    fn one_group_points_alone_and_coinciding_means_have_no_figure() {
        let points = Points::from_rows(vec![0.0, 1.0, 2.0], 1);
        let none = |labels: &[u8], k: usize| {
            let figures = indices(&points, labels, k);
            (figures.calinski_harabasz, figures.davies_bouldin)
        };
        assert_eq!(none(&[0, 0, 0], 1), (None, None));
        assert_eq!(none(&[0, 1, 2], 3), (None, Some(0.0)));
        let same = Points::from_rows(vec![1.0; 4], 1);
        assert_eq!(indices(&same, &[0, 0, 1, 1], 2).davies_bouldin, None);
        assert_eq!(indices(&same, &[0, 0, 1, 1], 2).calinski_harabasz, None);
    }

    #[test]
    fn points_in_no_group_and_groups_without_points_do_not_count() {
        let points = Points::from_rows(vec![0.0, 2.0, 10.0, 12.0, 500.0], 1);
        let all = indices(&points, &[0, 0, 2, 2, u8::MAX], 3);
        let some = indices(&Points::from_rows(vec![0.0, 2.0, 10.0, 12.0], 1), &[0, 0, 1, 1], 2);
        assert_eq!(all, some);
    }
}
