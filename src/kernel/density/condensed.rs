//! Which parts of the tree are groups: those that last longest.
//!
//! Going down the tree, all joins of one distance are taken apart together, so that the order of the
//! customers decides nothing. A split into several parts of at least `min_size` makes groups of them;
//! a smaller part only leaves the group it was in. With λ = 1 ÷ distance, a group is worth the sum over its
//! members of the λ at which they leave less the λ at which it began; groups are taken so that the
//! sum is largest, never one within another ("excess of mass"). The whole is no group.
//!
//! Where customers are identical, distances are 0 and λ has no bound; there half the smallest
//! distance above 0 is taken, so that equal customers are denser than all others, but not without
//! measure.

use crate::kernel::density::spanning::Join;
use crate::kernel::density::{MAX_GROUPS, NONE, Reachability};

/// Groups of customers who are dense.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// The group of each customer by its first member, or [`NONE`]. All [`NONE`] where there are
    /// more groups than [`MAX_GROUPS`].
    pub labels: Vec<u8>,
    /// How firmly each belongs to its group, 0 to 1: its λ as a share of the group's largest; 0 for
    /// those in none.
    pub confidence: Vec<f32>,
    /// How many groups there are.
    pub n_groups: usize,
    /// The distance at which each group parted from the rest.
    pub reaches: Vec<f64>,
    /// The largest λ of each group.
    pub peaks: Vec<f64>,
}

/// A part of at least `min_size`.
#[derive(Debug, Clone)]
struct Part {
    parent: Option<usize>,
    /// λ at which it began.
    birth: f64,
    /// Largest λ at which anything left it.
    peak: f64,
    worth: f64,
    is_taken: bool,
}

impl Part {
    fn new(parent: Option<usize>, birth: f64) -> Self {
        Self { parent, birth, peak: 0.0, worth: 0.0, is_taken: parent.is_some() }
    }

    /// So many members leave.
    fn lose(&mut self, n: usize, lambda: f64) {
        self.worth += n as f64 * (lambda - self.birth);
        self.peak = self.peak.max(lambda);
    }
}

/// The tree with only the splits that make groups.
struct Condensed {
    /// A part after the one it was in.
    parts: Vec<Part>,
    /// The part that each point left last, and at which λ.
    leaves: Vec<(usize, f64)>,
    /// Nodes of the tree that are still to be looked at, with the part they are in.
    open: Vec<(usize, usize)>,
}

impl Condensed {
    /// A part leaves another and is one of its own.
    fn split(&mut self, node: usize, size: usize, part: usize, lambda: f64) {
        if let Some(part) = self.parts.get_mut(part) {
            part.lose(size, lambda);
        }
        self.open.push((node, self.parts.len()));
        self.parts.push(Part::new(Some(part), lambda));
    }

    /// Points leave a part for good.
    fn shed(&mut self, points: &[usize], part: usize, lambda: f64) {
        if let Some(part) = self.parts.get_mut(part) {
            part.lose(points.len(), lambda);
        }
        for point in points {
            if let Some(leaf) = self.leaves.get_mut(*point) {
                *leaf = (part, lambda);
            }
        }
    }
}

impl Reachability {
    /// The groups of at least `min_size` (two, if it is less) that last longest.
    pub fn groups(&self, min_size: usize) -> Dense {
        let Condensed { mut parts, leaves, open: _ } = self.condense(min_size.max(2));
        take_best(&mut parts);
        // Of each part, the part taken that it lies in: parents stand before their children.
        let mut taken: Vec<Option<usize>> = Vec::with_capacity(parts.len());
        for (idx, part) in parts.iter().enumerate() {
            let above = part.parent.and_then(|it| taken.get(it).copied().flatten());
            taken.push(if part.is_taken { Some(idx) } else { above });
        }
        let group_of = |leaf: usize| taken.get(leaf).copied().flatten();
        let mut order: Vec<usize> = Vec::new();
        let mut labels = vec![NONE; leaves.len()];
        let mut confidence = vec![0.0; leaves.len()];
        for ((label, sure), (leaf, lambda)) in labels.iter_mut().zip(&mut confidence).zip(&leaves) {
            let Some(group) = group_of(*leaf) else { continue };
            let at = order.iter().position(|it| *it == group).unwrap_or_else(|| {
                order.push(group);
                order.len() - 1
            });
            *label = u8::try_from(at).unwrap_or(NONE);
            *sure = parts.get(group).map_or(0.0, |it| share(*lambda, it.peak));
        }
        if order.len() > MAX_GROUPS {
            labels.fill(NONE);
        }
        let of_group =
            |figure: fn(&Part) -> f64| order.iter().filter_map(|it| parts.get(*it)).map(figure).collect();
        Dense {
            labels,
            confidence,
            n_groups: order.len(),
            reaches: of_group(|it| 1.0 / it.birth),
            peaks: of_group(|it| it.peak),
        }
    }

