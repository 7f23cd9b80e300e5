//! The directions that points spread along most.
//!
//! The principal components are eigenvectors of the covariance matrix (population), found by
//! Jacobi's method. The sign of each is such that its largest weight, the first of equals, is
//! positive.

use crate::kernel::kmeans::points::Points;
use crate::kernel::order;

const MAX_SWEEPS: usize = 60;

/// A direction, and how far the points spread along it.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// The variance of the points along it.
    pub variance: f64,
    /// How much of each dimension it has: a vector of length one.
    pub weights: Vec<f64>,
}

/// All components of points around their means, the widest first.
pub fn components(points: &Points, means: &[f64]) -> Vec<Component> {
    let mut matrix = covariance(points, means);
    let vectors = diagonalise(&mut matrix);
    let mut components: Vec<Component> = vectors
        .into_iter()
        .zip(&matrix)
        .enumerate()
        .map(|(idx, (weights, row))| {
            let variance = row.get(idx).copied().unwrap_or_default().max(0.0);
            Component { variance, weights: signed(weights) }
        })
        .collect();
    order::sort_by(&mut components, |a, b| b.variance.total_cmp(&a.variance));
    components
}

fn covariance(points: &Points, means: &[f64]) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; means.len()]; means.len()];
    let mut centred = vec![0.0; means.len()];
    for row in points.rows() {
        for ((slot, value), mean) in centred.iter_mut().zip(row).zip(means) {
            *slot = value - mean;
        }
        for (sums, a) in sums.iter_mut().zip(&centred) {
            for (sum, b) in sums.iter_mut().zip(&centred) {
                *sum += a * b;
            }
        }
    }
    let n = points.len().max(1) as f64;
    sums.iter().map(|row| row.iter().map(|it| it / n).collect()).collect()
}

/// Turns a symmetric matrix until only its diagonal is left: the eigenvalues. Returns the
/// eigenvectors in the same order (cyclic Jacobi; Golub and Van Loan, section 8.5).
#[expect(clippy::indexing_slicing, reason = "p and q run over the matrix's own rows and columns")]
fn diagonalise(matrix: &mut [Vec<f64>]) -> Vec<Vec<f64>> {
    let n = matrix.len();
    let mut vectors: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(i == j)).collect()).collect();
    let scale: f64 = (0..n).map(|i| matrix[i][i].abs()).sum();
    for _ in 0..MAX_SWEEPS {
        let off: f64 =
            (0..n).flat_map(|p| (0..p).map(move |q| (p, q))).map(|(p, q)| matrix[p][q].abs()).sum();
        if off <= f64::EPSILON * f64::EPSILON * scale {
            break;
        }
        for (p, q) in (0..n).flat_map(|p| (p + 1..n).map(move |q| (p, q))) {
            let Some((cos, sin)) = rotation(matrix[p][p], matrix[q][q], matrix[p][q]) else { continue };
            rotate_matrix(matrix, p, q, (cos, sin));
            let turned =
                vectors[p].iter().zip(&vectors[q]).map(|(a, b)| (cos * a - sin * b, sin * a + cos * b));
            (vectors[p], vectors[q]) = turned.unzip();
        }
    }
    vectors
}

/// Cosine and sine of the turn that makes the element off the diagonal vanish.
fn rotation(pp: f64, qq: f64, pq: f64) -> Option<(f64, f64)> {
    if pq == 0.0 {
        return None;
    }
    let theta = (qq - pp) / (2.0 * pq);
    let tan = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cos = 1.0 / (tan * tan + 1.0).sqrt();
    Some((cos, tan * cos))
}

#[expect(clippy::indexing_slicing, reason = "p and q are rows and columns of the matrix")]
fn rotate_matrix(matrix: &mut [Vec<f64>], p: usize, q: usize, (cos, sin): (f64, f64)) {
    for row in matrix.iter_mut() {
        let (a, b) = (row[p], row[q]);
        row[p] = cos * a - sin * b;
        row[q] = sin * a + cos * b;
    }
    let turned = matrix[p].iter().zip(&matrix[q]).map(|(a, b)| (cos * a - sin * b, sin * a + cos * b));
    (matrix[p], matrix[q]) = turned.unzip();
}

/// The direction whose largest weight is positive.
fn signed(weights: Vec<f64>) -> Vec<f64> {
    let mut largest: f64 = 0.0;
    for weight in &weights {
        // Weights that are equal but for rounding count as equal.
        if weight.abs() > largest.abs() * (1.0 + 1e-9) {
            largest = *weight;
        }
    }
    if largest < 0.0 { weights.into_iter().map(|it| -it).collect() } else { weights }
}
