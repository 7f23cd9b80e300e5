//! What groups are found by: which customers, which numbers, made comparable.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix};
use crate::engine::segmentation::groups::answers::States;
use crate::engine::segmentation::groups::fitting::{fitted, note_protected, weight};
use crate::engine::segmentation::learnt::NumberScale;
use crate::engine::segmentation::{GroupsOptions, Missing, SegmentationError};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::kmeans::points::Points;

/// The least customers that groups are looked for in; fewer are better read one by one.
pub const MIN_CUSTOMERS: usize = 10;
/// The largest number on the scale chosen: squares of it, summed over everybody, have room, and so has
/// a place on the map.
const LARGEST: f64 = 1e60;
/// Features at most: the map's axes cost their third power.
const MAX_FEATURES: usize = 200;

/// Customers that take part, and the numbers they are compared by.
#[derive(Debug)]
pub struct GroupInput<'a> {
    /// Positions of the customers that take part, rising.
    pub rows: Vec<usize>,
    /// The features that tell them apart.
    pub features: Vec<&'a Feature>,
    /// How each of them was made comparable.
    pub scales: Vec<NumberScale>,
    /// The categories that do so too, for ways that can weigh them.
    pub categories: Vec<&'a CategoryFeature>,
    /// Comparable values of the features, customer by customer.
    pub points: Points,
    /// The states of categories, for ways that are about them.
    pub states: Vec<States>,
    /// Where customers stand for pictures and figures, where that is not `points`: the numbers first.
    pub shown: Option<Points>,
}

impl<'a> GroupInput<'a> {
    /// The customers that have every number asked for, each column on its scale.
    pub fn of_numbers(
        matrix: &'a FeatureMatrix,
        options: &GroupsOptions,
        issues: &mut Issues,
    ) -> Result<Self, SegmentationError> {
        let chosen = telling(&choose_numbers(matrix, options, issues)?, matrix, issues)?;
        let used: Vec<&str> = chosen.iter().map(|it| it.id.as_str()).collect();
        note_protected(matrix, &used, options, issues);
        let rows = match options.missing {
            Missing::LeaveOut | Missing::OwnLevel => complete_rows(&chosen, matrix.n_customers(), issues),
            Missing::Impute => known_rows(&chosen, matrix.n_customers()),
        };
        if rows.len() < MIN_CUSTOMERS {
            return Err(SegmentationError::TooFewCustomers {
                n_customers: rows.len(),
                needed: MIN_CUSTOMERS,
            });
        }
        let Comparable { features, columns, scales } = comparable(&chosen, &rows, options, issues);
        if columns.is_empty() {
            return Err(SegmentationError::AllAlike { n_customers: rows.len() });
        }
        if let Some(feature) = too_large(&features, &columns) {
            return Err(SegmentationError::TooLarge { feature });
        }
        Ok(Self {
            rows,
            features,
            scales,
            categories: Vec::new(),
            points: Points::from_columns(&columns),
            states: Vec::new(),
            shown: None,
        })
    }
}

/// The first feature that holds a number whose square has no room.
pub fn too_large(features: &[&Feature], columns: &[Vec<f64>]) -> Option<String> {
    let is_large = |it: &Vec<f64>| it.iter().any(|value| value.abs() > LARGEST);
    let at = columns.iter().position(is_large)?;
    features.get(at).map(|it| it.label.clone())
}

