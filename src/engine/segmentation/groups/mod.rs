//! Natural groups: customers that are alike, by k-means on comparable numbers.

pub mod choose_k;
mod projection;

use crate::engine::features::{Feature, FeatureMatrix, scaling};
use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::choose_k::Choice;
use crate::engine::segmentation::{GroupsDetail, GroupsOptions, Scale, SegmentationError, UNASSIGNED};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::kmeans::points::Points;
use crate::kernel::order;

/// The least customers that groups are looked for in; fewer are better read one by one.
pub const MIN_CUSTOMERS: usize = 10;
/// Features at most: the map's axes cost their third power.
const MAX_FEATURES: usize = 200;
/// Groups that are tried at most where the person leaves their number open.
const MAX_AUTO_K: u8 = 10;

/// Finds natural groups: each customer's group in canonical order (by mean money, or by the mean
/// of the first feature where money is not known; descending), [`UNASSIGNED`] where a number that
/// groups are found by is missing.
pub fn find(
    matrix: &FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<(Vec<u8>, GroupsDetail), SegmentationError> {
    let GroupsOptions { features: _, scale, k, starts, seed } = options;
    let chosen = telling(&choose_features(matrix, options, issues)?, matrix, issues)?;
    let rows = complete_rows(&chosen, matrix.n_customers(), issues);
    if rows.len() < MIN_CUSTOMERS {
        return Err(SegmentationError::TooFewCustomers { n_customers: rows.len(), needed: MIN_CUSTOMERS });
    }
    let (features, columns) = comparable(&chosen, &rows, *scale, issues);
    if columns.is_empty() {
        return Err(SegmentationError::AllAlike { n_customers: rows.len() });
    }
    let points = Points::from_columns(&columns);
    let numbers = numbers_of_groups(&points, *k, issues);
    let n_steps = choose_k::n_steps(points.len(), &numbers, *starts);
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps);
    let choice = choose_k::choose(&points, numbers, *starts, *seed, &mut steps);
    let order = canonical_order(&choice, &rows, matrix, features.first().copied());
    let labels: Vec<u8> = choice.fit.labels.iter().map(|it| place_in(&order, *it)).collect();
    let detail = detail(&choice, &order, &labels, &points, (&features, *seed));
    report(&choice, &detail, points.len(), issues);
    let mut assignment = vec![UNASSIGNED; matrix.n_customers()];
    for (row, label) in rows.iter().zip(&labels) {
        if let Some(slot) = assignment.get_mut(*row) {
            *slot = *label;
        }
    }
    Ok((assignment, detail))
}

/// The features named, or all that at least half of the customers have.
fn choose_features<'a>(
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
    match chosen.len() {
        0 => Err(SegmentationError::NoFeatures),
        n_features if n_features > MAX_FEATURES => {
            Err(SegmentationError::TooManyFeatures { n_features, limit: MAX_FEATURES })
        }
        _ => Ok(chosen),
    }
}

/// The features that tell customers apart.
fn telling<'a>(
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
fn complete_rows(features: &[&Feature], n_customers: usize, issues: &mut Issues) -> Vec<usize> {
    let is_known = |it: &Feature, row: usize| it.values.get(row).is_some_and(|it| it.is_finite());
    for feature in features {
        let n_missing = (0..n_customers).filter(|row| !is_known(feature, *row)).count();
        issues.count(IssueKind::NoFeature, Some(&feature.label), n_missing as u64);
    }
    (0..n_customers).filter(|row| features.iter().all(|it| is_known(it, *row))).collect()
}

/// Features that tell the complete customers apart, with their scaled values.
fn comparable<'a>(
    features: &[&'a Feature],
    rows: &[usize],
    scale: Scale,
    issues: &mut Issues,
) -> (Vec<&'a Feature>, Vec<Vec<f64>>) {
    let mut used = (Vec::new(), Vec::new());
    for feature in features {
        let mut column: Vec<f64> = rows.iter().filter_map(|row| feature.values.get(*row)).copied().collect();
        if is_constant(&column) {
            issues.count(IssueKind::ConstantFeature, Some(&feature.label), rows.len() as u64);
            continue;
        }
        match scale {
            Scale::Zscore => scaling::z_score(&mut column),
            Scale::Log => {
                scaling::log_if_skewed(&mut column);
                scaling::z_score(&mut column);
            }
            Scale::Robust => scaling::robust(&mut column),
            Scale::None => {}
        }
        used.0.push(*feature);
        used.1.push(column);
    }
    used
}

/// The numbers of groups to try.
fn numbers_of_groups(points: &Points, k: Option<u8>, issues: &mut Issues) -> std::ops::RangeInclusive<u8> {
    let wanted = k.unwrap_or(MAX_AUTO_K).max(1);
    let n_distinct = points.n_distinct(usize::from(wanted));
    let most = u8::try_from(n_distinct).map_or(wanted, |it| it.clamp(1, wanted));
    if k.is_none() {
        return 2.min(most)..=most;
    }
    if most < wanted {
        issues.count(IssueKind::FewerGroups, None, u64::from(most));
    }
    most..=most
}

/// The labels of k-means in canonical order: descending by mean money (or by the mean of the first
/// feature), then by size, then as they were found.
fn canonical_order(
    choice: &Choice,
    rows: &[usize],
    matrix: &FeatureMatrix,
    first: Option<&Feature>,
) -> Vec<u8> {
    let worth: &[f64] =
        matrix.revenue.as_deref().or(first.map(|it| it.values.as_slice())).unwrap_or_default();
    let mut groups: Vec<(u8, f64, usize)> = (0..choice.fit.k).map(|it| (it, 0.0, 0)).collect();
    let mut n_known = vec![0_usize; groups.len()];
    for (row, label) in rows.iter().zip(&choice.fit.labels) {
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

fn place_in(order: &[u8], label: u8) -> u8 {
    let place = order.iter().position(|it| *it == label);
    place.and_then(|it| u8::try_from(it).ok()).unwrap_or(UNASSIGNED)
}

fn detail(
    choice: &Choice,
    order: &[u8],
    labels: &[u8],
    points: &Points,
    (features, seed): (&[&Feature], u64),
) -> GroupsDetail {
    let Choice { fit, quality, tried, n_searched: _ } = choice;
    let n_dims = points.n_dims();
    let centre = |label: &u8| fit.centres.iter().skip(usize::from(*label) * n_dims).take(n_dims).copied();
    let projection = projection::project(points, labels, seed);
    GroupsDetail {
        k: u8::try_from(order.len()).unwrap_or(fit.k),
        features: features.iter().map(|it| it.id.clone()).collect(),
        inertia: fit.inertia,
        silhouette: quality.silhouette,
        n_quality_sample: quality.n_sample,
        tried: tried.clone(),
        is_converged: fit.is_converged,
        centres: order.iter().flat_map(centre).collect(),
        map: projection.map,
        map_explained: projection.explained,
        map_loadings: projection.loadings,
    }
}

fn report(choice: &Choice, detail: &GroupsDetail, n_points: usize, issues: &mut Issues) {
    if !choice.fit.is_converged {
        issues.count(IssueKind::NotConverged, None, 1);
    }
    let samples = [
        (IssueKind::StartsSampled, choice.n_searched),
        (IssueKind::QualitySampled, choice.quality.n_sample),
        (IssueKind::MapSampled, detail.map.len()),
    ];
    for (kind, n) in samples {
        if n < n_points {
            issues.count(kind, None, n as u64);
        }
    }
}
