//! Natural groups by merging: Ward's way and average linkage.

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::choose_k::recommend;
use crate::engine::segmentation::groups::found::Found;
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::groups::trial::{Rating, Seen};
use crate::engine::segmentation::groups::ways::kmeans::{MAX_AUTO_K, numbers_of_groups};
use crate::engine::segmentation::{Algorithm, GroupsOptions, KQuality, KReason, Recommendation};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::distances::{Euclid, Metric as _, Pairs};
use crate::kernel::kmeans::middles;
use crate::kernel::kmeans::points::Points;
use crate::kernel::linkage::{Tree, nearest_mean, nearest_on_average};
use crate::kernel::random::Random;

/// Customers up to which Ward's tree is that of everyone, and the size of the sample beyond: n² steps.
pub const MAX_WARD: usize = 10_000;
/// The same for average linkage, which holds the distance of every pair: 100 MB.
pub const MAX_AVERAGE: usize = 5_000;
/// Customers up to which all heights are told.
const MAX_TOLD: usize = 1_000;
/// Heights that are told of more customers: those of the last merges.
const N_TOLD: usize = 30;
/// Customers that are one step of progress when everyone joins a group.
const STEP: usize = 100;
/// Steps of progress that rating one number of groups is worth.
const RATING_STEPS: usize = 200;
const SAMPLE_TASK: u64 = 3 << 48;

/// The groups that are left when a number of them is left.
pub fn find(
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Found {
    let is_ward = options.algorithm == Algorithm::Ward;
    let n = input.points.len();
    let limit = if is_ward { MAX_WARD } else { MAX_AVERAGE };
    let drawn = Random::for_task(options.seed, SAMPLE_TASK).sample(n, limit);
    let is_sampled = drawn.len() < n;
    let sample = is_sampled.then(|| input.points.select(&drawn));
    let seen = sample.as_ref().unwrap_or(&input.points);
    let n_numbers = options.k.map_or(usize::from(MAX_AUTO_K), |_| 1);
    let n_placed = if is_sampled { n / STEP } else { 0 };
    let n_steps = seen.len() * 2 + n_numbers * RATING_STEPS + n_placed;
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps);
    let tree = tree(seen, is_ward, &mut steps);
    let (labels, tried, recommendation) = chosen(seen, &tree, options, issues, &mut steps);
    let labels = if let Some(sample) = &sample {
        issues.count(IssueKind::GroupsSampled, None, sample.len() as u64);
        let mut n_placed = 0;
        let mut on_point = || {
            n_placed += 1;
            if n_placed % STEP == 0 {
                steps.advance(1);
            }
        };
        if is_ward {
            nearest_mean(&input.points, sample, &labels, &mut on_point)
        } else {
            nearest_on_average(&input.points, sample, &labels, options.seed, &mut on_point)
        }
    } else {
        labels
    };
    steps.complete();
    Found {
        k: labels.iter().max().map_or(1, |it| it + 1),
        is_converged: true,
        n_searched: n,
        tried,
        recommendation: Some(recommendation),
        heights: told(&tree),
        labels,
        ..Found::default()
    }
}

fn tree(points: &Points, is_ward: bool, steps: &mut Steps<'_>) -> Tree {
    let metric = Euclid::new(points);
    if is_ward {
        return Tree::by_ward(metric, &mut || steps.advance(2));
    }
    let all: Vec<usize> = (0..points.len()).collect();
    let pairs: Pairs = metric.among(&all, &mut || steps.advance(1));
    Tree::by_average(pairs, &mut || steps.advance(1))
}

/// The groups of the number asked for or recommended, how each number did, and why this one.
fn chosen(
    points: &Points,
    tree: &Tree,
    options: &GroupsOptions,
    issues: &mut Issues,
    steps: &mut Steps<'_>,
) -> (Vec<u8>, Vec<KQuality>, Recommendation) {
    let seen = Seen::of(points, options.seed);
    let rate = |k| {
        let labels = tree.cut(k);
        let rating = seen.rate(&labels, k, middles(points, k, &labels).inertia);
        steps.advance(RATING_STEPS);
        rating
    };
    let ratings: Vec<Rating> = numbers_of_groups(points, options.k, issues).map(rate).collect();
    let recommendation = if options.k.is_some() {
        Recommendation { k: ratings.first().map_or(1, |it| it.rated.k), reason: KReason::Set }
    } else {
        recommend(ratings.iter().map(|it| (it.gain, it.n_sizeable, &it.rated)))
    };
    let tried = ratings.into_iter().map(|it| it.rated).collect();
    (tree.cut(recommendation.k), tried, recommendation)
}

fn told(tree: &Tree) -> Vec<f64> {
    let n = tree.merges().len();
    let n_left_out = if n < MAX_TOLD { 0 } else { n.saturating_sub(N_TOLD) };
    tree.merges().iter().skip(n_left_out).map(|it| it.height).collect()
}
