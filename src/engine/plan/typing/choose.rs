//! Which questions are asked.

use crate::engine::plan::typing::answers::Candidate;
use crate::kernel::order;

/// Of those learnt from, every so many is kept apart to judge by.
const APART: usize = 3;
/// Customers of the whole that stand beside those of a cell, so that an empty one says what the whole
/// says.
const PRIOR: f64 = 2.0;
/// What a question beyond the third must say, in nats for each customer.
const LEAST_GAIN: f64 = 0.01;
/// Questions that need only say anything at all.
const FEW: usize = 3;

/// A customer with the answers so far.
#[derive(Debug, Clone, Copy)]
struct Row {
    cell: u64,
    customer: usize,
    segment: u8,
    is_apart: bool,
}

/// Positions of the candidates chosen, in the order they were.
pub fn choose(
    candidates: &[Candidate],
    learnt: &[usize],
    segments: &[u8],
    n_segments: usize,
    most: usize,
) -> Vec<usize> {
    let row = |(at, (customer, segment)): (usize, (&usize, &u8))| Row {
        cell: 0,
        customer: *customer,
        segment: *segment,
        is_apart: at % APART == 0,
    };
    let mut rows: Vec<Row> = learnt.iter().zip(segments).enumerate().map(row).collect();
    let n_apart = rows.iter().filter(|it| it.is_apart).count() as f64;
    let mut whole = vec![0.0; n_segments];
    for it in rows.iter().filter(|it| !it.is_apart) {
        if let Some(n) = whole.get_mut(usize::from(it.segment)) {
            *n += 1.0;
        }
    }
    let total: f64 = whole.iter().sum::<f64>() + n_segments as f64;
    let prior: Vec<f64> = whole.iter().map(|it| (it + 1.0) / total).collect();
    let mut chosen = Vec::new();
    let mut left = unsaid(&rows, &prior);
    while chosen.len() < most {
        let open = (0..candidates.len()).filter(|it| !chosen.contains(it));
        let with = |it: usize| Some((it, unsaid(&answered(&rows, candidates.get(it)?), &prior)));
        let best = open.filter_map(with).reduce(|best, it| if it.1 < best.1 { it } else { best });
        let Some((place, now)) = best else { break };
        let gain = (left - now) / n_apart.max(1.0);
        if gain <= if chosen.len() < FEW { 1e-4 } else { LEAST_GAIN } {
            break;
        }
        chosen.push(place);
        left = now;
        if let Some(candidate) = candidates.get(place) {
            rows = answered(&rows, candidate);
            number_cells(&mut rows);
        }
    }
    chosen
}

/// The rows with one more answer.
fn answered(rows: &[Row], candidate: &Candidate) -> Vec<Row> {
    let n = candidate.says.len() as u64 + 1;
    let of = |it: &Row| {
        let answer = candidate.answer(it.customer).map_or(n - 1, |it| it as u64);
        Row { cell: it.cell * n + answer, ..*it }
    };
    rows.iter().map(of).collect()
}

/// Numbers the cells from 0, so that they stay small.
fn number_cells(rows: &mut Vec<Row>) {
    order::sort_by_number(rows, |it| it.cell);
    let (mut last, mut number) = (None, 0);
    for it in rows.iter_mut() {
        if last.is_some_and(|last| last != it.cell) {
            number += 1;
        }
        last = Some(it.cell);
        it.cell = number;
    }
}

/// What the cells leave unsaid about the segments of those kept apart, in nats.
fn unsaid(rows: &[Row], prior: &[f64]) -> f64 {
    let mut rows = rows.to_vec();
    order::sort_by_number(&mut rows, |it| it.cell);
    let mut sum = 0.0;
    let mut counts = vec![0.0; prior.len()];
    for cell in rows.chunk_by(|a, b| a.cell == b.cell) {
        counts.fill(0.0);
        for it in cell.iter().filter(|it| !it.is_apart) {
            if let Some(n) = counts.get_mut(usize::from(it.segment)) {
                *n += 1.0;
            }
        }
        let total = counts.iter().sum::<f64>() + PRIOR;
        for it in cell.iter().filter(|it| it.is_apart) {
            let at = usize::from(it.segment);
            let (n, prior) = (counts.get(at).unwrap_or(&0.0), prior.get(at).unwrap_or(&1.0));
            sum -= libm::log((n + PRIOR * prior) / total);
        }
    }
    sum
}
