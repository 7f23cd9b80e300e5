//! One pass over all points: how probable each component is for each point, and the sums that the
//! next components are made of.
//!
//! For each component with mean μ and covariance L Lᵀ, a point x becomes z = L⁻¹ (x − μ); the density
//! is exp(height − ½ |z|²). Sums of products are taken of z, which is about zero and about one wide:
//! so nothing cancels, even in single precision. They are kept in registers' precision over
//! [`CHUNK`] blocks and in `f64` beyond.

use crate::kernel::kmeans::blocks::{Blocks, Pair, get, set};
use crate::kernel::kmeans::lanes::{Lanes, exp};
use crate::kernel::mixture::triangle::Shape;

/// Blocks whose sums are taken before they go into an `f64`. So many densities are multiplied before
/// a logarithm is taken: relative to the largest they are 1 to 12 where there are twelve components,
/// and 12³² is still a number of single precision.
const CHUNK: usize = 32;

/// A component as the pass reads it.
#[derive(Debug)]
pub struct Form<V> {
    /// ln weight − ½ ln |Σ| − ½ d ln 2π.
    pub height: V,
    /// L⁻¹ μ.
    pub offsets: Vec<V>,
    /// L⁻¹, row by row.
    pub rows: Vec<V>,
}

/// What a pass adds up.
#[derive(Debug, Clone)]
pub struct Sums {
    /// Σ r of each component.
    pub sizes: Vec<f64>,
    /// Σ r z of each component, one number per dimension.
    pub first: Vec<f64>,
    /// Σ r z zᵀ of each component, as a triangle or diagonal.
    pub second: Vec<f64>,
    /// Σ ln density.
    pub log_likelihood: f64,
}

/// Where points belong.
#[derive(Debug, Clone, Default)]
pub struct Belonging {
    /// The most probable component of each point, the first of equals.
    pub labels: Vec<u8>,
    /// Its probability.
    pub confidence: Vec<f32>,
}

/// The registers one pass works in.
struct Desk<V> {
    shape: Shape,
    n_dims: usize,
    /// Component by component and dimension by dimension.
    z: Vec<Pair<V>>,
    /// ln density, then the probability, of each component.
    shares: Vec<Pair<V>>,
    /// The largest ln density, and the sum of densities relative to it.
    top: Pair<V>,
    total: Pair<V>,
    sizes: Vec<V>,
    first: Vec<V>,
    second: Vec<V>,
}

impl<V: Lanes> Desk<V> {
    fn new(k: usize, n_dims: usize, shape: Shape) -> Self {
        let zero = V::splat(0.0);
        Self {
            shape,
            n_dims,
            z: vec![[zero; 2]; k * n_dims],
            shares: vec![[zero; 2]; k],
            top: [zero; 2],
            total: [zero; 2],
            sizes: vec![zero; k],
            first: vec![zero; k * n_dims],
            second: vec![zero; k * shape.size(n_dims)],
        }
    }

    /// How probable each component is for each point of a block.
    #[inline]
    fn weigh(&mut self, block: &[Pair<V>], forms: &[Form<V>]) {
        let half = V::splat(0.5);
        let mut top = [V::splat(f64::NEG_INFINITY); 2];
        for ((form, z), share) in forms.iter().zip(self.z.chunks_exact_mut(self.n_dims)).zip(&mut self.shares)
        {
            let square = standardise(block, form, z, self.shape);
            for ((share, square), top) in share.iter_mut().zip(square).zip(&mut top) {
                *share = form.height.minus(square.times(half));
                *top = top.if_below(*share, *share, *top);
            }
        }
        let mut total = [V::splat(0.0); 2];
        for share in &mut self.shares {
            for ((share, total), top) in share.iter_mut().zip(&mut total).zip(top) {
                *share = exp(share.minus(top));
                *total = total.plus(*share);
            }
        }
        let one = V::splat(1.0);
        let inverse = [one.over(total[0]), one.over(total[1])];
        for share in &mut self.shares {
            *share = [share[0].times(inverse[0]), share[1].times(inverse[1])];
        }
        (self.top, self.total) = (top, total);
    }

    /// Makes nothing of the places from `n` on.
    fn blank(&mut self, n: usize) {
        for place in n..Blocks::<V>::SIZE {
            for share in &mut self.shares {
                set(share, place, 0.0);
            }
            set(&mut self.top, place, 0.0);
            set(&mut self.total, place, 1.0);
        }
    }

    /// Adds the block to the sums.
    #[inline]
    fn add(&mut self) {
        let size = self.shape.size(self.n_dims);
        let sums = self.first.chunks_exact_mut(self.n_dims).zip(self.second.chunks_exact_mut(size));
        let shares = self.shares.iter().zip(&mut self.sizes);
        for (((share, n), z), (first, second)) in shares.zip(self.z.chunks_exact(self.n_dims)).zip(sums) {
            *n = n.plus(share[0].plus(share[1]));
            add_products(z, *share, (first, second), self.shape);
        }
    }

