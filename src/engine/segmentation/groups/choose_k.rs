//! How many groups: the smallest number that describes customers clearly better than one group, with
//! a valley between any two groups.
//!
//! Every number from one to twelve is tried. One is an answer: customers that form one heap, or are
//! spread evenly, are not described better by many groups (`kernel::quality::description`), and
//! between the parts of one heap there is no valley (`kernel::quality::valley`).
//!
//! Of very many customers, the starts are tried on a seeded sample and only the number chosen is
//! finished on everyone.

use std::ops::RangeInclusive;

use crate::engine::progress::Steps;
use crate::engine::segmentation::groups::crew::{Alone, Crew, Done, Task, now};
use crate::engine::segmentation::groups::trial::{self, Seen, Trial};
use crate::engine::segmentation::{KQuality, KReason, Recommendation};
use crate::kernel::kmeans::points::Points;
use crate::kernel::kmeans::silhouette::{Quality, silhouette};
use crate::kernel::kmeans::together::Everyone;
use crate::kernel::kmeans::{Candidates, Fit, N_FINALISTS, Started};
use crate::kernel::quality::description::Gain;
use crate::kernel::quality::gap::Expected;
use crate::kernel::quality::indices::indices;

/// What a number of groups must gain for each customer over one group, in natural units: a third
/// of what two clouds four spreads apart gain.
const LEAST_GAIN: f64 = 0.05;
/// Numbers of groups that gain nearly as much as the best: the smallest of them is taken.
const NEARLY: f64 = 0.05;
/// Steps of progress that finishing one candidate on everyone is worth.
const FINISHING_STEPS: usize = 100;
/// Starts that are one piece of work.
const STARTS_A_TASK: u16 = 10;
/// Draws that are one piece of work.
const DRAWS_A_TASK: usize = 5;

/// The groups chosen, and what was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The groups.
    pub fit: Fit,
    /// How clearly they are set apart.
    pub quality: Quality,
    /// How often each group is found again, by its label.
    pub stability: Vec<Option<f64>>,
    /// Every number of groups tried, ascending.
    pub tried: Vec<KQuality>,
    /// Which number is recommended.
    pub recommendation: Recommendation,
    /// Customers the starts saw.
    pub n_searched: usize,
    /// Customers that gap and stability were worked out on.
    pub n_resampled: usize,
}

/// What numbers of groups are tried with.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The numbers, ascending.
    pub numbers: RangeInclusive<u8>,
    /// Whether the person set the number.
    pub is_set: bool,
    /// Random starts for the number that is taken.
    pub starts: u16,
    /// Seed of all random choices.
    pub seed: u64,
}

impl Plan {
    /// Steps of progress that [`choose`] makes.
    pub fn n_steps(&self, n_points: usize) -> usize {
        let n_numbers = self.numbers.clone().count();
        let everyone = if n_points > trial::MAX_SEARCHED { N_FINALISTS * FINISHING_STEPS } else { 0 };
        let each = trial::n_steps(self.starts_of_trial(n_points));
        n_numbers * each + usize::from(self.starts) + trial::N_FINAL_DRAWS + everyone
    }

    /// Starts for each number that is only tried: fewer, the more customers they have to pass.
    fn starts_of_trial(&self, n_points: usize) -> u16 {
        if self.is_set { self.starts } else { trial::starts_among_many(self.starts, n_points) }
    }
}

/// Tries numbers of groups and takes the one recommended.
pub fn choose(points: &Points, plan: &Plan, steps: &mut Steps<'_>) -> Choice {
    now(choose_with(points, plan, &mut Alone, steps))
}

