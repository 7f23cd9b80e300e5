//! Customers as points: one row of comparable numbers each.

/// Points of equal dimension, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    values: Vec<f64>,
    n_dims: usize,
}

impl Points {
    /// Points from columns of equal length.
    pub fn from_columns(columns: &[Vec<f64>]) -> Self {
        let n = columns.first().map_or(0, Vec::len);
        let mut values = Vec::with_capacity(n * columns.len());
        for row in 0..n {
            values.extend(columns.iter().map(|it| it.get(row).copied().unwrap_or_default()));
        }
        Self { values, n_dims: columns.len().max(1) }
    }

    /// Points from numbers that stand row by row; what is left of a row at the end is dropped.
    pub fn from_rows(mut values: Vec<f64>, n_dims: usize) -> Self {
        let n_dims = n_dims.max(1);
        values.truncate(values.len() / n_dims * n_dims);
        Self { values, n_dims }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.values.len() / self.n_dims
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Numbers of each point.
    pub fn n_dims(&self) -> usize {
        self.n_dims
    }

    /// The numbers of one point; none beyond the end.
    pub fn row(&self, idx: usize) -> &[f64] {
        self.values.get(idx * self.n_dims..(idx + 1) * self.n_dims).unwrap_or_default()
    }

    /// All numbers, point by point.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// All points in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.n_dims)
    }

    /// The points at some positions.
    #[must_use]
    pub fn select(&self, at: &[usize]) -> Self {
        let values = at.iter().flat_map(|&idx| self.row(idx)).copied().collect();
        Self { values, n_dims: self.n_dims }
    }

    /// The mean of each dimension.
    pub fn means(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.n_dims];
        for row in self.rows() {
            add(&mut sums, row);
        }
        sums.iter().map(|it| it / self.len().max(1) as f64).collect()
    }

    /// How many different points there are, counted up to a limit.
    pub fn n_distinct(&self, limit: usize) -> usize {
        let mut seen: Vec<&[f64]> = Vec::with_capacity(limit);
        for row in self.rows() {
            if seen.len() == limit {
                break;
            }
            if !seen.contains(&row) {
                seen.push(row);
            }
        }
        seen.len()
    }
}

/// Adds one row of numbers to another.
pub fn add(sums: &mut [f64], row: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value;
    }
}

/// The squared distance of two points.
pub fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}
