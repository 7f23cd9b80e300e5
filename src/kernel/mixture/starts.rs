//! Where a search for mixtures begins.

use crate::kernel::kmeans::lloyd::Lloyd;
use crate::kernel::kmeans::plus_plus;
use crate::kernel::mixture::Field;
use crate::kernel::mixture::model::Mixture;
use crate::kernel::mixture::triangle::Triangle;
use crate::kernel::random::Random;

/// A way to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// At the groups of k-means.
    Grouped,
    /// At points far apart, with everybody's spread parted among them.
    Apart,
    /// At any points, each with everybody's spread.
    Anywhere,
}

impl Kind {
    /// The three in turn.
    pub(super) fn of(start: u16) -> Self {
        match start % 3 {
            0 => Self::Grouped,
            1 => Self::Apart,
            _ => Self::Anywhere,
        }
    }
}

impl Field<'_> {
    /// Where a start begins.
    pub(super) fn start(&self, k: usize, kind: Kind, random: &mut Random) -> Option<Mixture> {
        let n_dims = self.points.n_dims();
        let covariance = self.options.covariance;
        // So many parts of everybody's space.
        let part = libm::pow(k as f64, -2.0 / n_dims as f64);
        let spread = self.everyone.scaled(part);
        if kind == Kind::Anywhere {
            let means = (0..k).map(|_| self.blocks.point(random.below(self.points.len())).collect());
            return Mixture::equal(covariance, means.collect(), &self.everyone);
        }
        let centres = plus_plus::centres(&self.blocks, k, random);
        if kind == Kind::Apart {
            let means = centres.chunks(n_dims).map(<[f64]>::to_vec).collect();
            return Mixture::equal(covariance, means, &spread);
        }
        let mut lloyd = Lloyd::new(&self.blocks, centres);
        lloyd.settle_but_for(self.points.len() / 100, 50);
        let (labels, centres) = (lloyd.labels(), lloyd.centres().to_vec());
        let mut components = Vec::with_capacity(k);
        for (label, centre) in (0_u8..).zip(centres.chunks(n_dims)) {
            let (n, about) = self.about(&labels, label, centre);
            let own = Triangle::new(covariance.shape(), n_dims, about).with_floor(self.options.floor);
            // A group of few points has no spread of its own yet.
            let spread = if n > n_dims { own } else { spread.clone() };
            let restrained = Mixture::single(covariance, centre.to_vec(), spread)?;
            components.extend(restrained.components.into_iter().map(|mut it| {
                it.weight = n.max(1) as f64 / self.points.len() as f64;
                it
            }));
        }
        Some(Mixture { covariance, components })
    }

    /// The points of one label, and their covariance about a centre.
    fn about(&self, labels: &[u8], label: u8, centre: &[f64]) -> (usize, Vec<f64>) {
        let shape = self.options.covariance.shape();
        let mut sums = vec![0.0; shape.size(centre.len())];
        let mut n = 0;
        for (idx, _) in labels.iter().enumerate().filter(|it| *it.1 == label) {
            let away: Vec<f64> = self.blocks.point(idx).zip(centre).map(|(x, c)| x - c).collect();
            let products = away.iter().enumerate().flat_map(|(row, a)| {
                let others = away.iter().take(row + 1).skip(shape.first(row));
                others.map(move |b| a * b)
            });
            for (sum, product) in sums.iter_mut().zip(products) {
                *sum += product;
            }
            n += 1;
        }
        for sum in &mut sums {
            *sum /= f64::from(n.max(1));
        }
        (usize::try_from(n).unwrap_or(0), sums)
    }
}
