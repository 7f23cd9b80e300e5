//! A column cut into bins, and the rules that its bins make.

use crate::engine::features::{CategoryFeature, Feature};
use crate::engine::segmentation::best_group::{MAX_STEPS, Sum};
use crate::engine::segmentation::rules::{Comparison, Test, Tested, Value};
use crate::engine::table::MISSING_CODE;
use crate::kernel::letters::lowered;
use crate::kernel::order;

/// Values of a category that are tried, the most frequent first.
const MAX_VALUES: usize = 32;
/// The bin of those without a value, or with a rare one.
const NO_BIN: u8 = u8::MAX;

/// A column, each customer in one of its bins.
#[derive(Debug)]
pub struct Axis<'a> {
    /// The bin of each customer; one past the last where there is none.
    pub bins: Vec<u8>,
    field: &'a str,
    steps: Steps<'a>,
}

/// What the bins are.
#[derive(Debug)]
enum Steps<'a> {
    /// Smallest and largest value of each, rising.
    Numbers(Vec<(f64, f64)>),
    /// One value each.
    Names(Vec<&'a str>),
}

/// Neighbouring bins.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// The first of them.
    pub first: usize,
    /// The last of them.
    pub last: usize,
}

impl<'a> Axis<'a> {
    /// A number: a bin for each different value, or bins of equally many customers.
    pub fn of_number(feature: &'a Feature) -> Self {
        let mut sorted: Vec<f64> = feature.values.iter().copied().filter(|it| it.is_finite()).collect();
        order::sort_by(&mut sorted, f64::total_cmp);
        let steps = steps(&sorted);
        let bin = |value: &f64| {
            let at = steps.partition_point(|it| it.1 < *value);
            let is_in = value.is_finite() && at < steps.len();
            if is_in { u8::try_from(at).unwrap_or(NO_BIN) } else { NO_BIN }
        };
        Self {
            bins: feature.values.iter().map(bin).collect(),
            field: &feature.id,
            steps: Steps::Numbers(steps),
        }
    }

    /// A category: a bin for each of its most frequent values.
    pub fn of_category(category: &'a CategoryFeature) -> Self {
        let same = first_alike(category);
        let mut counts: Vec<(u32, usize)> = (0_u32..).take(same.len()).map(|it| (it, 0)).collect();
        for code in category.codes.iter().filter(|it| **it != MISSING_CODE) {
            let first = same.get(*code as usize).copied().unwrap_or(*code);
            if let Some(it) = counts.get_mut(first as usize) {
                it.1 += 1;
            }
        }
        let n_codes = counts.len();
        counts.retain(|it| it.1 > 0);
        order::sort_by(&mut counts, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        counts.truncate(MAX_VALUES);
        let mut bin_of = vec![NO_BIN; n_codes];
        for (bin, (code, _)) in (0_u8..).zip(&counts) {
            if let Some(it) = bin_of.get_mut(*code as usize) {
                *it = bin;
            }
        }
        let bin = |code: &u32| {
            let first = same.get(*code as usize).copied().unwrap_or(*code);
            bin_of.get(first as usize).copied().unwrap_or(NO_BIN)
        };
        let names = counts.iter().map(|it| category.dictionary.get(it.0 as usize)).collect();
        Self {
            bins: category.codes.iter().map(bin).collect(),
            field: &category.label,
            steps: Steps::Names(names),
        }
    }

    /// How many bins there are.
    pub fn n_bins(&self) -> usize {
        match &self.steps {
            Steps::Numbers(steps) => steps.len(),
            Steps::Names(names) => names.len(),
        }
    }

    /// Size and sum of the outcomes of each bin.
    pub fn cells(&self, values: &[f64]) -> Vec<Sum> {
        let mut cells = vec![Sum::default(); self.n_bins()];
        for (bin, value) in self.bins.iter().zip(values).filter(|it| it.1.is_finite()) {
            if let Some(it) = cells.get_mut(usize::from(*bin)) {
                it.n += 1;
                it.total += value;
            }
        }
        cells
    }

    /// What single rules take: each end of a number, up to whoever has one, and each value of a category.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> {
        let last = self.n_bins() - 1;
        let is_number = matches!(self.steps, Steps::Numbers(_));
        let high = (1..=last).map(move |first| Piece { first, last });
        let low = (0..=last).map(|last| Piece { first: 0, last });
        let one = (0..=last).map(|it| Piece { first: it, last: it });
        high.chain(low).filter(move |_| is_number).chain(one.filter(move |_| !is_number))
    }

    /// Two rules about one number: at least, and at most.
    pub fn both_ends(&self) -> impl Iterator<Item = (Piece, Piece)> {
        let last = if matches!(self.steps, Steps::Numbers(_)) { self.n_bins() - 1 } else { 0 };
        (1..last).flat_map(move |first| {
            (first..last).map(move |to| (Piece { first, last }, Piece { first: 0, last: to }))
        })
    }

    /// The rule that takes a piece of [`Axis::pieces`].
    pub fn rule(&self, piece: Piece) -> Tested {
        let test = match &self.steps {
            Steps::Names(names) => {
                let name = names.get(piece.first).copied().unwrap_or_default();
                Test::Compare(Comparison::Is, Value::Text(name.to_owned()))
            }
            Steps::Numbers(steps) if piece.first > 0 => {
                let low = steps.get(piece.first).map_or(f64::NAN, |it| it.0);
                Test::Compare(Comparison::AtLeast, Value::Number(low))
            }
            Steps::Numbers(steps) => {
                let high = steps.get(piece.last).map_or(f64::NAN, |it| it.1);
                Test::Compare(Comparison::AtMost, Value::Number(high))
            }
        };
        Tested { field: self.field.to_owned(), test }
    }
}

/// For each value of a category the first that rules take for the same: letters in either case.
fn first_alike(category: &CategoryFeature) -> Vec<u32> {
    let mut named: Vec<(String, u32)> = category.dictionary.iter().map(lowered).zip(0..).collect();
    order::sort_by(&mut named, Ord::cmp);
    let mut same = vec![0; named.len()];
    for alike in named.chunk_by(|a, b| a.0 == b.0) {
        for (_, code) in alike {
            if let (Some(it), Some((_, first))) = (same.get_mut(*code as usize), alike.first()) {
                *it = *first;
            }
        }
    }
    same
}

/// Smallest and largest value of each step of rising values: a step for each different value, or
/// steps that end at every 32nd part of the customers, equal values together.
fn steps(sorted: &[f64]) -> Vec<(f64, f64)> {
    let alike = |a: &f64, b: &f64| a.total_cmp(b).is_eq();
    let n_different = sorted.chunk_by(alike).take(MAX_STEPS + 1).count();
    if n_different <= MAX_STEPS {
        let first = |it: &[f64]| it.first().copied().map(|it| (it, it));
        return sorted.chunk_by(alike).filter_map(first).collect();
    }
    let mut steps: Vec<(f64, f64)> = Vec::with_capacity(MAX_STEPS);
    let (mut seen, mut open) = (0, None::<f64>);
    for values in sorted.chunk_by(alike) {
        let Some(&value) = values.first() else { continue };
        seen += values.len();
        let low = *open.get_or_insert(value);
        if seen * MAX_STEPS >= sorted.len() * (steps.len() + 1) {
            steps.push((low, value));
            open = None;
        }
    }
    steps
}
