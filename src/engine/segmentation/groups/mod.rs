//! Natural groups: customers that are alike, found in one of several ways.
//!
//! A way gets a [`GroupInput`] and hands on a [`Found`]; the order of the groups, their middles, the
//! map and the figures of quality are the same for all ways.

mod answers;
pub mod choose_k;
pub mod crew;
mod fitting;
mod found;
mod input;
mod learning;
mod mixed;
mod order;
mod projection;
pub mod trial;
mod ways;

pub use input::MIN_CUSTOMERS;

use crate::engine::features::FeatureMatrix;
use crate::engine::progress::Observer;
use crate::engine::segmentation::learnt::LearntGroups;
use crate::engine::segmentation::{
    Algorithm, Distance, GroupsDetail, GroupsOptions, KReason, Recommendation, SegmentationError, UNASSIGNED,
};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::kmeans::middles;
use crate::kernel::kmeans::points::Points;
use crate::kernel::kmeans::silhouette::{Quality, silhouette};
use crate::kernel::quality::indices::indices;
use choose_k::Choice;
use crew::Crew;
use found::Found;
use input::GroupInput;
use order::{canonical_order, place_in};
use ways::{density, kmeans, latent_classes, medoids, merging, mixture, prototypes};

/// Customers in natural groups.
#[derive(Debug)]
pub struct Grouping {
    /// Each customer's group in canonical order; the number after the last for those unlike any group;
    /// [`UNASSIGNED`] where a number that groups are found by is missing.
    pub assignment: Vec<u8>,
    /// How surely each customer is in its group, 0..=1; `NaN` where that is not known.
    pub confidence: Option<Vec<f32>>,
    /// Whether some customers are unlike any group.
    pub has_unlike: bool,
    /// Positions of the customers on the map.
    pub shown_on_map: Vec<u32>,
    /// Where each customer is on the map; `NaN` where unassigned.
    pub places_on_map: Vec<[f32; 2]>,
    /// What places customers.
    pub learnt: LearntGroups,
    /// What the way learnt.
    pub detail: GroupsDetail,
}

/// Groups that several workers found before they are asked for.
#[derive(Debug, Clone)]
pub struct Ahead {
    options: GroupsOptions,
    choice: Choice,
}

/// Customers from which on it is worth while to share the work.
const MIN_SHARED: usize = 2_000;

/// Has several workers find the groups that [`find`] will be asked for: the same ones. `None` where
/// that is not worth while, or where one worker alone finds them, or the reason why there are none.
pub async fn find_ahead(
    matrix: &FeatureMatrix,
    options: &GroupsOptions,
    crew: &mut dyn Crew,
    observer: &mut dyn Observer,
) -> Option<Ahead> {
    if !is_shared(matrix, options) {
        return None;
    }
    let input = GroupInput::of_numbers(matrix, options, &mut Issues::default()).ok()?;
    let choice = kmeans::choose_ahead(&input, options, crew, observer).await;
    Some(Ahead { options: options.clone(), choice })
}

/// Whether several workers can share the search for groups, and it is worth while.
pub fn is_shared(matrix: &FeatureMatrix, options: &GroupsOptions) -> bool {
    options.algorithm == Algorithm::Kmeans && matrix.n_customers() >= MIN_SHARED
}

impl Ahead {
    /// Whether these are the groups that options ask for.
    pub fn answers(&self, options: &GroupsOptions) -> bool {
        self.options == *options
    }
}

