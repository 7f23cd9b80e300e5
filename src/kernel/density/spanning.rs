//! How far customers are apart where density counts, and the tree that joins them.

use crate::kernel::distances::Euclid;
use crate::kernel::linkage::Sets;
use crate::kernel::order;

/// The smallest few of many numbers.
#[derive(Debug)]
pub struct Smallest {
    /// The largest of them first, each above the two at twice its place (a heap).
    heap: Vec<f64>,
    n: usize,
}

impl Smallest {
    /// Will keep `n`, at least one.
    pub fn new(n: usize) -> Self {
        let n = n.max(1);
        Self { heap: vec![f64::INFINITY; n], n }
    }

    /// Forgets all numbers.
    pub fn clear(&mut self) {
        self.heap.fill(f64::INFINITY);
    }

    /// The largest of those kept: infinite until there are enough.
    #[inline]
    pub fn largest(&self) -> f64 {
        self.heap.first().copied().unwrap_or(f64::INFINITY)
    }

    /// Meets numbers.
    #[inline]
    pub fn meet(&mut self, numbers: &[f64]) {
        let mut largest = self.largest();
        for number in numbers {
            if *number < largest {
                self.replace_largest(*number);
                largest = self.largest();
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "places are below the heap's length")]
    fn replace_largest(&mut self, number: f64) {
        let mut place = 0;
        loop {
            let (left, right) = (2 * place + 1, 2 * place + 2);
            if left >= self.n {
                break;
            }
            let larger = if right < self.n && self.heap[right] > self.heap[left] { right } else { left };
            if self.heap[larger] <= number {
                break;
            }
            self.heap[place] = self.heap[larger];
            place = larger;
        }
        self.heap[place] = number;
    }
}

/// The squared core distance of every point, in units: to the nearest `min_samples`, itself among
/// them; to the farthest where there are not so many. Calls back after each point.
pub fn core_squares(points: &Euclid, min_samples: usize, on_point: &mut dyn FnMut()) -> Vec<f64> {
    let n = points.n();
    let mut nearest = Smallest::new(min_samples.min(n));
    let core = |idx| {
        nearest.clear();
        points.squares(&points.point(idx), 0..n, &mut |_, squares| nearest.meet(squares));
        on_point();
        nearest.largest()
    };
    (0..n).map(core).collect()
}

/// Two parts that became one.
#[derive(Debug, Clone, Copy)]
pub struct Join {
    /// Both parts: a point, or the join of that position plus the number of points.
    pub parts: [usize; 2],
    /// Points in it.
    pub size: usize,
    /// How far the parts were apart.
    pub distance: f64,
}

/// All customers joined, the nearest first.
#[derive(Debug, Clone)]
pub struct Reachability {
    /// One less than there are points.
    pub(super) joins: Vec<Join>,
    /// The squared core distance of every point, in units of the points.
    pub(super) squares: Vec<f64>,
}

impl Reachability {
    /// Joins points by the smallest of all trees that reach everyone (R. Prim, *Shortest connection
    /// networks and some generalizations*, 1957), in n² steps and memory for the points. Calls back
    /// twice for each point.
    pub fn new(points: &Euclid, min_samples: usize, on_point: &mut dyn FnMut()) -> Self {
        let squares = core_squares(points, min_samples, on_point);
        let unit = points.unit();
        let mut edges = tree(points.clone(), &squares, on_point);
        order::sort_by_number(&mut edges, |it| order::rank(it.2));
        let n = points.n();
        let mut sets = Sets::new(n);
        // The join that each set's root is in so far.
        let mut tops: Vec<usize> = (0..n).collect();
        let mut joins: Vec<Join> = Vec::with_capacity(edges.len());
        for (a, b, square) in edges {
            let (a, b) = (sets.root(a), sets.root(b));
            let parts = [tops.get(a), tops.get(b)].map(|it| it.copied().unwrap_or_default());
            let size_of =
                |part: usize| part.checked_sub(n).and_then(|it| joins.get(it)).map_or(1, |it| it.size);
            let size = size_of(parts[0]) + size_of(parts[1]);
            sets.join(a, b);
            if let Some(top) = tops.get_mut(a) {
                *top = n + joins.len();
            }
            joins.push(Join { parts, size, distance: square.sqrt() * unit });
        }
        Self { joins, squares }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.squares.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.squares.is_empty()
    }
}

/// The edges of the smallest tree by squared mutual reachability, in the order they are found.
#[expect(clippy::indexing_slicing, reason = "everything that is left stands side by side, in equal lengths")]
fn tree(mut left: Euclid, cores: &[f64], on_point: &mut dyn FnMut()) -> Vec<(usize, usize, f64)> {
    let n = left.n();
    let mut edges = Vec::with_capacity(n.saturating_sub(1));
    let mut names: Vec<usize> = (0..n).collect();
    let mut own = cores.to_vec();
    let mut best = vec![f64::INFINITY; n];
    let mut from = vec![0_usize; n];
    let mut at = 0;
    while names.len() > 1 {
        let (name, core, point) = (names[at], own[at], left.point(at));
        left.swap_remove(at);
        names.swap_remove(at);
        own.swap_remove(at);
        best.swap_remove(at);
        from.swap_remove(at);
        let mut nearest = (0, f64::INFINITY);
        left.squares(&point, 0..names.len(), &mut |first, squares| {
            let block = first..first + squares.len();
            let (own, best) = (&own[block.clone()], &mut best[block.clone()]);
            let found = shorten(squares, (own, core), best, &mut from[block], name);
            if found.1 < nearest.1 {
                nearest = (first + found.0, found.1);
            }
        });
        at = nearest.0;
        edges.push((from[at], names[at], best[at]));
        on_point();
    }
    edges
}

/// Whoever is nearer to a new point than to the tree so far is reached from there. Says who is
/// nearest of all.
#[inline]
fn shorten(
    squares: &[f64],
    (cores, core): (&[f64], f64),
    best: &mut [f64],
    from: &mut [usize],
    name: usize,
) -> (usize, f64) {
    let mut nearest = (0, f64::INFINITY);
    let known = cores.iter().zip(best.iter_mut().zip(from));
    for (at, (square, (other, (best, from)))) in squares.iter().zip(known).enumerate() {
        let apart = square.max(*other).max(core);
        if apart < *best {
            (*best, *from) = (apart, name);
        }
        if *best < nearest.1 {
            nearest = (at, *best);
        }
    }
    nearest
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole numbers are exact")]
mod tests {
    use super::*;
    use crate::kernel::kmeans::points::Points;
    use crate::kernel::random::Random;

    fn line(values: &[f64]) -> Euclid {
        Euclid::new(&Points::from_rows(values.to_vec(), 1))
    }

    #[test]
    fn the_smallest_of_many_numbers_are_kept() {
        let mut random = Random::new(2);
        for n in [1, 2, 7, 40] {
            let mut numbers: Vec<f64> = (0..300).map(|_| random.unit()).collect();
            let mut smallest = Smallest::new(n);
            numbers.chunks(37).for_each(|it| smallest.meet(it));
            numbers.sort_by(f64::total_cmp);
            assert_eq!(smallest.largest(), numbers[n - 1]);
        }
    }

    #[test]
    fn a_core_distance_counts_the_point_itself() {
        let cores = |m| core_squares(&line(&[0.0, 1.0, 3.0, 10.0]), m, &mut || ());
        assert_eq!(cores(1), [0.0; 4]);
        assert_eq!(cores(2), [1.0, 1.0, 4.0, 49.0]);
        assert_eq!(cores(99), [100.0, 81.0, 49.0, 100.0]);
    }

    #[test]
    fn the_tree_is_as_short_as_the_shortest() {
        let mut random = Random::new(4);
        let points = Points::from_rows((0..160).map(|_| random.normal()).collect(), 2);
        let metric = Euclid::new(&points);
        let found = Reachability::new(&metric, 4, &mut || ());
        // Kruskal's way: all pairs by their distance, each that joins two parts.
        let cores: Vec<f64> = found.squares.iter().map(|it| it.sqrt()).collect();
        let mut pairs = Vec::new();
        for a in 0..80 {
            let reach = |(b, square): (usize, &f64)| (square.sqrt().max(cores[a]).max(cores[b]), a, b);
            metric
                .squares(&metric.point(a), 0..a, &mut |_, it| pairs.extend(it.iter().enumerate().map(reach)));
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sets = Sets::new(80);
        let mut expected = Vec::new();
        for (distance, a, b) in pairs {
            if sets.root(a) != sets.root(b) {
                sets.join(a, b);
                expected.push(distance);
            }
        }
        let distances: Vec<f64> = found.joins.iter().map(|it| it.distance).collect();
        assert!(distances.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-12));
        assert_eq!((distances.len(), expected.len()), (79, 79));
        assert_eq!(found.joins.last().unwrap().size, 80);
    }
}
