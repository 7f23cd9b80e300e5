//! Parts of the customers that each give their share.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix};
use crate::engine::plan::split::SplitError;
use crate::kernel::quantile::{known, quantiles};

/// The stratum of each customer: the segment, and what else customers are parted by. Numbers that say
/// more than yes and no are parted at their quartiles; those not known are a part of their own.
pub fn strata(matrix: &FeatureMatrix, assignment: &[u8], further: &[String]) -> Result<Vec<u64>, SplitError> {
    let mut found: Vec<u64> = assignment.iter().map(|it| u64::from(*it)).collect();
    for name in further {
        let (parts, n_parts) = parts(matrix, name)?;
        for (stratum, part) in found.iter_mut().zip(parts) {
            *stratum = stratum.wrapping_mul(n_parts).wrapping_add(part);
        }
    }
    Ok(found)
}

/// The part of each customer, and how many there may be.
fn parts(matrix: &FeatureMatrix, name: &str) -> Result<(Vec<u64>, u64), SplitError> {
    if let Some(column) = matrix.categories.iter().find(|it| it.label == name) {
        return Ok(of_category(column));
    }
    let feature = matrix.features.iter().find(|it| it.id == name || it.label == name);
    let feature = feature.ok_or_else(|| SplitError::StratumMissing { name: name.to_owned() })?;
    Ok(of_number(feature))
}

fn of_category(column: &CategoryFeature) -> (Vec<u64>, u64) {
    let n = column.dictionary.len() as u64;
    (column.codes.iter().map(|it| u64::from(*it).min(n)).collect(), n + 1)
}

fn of_number(feature: &Feature) -> (Vec<u64>, u64) {
    let cuts = if feature.is_yes_no() {
        vec![0.5]
    } else {
        quantiles(&mut known(&feature.values), &[(1, 4), (1, 2), (3, 4)])
    };
    let missing = cuts.len() as u64 + 1;
    let part = |value: &f64| {
        if value.is_nan() { missing } else { cuts.iter().filter(|it| value > it).count() as u64 }
    };
    (feature.values.iter().map(part).collect(), missing + 1)
}
