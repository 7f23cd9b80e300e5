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
    for (idx, group) in groups.iter().enumerate() {
        let of_member = |at: &usize| of_point(points.row(*at), idx, &groups);
        let all: Vec<f64> = group.members.iter().map(of_member).collect();
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

fn of_point(point: &[f64], own: usize, groups: &[Group]) -> f64 {
    let point: Vec<F64x2> = point.iter().map(|it| F64x2::splat(*it)).collect();
    let mut a = None;
    let mut b = f64::INFINITY;
    for (idx, group) in groups.iter().enumerate() {
        let sum = distance_sum(&group.blocks, &point);
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

/// The sum of the distances from a point to all points of some blocks.
fn distance_sum(blocks: &Blocks<F64x2>, point: &[F64x2]) -> f64 {
    let size = Blocks::<F64x2>::SIZE;
    let n_full = blocks.len() / size;
    let mut sums = [F64x2::splat(0.0); 2];
    for block in blocks.iter().take(n_full) {
        let [low, high] = distances(block, point);
        sums = [sums[0].plus(low), sums[1].plus(high)];
    }
    let full: f64 = (0..size).map(|place| get(&sums, place)).sum();
    let last = blocks.iter().nth(n_full).map(|it| distances(it, point));
    let rest: f64 = last.iter().flat_map(|it| (0..blocks.len() % size).map(|place| get(it, place))).sum();
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
