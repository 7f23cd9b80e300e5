//! How many groups: the number whose groups are set apart most clearly.
//!
//! Every number from two to ten is tried; the largest mean silhouette wins, the smaller number of
//! two that tie. Of very many customers, the starts are tried on a seeded sample and only the
//! number chosen is finished on everyone.

use std::ops::RangeInclusive;

use crate::engine::progress::Steps;
use crate::engine::segmentation::KQuality;
use crate::kernel::kmeans::points::Points;
use crate::kernel::kmeans::silhouette::{Quality, silhouette};
use crate::kernel::kmeans::{Candidates, Fit, KMeans, N_FINALISTS};
use crate::kernel::random::Random;

/// Customers up to which every start sees everyone, and the size of the sample beyond.
pub const MAX_SEARCHED: usize = 20_000;
/// Steps of progress that rating one number of groups is worth.
const RATING_STEPS: usize = 10;
/// Steps of progress that finishing one candidate on everyone is worth.
const FINISHING_STEPS: usize = 100;
const SAMPLE_TASK: u64 = 1 << 48;

/// The groups chosen, and what was tried.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The groups.
    pub fit: Fit,
    /// How clearly they are set apart.
    pub quality: Quality,
    /// Every number of groups tried, ascending.
    pub tried: Vec<KQuality>,
    /// Customers the starts saw.
    pub n_searched: usize,
}

/// Steps of progress that [`choose`] makes.
pub fn n_steps(n_points: usize, numbers: &RangeInclusive<u8>, starts: u16) -> usize {
    let everyone = if n_points > MAX_SEARCHED { N_FINALISTS * FINISHING_STEPS } else { 0 };
    numbers.clone().count() * (usize::from(starts) + RATING_STEPS) + everyone
}

/// Tries numbers of groups and takes the clearest.
pub fn choose(
    points: &Points,
    numbers: RangeInclusive<u8>,
    starts: u16,
    seed: u64,
    steps: &mut Steps<'_>,
) -> Choice {
    let sample = sample(points, seed);
    let seen = sample.as_ref().unwrap_or(points);
    let field = KMeans::on(seen);
    let mut trials = Vec::new();
    for k in numbers {
        let candidates = field.search(k, starts, seed, &mut || steps.advance(1));
        let fit = field.finish(&candidates, &mut || ());
        let quality = silhouette(seen, &fit.labels, seed);
        steps.advance(RATING_STEPS);
        trials.push(Trial { candidates, fit, quality });
    }
    let chosen = clearest(&trials);
    if sample.is_some() {
        let everyone = KMeans::on(points);
        for (idx, trial) in trials.iter_mut().enumerate() {
            if idx == chosen {
                trial.fit = everyone.finish(&trial.candidates, &mut || steps.advance(FINISHING_STEPS));
                trial.quality = silhouette(points, &trial.fit.labels, seed);
            } else {
                trial.fit.inertia = everyone.inertia_after_one_round(&trial.candidates);
            }
        }
    }
    steps.complete();
    let tried = trials.iter().map(Trial::summary).collect();
    let Trial { candidates: _, fit, quality } = trials.swap_remove(chosen);
    Choice { fit, quality, tried, n_searched: seen.len() }
}

/// One number of groups.
struct Trial {
    candidates: Candidates,
    fit: Fit,
    quality: Quality,
}

impl Trial {
    fn summary(&self) -> KQuality {
        KQuality { k: self.fit.k, inertia: self.fit.inertia, silhouette: self.quality.silhouette }
    }
}

fn sample(points: &Points, seed: u64) -> Option<Points> {
    let is_large = points.len() > MAX_SEARCHED;
    is_large.then(|| points.select(&Random::for_task(seed, SAMPLE_TASK).sample(points.len(), MAX_SEARCHED)))
}

/// Position of the trial with the largest silhouette, the first of those that tie.
fn clearest(trials: &[Trial]) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (idx, trial) in trials.iter().enumerate() {
        let silhouette = trial.quality.silhouette.unwrap_or(f64::NEG_INFINITY);
        if silhouette > best.1 {
            best = (idx, silhouette);
        }
    }
    best.0
}