/// Finds natural groups: in canonical order by mean money, or by the mean of the first feature where
/// money is not known; descending.
pub fn find(
    matrix: &FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Grouping, SegmentationError> {
    find_knowing(matrix, options, None, issues, observer)
}

/// The same, where groups of the same customers may have been found ahead.
pub fn find_knowing(
    matrix: &FeatureMatrix,
    options: &GroupsOptions,
    ahead: Option<&Ahead>,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Grouping, SegmentationError> {
    let mut input = match options.algorithm {
        Algorithm::Prototypes { .. } => answers::with_numbers(matrix, options, issues)?,
        Algorithm::LatentClasses => answers::answers_alone(matrix, options, issues)?,
        Algorithm::Medoids { distance: Distance::Gower } => mixed::input(matrix, options, issues)?,
        Algorithm::Kmeans
        | Algorithm::Mixture { .. }
        | Algorithm::Ward
        | Algorithm::Average
        | Algorithm::Medoids { distance: Distance::Euclidean }
        | Algorithm::Hdbscan { .. }
        | Algorithm::Dbscan { .. } => GroupInput::of_numbers(matrix, options, issues)?,
    };
    let found = match options.algorithm {
        Algorithm::Kmeans => {
            let known = ahead.filter(|it| it.answers(options)).map(|it| &it.choice);
            kmeans::find(&input, options, known, issues, observer)
        }
        Algorithm::Ward | Algorithm::Average => merging::find(&input, options, issues, observer),
        Algorithm::Medoids { distance } => medoids::find(&input, options, distance, issues, observer),
        Algorithm::Hdbscan { min_size, min_samples } => {
            density::find(&input, options.seed, (min_size, min_samples), issues, observer)
        }
        Algorithm::Dbscan { eps, min_samples } => {
            density::scan(&input, options.seed, (eps, min_samples), issues, observer)?
        }
        Algorithm::Mixture { covariance } => mixture::find(&input, options, covariance, issues, observer)?,
        Algorithm::Prototypes { gamma } => prototypes::find(&mut input, options, gamma, issues, observer),
        Algorithm::LatentClasses => latent_classes::find(&input, options, issues, observer),
    };
    let order = canonical_order(&found, &input, matrix);
    let labels: Vec<u8> = found.labels.iter().map(|it| place_in(&order, *it)).collect();
    let (detail, (shown, places)) = detail(&found, (&order, &labels), &input, options);
    let learnt = learning::learnt(&found, (&order, &detail), &input, options);
    report(&found, &detail, &labels, issues);
    let n_customers = matrix.n_customers();
    let k = detail.k;
    Ok(Grouping {
        assignment: spread(&input.rows, labels.iter().map(|it| (*it).min(k)), n_customers, UNASSIGNED),
        confidence: found.confidence.map(|it| spread(&input.rows, it.into_iter(), n_customers, f32::NAN)),
        shown_on_map: shown
            .iter()
            .filter_map(|it| input.rows.get(*it).and_then(|it| u32::try_from(*it).ok()))
            .collect(),
        places_on_map: spread(&input.rows, places.into_iter(), n_customers, [f32::NAN; 2]),
        has_unlike: labels.contains(&UNASSIGNED),
        learnt,
        detail,
    })
}

/// What is known of some customers, for all of them.
fn spread<T: Copy>(
    rows: &[usize],
    values: impl Iterator<Item = T>,
    n_customers: usize,
    otherwise: T,
) -> Vec<T> {
    let mut all = vec![otherwise; n_customers];
    for (row, value) in rows.iter().zip(values) {
        if let Some(slot) = all.get_mut(*row) {
            *slot = value;
        }
    }
    all
}

/// Positions of the customers drawn, and the places of all.
type Drawn = (Vec<usize>, Vec<[f32; 2]>);

fn detail(
    found: &Found,
    (order, labels): (&[u8], &[u8]),
    input: &GroupInput<'_>,
    options: &GroupsOptions,
) -> (GroupsDetail, Drawn) {
    let k = u8::try_from(order.len()).unwrap_or(found.k);
    let medoid = |label: &u8| found.medoids.get(usize::from(*label)).and_then(|it| input.rows.get(*it));
    let middles = middles(&input.points, k, labels);
    // Means say nothing where customers are not compared by the straight line.
    let is_straight = !matches!(options.algorithm, Algorithm::Medoids { distance: Distance::Gower });
    let shown_at = input.shown.as_ref().unwrap_or(&input.points);
    let figures = is_straight.then(|| indices(shown_at, labels, usize::from(k)));
    let (quality, silhouettes) = if let Some(known) = &found.silhouette {
        (known.clone(), in_order(&known.groups, order))
    } else {
        let quality = of_the_grouped(shown_at, labels, options.seed);
        (quality.clone(), quality.groups)
    };
    let tried = found.tried.iter().find(|it| it.k == k);
    let shown: Vec<u8> = labels.iter().map(|it| (*it).min(k)).collect();
    let projection = projection::project(shown_at, &shown, options.seed);
    let detail = GroupsDetail {
        algorithm: as_used(options.algorithm, found.gamma),
        k,
        features: input.features.iter().map(|it| it.id.clone()).collect(),
        inertia: middles.inertia,
        silhouette: quality.silhouette,
        silhouette_se: quality.error,
        segment_silhouettes: silhouettes,
        n_quality_sample: quality.n_sample,
        calinski_harabasz: figures.and_then(|it| it.calinski_harabasz),
        davies_bouldin: figures.and_then(|it| it.davies_bouldin),
        gap: tried.and_then(|it| it.gap),
        gap_se: tried.and_then(|it| it.gap_se),
        stability: in_order(&found.stability, order),
        n_resampled: found.n_resampled,
        largest_share: largest_share(labels, k),
        recommendation: found.recommendation.unwrap_or_else(|| unexplained(options, k)),
        log_likelihood: found.log_likelihood,
        bic: found.bic,
        cost: found.cost,
        heights: found.heights.clone(),
        medoids: order.iter().filter_map(medoid).filter_map(|it| u32::try_from(*it).ok()).collect(),
        categories: named_categories(input),
        tried: found.tried.clone(),
        is_converged: found.is_converged,
        centres: if input.features.is_empty() { Vec::new() } else { middles.centres },
        map: projection.map,
        map_explained: projection.explained,
        map_loadings: projection.loadings.into_iter().take(2 * input.features.len()).collect(),
    };
    (detail, (projection.shown, projection.places))
}

/// The way with the options that it chose itself.
fn as_used(algorithm: Algorithm, gamma: Option<f64>) -> Algorithm {
    if let Algorithm::Prototypes { gamma: asked } = algorithm {
        return Algorithm::Prototypes { gamma: asked.or(gamma) };
    }
    algorithm
}

fn named_categories(input: &GroupInput<'_>) -> Vec<String> {
    let weighed = input.categories.iter().map(|it| &it.label);
    weighed.chain(input.states.iter().map(|it| &it.name)).cloned().collect()
}

/// What is known of each label, in the order of the segments; nothing where nothing is known.
fn in_order(by_label: &[Option<f64>], order: &[u8]) -> Vec<Option<f64>> {
    let of_label = |label: &u8| by_label.get(usize::from(*label)).copied().flatten();
    if by_label.is_empty() { Vec::new() } else { order.iter().map(of_label).collect() }
}

/// The share of the largest group among those in one; 0 where nobody is.
fn largest_share(labels: &[u8], k: u8) -> f64 {
    let mut sizes = vec![0_usize; usize::from(k)];
    for label in labels {
        if let Some(size) = sizes.get_mut(usize::from(*label)) {
            *size += 1;
        }
    }
    let largest = sizes.iter().copied().max().unwrap_or_default();
    largest as f64 / sizes.iter().sum::<usize>().max(1) as f64
}

/// Of a way that does not say why it took a number of groups.
fn unexplained(options: &GroupsOptions, k: u8) -> Recommendation {
    let is_dense = matches!(options.algorithm, Algorithm::Hdbscan { .. } | Algorithm::Dbscan { .. });
    let is_likeliest = matches!(options.algorithm, Algorithm::Mixture { .. } | Algorithm::LatentClasses);
    let reason = match () {
        () if is_dense => KReason::ByDensity,
        () if options.k.is_some() => KReason::Set,
        () if is_likeliest => KReason::SmallestBic,
        () => KReason::ClearestSilhouette,
    };
    Recommendation { k, reason }
}

/// How clearly the groups are set apart, without those who are unlike any group.
fn of_the_grouped(points: &Points, labels: &[u8], seed: u64) -> Quality {
    let grouped: Vec<usize> = (0..labels.len()).filter(|it| labels.get(*it) != Some(&UNASSIGNED)).collect();
    let own: Vec<u8> = grouped.iter().filter_map(|it| labels.get(*it)).copied().collect();
    silhouette(&points.select(&grouped), &own, seed)
}

fn report(found: &Found, detail: &GroupsDetail, labels: &[u8], issues: &mut Issues) {
    let n_points = labels.len();
    let n_grouped = labels.iter().filter(|it| **it != UNASSIGNED).count();
    if !found.is_converged {
        issues.count(IssueKind::NotConverged, None, 1);
    }
    let samples = [
        (IssueKind::StartsSampled, found.n_searched, n_points),
        (IssueKind::QualitySampled, detail.n_quality_sample, n_grouped),
        (IssueKind::ResamplingSampled, detail.n_resampled, n_points),
        (IssueKind::MapSampled, detail.map.len(), n_points),
    ];
    for (kind, n, n_all) in samples {
        if (1..n_all).contains(&n) {
            issues.count(kind, None, n as u64);
        }
    }
}
