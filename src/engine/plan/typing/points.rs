//! Points of each answer for each segment.
//!
//! Weights of a logistic regression with several outcomes on the answers, found by steps of their own
//! length for each weight (D. Kingma and J. Ba, *Adam*, 2015) over all patterns of answers at once, with
//! a small pull towards zero.

use crate::engine::plan::typing::answers::{Candidate, NO_ANSWER};
use crate::kernel::order;

const N_STEPS: usize = 400;
const STEP: f64 = 0.15;
/// Customers whose weight the pull towards zero has.
const PULL: f64 = 0.5;
/// Points of a weight of one.
const SCALE: f64 = 10.0;

/// A pattern of answers, and how many of each segment gave it.
struct Pattern {
    /// Positions of its weights, one for each question that was answered.
    places: Vec<usize>,
    counts: Vec<f64>,
    n: f64,
}

/// Points before anything is answered, and of each answer of each question; the least of every answer
/// is zero, which changes no sum's order.
pub fn fit(
    chosen: &[&Candidate],
    learnt: &[usize],
    segments: &[u8],
    n_segments: usize,
) -> (Vec<i32>, Vec<Vec<Vec<i32>>>) {
    let mut first_of = Vec::with_capacity(chosen.len());
    let mut n_places = 1;
    for it in chosen {
        first_of.push(n_places);
        n_places += it.says.len();
    }
    let patterns = patterns(chosen, &first_of, learnt, segments, n_segments);
    let weights = climb(&patterns, n_places, n_segments, learnt.len() as f64);
    let points = |place: usize| -> Vec<i32> {
        let own = weights.get(place * n_segments..(place + 1) * n_segments).unwrap_or_default();
        let least = own.iter().copied().fold(f64::INFINITY, f64::min);
        own.iter().map(|it| whole((it - least) * SCALE)).collect()
    };
    let of_question = |(candidate, first): (&&Candidate, &usize)| {
        (0..candidate.says.len()).map(|it| points(first + it)).collect()
    };
    (points(0), chosen.iter().zip(&first_of).map(of_question).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "weights are held far below a million")]
fn whole(x: f64) -> i32 {
    x.round().clamp(-1e6, 1e6) as i32
}

fn patterns(
    chosen: &[&Candidate],
    first_of: &[usize],
    learnt: &[usize],
    segments: &[u8],
    n_segments: usize,
) -> Vec<Pattern> {
    let code = |candidate: &Candidate, customer: usize| {
        u64::from(candidate.codes.get(customer).copied().unwrap_or(NO_ANSWER))
    };
    // A byte for each question, of which there are at most eight.
    let key = |customer: usize| chosen.iter().fold(0, |key, it| (key << 8) | code(it, customer));
    let mut rows: Vec<(u64, usize, u8)> = learnt
        .iter()
        .zip(segments)
        .map(|(customer, segment)| (key(*customer), *customer, *segment))
        .collect();
    order::sort_by_number(&mut rows, |it| it.0);
    let mut found = Vec::new();
    for alike in rows.chunk_by(|a, b| a.0 == b.0) {
        let Some((_, customer, _)) = alike.first() else { continue };
        let answered = chosen.iter().zip(first_of);
        let mut places = vec![0];
        places.extend(answered.filter_map(|(it, first)| Some(first + it.answer(*customer)?)));
        let mut counts = vec![0.0; n_segments];
        for (_, _, segment) in alike {
            if let Some(n) = counts.get_mut(usize::from(*segment)) {
                *n += 1.0;
            }
        }
        found.push(Pattern { places, counts, n: alike.len() as f64 });
    }
    found
}

/// The weights, places × segments.
fn climb(patterns: &[Pattern], n_places: usize, n_segments: usize, n: f64) -> Vec<f64> {
    let mut weights = vec![0.0; n_places * n_segments];
    let (mut mean, mut spread) = (weights.clone(), weights.clone());
    let mut slope = weights.clone();
    let (mut fade, mut fade_spread) = (1.0, 1.0);
    for step in 0..N_STEPS {
        for (slope, weight) in slope.iter_mut().zip(&weights) {
            *slope = -PULL * weight;
        }
        for it in patterns {
            add_slope(it, &weights, n_segments, &mut slope);
        }
        fade *= 0.9;
        fade_spread *= 0.99;
        let pace = STEP * (1.0 - step as f64 / N_STEPS as f64);
        let all = weights.iter_mut().zip(&slope).zip(mean.iter_mut().zip(&mut spread));
        for ((weight, slope), (mean, spread)) in all {
            let slope = slope / n;
            *mean = 0.9 * *mean + 0.1 * slope;
            *spread = 0.99 * *spread + 0.01 * slope * slope;
            *weight += pace * (*mean / (1.0 - fade)) / ((*spread / (1.0 - fade_spread)).sqrt() + 1e-9);
        }
    }
    weights
}

fn add_slope(it: &Pattern, weights: &[f64], n_segments: usize, slope: &mut [f64]) {
    let mut sums = vec![0.0; n_segments];
    for place in &it.places {
        let own = weights.get(place * n_segments..(place + 1) * n_segments).unwrap_or_default();
        for (sum, weight) in sums.iter_mut().zip(own) {
            *sum += weight;
        }
    }
    let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for sum in &mut sums {
        *sum = libm::exp(*sum - most);
    }
    let total: f64 = sums.iter().sum();
    for place in &it.places {
        let own = slope.get_mut(place * n_segments..(place + 1) * n_segments).unwrap_or_default();
        for ((slope, count), sum) in own.iter_mut().zip(&it.counts).zip(&sums) {
            *slope += count - it.n * sum / total;
        }
    }
}