/// The same, shared by several workers.
pub async fn choose_with(points: &Points, plan: &Plan, crew: &mut dyn Crew, steps: &mut Steps<'_>) -> Choice {
    let seen = Seen::of(points, plan.seed);
    let mut trials = try_all(&seen, plan, crew, steps).await;
    let ratings = trials.iter().map(|it| (it.gain, it.n_sizeable, &it.rated));
    let recommendation = if plan.is_set { set(&trials) } else { recommend(ratings) };
    let at = trials.iter().position(|it| it.rated.k == recommendation.k).unwrap_or_default();
    let mut chosen = trials.get(at).cloned().unwrap_or_else(|| seen.attempt(1, 1, &mut |n| steps.advance(n)));
    if plan.starts_of_trial(seen.all().len()) < plan.starts && chosen.fit.k > 1 {
        chosen.candidates = search(&seen, chosen.fit.k, plan.starts, crew, steps).await;
        if !seen.is_sample() {
            chosen.fit = finish_apart(&seen, &chosen, crew, steps).await;
        }
    }
    if seen.is_sample() {
        let everyone = Everyone::of(points);
        let mut ranks = crew.part(points, everyone.frame());
        for trial in &mut trials {
            trial.rated.inertia = everyone.inertia_after_one_round(&trial.candidates, &mut *ranks).await;
        }
        let mut advance = || steps.advance(FINISHING_STEPS);
        chosen.fit = everyone.finish(&chosen.candidates, &mut *ranks, &mut advance).await;
    }
    let quality = finish(points, &mut chosen, plan.seed);
    let draws = draw_all(&seen, &chosen.fit, crew, steps).await;
    let stability = trial::stability_of(chosen.fit.k, draws);
    if let Some(slot) = trials.get_mut(at) {
        slot.rated = chosen.rated;
    }
    steps.complete();
    let tried = trials.into_iter().map(|it| it.rated).collect();
    let (n_searched, n_resampled) = (seen.all().len(), seen.few().len());
    Choice { fit: chosen.fit, quality, stability, tried, recommendation, n_searched, n_resampled }
}

/// Which number of groups is recommended for some points.
pub fn recommendation(points: &Points, plan: &Plan, steps: &mut Steps<'_>) -> Recommendation {
    let seen = Seen::of(points, plan.seed);
    let starts = plan.starts_of_trial(seen.all().len());
    let attempt = |k| seen.attempt(k, starts, &mut |n| steps.advance(n));
    let trials: Vec<Trial> = plan.numbers.clone().map(attempt).collect();
    recommend(trials.iter().map(|it| (it.gain, it.n_sizeable, &it.rated)))
}

/// Every number of groups, with all that is shown of it, ascending.
async fn try_all(seen: &Seen<'_>, plan: &Plan, crew: &mut dyn Crew, steps: &mut Steps<'_>) -> Vec<Trial> {
    let starts = plan.starts_of_trial(seen.all().len());
    let (first, last) = (*plan.numbers.start(), *plan.numbers.end());
    // Those that take longest come first, so that nobody is left with one of them at the end.
    let of_number = |k: u8| starts_of(k, if k == 1 { 1 } else { starts });
    let mut tasks: Vec<Task> = plan.numbers.clone().rev().flat_map(of_number).collect();
    tasks.extend((0..trial::N_REFERENCES as u64).map(|number| Task::Filling { number, first, last }));
    let done = crew.each(seen, &tasks, steps).await;
    let mut expected = Expected::new(plan.numbers.len());
    let mut started: Vec<Vec<Started>> = vec![Vec::new(); plan.numbers.len()];
    for (task, done) in tasks.iter().zip(done) {
        match (task, done) {
            (Task::Starts { k, .. }, Done::Starts(all)) => {
                started.get_mut(usize::from(k - first)).into_iter().for_each(|it| it.extend(all.clone()));
            }
            (_, Done::Filling(it)) => expected.learn(&it),
            _ => {}
        }
    }
    let frame = seen.frame();
    let settle = |(k, all)| Task::Settle { candidates: Candidates::best_of(all, k, &frame) };
    let tasks: Vec<Task> = plan.numbers.clone().zip(started).rev().map(settle).collect();
    let done = crew.each(seen, &tasks, steps).await.into_iter().rev();
    let mut trials: Vec<Trial> =
        done.filter_map(|it| if let Done::Settled(it) = it { Some(*it) } else { None }).collect();
    for (at, trial) in trials.iter_mut().enumerate() {
        let gap = expected.gap(at, trial.within_few);
        (trial.rated.gap, trial.rated.gap_se) = (gap.map(|it| it.gap), gap.map(|it| it.error));
    }
    trials
}

/// Starts for a number of groups, some at a time.
fn starts_of(k: u8, starts: u16) -> impl Iterator<Item = Task> {
    let firsts = (0..starts).step_by(usize::from(STARTS_A_TASK));
    firsts.map(move |from| Task::Starts { k, from, to: (from + STARTS_A_TASK).min(starts) })
}

