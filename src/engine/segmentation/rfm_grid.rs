//! Customers scored by recency, frequency and money, and named by their code.

use crate::engine::features::{Feature, FeatureMatrix};
use crate::engine::progress::{Observer, Stage};
use crate::engine::segmentation::rfm_map::RfmName;
use crate::engine::segmentation::score::{Better, Scored, score};
use crate::engine::segmentation::{
    RfmCell, RfmCuts, RfmDetail, RfmMap, RfmOptions, SegmentId, SegmentationError, UNASSIGNED,
};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::quantile::order_statistics;

/// Customers on the RFM grid.
#[derive(Debug)]
pub struct Grid {
    /// Names with customers, in canonical order.
    pub names: Vec<RfmName>,
    /// Position of each customer's name, or [`UNASSIGNED`].
    pub assignment: Vec<u8>,
    /// Recency, frequency and monetary scores; 0 where unassigned.
    pub scores: [Vec<u8>; 3],
    /// Cuts and cells.
    pub detail: RfmDetail,
}

/// Scores and names every customer whose three numbers are known.
pub fn find(
    matrix: &FeatureMatrix,
    options: &RfmOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Grid, SegmentationError> {
    let numbers =
        [feature(matrix, "recency_days")?, feature(matrix, "frequency")?, feature(matrix, "monetary")?];
    let customers = complete(&numbers, issues);
    if customers.is_empty() {
        return Err(SegmentationError::TooFewCustomers { n_customers: 0, needed: 1 });
    }
    let known = numbers.map(|it| gather(&it.values, &customers));
    let [recency, frequency, monetary] = score_all(&known, options, observer);
    let codes = [recency.scores, frequency.scores, monetary.scores];
    let (positions, names) = name_all(&codes, &options.map, options.bins);
    let cells = cells(&codes, &known[2], &positions, names.len(), options.bins);
    observer.progress(Stage::Segmenting, 1.0);
    let n = matrix.n_customers();
    Ok(Grid {
        names,
        assignment: scatter(&positions, &customers, n, UNASSIGNED),
        scores: codes.map(|it| scatter(&it, &customers, n, 0)),
        detail: RfmDetail {
            bins: options.bins,
            cuts: RfmCuts { recency_days: recency.cuts, frequency: frequency.cuts, monetary: monetary.cuts },
            cells,
        },
    })
}

fn feature<'a>(matrix: &'a FeatureMatrix, id: &str) -> Result<&'a Feature, SegmentationError> {
    matrix.feature(id).ok_or_else(|| SegmentationError::FeatureMissing { feature: id.to_owned() })
}

/// The customers of whom all numbers are known; the others are counted.
fn complete(numbers: &[&Feature; 3], issues: &mut Issues) -> Vec<usize> {
    for feature in numbers {
        let n_missing = feature.values.iter().filter(|it| it.is_nan()).count();
        issues.count(IssueKind::NoFeature, Some(&feature.label), n_missing as u64);
    }
    let [recency, frequency, monetary] = numbers.map(|it| &it.values);
    let known = recency.iter().zip(frequency).zip(monetary).map(|((r, f), m)| !(r + f + m).is_nan());
    known.enumerate().filter_map(|(idx, is_known)| is_known.then_some(idx)).collect()
}

fn score_all(known: &[Vec<f64>; 3], options: &RfmOptions, observer: &mut dyn Observer) -> [Scored; 3] {
    let RfmOptions { bins, score: rule, map: _, cuts } = options;
    let cuts = cuts.as_ref();
    let [recency, frequency, monetary] = known;
    let mut scored = |values, better, cuts: Option<&Vec<f64>>, fraction| {
        let scored = score(values, better, *rule, *bins, cuts.map(Vec::as_slice));
        observer.progress(Stage::Segmenting, fraction);
        scored
    };
    [
        scored(recency, Better::Fewer, cuts.map(|it| &it.recency_days), 0.3),
        scored(frequency, Better::More, cuts.map(|it| &it.frequency), 0.6),
        scored(monetary, Better::More, cuts.map(|it| &it.monetary), 0.9),
    ]
}

