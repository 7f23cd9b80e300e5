//! Lloyd's iterations: every point to its nearest centre, every centre to the mean of its points.
//!
//! The nearest centre is the one with the smallest ½|c|² − x·c. Only points that changed their group
//! touch the sums, which are kept in `f64`. Every number is added in a fixed order: the outcome is
//! the same on every machine. Bounds that save distances (Hamerly, Elkan) are absent on purpose:
//! with a dozen dimensions and groups they cost more than they save.

use crate::kernel::kmeans::blocks::{Blocks, Pair, get, set};
use crate::kernel::kmeans::lanes::Lanes;

/// The label of a point that has no group yet.
const NOBODY: f64 = 255.0;
/// Centres worked on at once: their sums and the points stay in the sixteen registers there are.
const MAX_TOGETHER: usize = 6;

/// Centres as the kernel reads them.
struct Batch<V> {
    /// Position of the first centre.
    first: f64,
    /// How many centres.
    size: usize,
    /// ½|c|² of each centre.
    halves: Vec<V>,
    /// Dimension by dimension, the numbers of all centres of the batch.
    weights: Vec<V>,
}

impl<V: Lanes> Batch<V> {
    /// Batches of equal size, as far as possible.
    fn all(centres: &[f64], n_dims: usize) -> Vec<Self> {
        let rows: Vec<&[f64]> = centres.chunks_exact(n_dims).collect();
        let size = rows.len().div_ceil(rows.len().div_ceil(MAX_TOGETHER).max(1)).max(1);
        let mut first = 0.0;
        let mut batches = Vec::new();
        for rows in rows.chunks(size) {
            let half = |it: &&[f64]| V::splat(0.5 * it.iter().map(|v| v * v).sum::<f64>());
            let weights =
                |dim: usize| rows.iter().map(move |it| V::splat(it.get(dim).copied().unwrap_or_default()));
            batches.push(Self {
                first,
                size: rows.len(),
                halves: rows.iter().map(half).collect(),
                weights: (0..n_dims).flat_map(weights).collect(),
            });
            first += rows.len() as f64;
        }
        batches
    }
}

/// The nearest centre of each point of a block so far.
struct Nearest<V> {
    score: Pair<V>,
    label: Pair<V>,
}

impl<V: Lanes> Nearest<V> {
    #[inline]
    fn of(block: &[Pair<V>], batches: &[Batch<V>]) -> Self {
        let mut nearest = Self { score: [V::splat(f64::INFINITY); 2], label: [V::splat(NOBODY); 2] };
        for batch in batches {
            match batch.size {
                1 => nearest.meet::<1>(block, batch),
                2 => nearest.meet::<2>(block, batch),
                3 => nearest.meet::<3>(block, batch),
                4 => nearest.meet::<4>(block, batch),
                5 => nearest.meet::<5>(block, batch),
                _ => nearest.meet::<MAX_TOGETHER>(block, batch),
            }
        }
        nearest
    }

    #[inline]
    fn meet<const G: usize>(&mut self, block: &[Pair<V>], batch: &Batch<V>) {
        let mut scores = [[V::splat(0.0); 2]; G];
        for (score, half) in scores.iter_mut().zip(&batch.halves) {
            *score = [*half; 2];
        }
        let (weights, _) = batch.weights.as_chunks::<G>();
        // Four dimensions at once: a loop over single ones has the browser move the scores about.
        let ((fours, rest), (four_weights, rest_weights)) =
            (block.as_chunks::<4>(), weights.as_chunks::<4>());
        for (pairs, weights) in fours.iter().zip(four_weights) {
            for (pair, weights) in pairs.iter().zip(weights) {
                take_off(&mut scores, pair, weights);
            }
        }
        for (pair, weights) in rest.iter().zip(rest_weights) {
            take_off(&mut scores, pair, weights);
        }
        let mut at = batch.first;
        for score in scores {
            let this = V::splat(at);
            for ((score, best), label) in score.iter().zip(&mut self.score).zip(&mut self.label) {
                *label = score.if_below(*best, this, *label);
                *best = score.least(*best);
            }
            at += 1.0;
        }
    }
}

/// Takes x·c off the scores, for one dimension.
#[inline]
fn take_off<V: Lanes, const G: usize>(scores: &mut [Pair<V>; G], [low, high]: &Pair<V>, weights: &[V; G]) {
    for (score, weight) in scores.iter_mut().zip(weights) {
        score[0] = score[0].minus(low.times(*weight));
        score[1] = score[1].minus(high.times(*weight));
    }
}

/// Groups of points while they settle.
#[derive(Debug)]
pub struct Lloyd<'a, V> {
    blocks: &'a Blocks<V>,
    groups: Groups,
    /// The group of each point, block by block.
    labels: Vec<Pair<V>>,
    /// The centre of each group, group by group.
    centres: Vec<f64>,
}

impl<'a, V: Lanes> Lloyd<'a, V> {
    /// Nobody has a group yet.
    pub fn new(blocks: &'a Blocks<V>, centres: Vec<f64>) -> Self {
        Self {
            blocks,
            groups: Groups {
                sums: vec![0.0; centres.len()],
                counts: vec![0; centres.len() / blocks.n_dims()],
                point: Vec::with_capacity(blocks.n_dims()),
                n_dims: blocks.n_dims(),
            },
            labels: vec![[V::splat(NOBODY); 2]; blocks.iter().len()],
            centres,
        }
    }

