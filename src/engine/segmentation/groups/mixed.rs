//! What groups are found by where numbers and categories count alike and gaps are set aside.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix, scaling};
use crate::engine::segmentation::groups::fitting::note_protected;
use crate::engine::segmentation::groups::input::{GroupInput, MIN_CUSTOMERS, choose_numbers, telling};
use crate::engine::segmentation::learnt::{CategoryStates, NumberScale, StateValues};
use crate::engine::segmentation::{GroupsOptions, Missing, Scale, SegmentationError};
use crate::engine::table::{IssueKind, Issues, MISSING_CODE};
use crate::kernel::kmeans::points::Points;
use crate::kernel::quantile::quantiles;

/// The code of a category that is not known, as a value of its own.
const OWN_LEVEL: u32 = MISSING_CODE - 1;

/// Everyone with at least one value, the numbers and the categories asked for; where none are named,
/// all that at least half of the customers have. The points are the numbers as shares of their range,
/// a gap in the middle.
pub fn input<'a>(
    matrix: &'a FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
) -> Result<GroupInput<'a>, SegmentationError> {
    let categories = choose_categories(matrix, options, issues);
    let is_category = |id: &String| categories.iter().any(|it| it.label == *id);
    let mut of_numbers = options.clone();
    of_numbers.features.retain(|it| !is_category(it));
    let only_categories = of_numbers.features.is_empty() && !options.features.is_empty();
    let numbers = if only_categories { Ok(Vec::new()) } else { choose_numbers(matrix, &of_numbers, issues) };
    let features = match numbers {
        Err(SegmentationError::NoFeatures) if !categories.is_empty() => Vec::new(),
        chosen => chosen?,
    };
    let features = match telling(&features, matrix, issues) {
        Err(SegmentationError::AllAlike { .. }) if !categories.is_empty() => Vec::new(),
        telling => telling?,
    };
    let rows = rows_with_values(&features, &categories, matrix.n_customers());
    if rows.len() < MIN_CUSTOMERS {
        return Err(SegmentationError::TooFewCustomers { n_customers: rows.len(), needed: MIN_CUSTOMERS });
    }
    let used = features.iter().map(|it| it.id.as_str()).chain(categories.iter().map(|it| it.label.as_str()));
    note_gaps(&features, &categories, &rows, options, issues);
    issues.count(IssueKind::NoFeature, None, (matrix.n_customers() - rows.len()) as u64);
    note_protected(matrix, &used.collect::<Vec<&str>>(), options, issues);
    let (mut columns, mut scales) = (Vec::new(), Vec::new());
    for feature in &features {
        let (shares, scale) = shares(feature, &rows, options);
        columns.push(filled(&shares));
        scales.push(scale);
    }
    Ok(GroupInput {
        points: Points::from_columns(&columns),
        rows,
        features,
        scales,
        categories,
        states: Vec::new(),
        shown: None,
    })
}

/// The values of some customers, made comparable by their logarithm where that is asked for; `NaN`
/// where not known. Says too whether logarithms were taken, and what took the place of gaps.
pub fn numbers(feature: &Feature, rows: &[usize], options: &GroupsOptions) -> (Vec<f64>, bool, Option<f64>) {
    let value = |row: &usize| feature.values.get(*row).copied().filter(|it| it.is_finite());
    let mut known: Vec<f64> = rows.iter().filter_map(value).collect();
    let fill = match options.missing {
        Missing::Impute => quantiles(&mut known.clone(), &[(1, 2)]).first().copied(),
        Missing::LeaveOut | Missing::OwnLevel => None,
    };
    let log = options.scale == Scale::Log && scaling::log_if_skewed(&mut known);
    let otherwise = fill.map(|it| if log { libm::log1p(it) } else { it });
    let mut known = known.into_iter();
    let mut own = |row: &usize| value(row).and_then(|_| known.next()).or(otherwise);
    (rows.iter().map(|it| own(it).unwrap_or(f64::NAN)).collect(), log, fill)
}

/// The codes of some customers; one that is not known is the most frequent one or a value of its own
/// where that is asked for.
pub fn codes(category: &CategoryFeature, rows: &[usize], options: &GroupsOptions) -> Vec<u32> {
    let code = |row: &usize| category.codes.get(*row).copied().unwrap_or(MISSING_CODE);
    let otherwise = match options.missing {
        Missing::Impute => most_frequent(rows.iter().map(code)),
        Missing::OwnLevel => OWN_LEVEL,
        Missing::LeaveOut => MISSING_CODE,
    };
    let known = rows.iter().map(code);
    known.map(|it| if it == MISSING_CODE { otherwise } else { it }).collect()
}

/// How often a category counts.
pub fn weight_of_category(category: &CategoryFeature, options: &GroupsOptions) -> f64 {
    options.weights.get(&category.label).copied().unwrap_or(1.0)
}

