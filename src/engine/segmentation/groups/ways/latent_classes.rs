//! Natural groups of customers who answer alike, by latent classes.

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::answers::States;
use crate::engine::segmentation::groups::found::{Compared, Found};
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::groups::ways::kmeans::MAX_AUTO_K;
use crate::engine::segmentation::groups::ways::rounds::Rounds;
use crate::engine::segmentation::{GroupsOptions, KQuality};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::latent_classes::{Candidates, Fit, Patterns, finish, n_parameters, search};
use crate::kernel::random::Random;

/// Different patterns of answers up to which the search sees everyone.
const MAX_PATTERNS: usize = 4_000;
/// Customers the search sees where there are more patterns.
pub const MAX_SEARCHED: usize = 8_000;
/// Numbers of classes after the best so far that may do worse before the others are not tried.
const MAX_WORSE: usize = 3;
/// Steps of progress that a start is worth, and finishing.
const START_STEPS: usize = 10;
const FINISHING_STEPS: usize = 200;
const SAMPLE_TASK: u64 = 6 << 48;

/// The likeliest classes, of the number asked for or of that with the smallest BIC.
pub fn find(
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Found {
    let everyone = patterns(&input.states, None);
    let n = input.rows.len();
    let is_sampled = everyone.len() > MAX_PATTERNS && n > MAX_SEARCHED;
    let sample = is_sampled.then(|| {
        let drawn = Random::for_task(options.seed, SAMPLE_TASK).sample(n, MAX_SEARCHED);
        patterns(&input.states, Some(&drawn))
    });
    let seen = sample.as_ref().unwrap_or(&everyone);
    let most = most_classes(seen, options.k.unwrap_or(MAX_AUTO_K).max(1));
    let numbers: Vec<u8> = if options.k.is_some() { vec![most] } else { (1..=most).collect() };
    let each = usize::from(options.starts) * START_STEPS + FINISHING_STEPS;
    let mut steps = Steps::new(observer, Stage::Segmenting, numbers.len() * each + FINISHING_STEPS);
    let mut tried = Vec::new();
    let mut best: Option<(Fit, Candidates)> = None;
    let mut n_worse = 0;
    for k in numbers {
        let mut rounds = Rounds::new(&mut steps, each);
        let candidates = search(seen, k, options.starts, options.seed, &mut || rounds.round());
        let fit = finish(seen, &candidates, &mut || rounds.round());
        rounds.end();
        let Some(fit) = fit else { continue };
        tried.push(KQuality { k, bic: Some(fit.bic), ..KQuality::default() });
        if best.as_ref().is_none_or(|it| fit.bic < it.0.bic) {
            (best, n_worse) = (Some((fit, candidates)), 0);
        } else {
            n_worse += 1;
        }
        if n_worse == MAX_WORSE {
            break;
        }
    }
    let mut rounds = Rounds::new(&mut steps, FINISHING_STEPS);
    let fit = best.and_then(|(fit, candidates)| {
        let on_everyone = is_sampled.then(|| finish(&everyone, &candidates, &mut || rounds.round()));
        on_everyone.unwrap_or(Some(fit))
    });
    rounds.end();
    steps.complete();
    let n_searched = if is_sampled { MAX_SEARCHED } else { n };
    fit.map_or_else(Found::default, |fit| found(fit, tried, options.k, n_searched, issues))
}

fn found(fit: Fit, tried: Vec<KQuality>, k: Option<u8>, n_searched: usize, issues: &mut Issues) -> Found {
    let n_made = (0..fit.k).filter(|it| fit.labels.contains(it)).count();
    if k.is_some_and(|it| n_made < usize::from(it)) {
        issues.count(IssueKind::ClassesLimited, None, n_made as u64);
    }
    Found {
        k: fit.k,
        labels: fit.labels,
        confidence: Some(fit.confidence),
        is_converged: fit.is_converged,
        n_searched,
        tried,
        log_likelihood: Some(fit.log_likelihood),
        bic: Some(fit.bic),
        compared: Compared::Classes(fit.classes),
        ..Found::default()
    }
}

/// The answers of everyone, or of some.
fn patterns(categories: &[States], at: Option<&[usize]>) -> Patterns {
    let picked = |it: &States| match at {
        None => it.of_customers.clone(),
        Some(at) => at.iter().filter_map(|row| it.of_customers.get(*row)).copied().collect(),
    };
    let questions: Vec<Vec<u32>> = categories.iter().map(picked).collect();
    Patterns::new(&questions, categories.iter().map(|it| it.n).collect())
}

/// Classes that the answers can tell apart, up to a number wanted: no more parameters than there are
/// different answers possible, or customers.
fn most_classes(patterns: &Patterns, wanted: u8) -> u8 {
    let possible = patterns.n_states().iter().fold(1_usize, |all, it| all.saturating_mul(*it));
    let room = possible.saturating_sub(1).min(patterns.of_customers().len());
    let fits = |k: &u8| n_parameters(usize::from(*k), patterns.n_states()) <= room;
    (1..=wanted).rev().find(fits).unwrap_or(1)
}