    fn condense(&self, min_size: usize) -> Condensed {
        let n = self.len();
        // Half the smallest distance above 0 stands for 0.
        let least = self.joins.iter().map(|it| it.distance).find(|it| *it > 0.0).unwrap_or(1.0) / 2.0;
        let size_of =
            |node: usize| node.checked_sub(n).and_then(|it| self.joins.get(it)).map_or(1, |it| it.size);
        let root = Part::new(None, 0.0);
        let mut condensed = Condensed { parts: vec![root], leaves: vec![(0, 0.0); n], open: Vec::new() };
        if !self.joins.is_empty() {
            condensed.open.push((n + self.joins.len() - 1, 0));
        }
        while let Some((node, part)) = condensed.open.pop() {
            let Some(join) = node.checked_sub(n).and_then(|it| self.joins.get(it)) else { continue };
            let lambda = 1.0 / join.distance.max(least);
            let children = self.below(node, |it| it.distance.total_cmp(&join.distance).is_eq());
            let n_large = children.iter().filter(|it| size_of(**it) >= min_size).count();
            for child in children {
                match (n_large > 1, size_of(child) >= min_size) {
                    (true, true) => condensed.split(child, size_of(child), part, lambda),
                    (false, true) => condensed.open.push((child, part)),
                    (_, false) => condensed.shed(&self.below(child, |_| true), part, lambda),
                }
            }
        }
        condensed
    }

    /// What a node falls into while its joins are taken apart: those of which that is asked.
    fn below(&self, node: usize, is_taken_apart: impl Fn(&Join) -> bool) -> Vec<usize> {
        let n = self.len();
        let mut found = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match node.checked_sub(n).and_then(|it| self.joins.get(it)).filter(|it| is_taken_apart(it)) {
                Some(join) => open.extend(join.parts),
                None => found.push(node),
            }
        }
        found
    }
}

