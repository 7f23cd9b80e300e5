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
        lay(points.values(), origin, factors, &mut pairs);
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

    /// All blocks, one after the other.
    pub fn pairs(&self) -> &[Pair<V>] {
        &self.pairs
    }

    /// The blocks in order: one pair per dimension.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Pair<V>]> {
        self.pairs.chunks_exact(self.n_dims)
    }
}

/// Adds points that stand row by row as blocks, moved back by `origin` and stretched by a factor for
/// each dimension; places that are left over in the last block are zeros.
pub fn lay<V: Lanes>(rows: &[f64], origin: &[f64], factors: &[f64], pairs: &mut Vec<Pair<V>>) {
    let n_dims = origin.len();
    for block in rows.chunks(2 * V::N * n_dims) {
        for (dim, (origin, factor)) in origin.iter().zip(factors).enumerate() {
            let place = |at: usize| block.get(at * n_dims + dim).map_or(0.0, |x| (x - origin) * factor);
            pairs.push([V::gather(place), V::gather(|lane| place(V::N + lane))]);
        }
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
