//! Groups by the mean distance of their members.

use crate::kernel::distances::Pairs;
use crate::kernel::linkage::Groups;

/// The groups that are left.
pub struct Averages {
    /// How far groups are apart, by their names.
    pairs: Pairs,
    /// Members of each group.
    sizes: Vec<f64>,
    /// The names of those left, ascending.
    left: Vec<usize>,
}

impl Averages {
    /// Everything by itself.
    pub fn new(pairs: Pairs) -> Self {
        let n = pairs.len();
        Self { pairs, sizes: vec![1.0; n], left: (0..n).collect() }
    }
}

impl Groups for Averages {
    fn any(&self) -> Option<usize> {
        self.left.first().copied()
    }

    fn nearest(&mut self, to: usize, unless_nearer: Option<usize>) -> Option<(usize, f64)> {
        let mut best = unless_nearer.map(|it| (it, self.pairs.get(to, it)));
        for name in self.left.iter().copied().filter(|it| *it != to) {
            let apart = self.pairs.get(to, name);
            if best.is_none_or(|it| apart < it.1) {
                best = Some((name, apart));
            }
        }
        best
    }

    fn merge(&mut self, a: usize, b: usize) {
        let (Some(na), Some(nb)) = (self.sizes.get(a).copied(), self.sizes.get(b).copied()) else { return };
        self.left.retain(|it| *it != b);
        for name in self.left.iter().copied().filter(|it| *it != a) {
            let apart = (na * self.pairs.get(name, a) + nb * self.pairs.get(name, b)) / (na + nb);
            self.pairs.set(name, a, apart);
        }
        if let Some(size) = self.sizes.get_mut(a) {
            *size += nb;
        }
    }
}
