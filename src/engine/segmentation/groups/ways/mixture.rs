//! Natural groups by a mixture of normal distributions.
//!
//! Where the number of groups is open, every number from one to twelve is fitted and the one with the
//! smallest BIC is taken. Numbers at which every start collapses are left out. Where already two groups
//! collapse at every start, as when most customers are exactly alike in a number, all is done again
//! with that number blurred a little, and said so.

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::found::{Compared, Found};
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::groups::ways::rounds::Rounds;
use crate::engine::segmentation::{GroupsOptions, KQuality, SegmentationError};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::kmeans::middles;
use crate::kernel::kmeans::points::Points;
use crate::kernel::mixture::{
    BLUR, Candidates, Covariance, FLOOR, Field, Fit, MAX_K, Options, Units, least_points,
};
use crate::kernel::random::Random;

/// Customers up to which the search sees everyone, and the size of the sample beyond.
pub const MAX_SEARCHED: usize = 8_000;
/// Features at most where covariances are full: their number grows with the square.
const MAX_FULL_FEATURES: usize = 30;
/// Steps of progress that one number of groups is worth for each group, beside its starts.
const SETTLING_STEPS: usize = 200;
/// Steps of progress that finishing on everyone is worth.
const FINISHING_STEPS: usize = 400;
const SAMPLE_TASK: u64 = 3 << 48;

/// One number of groups that did not collapse.
struct Trial {
    candidates: Candidates,
    fit: Fit,
}

/// The most likely mixture, of the number of groups asked for or of that with the smallest BIC.
pub fn find(
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    covariance: Covariance,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Found, SegmentationError> {
    let n_features = input.points.n_dims();
    if covariance == Covariance::Full && n_features > MAX_FULL_FEATURES {
        return Err(SegmentationError::TooManyFeatures { n_features, limit: MAX_FULL_FEATURES });
    }
    let points = &input.points;
    let sample = (points.len() > MAX_SEARCHED).then(|| {
        points.select(&Random::for_task(options.seed, SAMPLE_TASK).sample(points.len(), MAX_SEARCHED))
    });
    let seen = sample.as_ref().unwrap_or(points);
    let most = most_groups(seen, covariance, options.k.unwrap_or(MAX_K));
    let numbers: Vec<u8> = if options.k.is_some() { vec![most] } else { (1..=most).collect() };
    let n_steps = numbers.iter().map(|k| steps_for(*k, options.starts)).sum::<usize>() + FINISHING_STEPS;
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps);
    let search = Search { seen, units: Units::of(points), covariance, options };
    let (trials, floor) = search.all(&numbers, &mut steps);
    let tried = trials.iter().map(|it| it.summary(seen)).collect();
    let mut rounds = Rounds::new(&mut steps, FINISHING_STEPS);
    let fit = finished(trials, sample.is_some(), || search.field(points, floor), &mut rounds);
    rounds.end();
    steps.complete();
    let Some(fit) = fit else { return Err(SegmentationError::AllAlike { n_customers: points.len() }) };
    if floor > FLOOR && fit.k > 1 {
        issues.count(IssueKind::GroupsBlurred, None, points.len() as u64);
    }
    if options.k.is_some_and(|it| fit.k < it) {
        issues.count(IssueKind::GroupsCollapsed, None, u64::from(fit.k));
    }
    Ok(Found {
        k: fit.k,
        labels: fit.labels,
        confidence: Some(fit.confidence),
        is_converged: fit.is_converged,
        n_searched: seen.len(),
        tried,
        log_likelihood: Some(fit.log_likelihood),
        bic: Some(fit.bic),
        compared: Compared::Mixture(fit.mixture, search.units),
        ..Found::default()
    })
}

/// Groups that the points can carry, up to a number wanted.
fn most_groups(points: &Points, covariance: Covariance, wanted: u8) -> u8 {
    let by_size = points.len() / least_points(covariance, points.n_dims());
    let most = by_size.min(points.n_distinct(usize::from(wanted)));
    u8::try_from(most).map_or(wanted, |it| it.clamp(1, wanted.max(1)))
}

fn steps_for(k: u8, starts: u16) -> usize {
    usize::from(k) * (usize::from(starts) + SETTLING_STEPS)
}

struct Search<'a> {
    seen: &'a Points,
    units: Units,
    covariance: Covariance,
    options: &'a GroupsOptions,
}

impl Search<'_> {
    fn field<'b>(&self, points: &'b Points, floor: f64) -> Field<'b> {
        let GroupsOptions { starts, seed, .. } = *self.options;
        Field::on(points, self.units.clone(), Options { covariance: self.covariance, floor, starts, seed })
    }

    /// Every number of groups that does not collapse, and the floor it was found with.
    fn all(&self, numbers: &[u8], steps: &mut Steps<'_>) -> (Vec<Trial>, f64) {
        for floor in [FLOOR, BLUR] {
            let field = self.field(self.seen, floor);
            let trials: Vec<Trial> = numbers.iter().filter_map(|k| self.one(&field, *k, steps)).collect();
            let is_enough = trials.iter().any(|it| it.fit.k > 1) || numbers == [1];
            if is_enough {
                return (trials, floor);
            }
        }
        // Even blurred, all collapse: fewer groups then, in the end one.
        let field = self.field(self.seen, BLUR);
        let most = numbers.last().copied().unwrap_or(1);
        let fewer = (1..most.max(2)).rev().find_map(|k| self.one(&field, k, steps));
        (fewer.into_iter().collect(), BLUR)
    }

    fn one(&self, field: &Field<'_>, k: u8, steps: &mut Steps<'_>) -> Option<Trial> {
        let mut rounds = Rounds::new(steps, steps_for(k, self.options.starts));
        let candidates = field.search(k, &mut || rounds.round());
        let fit = field.finish(&candidates, usize::MAX, &mut || rounds.round());
        rounds.end();
        fit.map(|fit| Trial { candidates, fit })
    }
}

impl Trial {
    fn summary(&self, seen: &Points) -> KQuality {
        let Fit { k, labels, bic, .. } = &self.fit;
        let inertia = middles(seen, *k, labels).inertia;
        KQuality { k: *k, inertia, bic: Some(*bic), ..KQuality::default() }
    }
}

/// The trial with the smallest BIC that stands on everyone too.
fn finished<'a>(
    mut trials: Vec<Trial>,
    is_sampled: bool,
    everyone: impl FnOnce() -> Field<'a>,
    rounds: &mut Rounds<'_, '_>,
) -> Option<Fit> {
    crate::kernel::order::sort_by(&mut trials, |a, b| a.fit.bic.total_cmp(&b.fit.bic));
    if !is_sampled {
        return trials.into_iter().next().map(|it| it.fit);
    }
    let field = everyone();
    trials.iter().find_map(|it| field.finish(&it.candidates, 1, &mut || rounds.round()))
}