/// The code that most have, the first of equals.
fn most_frequent(codes: impl Iterator<Item = u32>) -> u32 {
    let mut counts: Vec<usize> = Vec::new();
    for code in codes.filter(|it| *it != MISSING_CODE) {
        let code = code as usize;
        counts.resize(counts.len().max(code + 1), 0);
        counts.get_mut(code).into_iter().for_each(|it| *it += 1);
    }
    let mut best = (MISSING_CODE, 0);
    for (code, n) in (0..).zip(counts) {
        best = if n > best.1 { (code, n) } else { best };
    }
    best.0
}

fn shares(feature: &Feature, rows: &[usize], options: &GroupsOptions) -> (Vec<f64>, NumberScale) {
    let (mut values, log, fill) = numbers(feature, rows, options);
    let known = || values.iter().copied().filter(|it| it.is_finite());
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let range = high / 2.0 - low / 2.0;
    for value in &mut values {
        *value = if range > 0.0 { (*value / 2.0 - low / 2.0) / range } else { 0.0 };
    }
    let feature = feature.id.clone();
    (values, NumberScale { feature, log, centre: low, width: 2.0 * range, factor: 1.0, fill })
}

/// What the codes of a category stand for, and what a gap counts as.
pub fn states(category: &CategoryFeature, rows: &[usize], options: &GroupsOptions) -> CategoryStates {
    let code = |row: &usize| category.codes.get(*row).copied().unwrap_or(MISSING_CODE);
    let missing = match options.missing {
        Missing::Impute => Some(most_frequent(rows.iter().map(code))).filter(|it| *it != MISSING_CODE),
        Missing::OwnLevel => u32::try_from(category.dictionary.len()).ok(),
        Missing::LeaveOut => None,
    };
    let values = StateValues::Texts(category.dictionary.iter().map(str::to_owned).collect());
    CategoryStates { column: category.label.clone(), values, missing }
}

/// Gaps filled with the mean.
fn filled(values: &[f64]) -> Vec<f64> {
    let known = || values.iter().copied().filter(|it| it.is_finite());
    let mean = known().sum::<f64>() / known().count().max(1) as f64;
    values.iter().map(|it| if it.is_finite() { *it } else { mean }).collect()
}

/// The categories named, or all that at least half of the customers have; without those in which
/// everybody is alike.
pub fn choose_categories<'a>(
    matrix: &'a FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
) -> Vec<&'a CategoryFeature> {
    let mut chosen = Vec::new();
    for category in &matrix.categories {
        let known = || category.codes.iter().filter(|it| **it != MISSING_CODE);
        let n_known = known().count();
        let is_named = options.features.contains(&category.label);
        if weight_of_category(category, options) <= 0.0 {
            continue;
        }
        if !is_named && !options.features.is_empty() {
            continue;
        }
        if !is_named && n_known * 2 < matrix.n_customers() {
            issues.count(IssueKind::SparseFeature, Some(&category.label), n_known.max(1) as u64);
        } else if known().all(|it| Some(it) == known().next()) {
            issues.count(IssueKind::ConstantFeature, Some(&category.label), matrix.n_customers() as u64);
        } else {
            chosen.push(category);
        }
    }
    chosen
}

/// Customers of whom anything is known.
fn rows_with_values(
    features: &[&Feature],
    categories: &[&CategoryFeature],
    n_customers: usize,
) -> Vec<usize> {
    let is_known = |row: &usize| {
        features.iter().any(|it| has_number(it, *row)) || categories.iter().any(|it| has_code(it, *row))
    };
    (0..n_customers).filter(is_known).collect()
}

fn has_number(feature: &Feature, row: usize) -> bool {
    feature.values.get(row).is_some_and(|it| it.is_finite())
}

fn has_code(category: &CategoryFeature, row: usize) -> bool {
    category.codes.get(row).is_some_and(|it| *it != MISSING_CODE)
}

/// Says what became of gaps of those who take part.
fn note_gaps(
    features: &[&Feature],
    categories: &[&CategoryFeature],
    rows: &[usize],
    options: &GroupsOptions,
    issues: &mut Issues,
) {
    let (of_number, of_category) = match options.missing {
        Missing::LeaveOut => (IssueKind::GapSetAside, IssueKind::GapSetAside),
        Missing::Impute => (IssueKind::FilledIn, IssueKind::FilledIn),
        Missing::OwnLevel => (IssueKind::GapSetAside, IssueKind::OwnLevel),
    };
    for feature in features {
        let n_missing = rows.iter().filter(|row| !has_number(feature, **row)).count();
        issues.count(of_number, Some(&feature.label), n_missing as u64);
    }
    for category in categories {
        let n_missing = rows.iter().filter(|row| !has_code(category, **row)).count();
        issues.count(of_category, Some(&category.label), n_missing as u64);
    }
}
