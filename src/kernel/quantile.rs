//! Quantiles and order statistics without sorting everything.

use crate::kernel::order;

/// The values that are known.
#[inline(never)]
pub fn known(values: &[f64]) -> Vec<f64> {
    let mut known = Vec::with_capacity(values.len());
    known.extend(values.iter().copied().filter(|it| !it.is_nan()));
    known
}

/// The values at some positions, all inside.
#[inline(never)]
pub fn picked(values: &[f64], positions: &[u32]) -> Vec<f64> {
    positions.iter().map(|it| values.get(*it as usize).copied().unwrap_or(f64::NAN)).collect()
}

/// The values that would stand at `positions` (never falling, all inside) if `values` were sorted.
///
/// Selects instead of sorting, and halves the work at each position: linear in the values.
pub fn order_statistics(values: &mut [f64], positions: &[usize]) -> Vec<f64> {
    let mut found = vec![f64::NAN; positions.len()];
    select(values, 0, positions, &mut found);
    found
}

/// The quantiles of type 7 at `shares` (rising, each a fraction `(numerator, denominator)` from 0 to
/// 1); all `NaN` where there are no values.
///
/// With h = (n − 1) × p and i = ⌊h⌋, the quantile is xᵢ + (h − i) × (xᵢ₊₁ − xᵢ): the default of R and
/// `NumPy` (Hyndman and Fan 1996). Fractions keep h exact.
pub fn quantiles(values: &mut [f64], shares: &[(u32, u32)]) -> Vec<f64> {
    let Some(last) = values.len().checked_sub(1) else { return vec![f64::NAN; shares.len()] };
    let split = |&(numerator, denominator): &(u32, u32)| {
        let (product, denominator) = (last as u64 * u64::from(numerator), u64::from(denominator));
        (
            usize::try_from(product / denominator).unwrap_or(last),
            (product % denominator) as f64 / denominator as f64,
        )
    };
    let floors = shares.iter().map(|it| split(it).0);
    let positions: Vec<usize> = floors.flat_map(|floor| [floor, (floor + 1).min(last)]).collect();
    let mut rising = positions.clone();
    order::sort_by(&mut rising, Ord::cmp);
    let found = order_statistics(values, &rising);
    let at = |position: usize| {
        let idx = rising.partition_point(|&it| it < position);
        found.get(idx).copied().unwrap_or(f64::NAN)
    };
    let between = |(pair, share): (&[usize], &(u32, u32))| match *pair {
        [low, high] => at(low) + split(share).1 * (at(high) - at(low)),
        _ => f64::NAN,
    };
    positions.chunks_exact(2).zip(shares).map(between).collect()
}

/// Fills `found` for `positions`, which count from `offset` before the first value.
fn select(values: &mut [f64], offset: usize, positions: &[usize], found: &mut [f64]) {
    let Some(&position) = positions.get(positions.len() / 2) else { return };
    let Some(idx) = position.checked_sub(offset).filter(|&it| it < values.len()) else { return };
    let (lower, &mut value, upper) = values.select_nth_unstable_by(idx, f64::total_cmp);
    let first = positions.partition_point(|&it| it < position);
    let end = positions.partition_point(|&it| it <= position);
    let (before, after) =
        (positions.get(..first).unwrap_or_default(), positions.get(end..).unwrap_or_default());
    let (found_before, found_rest) = found.split_at_mut(first);
    let (found_here, found_after) = found_rest.split_at_mut(end - first);
    found_here.fill(value);
    select(lower, offset, before, found_before);
    select(upper, position + 1, after, found_after);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_statistics_are_what_sorting_gives() {
        let mut values = [5.0, 1.0, 4.0, 1.0, 3.0, 9.0, 2.0];
        assert_eq!(order_statistics(&mut values, &[0, 1, 1, 3, 6]), [1.0, 1.0, 1.0, 3.0, 9.0]);
    }

    #[test]
    fn quantiles_are_those_of_type_seven() {
        // numpy.quantile([10, 20, 30, 40], [0, .25, .5, .99, 1])
        let mut values = [40.0, 10.0, 30.0, 20.0];
        let shares = [(0, 4), (1, 4), (1, 2), (99, 100), (1, 1)];
        assert_eq!(quantiles(&mut values, &shares), [10.0, 17.5, 25.0, 39.7, 40.0]);
    }

    #[test]
    fn one_value_is_every_quantile() {
        assert_eq!(quantiles(&mut [7.0], &[(1, 5), (4, 5)]), [7.0, 7.0]);
    }

    #[test]
    fn no_values_have_no_quantile() {
        assert!(quantiles(&mut [], &[(1, 2)]).iter().all(|it| it.is_nan()));
    }
}
