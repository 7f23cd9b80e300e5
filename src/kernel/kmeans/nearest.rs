//! The nearest centre of each point of a block.
//!
//! Every centre c is compared with the first, f, by ½|c|² − ½|f|² − x·(c − f): below zero where c is
//! nearer. So the first costs nothing.

use crate::kernel::kmeans::blocks::Pair;
use crate::kernel::kmeans::lanes::Lanes;

/// The label of a point that has no group yet.
pub const NOBODY: f64 = 255.0;
/// Centres worked on at once: their sums and the points stay in the sixteen registers there are.
const MAX_TOGETHER: usize = 6;

/// Centres as the kernel reads them.
pub struct Batch<V> {
    /// Position of the first centre.
    first: f64,
    /// How many centres.
    size: usize,
    /// ½|c|² − ½|f|² of each centre.
    halves: Vec<V>,
    /// Dimension by dimension, the numbers of c − f of all centres of the batch.
    weights: Vec<V>,
}

impl<V: Lanes> Batch<V> {
    /// The centres but for the first, in batches of equal size as far as possible.
    pub fn all(centres: &[f64], n_dims: usize) -> Vec<Self> {
        let mut rows = centres.chunks_exact(n_dims);
        let origin = rows.next().unwrap_or_default();
        let rows: Vec<&[f64]> = rows.collect();
        let size = rows.len().div_ceil(rows.len().div_ceil(MAX_TOGETHER).max(1)).max(1);
        let half = |it: &[f64]| 0.5 * it.iter().map(|v| v * v).sum::<f64>();
        let mut first = 1.0;
        let mut batches = Vec::new();
        for rows in rows.chunks(size) {
            let weights = |(dim, from): (usize, &f64)| {
                let from = *from;
                rows.iter().map(move |it| V::splat(it.get(dim).copied().unwrap_or_default() - from))
            };
            batches.push(Self {
                first,
                size: rows.len(),
                halves: rows.iter().map(|it| V::splat(half(it) - half(origin))).collect(),
                weights: origin.iter().enumerate().flat_map(weights).collect(),
            });
            first += rows.len() as f64;
        }
        batches
    }
}

/// The nearest centre of each point of a block so far.
pub struct Nearest<V> {
    score: Pair<V>,
    /// Its position.
    pub label: Pair<V>,
}

impl<V: Lanes> Nearest<V> {
    /// Among the first centre and all batches, the first of those equally near.
    #[inline]
    pub fn of(block: &[Pair<V>], batches: &[Batch<V>]) -> Self {
        let mut nearest = Self { score: [V::splat(0.0); 2], label: [V::splat(0.0); 2] };
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
        for (pair, weights) in block.iter().zip(weights) {
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

/// Takes x·(c − f) off the scores, for one dimension.
#[inline]
fn take_off<V: Lanes, const G: usize>(scores: &mut [Pair<V>; G], [low, high]: &Pair<V>, weights: &[V; G]) {
    for (score, weight) in scores.iter_mut().zip(weights) {
        score[0] = score[0].minus(low.times(*weight));
        score[1] = score[1].minus(high.times(*weight));
    }
}
