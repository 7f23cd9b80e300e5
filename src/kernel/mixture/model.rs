//! Components of normal distributions: their parameters, and what a pass makes of them.

use serde::{Deserialize, Serialize};

use crate::kernel::kmeans::lanes::Lanes;
use crate::kernel::mixture::pass::{Form, Sums};
use crate::kernel::mixture::triangle::{Shape, Triangle};

/// How free the covariance of each component is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covariance {
    /// Any: groups may be stretched in any direction.
    #[default]
    Full,
    /// A variance for each dimension.
    Diagonal,
    /// One variance for all dimensions.
    Spherical,
}

impl Covariance {
    /// What of the matrix is not zero.
    pub fn shape(self) -> Shape {
        match self {
            Self::Full => Shape::Full,
            Self::Diagonal | Self::Spherical => Shape::Diagonal,
        }
    }

    /// Free parameters of a mixture: weights, means, covariances.
    pub fn n_parameters(self, k: usize, n_dims: usize) -> usize {
        let of_covariance = match self {
            Self::Full | Self::Diagonal => self.shape().size(n_dims),
            Self::Spherical => 1,
        };
        k * (of_covariance + n_dims + 1) - 1
    }

    /// A covariance as free as this kind allows: the mean variance in all dimensions where it is one.
    fn restrained(self, matrix: Triangle, n_dims: usize) -> Triangle {
        if self != Self::Spherical {
            return matrix;
        }
        let mean = matrix.diagonal().sum::<f64>() / n_dims as f64;
        Triangle::new(Shape::Diagonal, n_dims, vec![mean; n_dims])
    }
}

/// A normal distribution with a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// Share of the points, 0 to 1.
    pub weight: f64,
    /// One number per dimension.
    pub mean: Vec<f64>,
    /// The covariance.
    pub spread: Triangle,
    /// Its factor L (Cholesky).
    factor: Triangle,
}

/// A mixture of normal distributions.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// How free the covariances are.
    pub covariance: Covariance,
    /// In no particular order.
    pub components: Vec<Component>,
}

impl Component {
    /// `None` where the covariance is not positive definite, or something is no number.
    pub fn new(weight: f64, mean: Vec<f64>, spread: Triangle) -> Option<Self> {
        let is_sound = weight > 0.0 && weight.is_finite() && mean.iter().all(|it| it.is_finite());
        let factor = spread.factor()?;
        is_sound.then_some(Self { weight, mean, spread, factor })
    }

    /// The inverse of the covariance's factor, row by row up to and including the diagonal, and ½ ln of the
    /// covariance's determinant.
    pub fn whitening(&self) -> (Vec<Vec<f64>>, f64) {
        let inverse = self.factor.inverse();
        let row = |(first, numbers): (usize, &[f64])| {
            let before = std::iter::repeat_n(0.0, first);
            before.chain(numbers.iter().copied()).collect::<Vec<f64>>()
        };
        (inverse.rows().map(row).collect(), self.factor.diagonal().map(libm::log).sum())
    }

    /// As the pass reads it.
    pub fn form<V: Lanes>(&self) -> Form<V> {
        let inverse = self.factor.inverse();
        let log_root: f64 = self.factor.diagonal().map(libm::log).sum();
        let circle = 0.5 * self.mean.len() as f64 * libm::log(2.0 * std::f64::consts::PI);
        let splat = |it: &f64| V::splat(*it);
        Form {
            height: V::splat(libm::log(self.weight) - log_root - circle),
            offsets: inverse.times(&self.mean).iter().map(splat).collect(),
            rows: inverse.values().iter().map(splat).collect(),
        }
    }

