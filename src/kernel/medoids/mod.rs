//! Groups around members: of each group the customer that is nearest to all others of it.
//!
//! L. Kaufman and P. Rousseeuw, *Finding Groups in Data* (1990), chapter 2: k medoids that make the
//! sum of distances to the nearest one small, begun greedily (BUILD) and improved by swapping one
//! medoid for one other customer until no swap helps. Every candidate is weighed against all k
//! medoids in one pass over its distances, and a swap that helps is made at once (E. Schubert and
//! P. Rousseeuw, *Fast and eager k-medoids clustering*, 2021).

use crate::kernel::distances::{Metric, Pairs};

/// Times every candidate is weighed, after which the groups are taken as they are.
const MAX_ROUNDS: usize = 100;
/// A swap helps if it takes off more than that share of the cost: less is rounding.
const HELPS: f64 = 1e-12;
/// Customers that are given their medoid at once.
const BLOCK: usize = 4096;

/// Groups around members.
#[derive(Debug, Clone, PartialEq)]
pub struct Medoids {
    /// Position of the member in the middle of each group.
    pub medoids: Vec<usize>,
    /// The group of each customer: that of the nearest medoid, the first of equals.
    pub labels: Vec<u8>,
    /// Sum of the distances to the own medoid.
    pub cost: f64,
    /// Whether no swap helps any more.
    pub is_converged: bool,
}

/// Up to `k` of some candidates to begin with, each the one that takes most off the sum of distances
/// to the nearest so far; fewer where nothing is left to take off. The first of them are those for a
/// smaller `k`. Calls back after each candidate.
pub fn build(pairs: &Pairs, k: u8, candidates: &[usize], on_candidate: &mut dyn FnMut()) -> Vec<usize> {
    let n = pairs.len();
    let mut medoids = Vec::new();
    let mut nearest = vec![f64::INFINITY; n];
    let mut row = Vec::new();
    while medoids.len() < usize::from(k).min(n) {
        let mut best: Option<(usize, f64)> = None;
        for candidate in candidates.iter().copied() {
            pairs.row(candidate, &mut row);
            let left: f64 = row.iter().zip(&nearest).map(|(new, old)| new.min(*old)).sum();
            if best.is_none_or(|it| left < it.1) {
                best = Some((candidate, left));
            }
            on_candidate();
        }
        let Some((chosen, left)) = best else { break };
        let before: f64 = nearest.iter().sum();
        if left >= before {
            break;
        }
        pairs.row(chosen, &mut row);
        for (old, new) in nearest.iter_mut().zip(&row) {
            *old = old.min(*new);
        }
        medoids.push(chosen);
    }
    medoids
}

/// Swaps medoids for other candidates until none helps. Calls back after each candidate.
pub fn settle(
    pairs: &Pairs,
    medoids: Vec<usize>,
    candidates: &[usize],
    on_candidate: &mut dyn FnMut(),
) -> Medoids {
    let n = candidates.len();
    let mut groups = Groups::around(pairs, medoids);
    let mut row = Vec::new();
    let mut n_unchanged = 0;
    let mut n_weighed = 0;
    while n_unchanged < n && n_weighed < n * MAX_ROUNDS && groups.medoids.len() > 1 {
        let Some(&candidate) = candidates.get(n_weighed % n) else { break };
        n_weighed += 1;
        n_unchanged += 1;
        if !groups.medoids.contains(&candidate) {
            pairs.row(candidate, &mut row);
            if groups.take(candidate, &row) {
                n_unchanged = 0;
            }
        }
        on_candidate();
    }
    let is_converged = n_unchanged >= n || groups.medoids.len() < 2;
    let cost = groups.cost();
    Medoids { medoids: groups.medoids, labels: groups.nearest, cost, is_converged }
}

/// Medoids with the nearest two of each customer.
struct Groups {
    medoids: Vec<usize>,
    /// The distances of each medoid to all.
    rows: Vec<Vec<f64>>,
    nearest: Vec<u8>,
    /// Distance to the nearest medoid, and to the second nearest.
    distances: Vec<[f64; 2]>,
    /// What each medoid would cost if it were gone: the way to the second nearest of all its own.
    losses: Vec<f64>,
}

