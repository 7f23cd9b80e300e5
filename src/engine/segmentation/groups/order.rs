//! Groups in canonical order: the same groups have the same numbers, whatever start found them.

use crate::engine::features::FeatureMatrix;
use crate::engine::segmentation::UNASSIGNED;
use crate::engine::segmentation::groups::found::Found;
use crate::engine::segmentation::groups::input::GroupInput;
use crate::kernel::order;

/// The labels found in canonical order: descending by mean money (or by the mean of the first
/// feature), then by size, then as they were found. Groups without customers are left out.
pub fn canonical_order(found: &Found, input: &GroupInput<'_>, matrix: &FeatureMatrix) -> Vec<u8> {
    let first = input.features.first().map(|it| it.values.as_slice());
    let worth: &[f64] = matrix.revenue.as_deref().or(first).unwrap_or_default();
    let mut groups: Vec<(u8, f64, usize)> = (0..found.k).map(|it| (it, 0.0, 0)).collect();
    let mut n_known = vec![0_usize; groups.len()];
    for (row, label) in input.rows.iter().zip(&found.labels) {
        let label = usize::from(*label);
        let (Some(group), Some(n_known)) = (groups.get_mut(label), n_known.get_mut(label)) else { continue };
        group.2 += 1;
        if let Some(value) = worth.get(*row).filter(|it| it.is_finite()) {
            group.1 += value;
            *n_known += 1;
        }
    }
    for (group, n) in groups.iter_mut().zip(n_known) {
        group.1 = if n > 0 { group.1 / n as f64 } else { f64::NEG_INFINITY };
    }
    groups.retain(|it| it.2 > 0);
    order::sort_by(&mut groups, |a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)).then(a.0.cmp(&b.0)));
    groups.into_iter().map(|it| it.0).collect()
}

/// Where a label stands in canonical order.
pub fn place_in(order: &[u8], label: u8) -> u8 {
    let place = order.iter().position(|it| *it == label);
    place.and_then(|it| u8::try_from(it).ok()).unwrap_or(UNASSIGNED)
}