    /// Goes on until nobody changes group, at most `max_rounds` times. Says whether it settled.
    pub fn settle(&mut self, max_rounds: usize) -> bool {
        self.settle_but_for(0, max_rounds)
    }

    /// Goes on until no more than `n_restless` points change group in a round.
    pub fn settle_but_for(&mut self, n_restless: usize, max_rounds: usize) -> bool {
        for _ in 0..max_rounds {
            let n_changed = self.assign();
            let n_moved = self.fill_empty();
            if n_changed + n_moved <= n_restless {
                return true;
            }
            self.move_centres();
        }
        false
    }

    /// The centre of each group, group by group.
    pub fn centres(&self) -> &[f64] {
        &self.centres
    }

    /// What the groups take off the points' sum of squares, Σ n|c|²: the larger, the tighter.
    pub fn tightness(&self) -> f64 {
        let of_group = |(sums, count): (&[f64], f64)| sums.iter().map(|it| it * it).sum::<f64>() / count;
        self.groups.occupied().map(of_group).sum()
    }

    /// The group of each point.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "labels are whole numbers from 0 to 255"
    )]
    pub fn labels(&self) -> Vec<u8> {
        let mut labels = Vec::with_capacity(self.labels.len() * Blocks::<V>::SIZE);
        for it in self.labels.iter().flatten() {
            it.each(|label| labels.push(label as u8));
        }
        labels.truncate(self.blocks.len());
        labels
    }

    /// Gives every point its nearest centre, the first of those equally near. Says how many changed.
    fn assign(&mut self) -> usize {
        let batches = Batch::all(&self.centres, self.blocks.n_dims());
        let mut n_changed = 0;
        let mut n_left = self.blocks.len();
        for (block, old) in self.blocks.iter().zip(&mut self.labels) {
            let new = Nearest::of(block, &batches).label;
            let differing = new[0].differing(old[0]) | new[1].differing(old[1]) << V::N;
            if differing != 0 {
                n_changed += self.groups.follow(block, (old, &new), differing, n_left);
                *old = new;
            }
            n_left = n_left.saturating_sub(Blocks::<V>::SIZE);
        }
        n_changed
    }

    /// Gives each group without points the point that is farthest from its centre, among groups
    /// that keep one. Says how many points moved.
    fn fill_empty(&mut self) -> usize {
        let mut n_moved = 0;
        while let Some(empty) = self.groups.counts.iter().position(|it| *it == 0) {
            let Some(idx) = self.farthest() else { break };
            let place = idx % Blocks::<V>::SIZE;
            let Some(labels) = self.labels.get_mut(idx / Blocks::<V>::SIZE) else { break };
            self.groups.point = self.blocks.point(idx).collect();
            self.groups.change(get(labels, place), empty as f64);
            set(labels, place, empty as f64);
            n_moved += 1;
        }
        n_moved
    }

    fn farthest(&self) -> Option<usize> {
        let n_dims = self.blocks.n_dims();
        let mut farthest = None;
        let mut largest = 0.0;
        for (idx, label) in self.labels().into_iter().map(usize::from).enumerate() {
            if self.groups.counts.get(label).is_none_or(|it| *it < 2) {
                continue;
            }
            let centre = self.centres.iter().skip(label * n_dims);
            let distance: f64 = self.blocks.point(idx).zip(centre).map(|(x, c)| (x - c) * (x - c)).sum();
            if distance > largest {
                (farthest, largest) = (Some(idx), distance);
            }
        }
        farthest
    }

    fn move_centres(&mut self) {
        let mean = |(sums, count): (&[f64], f64)| sums.iter().map(|it| it / count).collect::<Vec<f64>>();
        self.centres = self.groups.occupied().flat_map(mean).collect();
    }
}

/// What is known of each group's points.
#[derive(Debug)]
struct Groups {
    /// Sum of the points, group by group.
    sums: Vec<f64>,
    /// How many points.
    counts: Vec<u32>,
    /// The point that is on its way.
    point: Vec<f64>,
    n_dims: usize,
}

impl Groups {
    /// Sums and count of each group; of one without points, as if it had one.
    fn occupied(&self) -> impl Iterator<Item = (&[f64], f64)> {
        let counts = self.counts.iter().map(|it| f64::from(*it).max(1.0));
        self.sums.chunks_exact(self.n_dims).zip(counts)
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
        let mut n_changed = 0;
        while differing != 0 {
            let place = differing.trailing_zeros() as usize;
            differing &= differing - 1;
            if place < n {
                self.point.clear();
                self.point.extend(block.iter().map(|it| get(it, place)));
                self.change(get(old, place), get(new, place));
                n_changed += 1;
            }
        }
        n_changed
    }

    /// Moves the point that is on its way from one group to another.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "labels are whole numbers from 0 to 255"
    )]
    fn change(&mut self, from: f64, to: f64) {
        let (from, to) = (from as usize, to as usize);
        if let Some(count) = self.counts.get_mut(from) {
            *count -= 1;
        }
        if let Some(count) = self.counts.get_mut(to) {
            *count += 1;
        }
        let n_dims = self.n_dims;
        let row = |group: usize| group * n_dims..(group + 1) * n_dims;
        for (sum, value) in self.sums.get_mut(row(from)).into_iter().flatten().zip(&self.point) {
            *sum -= value;
        }
        for (sum, value) in self.sums.get_mut(row(to)).into_iter().flatten().zip(&self.point) {
            *sum += value;
        }
    }
}