impl Groups {
    fn around(pairs: &Pairs, medoids: Vec<usize>) -> Self {
        let mut rows = vec![Vec::new(); medoids.len()];
        for (medoid, row) in medoids.iter().zip(&mut rows) {
            pairs.row(*medoid, row);
        }
        let mut groups = Self {
            losses: vec![0.0; medoids.len()],
            medoids,
            rows,
            nearest: vec![0; pairs.len()],
            distances: vec![[0.0; 2]; pairs.len()],
        };
        groups.find_nearest();
        groups
    }

    fn find_nearest(&mut self) {
        self.losses.fill(0.0);
        for (idx, (nearest, distances)) in self.nearest.iter_mut().zip(&mut self.distances).enumerate() {
            (*nearest, *distances) = nearest_two(self.rows.iter().filter_map(|it| it.get(idx)));
            if let Some(loss) = self.losses.get_mut(usize::from(*nearest)) {
                *loss += distances[1] - distances[0];
            }
        }
    }

    fn cost(&self) -> f64 {
        self.distances.iter().map(|it| it[0]).filter(|it| it.is_finite()).sum()
    }

    /// Takes a customer in for the medoid whose place it fills best, if that helps.
    fn take(&mut self, candidate: usize, row: &[f64]) -> bool {
        let mut changes = self.losses.clone();
        let mut for_all = 0.0;
        for ((distance, label), [first, second]) in row.iter().zip(&self.nearest).zip(&self.distances) {
            if distance < second
                && let Some(change) = changes.get_mut(usize::from(*label))
            {
                // Whoever is nearer to the candidate goes there, whichever medoid goes; the others
                // of a medoid that goes need not go as far as to their second.
                let nearer = distance.min(*first);
                for_all += nearer - first;
                *change += distance.max(*first) - second;
            }
        }
        let mut best = (0, f64::INFINITY);
        for (label, change) in changes.iter().enumerate() {
            if *change < best.1 {
                best = (label, *change);
            }
        }
        if best.1 + for_all >= -HELPS * self.cost() {
            return false;
        }
        if let (Some(medoid), Some(own)) = (self.medoids.get_mut(best.0), self.rows.get_mut(best.0)) {
            *medoid = candidate;
            own.clear();
            own.extend_from_slice(row);
        }
        self.find_nearest();
        true
    }
}

/// Which of some distances is the least, the first of equals; the least and the second.
fn nearest_two<'a>(distances: impl Iterator<Item = &'a f64>) -> (u8, [f64; 2]) {
    let mut nearest = 0;
    let [mut first, mut second] = [f64::INFINITY; 2];
    for (label, distance) in (0..).zip(distances) {
        if *distance < first {
            nearest = label;
        }
        second = second.min(distance.max(first));
        first = first.min(*distance);
    }
    (nearest, [first, second])
}

