//! How clearly groups are set apart: the mean silhouette.
//!
//! Rousseeuw (1987): s = (b − a) ÷ max(a, b), where a is a customer's mean distance to the others of
//! the own group and b the mean distance to the nearest other group. A customer alone in a group
//! has s = 0; so has one at distance zero from everybody. With fewer than two groups there is no
//! silhouette.
//!
//! Up to [`MAX_EXACT`] customers it is exact. Of more, a seeded sample is drawn from each group in
//! proportion to its size, and the groups' means are weighted by their true sizes.

use crate::kernel::kmeans::blocks::{Blocks, Pair, get};
use crate::kernel::kmeans::lanes::{F64x2, Lanes as _};
use crate::kernel::kmeans::points::Points;
use crate::kernel::random::Random;

/// Customers up to which the silhouette is exact, and the size of the sample beyond.
pub const MAX_EXACT: usize = 10_000;

/// How clearly groups are set apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quality {
    /// Mean silhouette, −1 to 1; `None` with fewer than two groups.
    pub silhouette: Option<f64>,
    /// Customers it was worked out on.
    pub n_sample: usize,
    /// Its standard error where it was worked out on a sample (of a stratified sample, with the
    /// correction for strata that are drawn in good part; Cochran 1977, section 5.3).
    pub error: Option<f64>,
    /// The mean of each group, by its number; `None` for a group without customers.
    pub groups: Vec<Option<f64>>,
}

/// The members of one group that are looked at.
struct Group {
    label: usize,
    members: Vec<usize>,
    blocks: Blocks<F64x2>,
    /// Customers of the group, looked at or not.
    n_all: usize,
}

/// The mean silhouette of groups numbered from 0, of a sample where there are very many customers.
pub fn silhouette(points: &Points, labels: &[u8], seed: u64) -> Quality {
    silhouette_of_at_most(points, labels, seed, MAX_EXACT)
}

/// The mean silhouette of groups numbered from 0, of a sample of about `most` customers where there
/// are more.
pub fn silhouette_of_at_most(points: &Points, labels: &[u8], seed: u64, most: usize) -> Quality {
    let groups = groups(points, labels, seed, most);
    let n_sample = groups.iter().map(|it| it.members.len()).sum();
    if groups.len() < 2 {
        return Quality { n_sample, ..Quality::default() };
    }
    let mut means = vec![None; groups.iter().map(|it| it.label + 1).max().unwrap_or_default()];
    let (mut total, mut variance) = (0.0, 0.0);
    let sums = distance_sums(points, &groups);
    for (idx, group) in groups.iter().enumerate() {
        let all: Vec<f64> = (0..group.members.len()).map(|at| of_member(at, idx, &groups, &sums)).collect();
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        let squares: f64 = all.iter().map(|it| (it - mean) * (it - mean)).sum();
        let share = group.n_all as f64 / labels.len() as f64;
        total += mean * share;
        variance += share * share * squares / ((n - 1.0).max(1.0) * n) * (1.0 - n / group.n_all as f64);
        if let Some(slot) = means.get_mut(group.label) {
            *slot = Some(mean);
        }
    }
    let error = (n_sample < labels.len()).then(|| variance.max(0.0).sqrt());
    Quality { silhouette: Some(total), n_sample, error, groups: means }
}

/// The groups that have customers, with the customers to be looked at.
fn groups(points: &Points, labels: &[u8], seed: u64, most: usize) -> Vec<Group> {
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (idx, label) in labels.iter().enumerate() {
        let label = usize::from(*label);
        if members.len() <= label {
            members.resize_with(label + 1, Vec::new);
        }
        if let Some(members) = members.get_mut(label) {
            members.push(idx);
        }
    }
    let mut random = Random::new(seed);
    let origin = vec![0.0; points.n_dims()];
    let group = |(label, all): (usize, Vec<usize>)| {
        let n_all = all.len();
        let members = if labels.len() > most {
            // At least two of each group, where there are two, so that a is defined.
            let share = (most * n_all).div_ceil(labels.len());
            let chosen = random.sample(n_all, share.max(2));
            chosen.into_iter().filter_map(|it| all.get(it).copied()).collect()
        } else {
            all
        };
        let blocks = Blocks::new(&points.select(&members), &origin, 1.0);
        Group { label, members, blocks, n_all }
    };
    members.into_iter().enumerate().filter(|it| !it.1.is_empty()).map(group).collect()
}

