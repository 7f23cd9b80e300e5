//! Where a start begins: k-means++ with several tries for each centre.
//!
//! Arthur and Vassilvitskii (2007): the first centre is any point, each further one a point drawn
//! with probability in proportion to its squared distance to the nearest centre so far. Of
//! 2 + ⌊ln k⌋ points drawn, the one that leaves the smallest sum of squared distances is taken.

use crate::kernel::kmeans::blocks::{Blocks, Pair, get, set};
use crate::kernel::kmeans::lanes::Lanes;
use crate::kernel::random::Random;

/// Blocks whose distances are summed up before they go into an `f64`.
const CHUNK: usize = 64;

/// `k` centres to begin with, group by group; fewer where there are fewer different points.
pub fn centres<V: Lanes>(blocks: &Blocks<V>, k: usize, random: &mut Random) -> Vec<f64> {
    let n_tries = 2 + usize::from(k >= 3) + usize::from(k >= 8);
    let first = random.below(blocks.len());
    let mut centres: Vec<f64> = blocks.point(first).collect();
    let mut distances = Distances::none(blocks).with_centre(blocks, &centres);
    for _ in 1..k {
        let tries = (0..n_tries).filter_map(|_| distances.draw(random));
        let outcomes = tries.map(|idx| {
            let centre: Vec<f64> = blocks.point(idx).collect();
            (distances.with_centre(blocks, &centre), centre)
        });
        let best = outcomes.reduce(|best, next| if next.0.sum() < best.0.sum() { next } else { best });
        let Some((nearer, centre)) = best else { break };
        distances = nearer;
        centres.extend(centre);
    }
    centres
}

/// Squared distance of every point to its nearest centre.
struct Distances<V> {
    pairs: Vec<Pair<V>>,
    /// Sums over [`CHUNK`] blocks each.
    chunks: Vec<f64>,
}

impl<V: Lanes> Distances<V> {
    /// There is no centre yet. The places that fill up the last block are at distance zero, so that
    /// they are never drawn.
    fn none(blocks: &Blocks<V>) -> Self {
        let mut pairs = vec![[V::splat(f64::INFINITY); 2]; blocks.iter().len()];
        if let Some(last) = pairs.last_mut() {
            let n_used = (blocks.len() - 1) % Blocks::<V>::SIZE + 1;
            for place in n_used..Blocks::<V>::SIZE {
                set(last, place, 0.0);
            }
        }
        Self { pairs, chunks: Vec::new() }
    }

    fn with_centre(&self, blocks: &Blocks<V>, centre: &[f64]) -> Self {
        let centre: Vec<V> = centre.iter().map(|it| V::splat(*it)).collect();
        let mut nearer = Self {
            pairs: Vec::with_capacity(self.pairs.len()),
            chunks: Vec::with_capacity(self.pairs.len().div_ceil(CHUNK)),
        };
        let mut blocks = blocks.iter();
        for chunk in self.pairs.chunks(CHUNK) {
            let mut sum = [V::splat(0.0); 2];
            for (old, block) in chunk.iter().zip(blocks.by_ref()) {
                let distance = squared_distances(block, &centre);
                let pair = [least(distance[0], old[0]), least(distance[1], old[1])];
                sum = [sum[0].plus(pair[0]), sum[1].plus(pair[1])];
                nearer.pairs.push(pair);
            }
            nearer.chunks.push((0..Blocks::<V>::SIZE).map(|place| get(&sum, place)).sum());
        }
        nearer
    }

    fn sum(&self) -> f64 {
        self.chunks.iter().sum()
    }

    /// A point, in proportion to its distance; `None` where every point has a centre upon it.
    fn draw(&self, random: &mut Random) -> Option<usize> {
        let mut left = random.unit() * self.sum();
        let mut drawn = None;
        for (chunk, sum) in self.chunks.iter().enumerate().filter(|it| *it.1 > 0.0) {
            drawn = Some(chunk);
            if left < *sum {
                break;
            }
            left -= sum;
        }
        let first = drawn? * CHUNK;
        let places = (first..self.pairs.len()).take(CHUNK).flat_map(|it| places::<V>(it));
        let distances = places.map(|(idx, place)| {
            (idx * Blocks::<V>::SIZE + place, self.pairs.get(idx).map_or(0.0, |it| get(it, place)))
        });
        let mut point = None;
        for (idx, distance) in distances.filter(|it| it.1 > 0.0) {
            point = Some(idx);
            if left < distance {
                break;
            }
            left -= distance;
        }
        point
    }
}

fn places<V: Lanes>(block: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..Blocks::<V>::SIZE).map(move |place| (block, place))
}

#[inline]
fn squared_distances<V: Lanes>(block: &[Pair<V>], centre: &[V]) -> Pair<V> {
    let mut sum = [V::splat(0.0); 2];
    for (pair, centre) in block.iter().zip(centre) {
        let (low, high) = (pair[0].minus(*centre), pair[1].minus(*centre));
        sum = [sum[0].plus(low.times(low)), sum[1].plus(high.times(high))];
    }
    sum
}

#[inline]
fn least<V: Lanes>(a: V, b: V) -> V {
    a.if_below(b, a, b)
}