/// The position of each customer's name among the names somebody has, and those names.
fn name_all([r, f, m]: &[Vec<u8>; 3], map: &RfmMap, bins: u8) -> (Vec<u8>, Vec<RfmName>) {
    let table: Vec<u8> = (0..bins * bins * bins)
        .map(|code| {
            map.position([code / (bins * bins), code / bins % bins, code % bins].map(|it| it + 1), bins)
        })
        .collect();
    let bins = usize::from(bins);
    let position_of = |((&r, &f), &m): ((&u8, &u8), &u8)| {
        let code = (usize::from(r - 1) * bins + usize::from(f - 1)) * bins + usize::from(m - 1);
        table.get(code).copied().unwrap_or(UNASSIGNED)
    };
    let mut positions: Vec<u8> = r.iter().zip(f).zip(m).map(position_of).collect();
    let mut is_used = [false; 256];
    for &position in &positions {
        if let Some(it) = is_used.get_mut(usize::from(position)) {
            *it = true;
        }
    }
    let mut names = Vec::new();
    let mut renumbered = [UNASSIGNED; 256];
    for ((name, is_used), new) in map.names().into_iter().zip(is_used).zip(&mut renumbered) {
        if is_used {
            *new = u8::try_from(names.len()).unwrap_or(UNASSIGNED);
            names.push(name);
        }
    }
    for position in &mut positions {
        *position = renumbered.get(usize::from(*position)).copied().unwrap_or(UNASSIGNED);
    }
    (positions, names)
}

/// The cells of recency and frequency scores, the best recency first.
fn cells(
    [r, f, _]: &[Vec<u8>; 3],
    monetary: &[f64],
    positions: &[u8],
    n_segments: usize,
    bins: u8,
) -> Vec<RfmCell> {
    let side = usize::from(bins);
    let mut money = vec![Vec::new(); side * side];
    for ((&r, &f), &value) in r.iter().zip(f).zip(monetary) {
        if let Some(it) = place_of(r, f, bins).and_then(|it| money.get_mut(it)) {
            it.push(value);
        }
    }
    let sizes = sizes_in_cells((r, f), positions, n_segments, bins);
    let mut cells = Vec::with_capacity(side * side);
    for ((idx, mut money), sizes) in (0..).zip(money).zip(sizes) {
        cells.push(RfmCell {
            r: bins - idx / bins,
            f: 1 + idx % bins,
            n: money.len(),
            median_monetary: median(&mut money),
            segment: largest(&sizes),
        });
    }
    cells
}

fn median(values: &mut [f64]) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let [low, high] = order_statistics(values, &[last / 2, last.div_ceil(2)]).try_into().ok()?;
    Some(f64::midpoint(low, high))
}

/// Where a cell stands, the best recency first; `None` for customers without scores.
fn place_of(r: u8, f: u8, bins: u8) -> Option<usize> {
    Some(usize::from(bins.checked_sub(r)?) * usize::from(bins) + usize::from(f.checked_sub(1)?))
}

/// How many customers of each segment are in each cell, the cells in their order; customers in no
/// segment or without scores are in none.
pub(super) fn sizes_in_cells(
    (r, f): (&[u8], &[u8]),
    assignment: &[u8],
    n_segments: usize,
    bins: u8,
) -> Vec<Vec<usize>> {
    let mut sizes = vec![vec![0_usize; n_segments]; usize::from(bins) * usize::from(bins)];
    for ((&r, &f), &segment) in r.iter().zip(f).zip(assignment) {
        let cell = place_of(r, f, bins).and_then(|it| sizes.get_mut(it));
        if let Some(it) = cell.and_then(|it| it.get_mut(usize::from(segment))) {
            *it += 1;
        }
    }
    sizes
}

/// The segment that most customers of a cell are in, the first of several; `None` where nobody is.
pub(super) fn largest(sizes: &[usize]) -> Option<SegmentId> {
    let most = sizes.iter().copied().max().filter(|&it| it > 0)?;
    sizes.iter().position(|&it| it == most).and_then(|it| u8::try_from(it).ok()).map(SegmentId)
}

fn gather(values: &[f64], customers: &[usize]) -> Vec<f64> {
    customers.iter().filter_map(|&idx| values.get(idx).copied()).collect()
}

fn scatter(values: &[u8], customers: &[usize], n: usize, elsewhere: u8) -> Vec<u8> {
    let mut all = vec![elsewhere; n];
    for (&value, &idx) in values.iter().zip(customers) {
        if let Some(it) = all.get_mut(idx) {
            *it = value;
        }
    }
    all
}
