//! Points of one worker while they settle.
//!
//! They stand in shards of a fixed size, each with sums of its own; what all of them add up to is
//! taken shard by shard. So it is the same number to the last bit whether one worker has all shards or
//! several have some each.

use crate::kernel::kmeans::blocks::{Blocks, Pair, set};
use crate::kernel::kmeans::ground::{CHUNK, Ground};
use crate::kernel::kmeans::lanes::Lanes;
use crate::kernel::kmeans::nearest::{Batch, NOBODY, Nearest};

/// Points of a shard.
pub const SHARD: usize = 1 << 14;

/// Points with the group of each, shard by shard.
#[derive(Debug)]
pub struct Crowd<V> {
    n: usize,
    /// The group of each point, block by block.
    labels: Vec<Pair<V>>,
    shards: Vec<Groups>,
    /// Where blocks are laid out.
    room: Vec<Pair<V>>,
}

impl<V: Lanes> Crowd<V> {
    /// Nobody has a group yet, of `k`.
    pub fn new(ground: &dyn Ground<V>, k: usize) -> Self {
        let n = ground.n();
        Self {
            n,
            labels: vec![[V::splat(NOBODY); 2]; n.div_ceil(Blocks::<V>::SIZE)],
            shards: vec![Groups::new(k, ground.n_dims()); n.div_ceil(SHARD)],
            room: Vec::with_capacity(CHUNK * ground.n_dims()),
        }
    }

    /// Gives every point its nearest centre, the first of those equally near. Says how many changed.
    pub fn assign(&mut self, ground: &dyn Ground<V>, centres: &[f64]) -> usize {
        let n_dims = ground.n_dims();
        let batches = Batch::all(centres, n_dims);
        let per_shard = SHARD / Blocks::<V>::SIZE;
        let (mut n_changed, mut n_left, mut first) = (0, self.n, 0);
        for (labels, groups) in self.labels.chunks_mut(per_shard).zip(&mut self.shards) {
            for labels in labels.chunks_mut(CHUNK) {
                let blocks = ground.chunk(first, &mut self.room);
                n_changed += groups.gather(blocks, &batches, labels, n_left);
                n_left = n_left.saturating_sub(labels.len() * Blocks::<V>::SIZE);
                first += CHUNK;
            }
        }
        n_changed
    }

    /// The point that is farthest from the centre of its group, and its squared distance, among groups
    /// of two points and more; `None` where all are upon theirs.
    pub fn farthest(&self, ground: &dyn Ground<V>, centres: &[f64], counts: &[u32]) -> Option<(f64, usize)> {
        let n_dims = ground.n_dims();
        let mut farthest: Option<(f64, usize)> = None;
        for (idx, label) in self.labels().into_iter().map(usize::from).enumerate() {
            if counts.get(label).is_none_or(|it| *it < 2) {
                continue;
            }
            let centre = centres.iter().skip(label * n_dims);
            let distance: f64 = ground.point(idx).iter().zip(centre).map(|(x, c)| (x - c) * (x - c)).sum();
            if distance > farthest.map_or(0.0, |it| it.0) {
                farthest = Some((distance, idx));
            }
        }
        farthest
    }

    /// Puts one point into another group.
    pub fn put(&mut self, ground: &dyn Ground<V>, idx: usize, group: usize) {
        let place = idx % Blocks::<V>::SIZE;
        let labels = self.labels.get_mut(idx / Blocks::<V>::SIZE);
        if let (Some(labels), Some(groups)) = (labels, self.shards.get_mut(idx / SHARD)) {
            let rounder = V::splat(V::ROUNDER);
            let old = labels.map(|it| it.plus(rounder));
            let ([low, high], lane) = (old, V::lane(place % V::N));
            let point = ground.point(idx);
            if let Some(sums) = groups.left(if place < V::N { low } else { high }.picked_whole(lane)) {
                add_up(sums, &point, |sum, number| *sum -= number);
            }
            if let Some(sums) = groups.joined(group) {
                add_up(sums, &point, |sum, number| *sum += number);
            }
            set(labels, place, group as f64);
        }
    }

    /// The group of each point.
    pub fn labels(&self) -> Vec<u8> {
        let mut labels = Vec::with_capacity(self.labels.len() * Blocks::<V>::SIZE);
        let lanes: Vec<V::Lane> = (0..V::N).map(V::lane).collect();
        for it in self.labels.iter().flatten() {
            let whole = it.plus(V::splat(V::ROUNDER));
            labels.extend(lanes.iter().map(|lane| letter(whole.picked_whole(*lane))));
        }
        labels.truncate(self.n);
        labels
    }

    /// What the points of each group add up to, shard after shard.
    pub fn shards(&self) -> (Vec<f64>, Vec<u32>) {
        let sums = self.shards.iter().flat_map(|it| &it.sums).copied();
        let counts = self.shards.iter().flat_map(|it| &it.counts).copied();
        (sums.collect(), counts.collect())
    }

    /// What the points of each group add up to.
    pub fn totals(&self) -> Totals {
        let first = self.shards.first();
        let (n_sums, k) = first.map_or((0, 0), |it| (it.sums.len(), it.counts.len()));
        let mut totals = Totals::none(k, n_sums / k.max(1));
        for it in &self.shards {
            totals.add(&it.sums, &it.counts);
        }
        totals
    }
}

/// What the points of each group add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// Sum of the points, group by group.
    sums: Vec<f64>,
    /// How many points.
    pub counts: Vec<u32>,
}