/// The best of many starts for a number of groups.
async fn search(
    seen: &Seen<'_>,
    k: u8,
    starts: u16,
    crew: &mut dyn Crew,
    steps: &mut Steps<'_>,
) -> Candidates {
    let tasks: Vec<Task> = starts_of(k, starts).collect();
    let done = crew.each(seen, &tasks, steps).await.into_iter();
    let started = done.flat_map(|it| if let Done::Starts(all) = it { all } else { Vec::new() });
    Candidates::best_of(started, k, &seen.frame())
}

/// The tightest groups that the best starts come to.
async fn finish_apart(seen: &Seen<'_>, chosen: &Trial, crew: &mut dyn Crew, steps: &mut Steps<'_>) -> Fit {
    let tasks: Vec<Task> = chosen.candidates.apart().map(|candidates| Task::Finish { candidates }).collect();
    let done = crew.each(seen, &tasks, steps).await.into_iter();
    let fits = done.filter_map(|it| if let Done::Finished(fit) = it { Some(*fit) } else { None });
    let tightest = fits.reduce(|best, it| if it.inertia < best.inertia { it } else { best });
    tightest.unwrap_or_else(|| chosen.fit.clone())
}

/// All draws that tell how stable the groups shown are.
async fn draw_all(
    seen: &Seen<'_>,
    fit: &Fit,
    crew: &mut dyn Crew,
    steps: &mut Steps<'_>,
) -> Vec<Vec<Option<f64>>> {
    let draws = |from: usize| {
        let to = (from + DRAWS_A_TASK).min(trial::N_FINAL_DRAWS);
        Task::Draws { k: fit.k, centres: fit.centres.clone(), from, to }
    };
    let tasks: Vec<Task> = (0..trial::N_FINAL_DRAWS).step_by(DRAWS_A_TASK).map(draws).collect();
    let done = crew.each(seen, &tasks, steps).await.into_iter();
    done.flat_map(|it| if let Done::Draws(all) = it { all } else { Vec::new() }).collect()
}

/// Rates the groups that are shown, on everyone.
fn finish(points: &Points, chosen: &mut Trial, seed: u64) -> Quality {
    let quality = silhouette(points, &chosen.fit.labels, seed);
    let figures = indices(points, &chosen.fit.labels, usize::from(chosen.fit.k));
    chosen.rated = KQuality {
        inertia: chosen.fit.inertia,
        silhouette: quality.silhouette,
        silhouette_se: quality.error,
        calinski_harabasz: figures.calinski_harabasz,
        davies_bouldin: figures.davies_bouldin,
        ..chosen.rated
    };
    quality
}

fn set(trials: &[Trial]) -> Recommendation {
    Recommendation { k: trials.first().map_or(1, |it| it.rated.k), reason: KReason::Set }
}

/// The number that is recommended of those rated, each with its gain, how many of its groups are more
/// than a few who stand aside, and its figures.
pub fn recommend<'a>(ratings: impl Iterator<Item = (Gain, usize, &'a KQuality)>) -> Recommendation {
    let gains = |it: &Gain| it.same_spread > LEAST_GAIN && it.best > LEAST_GAIN;
    let (mut most, mut does_any_gain) = (f64::NEG_INFINITY, false);
    let mut possible: Vec<(f64, u8)> = Vec::new();
    for (gain, n_sizeable, rated) in ratings {
        does_any_gain |= gains(&gain);
        // More groups that describe customers no better than fewer do are no candidate.
        let is_better = rated.k > 1 && gain.best > most;
        most = if rated.k > 1 { most.max(gain.best) } else { most };
        if is_better && gains(&gain) && rated.is_apart && n_sizeable > 1 {
            possible.push((gain.best, rated.k));
        }
    }
    let best = possible.iter().map(|it| it.0).fold(f64::NEG_INFINITY, f64::max);
    if let Some((_, k)) = possible.iter().find(|it| it.0 >= best - NEARLY) {
        return Recommendation { k: *k, reason: KReason::Apart };
    }
    let reason = if does_any_gain { KReason::NoValley } else { KReason::NothingGained };
    Recommendation { k: 1, reason }
}
