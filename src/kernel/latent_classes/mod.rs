//! Latent classes: groups of customers who answer alike, by expectation and maximisation.
//!
//! P. Lazarsfeld, N. Henry, *Latent Structure Analysis* (1968); L. Goodman, *Exploratory latent structure
//! analysis using both identifiable and unidentifiable models* (1974). Within a class answers are
//! independent of each other, each a categorical distribution. An answer that is not known takes no
//! part: its factor is left out (right where answers are missing at random).
//!
//! Customers with the same answers are one pattern with a weight, so that time grows with the different
//! patterns. Starts are of two kinds in turn: classes about some patterns drawn, and random memberships.

mod patterns;

pub use patterns::{MISSING, Patterns};

use crate::kernel::random::Random;

/// A probability is never less: what nobody in a class answered stays possible.
const LEAST: f64 = 1e-10;
/// Rounds of each start before the best go on.
const SHORT_ROUNDS: usize = 25;
/// Starts that go on.
const N_FINALISTS: usize = 10;
/// Rounds after which a finalist is taken as it is.
const MAX_ROUNDS: usize = 2000;
/// Gain of the mean log-likelihood below which a fit has settled.
const SETTLED: f64 = 1e-9;
/// Starts whose mean log-likelihoods are as close are the same solution.
const SAME: f64 = 1e-7;

/// Classes, and what each answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Share of each class.
    pub shares: Vec<f64>,
    /// Of each class the probability of every state of every question, one question after the other.
    pub answers: Vec<Vec<f64>>,
}

/// Classes on customers.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Number of classes.
    pub k: u8,
    /// The likeliest class of each customer, the first of equals.
    pub labels: Vec<u8>,
    /// Its probability for each customer.
    pub confidence: Vec<f32>,
    /// Sum of ln probability of the customers' answers.
    pub log_likelihood: f64,
    /// −2 ln likelihood + parameters × ln n: the smaller, the better.
    pub bic: f64,
    /// Free parameters.
    pub n_parameters: usize,
    /// Whether the likelihood had stopped rising.
    pub is_converged: bool,
    /// The classes.
    pub classes: Classes,
}

/// Classes of the best starts for one number of them, the likeliest first.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    best: Vec<(f64, Classes)>,
}

/// Free parameters of `k` classes.
pub fn n_parameters(k: usize, n_states: &[usize]) -> usize {
    k * (1 + n_states.iter().map(|it| it.saturating_sub(1)).sum::<usize>()) - 1
}

/// The best of many starts for `k` classes. Calls back after each round.
pub fn search(patterns: &Patterns, k: u8, starts: u16, seed: u64, on_round: &mut dyn FnMut()) -> Candidates {
    let mut found = Candidates::default();
    let same = SAME * patterns.n_customers();
    for start in 0..if k == 1 { 1 } else { starts } {
        let mut random = Random::for_task(seed, u64::from(k) << 32 | u64::from(start));
        let classes = if start % 2 == 0 {
            about_patterns(patterns, usize::from(k), &mut random)
        } else {
            by_chance(patterns, usize::from(k), &mut random)
        };
        let run = settle(patterns, classes, SHORT_ROUNDS, on_round);
        if found.best.iter().any(|it| (it.0 - run.log_likelihood).abs() <= same) {
            continue;
        }
        let at = found.best.partition_point(|it| it.0 > run.log_likelihood);
        found.best.insert(at, (run.log_likelihood, run.classes));
        found.best.truncate(N_FINALISTS);
    }
    found
}

/// Finishes candidates, found on these customers or on a sample of them, and takes the likeliest. Calls
/// back after each round.
pub fn finish(patterns: &Patterns, candidates: &Candidates, on_round: &mut dyn FnMut()) -> Option<Fit> {
    let mut best: Option<Run> = None;
    for (_, classes) in &candidates.best {
        let run = settle(patterns, classes.clone(), MAX_ROUNDS, on_round);
        if best.as_ref().is_none_or(|it| run.log_likelihood > it.log_likelihood) {
            best = Some(run);
        }
    }
    best.map(|it| fit(patterns, it))
}

/// Classes on their way.
struct Run {
    classes: Classes,
    log_likelihood: f64,
    is_converged: bool,
}

/// What one pass adds up: memberships, and answers by membership.
struct Sums {
    shares: Vec<f64>,
    answers: Vec<Vec<f64>>,
    log_likelihood: f64,
}

/// Goes on until the likelihood stops rising.
fn settle(patterns: &Patterns, classes: Classes, max_rounds: usize, on_round: &mut dyn FnMut()) -> Run {
    let mut classes = classes;
    let mut before = f64::NEG_INFINITY;
    for round in 1.. {
        let sums = pass(patterns, &classes);
        on_round();
        let is_converged = sums.log_likelihood - before < SETTLED * patterns.n_customers();
        if is_converged || round >= max_rounds {
            return Run { classes, log_likelihood: sums.log_likelihood, is_converged };
        }
        before = sums.log_likelihood;
        classes = moved(patterns, sums);
    }
    Run { classes, log_likelihood: before, is_converged: false }
}

/// One pass over all patterns (the E-step, and the sums of the M-step).
fn pass(patterns: &Patterns, classes: &Classes) -> Sums {
    let mut sums = Sums {
        shares: vec![0.0; classes.shares.len()],
        answers: vec![vec![0.0; patterns.n_all_states()]; classes.shares.len()],
        log_likelihood: 0.0,
    };
    let mut memberships = vec![0.0; classes.shares.len()];
    for (places, weight) in patterns.iter() {
        sums.log_likelihood += weight * weigh(classes, places, &mut memberships);
        for ((share, answers), membership) in sums.shares.iter_mut().zip(&mut sums.answers).zip(&memberships)
        {
            let weighted = weight * membership;
            *share += weighted;
            count(answers, places, weighted);
        }
    }
    sums
}