impl Totals {
    /// Of nobody.
    pub fn none(k: usize, n_dims: usize) -> Self {
        Self { sums: vec![0.0; k * n_dims], counts: vec![0; k] }
    }

    /// Adds shards, one after the other.
    pub fn add(&mut self, sums: &[f64], counts: &[u32]) {
        for shard in sums.chunks(self.sums.len().max(1)) {
            for (sum, it) in self.sums.iter_mut().zip(shard) {
                *sum += it;
            }
        }
        for shard in counts.chunks(self.counts.len().max(1)) {
            for (count, it) in self.counts.iter_mut().zip(shard) {
                *count += it;
            }
        }
    }

    /// The first group without points.
    pub fn empty(&self) -> Option<usize> {
        self.counts.iter().position(|it| *it == 0)
    }

    /// The mean of each group, group by group.
    pub fn means(&self) -> Vec<f64> {
        self.occupied().flat_map(|(sums, count)| sums.iter().map(move |it| it / count)).collect()
    }

    /// What the groups take off the points' sum of squares, Σ n|c|².
    pub fn tightness(&self) -> f64 {
        self.occupied().map(|(sums, count)| sums.iter().map(|it| it * it).sum::<f64>() / count).sum()
    }

    /// Sums and count of each group; of one without points, as if it had one.
    fn occupied(&self) -> impl Iterator<Item = (&[f64], f64)> {
        let n_dims = (self.sums.len() / self.counts.len().max(1)).max(1);
        let counts = self.counts.iter().map(|it| f64::from(*it).max(1.0));
        self.sums.chunks_exact(n_dims).zip(counts)
    }
}

/// What is known of each group's points.
#[derive(Debug, Clone)]
struct Groups {
    /// Sum of the points, group by group.
    sums: Vec<f64>,
    /// How many points.
    counts: Vec<u32>,
    n_dims: usize,
}

impl Groups {
    fn new(k: usize, n_dims: usize) -> Self {
        Self { sums: vec![0.0; k * n_dims], counts: vec![0; k], n_dims }
    }

    /// Gives the first `n` points of some blocks their nearest centre. Says how many changed.
    fn gather<V: Lanes>(
        &mut self,
        blocks: &[Pair<V>],
        batches: &[Batch<V>],
        labels: &mut [Pair<V>],
        n: usize,
    ) -> usize {
        let (mut n_changed, mut n_left) = (0, n);
        for (block, old) in blocks.chunks_exact(self.n_dims).zip(labels) {
            let new = Nearest::of(block, batches).label;
            let differing = new[0].differing(old[0]) | new[1].differing(old[1]) << V::N;
            if differing != 0 {
                n_changed += self.follow(block, (old, &new), differing, n_left);
                *old = new;
            }
            n_left = n_left.saturating_sub(Blocks::<V>::SIZE);
        }
        n_changed
    }

    /// Follows the first `n` points of a block to their new groups, those whose bit is set. Says how
    /// many changed.
    fn follow<V: Lanes>(
        &mut self,
        block: &[Pair<V>],
        (old, new): (&Pair<V>, &Pair<V>),
        mut differing: u32,
        n: usize,
    ) -> usize {
        let rounder = V::splat(V::ROUNDER);
        let mut n_changed = 0;
        while differing != 0 {
            let place = differing.trailing_zeros() as usize;
            differing &= differing - 1;
            if place >= n {
                continue;
            }
            let lane = V::lane(place % V::N);
            let half = |[low, high]: &Pair<V>| if place < V::N { *low } else { *high };
            let group = |it: &Pair<V>| half(it).plus(rounder).picked_whole(lane);
            let (from, to) = (group(old), group(new));
            if let Some(sums) = self.left(from) {
                add_up(sums, block, |sum, pair| *sum -= half(pair).picked(lane));
            }
            if let Some(sums) = self.joined(to) {
                add_up(sums, block, |sum, pair| *sum += half(pair).picked(lane));
            }
            n_changed += 1;
        }
        n_changed
    }

    /// The sums of a group that a point leaves; none of [`NOBODY`]'s.
    fn left(&mut self, group: usize) -> Option<&mut [f64]> {
        *self.counts.get_mut(group)? -= 1;
        self.sums.get_mut(group * self.n_dims..(group + 1) * self.n_dims)
    }

    /// The sums of a group that a point joins.
    fn joined(&mut self, group: usize) -> Option<&mut [f64]> {
        *self.counts.get_mut(group)? += 1;
        self.sums.get_mut(group * self.n_dims..(group + 1) * self.n_dims)
    }
}

/// Changes the sum of each dimension by its numbers. Four at once: where few points change group, the
/// loop costs more than what it does.
#[inline]
fn add_up<T>(sums: &mut [f64], numbers: &[T], change: impl Fn(&mut f64, &T)) {
    let ((sums, sums_left), (numbers, numbers_left)) = (sums.as_chunks_mut::<4>(), numbers.as_chunks::<4>());
    for ([a, b, c, d], [p, q, r, s]) in sums.iter_mut().zip(numbers) {
        change(a, p);
        change(b, q);
        change(c, r);
        change(d, s);
    }
    sums_left.iter_mut().zip(numbers_left).for_each(|(sum, number)| change(sum, number));
}

#[expect(clippy::cast_possible_truncation, reason = "a label from 0 to 255")]
fn letter(label: usize) -> u8 {
    label as u8
}
