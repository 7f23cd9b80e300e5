//! Symmetric matrices and their triangles.
//!
//! The lower triangle stands row by row: 1 number, then 2, then 3. Of a diagonal matrix only the
//! diagonal stands there. Formulas are those of G. Golub and C. Van Loan, *Matrix Computations*.

/// What of a covariance is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All of it.
    Full,
    /// The diagonal.
    Diagonal,
}

impl Shape {
    /// The first column of a row that is kept.
    #[inline]
    pub fn first(self, row: usize) -> usize {
        match self {
            Self::Full => 0,
            Self::Diagonal => row,
        }
    }

    /// Numbers kept of a matrix.
    pub fn size(self, n_dims: usize) -> usize {
        match self {
            Self::Full => n_dims * (n_dims + 1) / 2,
            Self::Diagonal => n_dims,
        }
    }

    /// Where a row begins.
    fn start(self, row: usize) -> usize {
        self.size(row)
    }
}

/// The lower triangle, or the diagonal, of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    shape: Shape,
    n_dims: usize,
    values: Vec<f64>,
}

impl Triangle {
    /// From numbers in order.
    pub fn new(shape: Shape, n_dims: usize, values: Vec<f64>) -> Self {
        Self { shape, n_dims, values }
    }

    /// The numbers in order.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The kept numbers of a row.
    pub fn row(&self, row: usize) -> &[f64] {
        let start = self.shape.start(row);
        self.values.get(start..start + row + 1 - self.shape.first(row)).unwrap_or_default()
    }

