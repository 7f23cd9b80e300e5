//! One column made ready for comparing customers: its scale, its weight, what takes the place of
//! values that are not known, and whether it is about a protected trait.

use crate::engine::features::scaling::{self, Scaled};
use crate::engine::features::{Feature, FeatureMatrix};
use crate::engine::segmentation::learnt::NumberScale;
use crate::engine::segmentation::{GroupsOptions, Missing, Scale};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::quantile::quantiles;

/// The values of the customers that take part on their common scale, weighted; those that are not
/// known are filled in where that is asked for.
pub fn fitted(
    feature: &Feature,
    rows: &[usize],
    options: &GroupsOptions,
    issues: &mut Issues,
) -> (Vec<f64>, NumberScale) {
    let mut column: Vec<f64> = rows.iter().filter_map(|row| feature.values.get(*row)).copied().collect();
    let mut fill = None;
    if options.missing == Missing::Impute {
        let (n_filled, median) = fill_in(&mut column);
        fill = Some(median);
        issues.count(IssueKind::FilledIn, Some(&feature.label), n_filled as u64);
    }
    let mut log = false;
    let Scaled { centre, width } = match options.scale {
        Scale::Zscore => scaling::z_score(&mut column),
        Scale::Log => {
            log = scaling::log_if_skewed(&mut column);
            if log {
                issues.count(IssueKind::LogTaken, Some(&feature.label), rows.len() as u64);
            }
            scaling::z_score(&mut column)
        }
        Scale::Robust => scaling::robust(&mut column),
        Scale::MinMax => scaling::min_max(&mut column),
        Scale::None => Scaled { centre: 0.0, width: 1.0 },
    };
    // A squared difference then counts as often as the weight says.
    let factor = weight(feature, options).sqrt();
    for it in &mut column {
        *it *= factor;
    }
    (column, NumberScale { feature: feature.id.clone(), log, centre, width, factor, fill })
}

/// How often a feature counts.
pub fn weight(feature: &Feature, options: &GroupsOptions) -> f64 {
    options.weights.get(&feature.id).copied().unwrap_or(1.0)
}

/// Puts the median of the known values where none is known; says how often, and which it is.
fn fill_in(column: &mut [f64]) -> (usize, f64) {
    let mut known: Vec<f64> = column.iter().copied().filter(|it| it.is_finite()).collect();
    let median = quantiles(&mut known, &[(1, 2)]).first().copied().unwrap_or(f64::NAN);
    let unknown = column.iter_mut().filter(|it| !it.is_finite());
    (unknown.map(|it| *it = median).count(), median)
}

/// Notes the columns about protected traits that are used, and those that are not where the person
/// left open which are.
pub fn note_protected(matrix: &FeatureMatrix, used: &[&str], options: &GroupsOptions, issues: &mut Issues) {
    let n = matrix.n_customers() as u64;
    for it in &matrix.protected {
        if used.contains(&it.column.as_str()) {
            issues.count(IssueKind::ProtectedUsed, Some(&it.column), n);
        } else if options.features.is_empty() {
            issues.count(IssueKind::ProtectedLeftOut, Some(&it.column), n);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::features::Unit;

    fn feature(values: &[f64]) -> Feature {
        Feature { id: "x".to_owned(), label: "x".to_owned(), unit: Unit::Plain, values: values.to_vec() }
    }

    #[test]
    fn the_median_takes_the_place_of_what_is_not_known_and_is_counted() {
        let options =
            GroupsOptions { missing: Missing::Impute, scale: Scale::None, ..GroupsOptions::default() };
        let mut issues = Issues::default();
        let values = feature(&[1.0, f64::NAN, 3.0, 50.0, f64::NAN]);
        let (found, scale) = fitted(&values, &[0, 1, 2, 3, 4], &options, &mut issues);
        assert_eq!(found, [1.0, 3.0, 3.0, 50.0, 3.0]);
        assert_eq!(scale.fill, Some(3.0));
        let (issues, _) = issues.into_parts();
        assert_eq!(issues.iter().map(|it| (it.kind, it.n)).collect::<Vec<_>>(), [(IssueKind::FilledIn, 2)]);
    }

    #[test]
    fn a_weight_of_four_doubles_distances_after_scaling() {
        let mut options = GroupsOptions { scale: Scale::MinMax, ..GroupsOptions::default() };
        options.weights.insert("x".to_owned(), 4.0);
        let found = fitted(&feature(&[10.0, 20.0, 30.0]), &[0, 1, 2], &options, &mut Issues::default()).0;
        assert_eq!(found, [0.0, 1.0, 2.0]);
    }

    #[test]
    fn a_logarithm_that_is_taken_is_said() {
        let mut issues = Issues::default();
        let money = feature(&[1.0, 1.0, 2.0, 2.0, 3.0, 900.0]);
        fitted(&money, &[0, 1, 2, 3, 4, 5], &GroupsOptions::default(), &mut issues);
        assert!(issues.has(IssueKind::LogTaken));
    }
}
