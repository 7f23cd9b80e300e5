//! Two segmentations of the same customers beside each other.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::{Segment, Segmentation};

/// How the segments of one way lie in those of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Segments of the first way, in canonical order.
    pub rows: Vec<Segment>,
    /// Segments of the second way, in canonical order.
    pub columns: Vec<Segment>,
    /// Customers of each row's segment that are in each column's: rows × columns.
    pub counts: Vec<Vec<u64>>,
    /// Customers whom both ways place; all counts add up to it.
    pub n_both: u64,
    /// Customers whom only the first, and only the second way places.
    pub n_only: [u64; 2],
    /// Agreement beyond chance: 1 where both part the customers alike, about 0 where they have nothing
    /// to do with each other; `None` where both ways put everybody together or everybody apart.
    pub adjusted_rand: Option<f64>,
}

/// Counts the customers of each pair of segments. Both ways must have the same customers in the same
/// order; those without a counterpart are left out.
///
/// The adjusted Rand index is that of L. Hubert and P. Arabie, *Comparing partitions*, 1985:
/// (index − expected) ÷ (largest − expected), where the index is the number of pairs of customers that
/// are together in both ways.
pub fn compare(first: &Segmentation, second: &Segmentation) -> Comparison {
    let (n_rows, n_columns) = (first.segments.len(), second.segments.len());
    let mut counts = vec![vec![0_u64; n_columns]; n_rows];
    let mut n_only = [0; 2];
    for (&a, &b) in first.assignment.iter().zip(&second.assignment) {
        let (a, b) = (usize::from(a), usize::from(b));
        match counts.get_mut(a) {
            Some(row) => match row.get_mut(b) {
                Some(n) => *n += 1,
                None => n_only[0] += 1,
            },
            None if b < n_columns => n_only[1] += 1,
            None => {}
        }
    }
    Comparison {
        rows: first.segments.clone(),
        columns: second.segments.clone(),
        n_both: counts.iter().flatten().sum(),
        n_only,
        adjusted_rand: adjusted_rand(&counts),
        counts,
    }
}

fn adjusted_rand(counts: &[Vec<u64>]) -> Option<f64> {
    let pairs = |n: u64| n as f64 * (n as f64 - 1.0) / 2.0;
    let n_columns = counts.first().map_or(0, Vec::len);
    let column = |idx: usize| counts.iter().filter_map(|row| row.get(idx)).sum::<u64>();
    let together: f64 = counts.iter().flatten().map(|it| pairs(*it)).sum();
    let of_rows: f64 = counts.iter().map(|row| pairs(row.iter().sum())).sum();
    let of_columns: f64 = (0..n_columns).map(|idx| pairs(column(idx))).sum();
    let all = pairs(counts.iter().flatten().sum());
    let expected = if all > 0.0 { of_rows * of_columns / all } else { 0.0 };
    let largest = f64::midpoint(of_rows, of_columns);
    let is_defined = largest - expected > 0.0;
    is_defined.then(|| (together - expected) / (largest - expected))
}