    /// Moves what was added up into `sums`.
    fn settle(&mut self, sums: &mut Sums) {
        let pairs = [
            (&mut self.sizes, &mut sums.sizes),
            (&mut self.first, &mut sums.first),
            (&mut self.second, &mut sums.second),
        ];
        for (from, to) in pairs {
            for (from, to) in from.iter_mut().zip(to) {
                *to += lanes(*from).sum::<f64>();
                *from = V::splat(0.0);
            }
        }
    }
}

/// Adds r z and r z zᵀ of a block to the sums of a component.
#[inline]
fn add_products<V: Lanes>(z: &[Pair<V>], share: Pair<V>, sums: (&mut [V], &mut [V]), shape: Shape) {
    let (first, mut second) = sums;
    for (row, (own, first)) in z.iter().zip(first).enumerate() {
        let weighted = [own[0].times(share[0]), own[1].times(share[1])];
        *first = first.plus(weighted[0].plus(weighted[1]));
        let from = shape.first(row);
        let (this, rest) = second.split_at_mut(row + 1 - from);
        for (sum, other) in this.iter_mut().zip(z.iter().skip(from)) {
            *sum = sum.plus(weighted[0].times(other[0]).plus(weighted[1].times(other[1])));
        }
        second = rest;
    }
}

/// z of each point of a block, and |z|².
#[inline]
fn standardise<V: Lanes>(block: &[Pair<V>], form: &Form<V>, z: &mut [Pair<V>], shape: Shape) -> Pair<V> {
    let mut square = [V::splat(0.0); 2];
    let mut rows = form.rows.as_slice();
    for (row, (z, offset)) in z.iter_mut().zip(&form.offsets).enumerate() {
        let from = shape.first(row);
        let (weights, rest) = rows.split_at(row + 1 - from);
        let mut sum = [V::splat(0.0); 2];
        for (weight, x) in weights.iter().zip(block.iter().skip(from)) {
            sum = [sum[0].plus(x[0].times(*weight)), sum[1].plus(x[1].times(*weight))];
        }
        *z = [sum[0].minus(*offset), sum[1].minus(*offset)];
        square = [square[0].plus(z[0].times(z[0])), square[1].plus(z[1].times(z[1]))];
        rows = rest;
    }
    square
}

fn lanes<V: Lanes>(register: V) -> impl Iterator<Item = f64> {
    (0..V::N).map(move |lane| register.get(lane))
}

/// Adds up one pass over all blocks.
pub fn sums<V: Lanes>(blocks: &Blocks<V>, forms: &[Form<V>], shape: Shape) -> Sums {
    let (k, n_dims) = (forms.len(), blocks.n_dims());
    let mut sums = Sums {
        sizes: vec![0.0; k],
        first: vec![0.0; k * n_dims],
        second: vec![0.0; k * shape.size(n_dims)],
        log_likelihood: 0.0,
    };
    let mut desk = Desk::new(k, n_dims, shape);
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let mut tops = [zero; 2];
    let mut product = [one; 2];
    let mut n_left = blocks.len();
    for (idx, block) in blocks.iter().enumerate() {
        desk.weigh(block, forms);
        if n_left < Blocks::<V>::SIZE {
            desk.blank(n_left);
        }
        n_left = n_left.saturating_sub(Blocks::<V>::SIZE);
        desk.add();
        tops = [tops[0].plus(desk.top[0]), tops[1].plus(desk.top[1])];
        product = [product[0].times(desk.total[0]), product[1].times(desk.total[1])];
        if (idx + 1) % CHUNK == 0 || n_left == 0 {
            desk.settle(&mut sums);
            let logs: f64 = product.iter().flat_map(|it| lanes(*it)).map(libm::log).sum();
            sums.log_likelihood += logs + tops.iter().flat_map(|it| lanes(*it)).sum::<f64>();
            (tops, product) = ([zero; 2], [one; 2]);
        }
    }
    sums
}

/// Where each point belongs.
#[expect(clippy::cast_possible_truncation, reason = "shown to people: three digits are enough")]
pub fn belonging<V: Lanes>(blocks: &Blocks<V>, forms: &[Form<V>], shape: Shape) -> Belonging {
    let mut belonging = Belonging::default();
    let mut desk = Desk::new(forms.len(), blocks.n_dims(), shape);
    let mut n_left = blocks.len();
    for block in blocks.iter() {
        desk.weigh(block, forms);
        for place in 0..Blocks::<V>::SIZE.min(n_left) {
            let shares = (0..).zip(desk.shares.iter().map(|it| get(it, place)));
            let (label, largest) = shares.fold((0, -1.0), |best, it| if it.1 > best.1 { it } else { best });
            belonging.labels.push(label);
            belonging.confidence.push(largest as f32);
        }
        n_left = n_left.saturating_sub(Blocks::<V>::SIZE);
    }
    belonging
}
