//! Natural groups by numbers and categories together, by k-prototypes.

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::answers::coordinates;
use crate::engine::segmentation::groups::found::{Compared, Found};
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::groups::ways::kmeans::MAX_AUTO_K;
use crate::engine::segmentation::groups::ways::rounds::Rounds;
use crate::engine::segmentation::{GroupsOptions, KQuality};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::kmeans::points::Points;
use crate::kernel::kmeans::silhouette::silhouette;
use crate::kernel::prototypes::{Candidates, Fit, Mixed, Options, finish, search};
use crate::kernel::random::Random;

/// Customers up to which the search sees everyone, and the size of the sample beyond.
pub const MAX_SEARCHED: usize = 5_000;
/// Customers that numbers of groups are compared on.
const MAX_COMPARED: usize = 2_000;
/// Starts for each number of groups where it is open.
const MAX_OPEN_STARTS: u16 = 20;
/// Steps of progress that a start is worth, and finishing.
const START_STEPS: usize = 10;
const FINISHING_STEPS: usize = 100;
const SAMPLE_TASK: u64 = 5 << 48;

/// The cheapest groups, of the number asked for or of the number that sets them apart most clearly; the
/// coordinates that show them go into the input.
pub fn find(
    input: &mut GroupInput<'_>,
    options: &GroupsOptions,
    gamma: Option<f64>,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Found {
    let mixed = Mixed {
        points: input.points.clone(),
        categories: input.states.iter().map(|it| it.of_customers.clone()).collect(),
        n_states: input.states.iter().map(|it| it.n).collect(),
    };
    let gamma = gamma.unwrap_or_else(|| mixed.usual_gamma());
    let shown = coordinates(&input.points, &input.states, (gamma / 2.0).sqrt());
    let n = mixed.len();
    let drawn = |most: usize| {
        (n > most).then(|| Random::for_task(options.seed, SAMPLE_TASK + most as u64).sample(n, most))
    };
    let sample = drawn(MAX_SEARCHED).map(|it| mixed.select(&it));
    let seen = sample.as_ref().unwrap_or(&mixed);
    let wanted = options.k.unwrap_or(MAX_AUTO_K).max(1);
    let most = u8::try_from(seen.n_distinct(usize::from(wanted))).map_or(wanted, |it| it.clamp(1, wanted));
    let numbers: Vec<u8> = if options.k.is_some() { vec![most] } else { (2.min(most)..=most).collect() };
    let starts = if options.k.is_some() { options.starts } else { options.starts.min(MAX_OPEN_STARTS) };
    let n_steps = numbers.len() * usize::from(starts) * START_STEPS + FINISHING_STEPS;
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps);
    let given = Options { gamma, starts, seed: options.seed };
    let compared = drawn(MAX_COMPARED).unwrap_or_else(|| (0..n).collect());
    let mut trial = Trial { mixed: &mixed, shown: shown.select(&compared), compared, given };
    let mut tried = Vec::new();
    let mut best: Option<(f64, Candidates)> = None;
    for k in numbers {
        let mut rounds = Rounds::new(&mut steps, usize::from(starts) * START_STEPS);
        let candidates = search(seen, k, given, &mut || rounds.round());
        rounds.end();
        let quality = if options.k.is_some() {
            KQuality { k, ..KQuality::default() }
        } else {
            trial.rate(k, &candidates)
        };
        let silhouette = quality.silhouette.unwrap_or(f64::NEG_INFINITY);
        tried.push(quality);
        if best.as_ref().is_none_or(|it| silhouette > it.0) {
            best = Some((silhouette, candidates));
        }
    }
    let mut rounds = Rounds::new(&mut steps, FINISHING_STEPS);
    let fit = best.and_then(|it| finish(&mixed, &it.1, given, &mut || rounds.round()));
    rounds.end();
    steps.complete();
    input.shown = Some(shown);
    let n_searched = seen.len();
    fit.map_or_else(Found::default, |fit| found(fit, tried, (options.k, gamma), n_searched, issues))
}

fn found(
    fit: Fit,
    tried: Vec<KQuality>,
    (k, gamma): (Option<u8>, f64),
    n_searched: usize,
    issues: &mut Issues,
) -> Found {
    if k.is_some_and(|it| fit.k < it) {
        issues.count(IssueKind::FewerGroups, None, u64::from(fit.k));
    }
    Found {
        k: fit.k,
        confidence: (fit.k > 1).then_some(fit.margins),
        labels: fit.labels,
        is_converged: fit.is_converged,
        n_searched,
        tried,
        cost: Some(fit.cost),
        gamma: Some(gamma),
        compared: Compared::Prototypes(fit.prototypes),
        ..Found::default()
    }
}

/// What numbers of groups are rated on.
struct Trial<'a> {
    mixed: &'a Mixed,
    compared: Vec<usize>,
    /// The coordinates of those compared.
    shown: Points,
    given: Options,
}

impl Trial<'_> {
    fn rate(&mut self, k: u8, candidates: &Candidates) -> KQuality {
        let few = self.mixed.select(&self.compared);
        let labels = candidates.nearest(&few, self.given.gamma);
        let quality = silhouette(&self.shown, &labels, self.given.seed);
        KQuality { k, silhouette: quality.silhouette, ..KQuality::default() }
    }
}
