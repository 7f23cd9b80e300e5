//! Groups by their means: what Ward's way needs, without the distance of any pair in memory.
//!
//! Two groups of a and b members, their means m apart, add a b ÷ (a + b) × m² when they merge. The
//! square of the height is twice that.

use crate::kernel::distances::Euclid;
use crate::kernel::linkage::Groups;

/// The groups that are left, side by side.
pub struct Means {
    /// The mean of the group at each place.
    centres: Euclid,
    /// Its size.
    sizes: Vec<f64>,
    /// Its name.
    names: Vec<usize>,
    /// Where the group of a name stands.
    places: Vec<usize>,
}

impl Means {
    /// Every point by itself.
    pub fn new(points: Euclid) -> Self {
        let n = points.n();
        Self { centres: points, sizes: vec![1.0; n], names: (0..n).collect(), places: (0..n).collect() }
    }

    fn place(&self, name: usize) -> Option<usize> {
        self.places.get(name).copied()
    }
}

impl Groups for Means {
    fn any(&self) -> Option<usize> {
        self.names.first().copied()
    }

    fn nearest(&mut self, to: usize, unless_nearer: Option<usize>) -> Option<(usize, f64)> {
        let own = self.place(to)?;
        let size = *self.sizes.get(own)?;
        let mean = self.centres.point(own);
        let before = unless_nearer.and_then(|it| self.place(it));
        let mut best: Option<(usize, f64)> = None;
        let mut meet = |at: usize, square: f64, other: f64| {
            let height = square * (2.0 * size * other / (size + other));
            if best.is_none_or(|it| height < it.1) {
                best = Some((at, height));
            }
        };
        if let Some(before) = before {
            let other = *self.sizes.get(before)?;
            self.centres.squares(&mean, before..before + 1, &mut |_, squares| {
                meet(before, squares.first().copied().unwrap_or_default(), other);
            });
        }
        self.centres.squares(&mean, 0..self.sizes.len(), &mut |first, squares| {
            let sizes = self.sizes.get(first..).unwrap_or_default();
            let others = (first..).zip(squares.iter().zip(sizes)).filter(|it| it.0 != own);
            for (at, (square, other)) in others {
                meet(at, *square, *other);
            }
        });
        let (at, height) = best?;
        Some((*self.names.get(at)?, height))
    }

    fn merge(&mut self, a: usize, b: usize) {
        let (Some(at), Some(from)) = (self.place(a), self.place(b)) else { return };
        let (Some(na), Some(nb)) = (self.sizes.get(at).copied(), self.sizes.get(from).copied()) else {
            return;
        };
        let (of_a, of_b) = (self.centres.point(at), self.centres.point(from));
        let mean: Vec<f64> = of_a.iter().zip(&of_b).map(|(x, y)| (na * x + nb * y) / (na + nb)).collect();
        self.centres.replace(at, &mean);
        if let Some(size) = self.sizes.get_mut(at) {
            *size += nb;
        }
        self.centres.swap_remove(from);
        self.sizes.swap_remove(from);
        self.names.swap_remove(from);
        if let Some(moved) = self.names.get(from)
            && let Some(place) = self.places.get_mut(*moved)
        {
            *place = from;
        }
    }
}
