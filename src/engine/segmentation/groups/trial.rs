//! One number of groups, tried and rated.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::KQuality;
use crate::engine::segmentation::groups::crew::{Done, Task};
use crate::kernel::kmeans::points::{Points, squared_distance};
use crate::kernel::kmeans::silhouette::silhouette_of_at_most;
use crate::kernel::kmeans::{Candidates, Fit, Frame, KMeans};
use crate::kernel::quality::description::{Gain, gain};
use crate::kernel::quality::gap::{Boxed, Reference, log_within};
use crate::kernel::quality::indices::indices;
use crate::kernel::quality::stability::{likenesses, mean_likeness};
use crate::kernel::quality::valley::are_apart;
use crate::kernel::random::Random;

/// Customers up to which every start sees everyone, and the size of the sample beyond.
pub const MAX_SEARCHED: usize = 20_000;
/// Draws that tell how often the groups shown are found again.
pub const N_FINAL_DRAWS: usize = 50;
/// Customers that gap and stability are worked out on at most.
const MAX_RESAMPLED: usize = 1_000;
/// Customers that a number only tried is rated on by its silhouette.
const MAX_RATED: usize = 3_000;
/// Customers times starts that a number only tried is worth.
const MAX_STARTED: usize = 200_000;
/// Starts for each number that is tried among others, at least.
const MIN_STARTS: u16 = 10;
/// Fillings of the box that the gap is worked out against.
pub const N_REFERENCES: usize = 20;
/// Draws that tell how stable a number of groups is that is only tried.
const N_DRAWS: usize = 10;
/// Starts in each filling and in each draw.
const RESAMPLED_STARTS: u16 = 2;
/// Numbers of which the gains are worked out on everyone seen; of more, on fewer customers.
const MAX_DIMS: usize = 20;
/// Steps of progress that rating one number of groups is worth.
const RATING_STEPS: usize = 10;
/// Rounds in which groups found on a sample settle on a smaller one.
const N_SETTLING: usize = 30;
/// Share of the customers from which on a group is more than a few who stand aside.
const LEAST_SHARE: f64 = 0.01;
const SAMPLE_TASK: u64 = 1 << 48;
const RESAMPLE_TASK: u64 = 5 << 48;

/// Steps of progress that one number of groups is worth.
pub fn n_steps(starts: u16) -> usize {
    usize::from(starts) + RATING_STEPS + N_REFERENCES + N_DRAWS
}

/// Starts for each of several numbers of groups.
pub fn starts_among_many(starts: u16, n_points: usize) -> u16 {
    let affordable = MAX_STARTED / n_points.clamp(1, MAX_SEARCHED);
    starts.min(u16::try_from(affordable).unwrap_or(u16::MAX).max(MIN_STARTS))
}

/// One number of groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The best starts.
    pub candidates: Candidates,
    /// The groups they came to.
    pub fit: Fit,
    /// How much better they describe a customer than one group.
    pub gain: Gain,
    /// Groups that are more than a few who stand aside.
    pub n_sizeable: usize,
    /// How they did.
    pub rated: KQuality,
    /// The sum of squares that they settle at among the few who are resampled.
    pub within_few: f64,
}

/// How groups did, however they were found.
#[derive(Debug, Clone)]
pub struct Rating {
    /// How much better they describe a customer than one group.
    pub gain: Gain,
    /// Groups that are more than a few who stand aside.
    pub n_sizeable: usize,
    /// Their figures.
    pub rated: KQuality,
}

/// The customers that numbers of groups are tried on.
#[derive(Debug)]
pub struct Seen<'a> {
    points: &'a Points,
    sample: Option<Points>,
    few: Few,
    seed: u64,
}

/// The customers that are resampled.
#[derive(Debug)]
struct Few {
    /// Positions among those seen.
    at: Vec<usize>,
    points: Points,
}

impl<'a> Seen<'a> {
    /// All points, or a seeded sample of very many.
    pub fn of(points: &'a Points, seed: u64) -> Self {
        let is_large = points.len() > MAX_SEARCHED;
        let drawn = |task: u64, n: usize, most: usize| Random::for_task(seed, task).sample(n, most);
        let sample = is_large.then(|| points.select(&drawn(SAMPLE_TASK, points.len(), MAX_SEARCHED)));
        let all = sample.as_ref().unwrap_or(points);
        let at = drawn(RESAMPLE_TASK, all.len(), MAX_RESAMPLED);
        let few = Few { points: all.select(&at), at };
        Self { points, sample, few, seed }
    }

    /// Whether they are a sample.
    pub fn is_sample(&self) -> bool {
        self.sample.is_some()
    }

    /// All that are seen.
    pub fn all(&self) -> &Points {
        self.sample.as_ref().unwrap_or(self.points)
    }

    /// Those that gap and stability are worked out on.
    pub fn few(&self) -> &Points {
        &self.few.points
    }

    /// Seed of all random choices.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The frame of all that are seen.
    pub fn frame(&self) -> Frame {
        Frame::around(self.all())
    }