/// Gives everyone the nearest of some medoids, the first of equals. Calls back after each block.
pub fn nearest(metric: &dyn Metric, medoids: Vec<usize>, on_block: &mut dyn FnMut()) -> Medoids {
    let n = metric.len();
    let mut labels = vec![0; n];
    let mut distances = vec![f64::INFINITY; n];
    let mut row = Vec::new();
    let blocks = labels.chunks_mut(BLOCK).zip(distances.chunks_mut(BLOCK));
    for (first, (labels, distances)) in (0..n).step_by(BLOCK).zip(blocks) {
        for (label, medoid) in (0..).zip(&medoids) {
            metric.row(*medoid, first..n.min(first + BLOCK), &mut row);
            let nearer = labels.iter_mut().zip(distances.iter_mut()).zip(&row).filter(|it| *it.1 < *it.0.1);
            nearer.for_each(|((own, old), new)| (*own, *old) = (label, *new));
        }
        on_block();
    }
    let cost = distances.iter().filter(|it| it.is_finite()).sum();
    Medoids { medoids, labels, cost, is_converged: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::distances::{Euclid, Gower};
    use crate::kernel::kmeans::points::Points;
    use crate::kernel::random::Random;

    fn euclid(n: usize, seed: u64) -> Euclid {
        let mut random = Random::new(seed);
        Euclid::new(&Points::from_rows((0..n * 2).map(|_| random.normal()).collect(), 2))
    }

    fn all(pairs: &Pairs) -> Vec<usize> {
        (0..pairs.len()).collect()
    }

    fn found(pairs: &Pairs, k: u8) -> Medoids {
        let all = all(pairs);
        settle(pairs, build(pairs, k, &all, &mut || ()), &all, &mut || ())
    }

    #[test]
    fn only_candidates_are_medoids() {
        let pairs = Pairs::of(&euclid(60, 4), &mut || ());
        let candidates: Vec<usize> = (0..60).filter(|it| it % 3 == 1).collect();
        let begun = build(&pairs, 4, &candidates, &mut || ());
        let fit = settle(&pairs, begun, &candidates, &mut || ());
        assert!(fit.is_converged && fit.medoids.iter().all(|it| candidates.contains(it)));
        assert!((fit.cost - cost(&pairs, &fit.medoids)).abs() < 1e-9);
    }

    fn cost(pairs: &Pairs, medoids: &[usize]) -> f64 {
        let nearest = |idx| medoids.iter().map(|it| pairs.get(*it, idx)).fold(f64::INFINITY, f64::min);
        (0..pairs.len()).map(nearest).sum()
    }

    #[test]
    fn no_single_swap_helps_any_more() {
        for seed in 0..5 {
            let pairs = Pairs::of(&euclid(40, seed), &mut || ());
            let fit = found(&pairs, 4);
            assert!(fit.is_converged);
            assert!((fit.cost - cost(&pairs, &fit.medoids)).abs() < 1e-9);
            for (label, other) in (0..4).flat_map(|label| (0..40).map(move |it| (label, it))) {
                let mut swapped = fit.medoids.clone();
                swapped[label] = other;
                assert!(cost(&pairs, &swapped) >= fit.cost - 1e-9, "{label} for {other}");
            }
        }
    }

    #[test]
    fn small_files_get_nearly_the_best_of_all_choices() {
        for seed in 0..8 {
            let pairs = Pairs::of(&euclid(20, seed), &mut || ());
            let twos = (0..20).flat_map(|a| (0..a).map(move |b| (a, b)));
            let threes = twos.flat_map(|(a, b)| (0..b).map(move |c| [a, b, c]));
            let best = threes.map(|it| cost(&pairs, &it)).fold(f64::INFINITY, f64::min);
            let found = found(&pairs, 3).cost;
            assert!(found <= best * 1.02, "{found} against {best}");
        }
    }

    #[test]
    fn labels_are_those_of_the_nearest_medoid_however_they_are_asked_for() {
        let metric = euclid(300, 9);
        let pairs = Pairs::of(&metric, &mut || ());
        let fit = found(&pairs, 5);
        let everyone = nearest(&metric, fit.medoids.clone(), &mut || ());
        assert_eq!(everyone.labels, fit.labels);
        assert!((everyone.cost - fit.cost).abs() < 1e-9);
    }

    #[test]
    fn medoids_for_fewer_groups_are_the_first_of_those_for_more() {
        let pairs = Pairs::of(&euclid(80, 2), &mut || ());
        let many = build(&pairs, 8, &all(&pairs), &mut || ());
        assert_eq!(build(&pairs, 3, &all(&pairs), &mut || ()), many[..3]);
    }

    #[test]
    fn there_are_no_more_groups_than_different_customers() {
        let metric = Euclid::new(&Points::from_rows(vec![1.0, 2.0, 1.0, 2.0, 1.0], 1));
        let fit = found(&Pairs::of(&metric, &mut || ()), 4);
        assert_eq!((fit.medoids.len(), fit.labels), (2, vec![0, 1, 0, 1, 0]));
        let alike = found(&Pairs::of(&Gower::new(5), &mut || ()), 4);
        assert!(alike.cost.is_finite() && alike.is_converged);
        assert_eq!(found(&Pairs::of(&Gower::new(0), &mut || ()), 3).labels, Vec::<u8>::new());
    }
}
