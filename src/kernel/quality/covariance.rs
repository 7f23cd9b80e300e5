//! Small symmetric matrices: the spread of points in every direction.

/// A symmetric matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Symmetric {
    values: Vec<f64>,
    n: usize,
}

#[expect(clippy::indexing_slicing, reason = "rows and columns run over the matrix's own size")]
impl Symmetric {
    /// All zeros.
    pub fn zero(n: usize) -> Self {
        Self { values: vec![0.0; n * n], n }
    }

    /// Rows and columns.
    pub fn size(&self) -> usize {
        self.n
    }

    /// An element; 0 beyond the last.
    pub fn get(&self, i: usize, j: usize) -> f64 {
        self.values.get(i * self.n + j).copied().unwrap_or_default()
    }

    /// Adds a vector's product with itself.
    pub fn add_square(&mut self, vector: &[f64]) {
        for (row, a) in self.values.chunks_exact_mut(self.n.max(1)).zip(vector) {
            for (value, b) in row.iter_mut().zip(vector) {
                *value += a * b;
            }
        }
    }

    /// Adds a multiple of another matrix.
    pub fn add(&mut self, other: &Self, factor: f64) {
        for (value, other) in self.values.iter_mut().zip(&other.values) {
            *value += other * factor;
        }
    }

    /// The matrix times a number, with another added to its diagonal.
    #[must_use]
    pub fn scaled(&self, factor: f64, ridge: f64) -> Self {
        let mut values: Vec<f64> = self.values.iter().map(|it| it * factor).collect();
        values.iter_mut().step_by(self.n + 1).for_each(|it| *it += ridge);
        Self { values, n: self.n }
    }

    /// The sum of products of equal elements: the trace of one matrix times the other.
    pub fn dot(&self, other: &Self) -> f64 {
        self.values.iter().zip(&other.values).map(|(a, b)| a * b).sum()
    }

    /// The lower triangle L with L·Lᵀ equal to the matrix (Cholesky). Where the matrix is not
    /// positive, the smallest positive number stands on the diagonal.
    fn triangle(&self) -> Self {
        let n = self.n;
        let mut lower = Self::zero(n);
        for (i, j) in (0..n).flat_map(|i| (0..=i).map(move |j| (i, j))) {
            let (row, other) = (&lower.values[i * n..i * n + j], &lower.values[j * n..j * n + j]);
            let known: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
            let left = self.values[i * n + j] - known;
            lower.values[i * n + j] =
                if i == j { left.max(f64::MIN_POSITIVE).sqrt() } else { left / lower.values[j * n + j] };
        }
        lower
    }

    /// The natural logarithm of the determinant of a positive matrix, and its inverse.
    pub fn log_determinant_and_inverse(&self) -> (f64, Self) {
        let n = self.n;
        let lower = self.triangle();
        let log = (0..n).map(|i| 2.0 * libm::log(lower.values[i * n + i])).sum();
        // The inverse of the triangle, column by column; the whole is its product with itself.
        let mut inverse = Self::zero(n);
        let mut column = vec![0.0; n];
        for j in 0..n {
            column.fill(0.0);
            for i in j..n {
                let known: f64 = (j..i).map(|q| lower.values[i * n + q] * column[q]).sum();
                column[i] = (f64::from(i == j) - known) / lower.values[i * n + i];
            }
            for i in (0..n).rev() {
                let known: f64 =
                    (i + 1..n).map(|q| lower.values[q * n + i] * inverse.values[q * n + j]).sum();
                inverse.values[i * n + j] = (column[i] - known) / lower.values[i * n + i];
            }
        }
        (log, inverse)
    }

    /// The natural logarithm of the determinant of a positive matrix.
    pub fn log_determinant(&self) -> f64 {
        let lower = self.triangle();
        (0..self.n).map(|i| 2.0 * libm::log(lower.values[i * self.n + i])).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Symmetric {
        let mut matrix = Symmetric::zero(3);
        for row in [[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 0.0, 1.0]] {
            matrix.add_square(&row);
        }
        matrix
    }

    #[test]
    fn the_determinant_is_that_of_the_elements() {
        let it = example();
        let minor = |a: usize, b: usize, c: usize, d: usize| {
            it.get(1, a) * it.get(2, b) - it.get(1, c) * it.get(2, d)
        };
        let by_hand = it.get(0, 0) * minor(1, 2, 2, 1) - it.get(0, 1) * minor(0, 2, 2, 0)
            + it.get(0, 2) * minor(0, 1, 1, 0);
        assert!((it.log_determinant() - by_hand.ln()).abs() < 1e-12);
    }

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let matrix = example();
        let (log, inverse) = matrix.log_determinant_and_inverse();
        assert!((log - matrix.log_determinant()).abs() < 1e-12);
        for (i, j) in (0..3).flat_map(|i| (0..3).map(move |j| (i, j))) {
            let product: f64 = (0..3).map(|q| matrix.get(i, q) * inverse.get(q, j)).sum();
            assert!((product - f64::from(i == j)).abs() < 1e-12, "{i} {j}");
        }
        assert!((matrix.dot(&inverse) - 3.0).abs() < 1e-12);
    }
}
