//! Points laid out for registers.

use crate::kernel::kmeans::lanes::Lanes;
use crate::kernel::kmeans::points::Points;

/// Two registers, worked on side by side.
pub type Pair<V> = [V; 2];

/// Points in blocks of two registers: for each block, one pair per dimension.
#[derive(Debug)]
pub struct Blocks<V> {
    pairs: Vec<Pair<V>>,
    n: usize,
    n_dims: usize,
}

impl<V: Lanes> Blocks<V> {
    /// Points in a block.
    pub const SIZE: usize = 2 * V::N;

    /// The points, moved back by `origin` and stretched by `factor`; the last block is filled up
    /// with zeros.
    pub fn new(points: &Points, origin: &[f64], factor: f64) -> Self {
        Self::stretched(points, origin, &vec![factor; points.n_dims()])
    }

    /// The points, moved back by `origin` and stretched by a factor for each dimension; the last block
    /// is filled up with zeros.
    pub fn stretched(points: &Points, origin: &[f64], factors: &[f64]) -> Self {
        let (n, n_dims) = (points.len(), points.n_dims());
        let mut pairs = Vec::with_capacity(n.div_ceil(Self::SIZE) * n_dims);
        for first in (0..n).step_by(Self::SIZE) {
            for (dim, (origin, factor)) in origin.iter().zip(factors).enumerate().take(n_dims) {
                let number = |idx: usize| points.row(idx).get(dim).map_or(0.0, |it| (it - origin) * factor);
                pairs.push([
                    V::gather(|lane| number(first + lane)),
                    V::gather(|lane| number(first + V::N + lane)),
                ]);
            }
        }
        Self { pairs, n, n_dims }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Numbers of each point.
    pub fn n_dims(&self) -> usize {
        self.n_dims
    }

    /// One point.
    pub fn point(&self, idx: usize) -> impl Iterator<Item = f64> {
        let block = self.pairs.iter().skip(idx / Self::SIZE * self.n_dims).take(self.n_dims);
        block.map(move |it| get(it, idx % Self::SIZE))
    }

    /// The blocks in order: one pair per dimension.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Pair<V>]> {
        self.pairs.chunks_exact(self.n_dims)
    }
}

/// The number at a place of a pair.
pub fn get<V: Lanes>([low, high]: &Pair<V>, place: usize) -> f64 {
    if place < V::N { low.get(place) } else { high.get(place - V::N) }
}

/// Puts a number at a place of a pair.
pub fn set<V: Lanes>([low, high]: &mut Pair<V>, place: usize, value: f64) {
    if place < V::N {
        *low = low.with(place, value);
    } else {
        *high = high.with(place - V::N, value);
    }
}