/// Takes each part that is worth at least as much as the best within it.
fn take_best(parts: &mut [Part]) {
    let mut within = vec![0.0; parts.len()];
    for idx in (1..parts.len()).rev() {
        let (Some(part), Some(inside)) = (parts.get_mut(idx), within.get(idx).copied()) else { continue };
        part.is_taken = inside <= part.worth;
        let best = if part.is_taken { part.worth } else { inside };
        if let Some(sum) = part.parent.and_then(|it| within.get_mut(it)) {
            *sum += best;
        }
    }
    // Whatever lies in a part that is taken is not.
    for idx in 1..parts.len() {
        let parent = parts.get(idx).and_then(|it| it.parent);
        let is_covered =
            parent.and_then(|it| parts.get(it)).is_some_and(|it| it.is_taken || it.birth.is_nan());
        if let Some(part) = parts.get_mut(idx).filter(|_| is_covered) {
            part.is_taken = false;
            part.birth = f64::NAN;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of one, for people")]
fn share(lambda: f64, peak: f64) -> f32 {
    if peak > 0.0 { (lambda / peak).min(1.0) as f32 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::distances::Euclid;
    use crate::kernel::kmeans::points::Points;
    use crate::kernel::random::Random;

    fn groups(points: &Points, min_samples: usize, min_size: usize) -> Dense {
        Reachability::new(&Euclid::new(points), min_samples, &mut || ()).groups(min_size)
    }

    fn clouds(centres: &[(f64, f64)], n: usize) -> Vec<f64> {
        let mut random = Random::new(6);
        let cloud = |(x, y): &(f64, f64)| {
            (0..n).flat_map(|_| [x + 0.3 * random.normal(), y + 0.3 * random.normal()]).collect::<Vec<f64>>()
        };
        centres.iter().flat_map(cloud).collect()
    }

    #[test]
    fn clouds_are_groups_and_strangers_are_in_none() {
        let mut values = clouds(&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)], 60);
        values.extend([30.0, 30.0, -20.0, 30.0]);
        let found = groups(&Points::from_rows(values, 2), 5, 15);
        assert_eq!(found.n_groups, 3);
        for (cloud, labels) in found.labels.chunks(60).take(3).enumerate() {
            let n_right = labels.iter().filter(|it| usize::from(**it) == cloud).count();
            assert!(n_right >= 55, "{labels:?}");
        }
        assert_eq!(found.labels[180..], [NONE, NONE]);
        assert!(found.confidence[180..].iter().all(|it| it.abs() < f32::EPSILON));
        assert!(found.confidence.iter().all(|it| (0.0..=1.0).contains(it)));
    }

    #[test]
    fn one_cloud_is_no_group_because_there_is_no_other() {
        let found = groups(&Points::from_rows(clouds(&[(0.0, 0.0)], 12), 2), 5, 10);
        assert_eq!((found.n_groups, found.labels), (0, vec![NONE; 12]));
    }

    #[test]
    fn identical_customers_are_groups_like_others() {
        let values: Vec<f64> = [1.0, 5.0, 9.0].iter().flat_map(|it| vec![*it; 30]).collect();
        let found = groups(&Points::from_rows(values, 1), 5, 10);
        assert_eq!(found.n_groups, 3);
        assert!(
            found.labels.chunks(30).enumerate().all(|(at, it)| it.iter().all(|it| usize::from(*it) == at))
        );
        let alike = groups(&Points::from_rows(vec![4.0; 50], 1), 5, 10);
        assert!(alike.confidence.iter().all(|it| it.is_finite()) && alike.n_groups <= 2);
    }

    #[test]
    fn the_order_of_the_customers_decides_nothing() {
        let mut random = Random::new(16);
        // Whole numbers: many distances are equal.
        let values: Vec<f64> = (0..600).map(|_| (random.normal() * 3.0).round()).collect();
        let found = groups(&Points::from_rows(values.clone(), 2), 4, 10);
        let backwards: Vec<f64> = values.chunks(2).rev().flatten().copied().collect();
        let mirrored = groups(&Points::from_rows(backwards, 2), 4, 10);
        assert_eq!(found.n_groups, mirrored.n_groups);
        let pairs = found.labels.iter().zip(mirrored.labels.iter().rev());
        let seen: std::collections::BTreeSet<(u8, u8)> = pairs.map(|(a, b)| (*a, *b)).collect();
        assert_eq!(seen.len(), found.n_groups + usize::from(found.labels.contains(&NONE)));
        let sure = found.confidence.iter().zip(mirrored.confidence.iter().rev());
        assert!(sure.into_iter().all(|(a, b)| (a - b).abs() < 1e-6));
    }

    #[test]
    fn an_outlier_of_any_size_is_in_no_group() {
        let mut values = clouds(&[(0.0, 0.0), (10.0, 0.0)], 40);
        values.extend([1e300, 0.0]);
        let found = groups(&Points::from_rows(values, 2), 5, 15);
        assert_eq!(found.labels.last(), Some(&NONE));
        assert!(found.confidence.iter().all(|it| it.is_finite()));
    }

    #[test]
    fn nobody_and_a_few_are_in_no_group() {
        for n in [0, 1, 2, 5] {
            let found = groups(&Points::from_rows(vec![0.0; n], 1), 5, 5);
            assert_eq!((found.labels, found.n_groups), (vec![NONE; n], 0));
        }
    }

    #[test]
    fn a_taken_part_is_worth_at_least_the_parts_within() {
        // Two clouds near each other and one far away: the near two are groups of their own or one.
        let near = groups(&Points::from_rows(clouds(&[(0.0, 0.0), (1.0, 0.0), (40.0, 0.0)], 80), 2), 5, 15);
        assert_eq!(near.n_groups, 2);
        let apart = groups(&Points::from_rows(clouds(&[(0.0, 0.0), (6.0, 0.0), (40.0, 0.0)], 80), 2), 5, 15);
        assert_eq!(apart.n_groups, 3);
    }
}
