//! Natural groups around a customer in the middle of each.

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::choose_k::recommend;
use crate::engine::segmentation::groups::fitting::weight;
use crate::engine::segmentation::groups::found::Found;
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::groups::mixed;
use crate::engine::segmentation::groups::trial::{Rating, Seen};
use crate::engine::segmentation::groups::ways::kmeans::MAX_AUTO_K;
use crate::engine::segmentation::{Distance, GroupsOptions, KQuality, Recommendation};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::distances::{Euclid, Gower, Metric, Pairs, silhouette};
use crate::kernel::kmeans::middles;
use crate::kernel::kmeans::silhouette::Quality;
use crate::kernel::medoids::{Medoids, build, nearest, settle};
use crate::kernel::quality::description::Gain;
use crate::kernel::random::Random;

/// Customers up to which all of them are weighed as medoids: the distance of every pair is held, 64 MB.
pub const MAX_EXACT: usize = 4_000;
/// Samples that medoids are looked for in where there are more; each has half as many customers.
const N_SAMPLES: usize = 3;
const SAMPLE: usize = MAX_EXACT / 2;
/// Customers with gaps are no medoids if at least one in so many has none.
const LEAST_WHOLE: usize = 10;
/// Rounds of swaps that one number of groups is expected to take.
const ROUNDS: usize = 4;
const SAMPLE_TASK: u64 = 4 << 48;

/// The groups with the smallest sum of distances to their medoids, of the number asked for or
/// recommended.
pub fn find(
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    distance: Distance,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Found {
    let metric = metric(input, options, distance);
    let n = metric.len();
    let n_samples = if n > MAX_EXACT { N_SAMPLES } else { 1 };
    let n_numbers = options.k.map_or(usize::from(MAX_AUTO_K), |_| 2);
    let size = if n > MAX_EXACT { SAMPLE } else { n };
    let mut steps =
        Steps::new(observer, Stage::Segmenting, size * (n_numbers * ROUNDS + n_samples * (ROUNDS + 1)));
    let is_by_points = input.categories.is_empty() && (0..n).all(|it| metric.is_whole(it));
    let mut search =
        Search { input, options, is_by_points, tried: Vec::new(), quality: None, recommendation: None };
    let mut best: Option<Medoids> = None;
    let mut k = options.k;
    for task in 0..n_samples as u64 {
        let drawn = if n > MAX_EXACT {
            Random::for_task(options.seed, SAMPLE_TASK + task).sample(n, SAMPLE)
        } else {
            (0..n).collect()
        };
        let pairs = metric.among(&drawn, &mut || steps.advance(1));
        let candidates = candidates(metric.as_ref(), &drawn);
        let fit = if task == 0 {
            search.chosen(&pairs, (&drawn, &candidates), &mut steps)
        } else {
            one(&pairs, k, &candidates, &mut steps)
        };
        k = u8::try_from(fit.medoids.len()).ok();
        let fit = if n > MAX_EXACT {
            let medoids = fit.medoids.iter().filter_map(|it| drawn.get(*it)).copied().collect();
            Medoids { is_converged: fit.is_converged, ..nearest(metric.as_ref(), medoids, &mut || ()) }
        } else {
            fit
        };
        if best.as_ref().is_none_or(|it| fit.cost < it.cost) {
            best = Some(fit);
        }
    }
    steps.complete();
    if n > MAX_EXACT {
        issues.count(IssueKind::GroupsSampled, None, SAMPLE as u64);
    }
    let Some(Medoids { medoids, labels, cost, is_converged }) = best else { return Found::default() };
    let k = u8::try_from(medoids.len()).unwrap_or(u8::MAX);
    if options.k.is_some_and(|it| it > k) {
        issues.count(IssueKind::FewerGroups, None, u64::from(k));
    }
    Found {
        k,
        labels,
        is_converged,
        n_searched: n,
        tried: search.tried,
        silhouette: search.quality,
        recommendation: search.recommendation,
        cost: Some(cost),
        medoids,
        ..Found::default()
    }
}

/// How far those who take part are apart.
fn metric(input: &GroupInput<'_>, options: &GroupsOptions, distance: Distance) -> Box<dyn Metric> {
    match distance {
        Distance::Euclidean => Box::new(Euclid::new(&input.points)),
        Distance::Gower => {
            let mut gower = Gower::new(input.rows.len());
            for feature in &input.features {
                gower.add_numbers(&mixed::numbers(feature, &input.rows, options).0, weight(feature, options));
            }
            for category in &input.categories {
                let weight = mixed::weight_of_category(category, options);
                gower.add_categories(mixed::codes(category, &input.rows, options), weight);
            }
            Box::new(gower)
        }
    }
}

/// Those who may be in the middle: whoever has gaps seems near to everyone, so that customers of whom
/// all is known stand there if there are some.
fn candidates(metric: &dyn Metric, drawn: &[usize]) -> Vec<usize> {
    let is_whole = |it: &usize| drawn.get(*it).is_some_and(|it| metric.is_whole(*it));
    let whole: Vec<usize> = (0..drawn.len()).filter(is_whole).collect();
    if whole.len() * LEAST_WHOLE >= drawn.len() { whole } else { (0..drawn.len()).collect() }
}

fn one(pairs: &Pairs, k: Option<u8>, candidates: &[usize], steps: &mut Steps<'_>) -> Medoids {
    let begun = build(pairs, k.unwrap_or(1), candidates, &mut || ());
    settle(pairs, begun, candidates, &mut || steps.advance(1))
}

/// Which number of groups it is.
struct Search<'a> {
    input: &'a GroupInput<'a>,
    options: &'a GroupsOptions,
    /// Whether the distances are all about the points.
    is_by_points: bool,
    tried: Vec<KQuality>,
    quality: Option<Quality>,
    recommendation: Option<Recommendation>,
}