/// The silhouette of one of the members of a group.
fn of_member(at: usize, own: usize, groups: &[Group], sums: &[Vec<f64>]) -> f64 {
    let mut a = None;
    let mut b = f64::INFINITY;
    for (idx, group) in groups.iter().enumerate() {
        let sum = sums.get(own * groups.len() + idx).and_then(|it| it.get(at)).copied().unwrap_or_default();
        let n = group.members.len() as f64;
        if idx != own {
            b = b.min(sum / n);
        } else if group.n_all > 1 {
            a = Some(sum / (n - 1.0).max(1.0));
        }
    }
    let Some(a) = a else { return 0.0 };
    let larger = a.max(b);
    if larger > 0.0 { (b - a) / larger } else { 0.0 }
}

/// For each two groups, the sum of the distances from each member of the first to all members of the
/// second. Every distance is worked out once.
fn distance_sums(points: &Points, groups: &[Group]) -> Vec<Vec<f64>> {
    let mut sums: Vec<Vec<f64>> = vec![Vec::new(); groups.len() * groups.len()];
    let mut put = |from: usize, to: usize, all: Vec<f64>| {
        if let Some(slot) = sums.get_mut(from * groups.len() + to) {
            *slot = all;
        }
    };
    for (idx, group) in groups.iter().enumerate() {
        put(idx, idx, within(points, group));
        for (other_idx, other) in groups.iter().enumerate().skip(idx + 1) {
            let (from, to) = between(points, group, other);
            put(idx, other_idx, from);
            put(other_idx, idx, to);
        }
    }
    sums
}

fn splat(point: &[f64]) -> Vec<F64x2> {
    point.iter().map(|it| F64x2::splat(*it)).collect()
}

/// The sums of the distances from each member of a group to those of another, and the other way round.
fn between(points: &Points, group: &Group, other: &Group) -> (Vec<f64>, Vec<f64>) {
    let mut back = vec![[F64x2::splat(0.0); 2]; other.blocks.iter().len()];
    let sum = |at: &usize| distance_sum(&other.blocks, 0, &splat(points.row(*at)), &mut back);
    let sums = group.members.iter().map(sum).collect();
    (sums, numbers(&back, other.members.len()))
}

/// The sum of the distances from each member of a group to the others.
fn within(points: &Points, group: &Group) -> Vec<f64> {
    let size = Blocks::<F64x2>::SIZE;
    let mut back = vec![[F64x2::splat(0.0); 2]; group.blocks.iter().len()];
    let mut sums = Vec::with_capacity(group.members.len());
    for (at, member) in group.members.iter().enumerate() {
        let point = splat(points.row(*member));
        // Those in its own block are met from both sides.
        let own = group.blocks.iter().nth(at / size).map(|it| distances(it, &point));
        let n_own = (group.blocks.len() - at / size * size).min(size);
        let near: f64 = own.iter().flat_map(|it| (0..n_own).map(|place| get(it, place))).sum();
        sums.push(near + distance_sum(&group.blocks, at / size + 1, &point, &mut back));
    }
    for (sum, it) in sums.iter_mut().zip(numbers(&back, group.members.len())) {
        *sum += it;
    }
    sums
}

/// The first `n` numbers of some pairs.
fn numbers(pairs: &[Pair<F64x2>], n: usize) -> Vec<f64> {
    let size = Blocks::<F64x2>::SIZE;
    (0..n).map(|it| pairs.get(it / size).map_or(0.0, |pair| get(pair, it % size))).collect()
}

/// The sum of the distances from a point to all points of some blocks, from one of them on; each is also
/// added to what its point has in `back`.
fn distance_sum(blocks: &Blocks<F64x2>, first: usize, point: &[F64x2], back: &mut [Pair<F64x2>]) -> f64 {
    let size = Blocks::<F64x2>::SIZE;
    let n_full = blocks.len() / size;
    let mut sums = [F64x2::splat(0.0); 2];
    let mut all = blocks.iter().zip(back).skip(first);
    for (block, back) in all.by_ref().take(n_full.saturating_sub(first)) {
        let [low, high] = distances(block, point);
        sums = [sums[0].plus(low), sums[1].plus(high)];
        *back = [back[0].plus(low), back[1].plus(high)];
    }
    let full: f64 = (0..size).map(|place| get(&sums, place)).sum();
    let mut rest = 0.0;
    for (block, back) in all {
        let [low, high] = distances(block, point);
        *back = [back[0].plus(low), back[1].plus(high)];
        rest += (0..blocks.len() % size).map(|place| get(&[low, high], place)).sum::<f64>();
    }
    full + rest
}

#[inline]
fn distances(block: &[Pair<F64x2>], point: &[F64x2]) -> Pair<F64x2> {
    let mut squares = [F64x2::splat(0.0); 2];
    for (pair, at) in block.iter().zip(point) {
        let (low, high) = (pair[0].minus(*at), pair[1].minus(*at));
        squares = [squares[0].plus(low.times(low)), squares[1].plus(high.times(high))];
    }
    [squares[0].root(), squares[1].root()]
}
