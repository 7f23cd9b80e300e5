//! How well the items of a scale agree.

/// Cronbach's alpha of items that are as long as each other: k ÷ (k − 1) × (1 − Σ variances of the
/// items ÷ variance of their sum), over the people who answered all of them (L. Cronbach, *Coefficient
/// alpha and the internal structure of tests*, 1951); and how many they are. `NaN` of fewer than two
/// items or people, and where the sum is the same for everybody.
pub fn alpha(items: &[Vec<f64>]) -> (f64, usize) {
    let n = items.iter().map(Vec::len).min().unwrap_or(0);
    let of_row = |row: usize| items.iter().filter_map(move |it| it.get(row).copied());
    let complete: Vec<usize> = (0..n).filter(|&row| of_row(row).all(f64::is_finite)).collect();
    let sums: Vec<f64> = complete.iter().map(|&row| of_row(row).sum()).collect();
    let of_items: f64 = items
        .iter()
        .map(|it| variance(&complete.iter().filter_map(|&row| it.get(row).copied()).collect::<Vec<f64>>()))
        .sum();
    let total = variance(&sums);
    let k = items.len() as f64;
    let is_known = items.len() > 1 && total > 0.0;
    (if is_known { k / (k - 1.0) * (1.0 - of_items / total) } else { f64::NAN }, complete.len())
}

/// Of a sample: divided by n − 1; 0 of fewer than two.
fn variance(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    let squares = values.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>();
    squares / (values.len() as f64 - 1.0).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_one_for_equal_items_and_nought_for_items_that_share_nothing() {
        let item = vec![1.0, 2.0, 4.0, 5.0];
        assert!((alpha(&[item.clone(), item.clone(), item]).0 - 1.0).abs() < 1e-12);
        let (found, n) = alpha(&[vec![1.0, 1.0, 5.0, 5.0], vec![1.0, 5.0, 1.0, 5.0]]);
        assert!(found.abs() < 1e-12 && n == 4);
    }

    #[test]
    fn alpha_worked_out_by_hand() {
        let items = [vec![1.0, 2.0, 3.0], vec![1.0, 2.0, 3.0], vec![1.0, 2.0, 6.0]];
        // Variances 1, 1, 7; sums 3, 6, 12 with variance 21.
        assert!((alpha(&items).0 - 1.5 * (1.0 - 9.0 / 21.0)).abs() < 1e-12);
    }

    #[test]
    fn who_left_an_item_open_is_left_out_and_too_little_is_not_known() {
        let (found, n) = alpha(&[vec![1.0, 2.0, f64::NAN, 4.0], vec![1.0, 2.0, 3.0, 4.0]]);
        assert!((found - 1.0).abs() < 1e-12 && n == 3);
        assert!(alpha(&[vec![1.0, 2.0]]).0.is_nan());
        assert!(alpha(&[vec![3.0, 3.0], vec![2.0, 2.0]]).0.is_nan());
        assert!(alpha(&[]).0.is_nan());
    }
}