impl Search<'_> {
    /// The groups of the number asked for or recommended. Where categories or gaps count, so that
    /// customers are no points, that is the number with the largest silhouette by the distances, the
    /// smaller of those that tie.
    fn chosen(
        &mut self,
        pairs: &Pairs,
        (drawn, candidates): (&[usize], &[usize]),
        steps: &mut Steps<'_>,
    ) -> Medoids {
        let begun = build(pairs, self.options.k.unwrap_or(MAX_AUTO_K), candidates, &mut || ());
        let most = begun.len().max(1);
        let fewest = match self.options.k {
            Some(_) => most,
            None if self.is_by_points => 1,
            None => most.min(2),
        };
        let points = self.input.points.select(drawn);
        let seen = Seen::of(&points, self.options.seed);
        let mut fits = Vec::new();
        let mut gains = Vec::new();
        for k in fewest..=most {
            let begun = begun.iter().take(k).copied().collect();
            let fit = settle(pairs, begun, candidates, &mut || steps.advance(1));
            let silhouette = silhouette(pairs, &fit.labels);
            let k = u8::try_from(k).unwrap_or(u8::MAX);
            let inertia = middles(&points, k, &fit.labels).inertia;
            let known = KQuality { k, inertia, silhouette, ..KQuality::default() };
            if self.is_by_points {
                let Rating { gain, n_sizeable, rated } = seen.rate(&fit.labels, k, inertia);
                gains.push((gain, n_sizeable));
                self.tried.push(KQuality { silhouette, silhouette_se: None, ..rated });
            } else {
                self.tried.push(known);
            }
            fits.push(fit);
        }
        let k = self.number(&gains);
        let at = self.tried.iter().position(|it| it.k == k).unwrap_or_default();
        let silhouette = self.tried.get(at).and_then(|it| it.silhouette);
        self.quality = Some(Quality { silhouette, n_sample: drawn.len(), ..Quality::default() });
        fits.into_iter().nth(at).unwrap_or_else(|| settle(pairs, begun, candidates, &mut || ()))
    }

    fn number(&mut self, gains: &[(Gain, usize)]) -> u8 {
        if self.options.k.is_none() && self.is_by_points {
            let ratings = gains.iter().zip(&self.tried).map(|((gain, n), rated)| (*gain, *n, rated));
            let recommendation = recommend(ratings);
            self.recommendation = Some(recommendation);
            return recommendation.k;
        }
        let mut best = (1, f64::NEG_INFINITY);
        for tried in &self.tried {
            let clarity = tried.silhouette.unwrap_or(-1.0);
            if clarity > best.1 {
                best = (tried.k, clarity);
            }
        }
        best.0
    }
}