    /// What the sums of one component make of it: mean μ + L m̄ and covariance L (S − m̄ m̄ᵀ) Lᵀ with
    /// a floor added to each variance.
    fn moved(
        &self,
        weight: f64,
        (n, first, second): (f64, &[f64], &[f64]),
        (covariance, floor): (Covariance, f64),
    ) -> Option<Self> {
        let shape = covariance.shape();
        let n_dims = self.mean.len();
        let means: Vec<f64> = first.iter().map(|it| it / n).collect();
        let products = means.iter().enumerate().flat_map(|(row, a)| {
            let others = means.iter().take(row + 1).skip(shape.first(row));
            others.map(move |b| a * b)
        });
        let about = second.iter().zip(products).map(|(sum, product)| sum / n - product).collect();
        let spread = self.factor.around(&Triangle::new(shape, n_dims, about));
        let mean = self.mean.iter().zip(self.factor.times(&means)).map(|(a, b)| a + b).collect();
        Self::new(weight, mean, covariance.restrained(spread, n_dims).with_floor(floor))
    }
}

impl Mixture {
    /// All components as a pass reads them.
    pub fn forms<V: Lanes>(&self) -> Vec<Form<V>> {
        self.components.iter().map(Component::form).collect()
    }

    /// The mixture that the sums of a pass over `n` points make (the M-step); the position of the
    /// first component that nothing is left of where there is one.
    pub fn moved(&self, sums: &Sums, n: usize, floor: f64) -> Result<Self, usize> {
        let n_dims = self.components.first().map_or(1, |it| it.mean.len()).max(1);
        let size = self.covariance.shape().size(n_dims).max(1);
        let of_each = sums.sizes.iter().zip(sums.first.chunks(n_dims)).zip(sums.second.chunks(size));
        let mut components = Vec::with_capacity(self.components.len());
        for (idx, (component, ((size, first), second))) in self.components.iter().zip(of_each).enumerate() {
            let moved = component.moved(size / n as f64, (*size, first, second), (self.covariance, floor));
            components.push(moved.ok_or(idx)?);
        }
        Ok(Self { covariance: self.covariance, components })
    }

    /// One component over points of the given covariance.
    pub fn single(covariance: Covariance, mean: Vec<f64>, spread: Triangle) -> Option<Self> {
        let n_dims = mean.len();
        let component = Component::new(1.0, mean, covariance.restrained(spread, n_dims))?;
        Some(Self { covariance, components: vec![component] })
    }

    /// As many equal components as there are means.
    pub fn equal(covariance: Covariance, means: Vec<Vec<f64>>, spread: &Triangle) -> Option<Self> {
        let weight = 1.0 / means.len() as f64;
        let component = |mean: Vec<f64>| {
            let spread = covariance.restrained(spread.clone(), mean.len());
            Component::new(weight, mean, spread)
        };
        let components = means.into_iter().map(component).collect::<Option<Vec<_>>>()?;
        Some(Self { covariance, components })
    }

    /// The same with one component put elsewhere, as heavy as the average.
    pub fn with_moved(&self, idx: usize, mean: Vec<f64>, spread: &Triangle) -> Option<Self> {
        let share = 1.0 / self.components.len() as f64;
        let n_dims = mean.len();
        let spread = self.covariance.restrained(spread.clone(), n_dims);
        let moved = Component::new(share, mean, spread)?;
        let others: f64 =
            self.components.iter().enumerate().filter(|it| it.0 != idx).map(|it| it.1.weight).sum();
        let mut components = self.components.clone();
        for component in &mut components {
            component.weight *= (1.0 - share) / others.max(f64::MIN_POSITIVE);
        }
        *components.get_mut(idx)? = moved;
        Some(Self { covariance: self.covariance, components })
    }

    /// The first component without enough points, or flat: thinner in some direction than a share of
    /// all points' spread.
    pub fn collapsed(&self, sizes: &[f64], everyone: &Triangle, rules: Collapse) -> Option<usize> {
        let is_sound = |(component, size): (&Component, &f64)| {
            let spread = component.spread.less(everyone, rules.least_share);
            *size >= rules.least_points && spread.factor().is_some()
        };
        self.components.iter().zip(sizes).position(|it| !is_sound(it))
    }
}

/// When a component counts as collapsed.
#[derive(Debug, Clone, Copy)]
pub struct Collapse {
    /// Points it must stand for.
    pub least_points: f64,
    /// Its least variance in any direction, as a share of all points' there.
    pub least_share: f64,
}
