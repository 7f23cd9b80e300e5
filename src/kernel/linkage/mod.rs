//! Groups by merging: whoever is nearest joins first, until all are one.
//!
//! Both ways here are reducible, so the chain of nearest neighbours (F. Murtagh, *A survey of recent
//! advances in hierarchical clustering algorithms*, 1983) finds the same tree as looking for the
//! nearest pair each time, in n² steps: follow nearest neighbours until two are each other's, merge
//! them, go on from where the chain was. Heights are sorted at the end.

mod average;
mod extended;
mod ward;

pub use extended::{nearest_mean, nearest_on_average};

use crate::kernel::distances::{Euclid, Pairs};
use crate::kernel::order;

/// Two groups that became one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merge {
    /// A member of the first.
    pub a: usize,
    /// A member of the second.
    pub b: usize,
    /// How far they were apart.
    pub height: f64,
}

/// All merges of some points, the nearest first.
#[derive(Debug, Clone)]
pub struct Tree {
    merges: Vec<Merge>,
    n: usize,
}

/// Groups while they are merged. A group is called by one of its members.
trait Groups {
    /// Any group that is left.
    fn any(&self) -> Option<usize>;
    /// How far two groups are apart, and the group that is nearest to the first: the second unless
    /// another is nearer.
    fn nearest(&mut self, to: usize, unless_nearer: Option<usize>) -> Option<(usize, f64)>;
    /// Makes the second a part of the first.
    fn merge(&mut self, a: usize, b: usize);
}

impl Tree {
    /// Ward's way: the two groups whose merging adds least to the sum of squared distances to the
    /// own mean. The height is √(2 × what it adds), as in scipy's `ward` and R's `ward.D2`. Takes
    /// memory for the points only. Calls back after each merge.
    pub fn by_ward(points: Euclid, on_merge: &mut dyn FnMut()) -> Self {
        let (n, unit) = (points.n(), points.unit());
        let mut groups = ward::Means::new(points);
        let merges = chain(&mut groups, n, on_merge);
        let in_units = |it: Merge| Merge { height: it.height.sqrt() * unit, ..it };
        Self::sorted(merges.into_iter().map(in_units).collect(), n)
    }

    /// The two groups whose members are nearest on average over all pairs (UPGMA), from the
    /// distance of every pair. Calls back after each merge.
    pub fn by_average(pairs: Pairs, on_merge: &mut dyn FnMut()) -> Self {
        let n = pairs.len();
        let merges = chain(&mut average::Averages::new(pairs), n, on_merge);
        Self::sorted(merges, n)
    }

    fn sorted(mut merges: Vec<Merge>, n: usize) -> Self {
        order::sort_by_number(&mut merges, |it| order::rank(it.height));
        Self { merges, n }
    }

    /// All merges, the nearest first: one less than there are points.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The groups that are left when `k` are left (all points alone where there are fewer),
    /// numbered by their first member.
    pub fn cut(&self, k: u8) -> Vec<u8> {
        let mut sets = Sets::new(self.n);
        let n_merges = self.n.saturating_sub(usize::from(k.max(1)));
        for merge in self.merges.iter().take(n_merges) {
            sets.join(merge.a, merge.b);
        }
        let mut firsts: Vec<usize> = Vec::new();
        let mut labels = Vec::with_capacity(self.n);
        for idx in 0..self.n {
            let root = sets.root(idx);
            let label = firsts.iter().position(|it| *it == root).unwrap_or_else(|| {
                firsts.push(root);
                firsts.len() - 1
            });
            labels.push(u8::try_from(label).unwrap_or(u8::MAX));
        }
        labels
    }
}

fn chain(groups: &mut dyn Groups, n: usize, on_merge: &mut dyn FnMut()) -> Vec<Merge> {
    let mut merges = Vec::with_capacity(n.saturating_sub(1));
    let mut chain: Vec<usize> = Vec::new();
    while merges.len() + 1 < n {
        let Some(last) = chain.last().copied().or_else(|| groups.any()) else { break };
        if chain.is_empty() {
            chain.push(last);
        }
        let before = chain.iter().rev().nth(1).copied();
        let Some((next, height)) = groups.nearest(last, before) else { break };
        if before != Some(next) {
            chain.push(next);
            continue;
        }
        chain.truncate(chain.len() - 2);
        groups.merge(next, last);
        merges.push(Merge { a: next, b: last, height });
        on_merge();
    }
    merges
}

/// Which things belong together, as far as they were joined.
#[derive(Debug, Clone)]
pub struct Sets {
    above: Vec<usize>,
}

impl Sets {
    /// Everything by itself.
    pub fn new(n: usize) -> Self {
        Self { above: (0..n).collect() }
    }

    /// The member that stands for the set of another.
    pub fn root(&mut self, mut idx: usize) -> usize {
        while let Some(above) = self.above.get(idx).copied().filter(|it| *it != idx) {
            let next = self.above.get(above).copied().unwrap_or(above);
            if let Some(slot) = self.above.get_mut(idx) {
                *slot = next;
            }
            idx = above;
        }
        idx
    }