/// The features named, or all that at least half of the customers have.
pub fn choose_numbers<'a>(
    matrix: &'a FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
) -> Result<Vec<&'a Feature>, SegmentationError> {
    let mut chosen: Vec<&Feature> = Vec::new();
    for id in &options.features {
        let Some(feature) = matrix.feature(id) else {
            return Err(SegmentationError::FeatureMissing { feature: id.clone() });
        };
        if chosen.iter().all(|it| it.id != feature.id) {
            chosen.push(feature);
        }
    }
    if options.features.is_empty() {
        for feature in &matrix.features {
            let n_known = feature.values.iter().filter(|it| it.is_finite()).count();
            if n_known * 2 >= matrix.n_customers() {
                chosen.push(feature);
            } else {
                issues.count(IssueKind::SparseFeature, Some(&feature.label), n_known.max(1) as u64);
            }
        }
    }
    let is_known =
        |name: &&str| matrix.feature(name).is_some() || matrix.categories.iter().any(|it| it.label == **name);
    if let Some(unknown) = options.weights.names().find(|it| !is_known(it)) {
        return Err(SegmentationError::FeatureMissing { feature: unknown.to_owned() });
    }
    chosen.retain(|it| weight(it, options) > 0.0);
    match chosen.len() {
        0 => Err(SegmentationError::NoFeatures),
        n_features if n_features > MAX_FEATURES => {
            Err(SegmentationError::TooManyFeatures { n_features, limit: MAX_FEATURES })
        }
        _ => Ok(chosen),
    }
}

/// The features that tell customers apart.
pub fn telling<'a>(
    chosen: &[&'a Feature],
    matrix: &FeatureMatrix,
    issues: &mut Issues,
) -> Result<Vec<&'a Feature>, SegmentationError> {
    let known = |it: &Feature| it.values.iter().copied().filter(|it| it.is_finite()).collect::<Vec<f64>>();
    let (telling, constant): (Vec<&Feature>, Vec<&Feature>) =
        chosen.iter().partition(|it| !is_constant(&known(it)));
    for feature in constant {
        issues.count(IssueKind::ConstantFeature, Some(&feature.label), matrix.n_customers() as u64);
    }
    if telling.is_empty() {
        return Err(SegmentationError::AllAlike { n_customers: matrix.n_customers() });
    }
    Ok(telling)
}

fn is_constant(values: &[f64]) -> bool {
    values.windows(2).all(|it| it.first() == it.last())
}

/// Positions of the customers that have every feature.
pub fn complete_rows(features: &[&Feature], n_customers: usize, issues: &mut Issues) -> Vec<usize> {
    let is_known = |it: &Feature, row: usize| it.values.get(row).is_some_and(|it| it.is_finite());
    for feature in features {
        let n_missing = (0..n_customers).filter(|row| !is_known(feature, *row)).count();
        issues.count(IssueKind::NoFeature, Some(&feature.label), n_missing as u64);
    }
    (0..n_customers).filter(|row| features.iter().all(|it| is_known(it, *row))).collect()
}

/// Positions of the customers that have any of the features.
pub fn known_rows(features: &[&Feature], n_customers: usize) -> Vec<usize> {
    let is_known = |it: &Feature, row: usize| it.values.get(row).is_some_and(|it| it.is_finite());
    (0..n_customers).filter(|row| features.iter().any(|it| is_known(it, *row))).collect()
}

/// Features that tell customers apart, made comparable.
#[derive(Debug, Default)]
pub struct Comparable<'a> {
    /// The features.
    pub features: Vec<&'a Feature>,
    /// Their scaled values.
    pub columns: Vec<Vec<f64>>,
    /// How they were scaled.
    pub scales: Vec<NumberScale>,
}

/// Features that tell the customers apart, with their scaled values.
pub fn comparable<'a>(
    features: &[&'a Feature],
    rows: &[usize],
    options: &GroupsOptions,
    issues: &mut Issues,
) -> Comparable<'a> {
    let mut used = Comparable::default();
    for feature in features {
        let known = rows.iter().filter_map(|row| feature.values.get(*row)).copied();
        if is_constant(&known.filter(|it| it.is_finite()).collect::<Vec<f64>>()) {
            issues.count(IssueKind::ConstantFeature, Some(&feature.label), rows.len() as u64);
            continue;
        }
        let (column, scale) = fitted(feature, rows, options, issues);
        used.features.push(*feature);
        used.columns.push(column);
        used.scales.push(scale);
    }
    used
}