/// Adds a weight to every answer of a pattern.
fn count(sums: &mut [f64], places: &[u32], weight: f64) {
    for place in places.iter().filter(|it| **it != MISSING) {
        if let Some(sum) = sums.get_mut(*place as usize) {
            *sum += weight;
        }
    }
}

/// The probability of each class for one pattern; ln of the pattern's probability.
fn weigh(classes: &Classes, places: &[u32], memberships: &mut [f64]) -> f64 {
    let known = || places.iter().filter(|it| **it != MISSING);
    for ((membership, share), answers) in memberships.iter_mut().zip(&classes.shares).zip(&classes.answers) {
        let product = known().filter_map(|it| answers.get(*it as usize)).product::<f64>();
        *membership = share * product;
    }
    let total: f64 = memberships.iter().sum();
    if total > 1e-280 {
        for membership in memberships {
            *membership /= total;
        }
        return libm::log(total);
    }
    // Products of very many answers leave the range of numbers; their logarithms do not.
    for ((membership, share), answers) in memberships.iter_mut().zip(&classes.shares).zip(&classes.answers) {
        let logs = known().filter_map(|it| answers.get(*it as usize)).copied().map(libm::log);
        *membership = libm::log(share.max(f64::MIN_POSITIVE)) + logs.sum::<f64>();
    }
    let top = memberships.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for membership in memberships.iter_mut() {
        *membership = libm::exp(*membership - top);
    }
    let total: f64 = memberships.iter().sum();
    for membership in memberships.iter_mut() {
        *membership /= total;
    }
    top + libm::log(total)
}

/// The classes that sums make (the M-step).
fn moved(patterns: &Patterns, sums: Sums) -> Classes {
    let n: f64 = sums.shares.iter().sum();
    let mut answers = sums.answers;
    for of_class in &mut answers {
        let mut rest = of_class.as_mut_slice();
        for n_states in patterns.n_states() {
            let (question, after) = rest.split_at_mut((*n_states).min(rest.len()));
            make_shares(question);
            rest = after;
        }
    }
    Classes { shares: sums.shares.iter().map(|it| (it / n).max(f64::MIN_POSITIVE)).collect(), answers }
}

/// Sums of one question as shares; all alike where nobody answered it.
fn make_shares(question: &mut [f64]) {
    let total: f64 = question.iter().sum();
    let alike = 1.0 / question.len().max(1) as f64;
    for value in question {
        let share = if total > 0.0 { *value / total } else { alike };
        *value = share.max(LEAST);
    }
}

/// Everybody's answers.
fn overall(patterns: &Patterns) -> Vec<f64> {
    let mut sums = vec![0.0; patterns.n_all_states()];
    for (places, weight) in patterns.iter() {
        count(&mut sums, places, weight);
    }
    let one = Sums { shares: vec![1.0], answers: vec![sums], log_likelihood: 0.0 };
    moved(patterns, one).answers.into_iter().next().unwrap_or_default()
}

/// Classes that answer half as everybody does and half as a pattern drawn.
fn about_patterns(patterns: &Patterns, k: usize, random: &mut Random) -> Classes {
    let overall = overall(patterns);
    let about = |_| {
        let mut answers: Vec<f64> = overall.iter().map(|it| it * 0.5).collect();
        let (places, _) = patterns.get(random.below(patterns.len()));
        for place in places.iter().filter(|it| **it != MISSING) {
            if let Some(share) = answers.get_mut(*place as usize) {
                *share += 0.5;
            }
        }
        answers
    };
    Classes { answers: (0..k).map(about).collect(), shares: vec![1.0 / k as f64; k] }
}

/// Classes of random members.
fn by_chance(patterns: &Patterns, k: usize, random: &mut Random) -> Classes {
    let mut sums = Sums {
        shares: vec![0.0; k],
        answers: vec![vec![0.0; patterns.n_all_states()]; k],
        log_likelihood: 0.0,
    };
    for (places, weight) in patterns.iter() {
        for (share, answers) in sums.shares.iter_mut().zip(&mut sums.answers) {
            // Exponential numbers, as of a flat Dirichlet distribution.
            let weighted = -weight * libm::log(1.0 - random.unit());
            *share += weighted;
            count(answers, places, weighted);
        }
    }
    moved(patterns, sums)
}

#[expect(clippy::cast_possible_truncation, reason = "shown to people: three digits are enough")]
fn fit(patterns: &Patterns, run: Run) -> Fit {
    let Run { classes, log_likelihood, is_converged } = run;
    let k = classes.shares.len();
    let mut memberships = vec![0.0; k];
    let mut of_pattern = Vec::with_capacity(patterns.len());
    for (places, _) in patterns.iter() {
        weigh(&classes, places, &mut memberships);
        let all = (0_u8..).zip(memberships.iter().copied());
        of_pattern.push(all.fold((0, -1.0), |best, it| if it.1 > best.1 { it } else { best }));
    }
    let of_customer = |pattern: &u32| of_pattern.get(*pattern as usize).copied().unwrap_or((0, 1.0));
    let n_parameters = n_parameters(k, patterns.n_states());
    Fit {
        k: u8::try_from(k).unwrap_or(u8::MAX),
        labels: patterns.of_customers().iter().map(|it| of_customer(it).0).collect(),
        confidence: patterns.of_customers().iter().map(|it| of_customer(it).1 as f32).collect(),
        log_likelihood,
        bic: n_parameters as f64 * libm::log(patterns.n_customers().max(1.0)) - 2.0 * log_likelihood,
        n_parameters,
        is_converged,
        classes,
    }
}

#[cfg(test)]
mod tests;