    /// The rows in order, each with the column it begins at.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[f64])> {
        (0..self.n_dims).map(|row| (self.shape.first(row), self.row(row)))
    }

    /// The number at a place of the lower triangle.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        let place = column.checked_sub(self.shape.first(row));
        place.and_then(|it| self.row(row).get(it)).copied().unwrap_or_default()
    }

    /// The diagonal.
    pub fn diagonal(&self) -> impl Iterator<Item = f64> {
        (0..self.n_dims).map(|it| self.at(it, it))
    }

    /// The triangle L of L Lᵀ = this matrix (Cholesky); `None` where it is not positive definite.
    pub fn factor(&self) -> Option<Self> {
        let mut factor = Self { shape: self.shape, n_dims: self.n_dims, values: Vec::new() };
        for row in 0..self.n_dims {
            for column in self.shape.first(row)..row {
                let rest = self.at(row, column) - factor.known(row, column);
                factor.values.push(rest / factor.at(column, column));
            }
            let rest = self.at(row, row) - factor.known(row, row);
            let is_root = rest > 0.0 && rest.is_finite();
            factor.values.push(is_root.then(|| rest.sqrt())?);
        }
        Some(factor)
    }

    /// Of a factor whose last row is being made: the product of two rows up to a column.
    fn known(&self, row: usize, column: usize) -> f64 {
        let from = |it: usize| self.values.get(self.shape.start(it)..).unwrap_or_default();
        let length = column - self.shape.first(row);
        from(row).iter().zip(from(column)).take(length).map(|(a, b)| a * b).sum()
    }

    /// The inverse of a triangle with nothing but positive numbers on its diagonal.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut inverse = Self { shape: self.shape, n_dims: self.n_dims, values: Vec::new() };
        for row in 0..self.n_dims {
            let own = self.at(row, row);
            for column in self.shape.first(row)..row {
                let between = (column..row).map(|it| self.at(row, it) * inverse.at(it, column));
                let sum: f64 = between.sum();
                inverse.values.push(-sum / own);
            }
            inverse.values.push(1.0 / own);
        }
        inverse
    }

    /// L M Lᵀ of this triangle L and a symmetric matrix M of the same shape.
    #[must_use]
    pub fn around(&self, inner: &Self) -> Self {
        let symmetric = |a: usize, b: usize| inner.at(a.max(b), a.min(b));
        let n = self.n_dims;
        let mut values = Vec::with_capacity(self.values.len());
        let mut halfway = vec![0.0; n];
        for row in 0..n {
            let first = self.shape.first(row);
            // Row `row` of L M.
            for (column, slot) in halfway.iter_mut().enumerate().take(row + 1).skip(first) {
                *slot = (first..=row).map(|it| self.at(row, it) * symmetric(it, column)).sum();
            }
            for column in first..=row {
                let own = self.shape.first(column)..=column;
                values.push(
                    own.map(|it| halfway.get(it).copied().unwrap_or_default() * self.at(column, it)).sum(),
                );
            }
        }
        Self { shape: self.shape, n_dims: n, values }
    }

    /// L v.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        let product = |(first, row): (usize, &[f64])| {
            row.iter().zip(vector.iter().skip(first)).map(|(a, b)| a * b).sum()
        };
        self.rows().map(product).collect()
    }

    /// This and a number added to the diagonal.
    #[must_use]
    pub fn with_floor(mut self, floor: f64) -> Self {
        for row in 0..self.n_dims {
            let last = self.shape.start(row) + row - self.shape.first(row);
            if let Some(value) = self.values.get_mut(last) {
                *value += floor;
            }
        }
        self
    }

    /// This less a share of another.
    #[must_use]
    pub fn less(&self, other: &Self, share: f64) -> Self {
        let values = self.values.iter().zip(&other.values).map(|(a, b)| a - share * b).collect();
        Self { shape: self.shape, n_dims: self.n_dims, values }
    }

    /// This with every number times another.
    #[must_use]
    pub fn scaled(&self, by: f64) -> Self {
        let values = self.values.iter().map(|it| it * by).collect();
        Self { shape: self.shape, n_dims: self.n_dims, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(n_dims: usize, values: &[f64]) -> Triangle {
        Triangle::new(Shape::Full, n_dims, values.to_vec())
    }

    fn close(a: &Triangle, b: &[f64]) {
        assert_eq!(a.values().len(), b.len());
        for (a, b) in a.values().iter().zip(b) {
            assert!((a - b).abs() < 1e-12, "{a} is not {b}");
        }
    }

    #[test]
    fn a_matrix_is_its_factor_times_itself_turned() {
        // Golub and Van Loan's kind of example, by hand: L = [2], [6, 1], [-8, 5, 3].
        let factor = full(3, &[4.0, 12.0, 37.0, -16.0, -43.0, 98.0]).factor().unwrap();
        close(&factor, &[2.0, 6.0, 1.0, -8.0, 5.0, 3.0]);
        let identity = full(3, &[1.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
        close(&factor.around(&identity), &[4.0, 12.0, 37.0, -16.0, -43.0, 98.0]);
    }

    #[test]
    fn a_triangle_times_its_inverse_leaves_a_vector_as_it_is() {
        let factor = full(3, &[2.0, 6.0, 1.0, -8.0, 5.0, 3.0]);
        let back = factor.inverse().times(&factor.times(&[1.0, -2.0, 3.0]));
        for (a, b) in back.iter().zip([1.0, -2.0, 3.0]) {
            assert!((a - b).abs() < 1e-12, "{a} is not {b}");
        }
    }

    #[test]
    fn what_is_not_positive_definite_has_no_factor() {
        assert_eq!(full(2, &[1.0, 2.0, 1.0]).factor(), None);
        assert_eq!(full(1, &[f64::INFINITY]).factor(), None);
        assert_eq!(Triangle::new(Shape::Diagonal, 2, vec![1.0, 0.0]).factor(), None);
    }

    #[test]
    fn a_diagonal_is_worked_on_number_by_number() {
        let matrix = Triangle::new(Shape::Diagonal, 2, vec![4.0, 9.0]);
        let factor = matrix.factor().unwrap();
        close(&factor, &[2.0, 3.0]);
        close(&factor.inverse(), &[0.5, 1.0 / 3.0]);
        close(&factor.around(&Triangle::new(Shape::Diagonal, 2, vec![2.0, 1.0])), &[8.0, 9.0]);
        close(&matrix.with_floor(1.0), &[5.0, 10.0]);
    }

    #[test]
    fn around_multiplies_from_both_sides() {
        // L = [1], [2, 3]; M = [5, 7], [7, 11].
        let around = full(2, &[1.0, 2.0, 3.0]).around(&full(2, &[5.0, 7.0, 11.0]));
        close(&around, &[5.0, 31.0, 203.0]);
    }
}
