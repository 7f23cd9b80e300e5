//! Where rounds find their points, as registers read them.

use crate::kernel::kmeans::blocks::{Blocks, Pair, get, lay};
use crate::kernel::kmeans::lanes::Lanes;

/// Blocks that are laid out together at most: they stay near the processor.
pub const CHUNK: usize = 64;

/// Points, block by block.
pub trait Ground<V> {
    /// How many points there are.
    fn n(&self) -> usize;
    /// Numbers of each point.
    fn n_dims(&self) -> usize;
    /// At most [`CHUNK`] blocks from one on: for each block, one pair per dimension. `room` may be used
    /// to lay them out.
    fn chunk<'b>(&'b self, first: usize, room: &'b mut Vec<Pair<V>>) -> &'b [Pair<V>];
    /// The numbers of one point.
    fn point(&self, idx: usize) -> Vec<f64>;
}

impl<V: Lanes> Ground<V> for Blocks<V> {
    fn n(&self) -> usize {
        self.len()
    }

    fn n_dims(&self) -> usize {
        self.n_dims()
    }

    fn chunk<'b>(&'b self, first: usize, _room: &'b mut Vec<Pair<V>>) -> &'b [Pair<V>] {
        let all = self.pairs();
        let at = |block: usize| (block * self.n_dims()).min(all.len());
        all.get(at(first)..at(first + CHUNK)).unwrap_or_default()
    }

    fn point(&self, idx: usize) -> Vec<f64> {
        self.point(idx).collect()
    }
}

/// Points that stand row by row and are laid out again in every round, where there are so many that
/// a second copy of them has no room: moved back by an origin and stretched by a factor.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    values: &'a [f64],
    origin: &'a [f64],
    factors: Vec<f64>,
}

impl<'a> Rows<'a> {
    /// The points, moved back by `origin`, which has a number for each dimension, and stretched.
    pub fn new(values: &'a [f64], origin: &'a [f64], factor: f64) -> Self {
        Self { values, origin, factors: vec![factor; origin.len()] }
    }
}

impl<V: Lanes> Ground<V> for Rows<'_> {
    fn n(&self) -> usize {
        self.values.len() / self.origin.len().max(1)
    }

    fn n_dims(&self) -> usize {
        self.origin.len()
    }

    fn chunk<'b>(&'b self, first: usize, room: &'b mut Vec<Pair<V>>) -> &'b [Pair<V>] {
        let at = |block: usize| (block * Blocks::<V>::SIZE * self.origin.len()).min(self.values.len());
        room.clear();
        lay(
            self.values.get(at(first)..at(first + CHUNK)).unwrap_or_default(),
            self.origin,
            &self.factors,
            room,
        );
        room
    }

    fn point(&self, idx: usize) -> Vec<f64> {
        let n_dims = self.origin.len();
        let mut pairs: Vec<Pair<V>> = Vec::with_capacity(n_dims);
        let row = self.values.get(idx * n_dims..(idx + 1) * n_dims).unwrap_or_default();
        lay(row, self.origin, &self.factors, &mut pairs);
        pairs.iter().map(|it| get(it, 0)).collect()
    }
}