    /// Does one task. Calls back with the steps of progress it was worth.
    pub fn perform(&self, task: &Task, advance: &mut dyn FnMut(usize)) -> Done {
        match task {
            Task::Starts { k, from, to } => {
                let starts = *from..*to;
                Done::Starts(KMeans::on(self.all()).starts(*k, starts, self.seed, &mut || advance(1)))
            }
            Task::Filling { number, first, last } => {
                let filling = Boxed::around(self.few(), Reference::Components, self.seed).fill(*number);
                let how = (RESAMPLED_STARTS, self.seed);
                Done::Filling(log_within(&filling, *first..=*last, how, &mut || advance(1)))
            }
            Task::Settle { candidates } => {
                let fit = KMeans::on(self.all()).finish(candidates, &mut || ());
                let mut trial = self.rated(candidates.clone(), fit);
                advance(RATING_STEPS);
                let draws = self.draws(trial.fit.k, &trial.fit.centres, 0..N_DRAWS, advance);
                trial.rated.stability = mean(&stability_of(trial.fit.k, draws));
                trial.within_few = self.inertia_of_few(&trial.fit);
                Done::Settled(Box::new(trial))
            }
            Task::Finish { candidates } => {
                Done::Finished(Box::new(KMeans::on(self.all()).finish(candidates, &mut || ())))
            }
            Task::Draws { k, centres, from, to } => Done::Draws(self.draws(*k, centres, *from..*to, advance)),
        }
    }

    /// Tries a number of groups and rates them, without resampling.
    pub fn attempt(&self, k: u8, starts: u16, advance: &mut dyn FnMut(usize)) -> Trial {
        let field = KMeans::on(self.all());
        let candidates = field.search(k, if k == 1 { 1 } else { starts }, self.seed, &mut || advance(1));
        let fit = field.finish(&candidates, &mut || ());
        let trial = self.rated(candidates, fit);
        advance(RATING_STEPS);
        trial
    }

    fn rated(&self, candidates: Candidates, fit: Fit) -> Trial {
        let Rating { gain, n_sizeable, rated } = self.rate(&fit.labels, fit.k, fit.inertia);
        Trial { candidates, fit, gain, n_sizeable, rated, within_few: 0.0 }
    }

    /// Rates groups of all that are seen, however they were found.
    pub fn rate(&self, labels: &[u8], n_groups: u8, inertia: f64) -> Rating {
        let (all, k) = (self.all(), usize::from(n_groups));
        let quality = silhouette_of_at_most(all, labels, self.seed, MAX_RATED);
        let figures = indices(all, labels, k);
        let of_few: Vec<u8> = self.few.at.iter().filter_map(|it| labels.get(*it)).copied().collect();
        let is_wide = all.n_dims() > MAX_DIMS;
        let gain = if is_wide { gain(self.few(), &of_few, k) } else { gain(all, labels, k) };
        let mut sizes = vec![0_usize; k];
        for label in labels {
            if let Some(size) = sizes.get_mut(usize::from(*label)) {
                *size += 1;
            }
        }
        let largest = sizes.iter().copied().max().unwrap_or_default();
        let n_sizeable = sizes.iter().filter(|it| **it as f64 >= LEAST_SHARE * all.len() as f64).count();
        let rated = KQuality {
            k: n_groups,
            inertia,
            silhouette: quality.silhouette,
            silhouette_se: quality.error,
            calinski_harabasz: figures.calinski_harabasz,
            davies_bouldin: figures.davies_bouldin,
            gain: Some(gain.best),
            is_apart: are_apart(all, labels, k),
            largest_share: largest as f64 / all.len().max(1) as f64,
            ..KQuality::default()
        };
        Rating { gain, n_sizeable, rated }
    }

    /// The sum of squares that the groups settle at among the few.
    fn inertia_of_few(&self, fit: &Fit) -> f64 {
        if self.few.at.len() == fit.labels.len() {
            return fit.inertia;
        }
        KMeans::on(self.few()).rounds(fit.k, &fit.centres, N_SETTLING).inertia
    }

    /// How alike each of the groups is to the most alike of those in resampled customers, draw by draw.
    fn draws(
        &self,
        k: u8,
        centres: &[f64],
        draws: Range<usize>,
        advance: &mut dyn FnMut(usize),
    ) -> Vec<Vec<Option<f64>>> {
        if k < 2 {
            advance(draws.len());
            return Vec::new();
        }
        let labels = nearest(self.few(), centres);
        let mut refit = |drawn: &[usize], draw: usize| {
            let points = self.few().select(drawn);
            advance(1);
            KMeans::on(&points).rough(k, RESAMPLED_STARTS, self.seed ^ (draw as u64 + 1)).labels
        };
        draws.map(|draw| likenesses(&labels, usize::from(k), (draw, self.seed), &mut refit)).collect()
    }
}

/// How often each of `k` groups was found again in some draws; nothing of one group.
pub fn stability_of(k: u8, draws: Vec<Vec<Option<f64>>>) -> Vec<Option<f64>> {
    if k < 2 {
        return Vec::new();
    }
    let found = mean_likeness(usize::from(k), draws);
    found.into_iter().map(|it| it.is_finite().then_some(it)).collect()
}

impl Task {
    /// Steps of progress that it is worth.
    pub fn n_steps(&self) -> usize {
        match self {
            Self::Starts { from, to, .. } => usize::from(to - from),
            Self::Filling { first, last, .. } => usize::from(last - first) + 1,
            Self::Settle { .. } => RATING_STEPS + N_DRAWS,
            Self::Finish { .. } => 0,
            Self::Draws { from, to, .. } => to - from,
        }
    }
}

/// The nearest centre of each point.
fn nearest(points: &Points, centres: &[f64]) -> Vec<u8> {
    let of_point = |row: &[f64]| {
        let mut best = (0, f64::INFINITY);
        for (centre, label) in centres.chunks_exact(points.n_dims()).zip(0..) {
            let square = squared_distance(row, centre);
            if square < best.1 {
                best = (label, square);
            }
        }
        best.0
    };
    points.rows().map(of_point).collect()
}

fn mean(all: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = all.iter().copied().flatten().collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}