    /// Makes two sets one; the root of the first stands for both.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.above.get_mut(b) {
            *slot = a;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::kmeans::points::Points;
    use crate::kernel::random::Random;

    fn euclid(values: Vec<f64>, n_dims: usize) -> Euclid {
        Euclid::new(&Points::from_rows(values, n_dims))
    }

    fn heights(tree: &Tree) -> Vec<f64> {
        tree.merges().iter().map(|it| it.height).collect()
    }

    /// The tree by its definition: at each step the nearest of all pairs of groups.
    fn by_definition(points: &Points, distance: impl Fn(&Vec<usize>, &Vec<usize>) -> f64) -> Vec<f64> {
        let mut groups: Vec<Vec<usize>> = (0..points.len()).map(|it| vec![it]).collect();
        let mut heights = Vec::new();
        while groups.len() > 1 {
            let apart = |(a, b)| (a, b, distance(&groups[a], &groups[b]));
            let pairs = (0..groups.len()).flat_map(|b| (0..b).map(move |a| (a, b))).map(apart);
            let best = pairs.min_by(|a, b| a.2.total_cmp(&b.2)).unwrap();
            heights.push(best.2);
            let joined = groups.remove(best.1);
            groups[best.0].extend(joined);
        }
        heights
    }

    fn points(n: usize, n_dims: usize) -> Points {
        let mut random = Random::new(5);
        Points::from_rows((0..n * n_dims).map(|_| random.normal()).collect(), n_dims)
    }

    fn squares(points: &Points, of: &[usize]) -> f64 {
        let members = points.select(of);
        let mean = members.means();
        members.rows().flat_map(|row| row.iter().zip(&mean)).map(|(x, m)| (x - m) * (x - m)).sum()
    }

    fn close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        let is_close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * b.abs();
        assert!(found.iter().zip(expected).all(is_close), "{found:?}\n{expected:?}");
    }

    #[test]
    fn ward_s_tree_is_that_of_its_definition() {
        let points = points(60, 3);
        let added = |a: &Vec<usize>, b: &Vec<usize>| {
            let both: Vec<usize> = a.iter().chain(b).copied().collect();
            let added = squares(&points, &both) - squares(&points, a) - squares(&points, b);
            (2.0 * added.max(0.0)).sqrt()
        };
        close(&heights(&Tree::by_ward(Euclid::new(&points), &mut || ())), &by_definition(&points, added));
    }

    #[test]
    fn the_average_tree_is_that_of_its_definition() {
        let points = points(60, 3);
        let pairs = Pairs::of(&Euclid::new(&points), &mut || ());
        let average = |a: &Vec<usize>, b: &Vec<usize>| {
            let all = a.iter().flat_map(|a| b.iter().map(|b| pairs.get(*a, *b)));
            all.sum::<f64>() / (a.len() * b.len()) as f64
        };
        let expected = by_definition(&points, average);
        close(&heights(&Tree::by_average(pairs.clone(), &mut || ())), &expected);
    }

    #[test]
    fn a_cut_gives_the_groups_that_are_apart_numbered_by_their_first_member() {
        let values = [0.0, 10.0, 0.1, 10.2, 20.0, 0.2, 20.1];
        for tree in [
            Tree::by_ward(euclid(values.to_vec(), 1), &mut || ()),
            Tree::by_average(Pairs::of(&euclid(values.to_vec(), 1), &mut || ()), &mut || ()),
        ] {
            assert_eq!(tree.cut(3), [0, 1, 0, 1, 2, 0, 2]);
            assert_eq!(tree.cut(1), [0; 7]);
            assert_eq!(tree.cut(12), [0, 1, 2, 3, 4, 5, 6]);
        }
    }

    #[test]
    fn identical_points_merge_at_height_zero_and_outliers_of_any_size_last() {
        let tree = Tree::by_ward(euclid(vec![1.0, 1.0, 1e300, 1.0, 1.0], 1), &mut || ());
        let found = heights(&tree);
        assert!(found[..3].iter().all(|it| it.abs() < 1e-300), "{found:?}");
        assert!(found[3].is_finite() && found[3] > 1e300);
        assert_eq!(tree.cut(2), [0, 0, 1, 0, 0]);
        let tree = Tree::by_average(Pairs::of(&euclid(vec![2.0; 6], 1), &mut || ()), &mut || ());
        assert_eq!(heights(&tree), [0.0; 5]);
    }

    #[test]
    fn nobody_and_one_alone_have_no_merges() {
        for n in [0, 1] {
            let tree = Tree::by_ward(euclid(vec![4.0; n], 1), &mut || ());
            assert!(tree.merges().is_empty());
            assert_eq!(tree.cut(3), vec![0; n]);
        }
    }
}
