//! Groups with one distance for the whole file.
//!
//! M. Ester, H.-P. Kriegel, J. Sander and X. Xu, *A density-based algorithm for discovering clusters*
//! (1996). Whoever has at least `min_samples` customers within `eps` (itself among them, `eps`
//! included) is a core; cores within `eps` of each other are one group, with everyone within `eps`
//! of one of them. Whoever could be in two groups is in the one with the first core of the file.

use crate::kernel::density::NONE;
use crate::kernel::distances::Euclid;

/// Groups of customers who are dense.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// The group of each customer by its first core, or [`NONE`]; of groups beyond the 255th, [`NONE`]
    /// too.
    pub labels: Vec<u8>,
    /// Whether each customer is a core.
    pub is_core: Vec<bool>,
    /// How many groups there are.
    pub n_groups: usize,
}

impl Scan {
    /// The group of someone who is not among the points: that of the nearest core (the first of
    /// equals) within the distance, or [`NONE`].
    pub fn nearest_core(&self, points: &Euclid, row: &[f64], eps: f64) -> u8 {
        let unit = points.unit();
        let point: Vec<f64> = row.iter().map(|it| it / unit).collect();
        let mut best = (NONE, f64::INFINITY);
        let nearer = |best: (u8, f64), next: (u8, f64)| if next.1 < best.1 { next } else { best };
        points.squares(&point, 0..points.n(), &mut |first, squares| {
            let known = self.is_core.iter().zip(&self.labels).skip(first);
            let cores = squares.iter().zip(known).filter(|it| *it.1.0);
            best = cores.map(|(square, (_, label))| (*label, *square)).fold(best, nearer);
        });
        if best.1.sqrt() * unit <= eps { best.0 } else { NONE }
    }
}

/// Groups with a distance of `eps`. Calls back after each point, twice at most.
pub fn scan(points: &Euclid, eps: f64, min_samples: usize, on_point: &mut dyn FnMut()) -> Scan {
    let n = points.n();
    let unit = points.unit();
    let is_near = |square: &f64| square.sqrt() * unit <= eps;
    let mut is_core = Vec::with_capacity(n);
    for idx in 0..n {
        let mut n_near = 0;
        points.squares(&points.point(idx), 0..n, &mut |_, squares| {
            n_near += squares.iter().filter(|it| is_near(it)).count();
        });
        is_core.push(n_near >= min_samples);
        on_point();
    }
    let mut groups: Vec<Option<usize>> = vec![None; n];
    let mut n_groups = 0;
    let mut open = Vec::new();
    for first in 0..n {
        if groups.get(first) != Some(&None) || is_core.get(first) != Some(&true) {
            continue;
        }
        if let Some(group) = groups.get_mut(first) {
            *group = Some(n_groups);
        }
        open.push(first);
        while let Some(idx) = open.pop() {
            let mut near = Vec::new();
            points.squares(&points.point(idx), 0..n, &mut |from, squares| {
                let at = (from..).zip(squares).filter(|it| is_near(it.1));
                near.extend(at.map(|it| it.0));
            });
            near.retain(|it| groups.get(*it) == Some(&None));
            for other in near {
                groups.get_mut(other).into_iter().for_each(|it| *it = Some(n_groups));
                open.extend((is_core.get(other) == Some(&true)).then_some(other));
            }
            on_point();
        }
        n_groups += 1;
    }
    let label = |it: Option<usize>| it.and_then(|it| u8::try_from(it).ok()).unwrap_or(NONE);
    Scan { labels: groups.into_iter().map(label).collect(), is_core, n_groups }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::kmeans::points::Points;

    fn found(values: &[f64], eps: f64, min_samples: usize) -> Scan {
        scan(&Euclid::new(&Points::from_rows(values.to_vec(), 1)), eps, min_samples, &mut || ())
    }

    #[test]
    fn a_customer_counts_itself_and_the_distance_is_included() {
        let found = found(&[0.0, 1.0, 2.0, 9.0], 1.0, 3);
        assert_eq!(found.is_core, [false, true, false, false]);
        assert_eq!(found.labels, [0, 0, 0, NONE]);
    }

    #[test]
    fn cores_in_reach_of_each_other_are_one_group() {
        let found = found(&[10.0, 0.0, 11.0, 1.0, 12.0, 2.0, 30.0], 1.0, 2);
        assert_eq!(found.labels, [0, 1, 0, 1, 0, 1, NONE]);
        assert_eq!(found.n_groups, 2);
    }

    #[test]
    fn whoever_is_at_the_border_of_two_groups_is_in_the_first() {
        let found = found(&[5.0, 5.2, 5.4, 5.6, 4.0, 3.0, 2.8, 2.6, 2.4], 1.0, 4);
        assert!(!found.is_core[4] && found.n_groups == 2);
        assert_eq!(found.labels, [0, 0, 0, 0, 0, 1, 1, 1, 1]);
    }

    #[test]
    fn nobody_and_identical_customers_are_no_trouble() {
        assert_eq!(found(&[], 1.0, 3).n_groups, 0);
        assert_eq!(found(&[2.0; 9], 0.0, 5).labels, [0; 9]);
    }
}
