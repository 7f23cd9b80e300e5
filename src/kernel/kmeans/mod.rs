//! K-means, made repeatable.
//!
//! Many seeded starts run in single precision; the few best of them are finished in double
//! precision until nobody changes group, so that what comes out is a true fixed point: every
//! customer is nearest to the mean of the own group. Distances are Euclidean; scaling is therefore
//! not optional: unscaled, a customer's spend in cents would drown every other feature.
//!
//! Starts are numbered and each has random numbers of its own: start 7 for four groups is the same
//! start whether three groups were tried before or not.

pub(in crate::kernel) mod blocks;
mod crowd;
mod ground;
pub(in crate::kernel) mod lanes;
pub(in crate::kernel) mod lloyd;
mod nearest;
pub(in crate::kernel) mod plus_plus;
pub mod points;
pub mod silhouette;
pub mod together;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::kernel::kmeans::blocks::Blocks;
use crate::kernel::kmeans::lanes::{F32x4, F64x2};
use crate::kernel::kmeans::lloyd::Lloyd;
use crate::kernel::kmeans::points::{Points, add, squared_distance};
use crate::kernel::random::Random;

/// Rounds after which a start that has not settled is taken as it is.
const MAX_ROUNDS: usize = 300;
/// A start is compared with others once fewer than one point in so many changes group: the rounds
/// after that are many and hardly tell starts apart. The finalists go on until nobody does.
const RESTLESS: usize = 1000;
/// Starts that are finished in double precision.
pub const N_FINALISTS: usize = 3;
/// Starts as tight as that share of the sum of squares apart are the same solution.
const SAME: f64 = 1e-9;

/// Groups of points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// Number of groups.
    pub k: u8,
    /// The group of each point.
    pub labels: Vec<u8>,
    /// The mean of each group's points, group by group.
    pub centres: Vec<f64>,
    /// Sum of squared distances to the own group's centre.
    pub inertia: f64,
    /// Whether nobody would change group any more.
    pub is_converged: bool,
}

/// Groups as they are compared with others, before they are finished.
#[derive(Debug, Clone, PartialEq)]
pub struct Rough {
    /// The group of each point.
    pub labels: Vec<u8>,
    /// Sum of squared distances to the own group's centre.
    pub inertia: f64,
}

/// How points are moved and stretched before they are compared: to their mean and to the unit cube,
/// which leaves groups as they are and spends single precision where the points are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    origin: Vec<f64>,
    factor: f64,
}

/// What a start came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// What its groups take off the points' sum of squares, in stretched units.
    tightness: f64,
    /// Its centres, group by group, in stretched units.
    centres: Vec<f64>,
}

/// The centres of the best starts for one number of groups, the best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidates {
    k: u8,
    /// Relative to the origin, in stretched units.
    centres: Vec<Vec<f64>>,
    frame: Frame,
}

impl Frame {
    /// The frame of some points.
    pub fn around(points: &Points) -> Self {
        let (origin, largest) = middle_and_reach(points);
        Self { origin, factor: if largest > 0.0 { 1.0 / largest } else { 1.0 } }
    }

    /// Centres, group by group, as rounds have them.
    pub fn moved(&self, centres: &[f64]) -> Vec<f64> {
        let axes = self.origin.iter().cycle();
        centres.iter().zip(axes).map(|(c, origin)| (c - origin) * self.factor).collect()
    }

    /// The candidates' centres in this frame.
    fn translate<'b>(&'b self, candidates: &'b Candidates) -> impl Iterator<Item = Vec<f64>> + 'b {
        let Candidates { centres, frame, .. } = candidates;
        let axes = || frame.origin.iter().zip(&self.origin).cycle();
        centres.iter().map(move |centres| {
            let moved = centres.iter().zip(axes());
            moved.map(|(c, (from, to))| (c / frame.factor + from - to) * self.factor).collect()
        })
    }
}

impl Candidates {
    /// The tightest few of some starts on the same points, the earlier one of equals.
    pub fn best_of(starts: impl IntoIterator<Item = Started>, k: u8, frame: &Frame) -> Self {
        let mut best: Vec<(f64, Vec<f64>)> = Vec::new();
        for Started { tightness, centres } in starts {
            keep_best(&mut best, tightness, &centres);
        }
        Self { k, centres: best.into_iter().map(|it| it.1).collect(), frame: frame.clone() }
    }

    /// Number of groups.
    pub fn k(&self) -> u8 {
        self.k
    }

    /// Each candidate alone.
    pub fn apart(&self) -> impl Iterator<Item = Self> {
        let alone = |it: &Vec<f64>| Self { k: self.k, centres: vec![it.clone()], frame: self.frame.clone() };
        self.centres.iter().map(alone)
    }
}

/// K-means on some points.
#[derive(Debug)]
pub struct KMeans<'a> {
    points: &'a Points,
    frame: Frame,
    blocks: Blocks<F32x4>,
}

impl<'a> KMeans<'a> {
    /// Lays the points out.
    pub fn on(points: &'a Points) -> Self {
        let frame = Frame::around(points);
        let blocks = Blocks::new(points, &frame.origin, frame.factor);
        Self { points, frame, blocks }
    }

    /// The frame of the points.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The best of many starts for `k` groups; `k` must not exceed the number of different points.
    /// Calls back after each start.
    pub fn search(&self, k: u8, starts: u16, seed: u64, on_start: &mut dyn FnMut()) -> Candidates {
        Candidates::best_of(self.starts(k, 0..starts, seed, on_start), k, &self.frame)
    }

    /// What some starts for `k` groups come to. Calls back after each.
    pub fn starts(&self, k: u8, starts: Range<u16>, seed: u64, on_start: &mut dyn FnMut()) -> Vec<Started> {
        let mut all = Vec::with_capacity(starts.len());
        for start in starts {
            let lloyd = self.start(k, start, seed);
            all.push(Started { tightness: lloyd.tightness(), centres: lloyd.centres().to_vec() });
            on_start();
        }
        all
    }

    /// One start, until hardly anybody changes group.
    fn start(&self, k: u8, start: u16, seed: u64) -> Lloyd<'_, F32x4> {
        let mut random = Random::for_task(seed, u64::from(k) << 32 | u64::from(start));
        let centres = plus_plus::centres(&self.blocks, usize::from(k), &mut random);
        let mut lloyd = Lloyd::new(&self.blocks, centres);
        lloyd.settle_but_for(self.points.len() / RESTLESS, MAX_ROUNDS);
        lloyd
    }

    /// Finishes candidates, found on these points, and takes the tightest. Calls back after each.
    pub fn finish(&self, candidates: &Candidates, on_finished: &mut dyn FnMut()) -> Fit {
        let blocks: Blocks<F64x2> = Blocks::new(self.points, &self.frame.origin, self.frame.factor);
        let mut best: Option<Fit> = None;
        for centres in self.frame.translate(candidates) {
            let mut rough = Lloyd::new(&self.blocks, centres);
            rough.settle(MAX_ROUNDS);
            let mut lloyd = Lloyd::new(&blocks, rough.centres().to_vec());
            let is_converged = lloyd.settle(MAX_ROUNDS);
            let fit = fit_of(self.points, candidates.k, lloyd.labels(), is_converged);
            if best.as_ref().is_none_or(|it| fit.inertia < it.inertia) {
                best = Some(fit);
            }
            on_finished();
        }
        best.unwrap_or_else(|| fit_of(self.points, 1, vec![0; self.points.len()], true))
    }

    /// The tightest groups of some starts, in single precision and not to the last change; `k` may
    /// exceed the number of different points.
    pub fn rough(&self, k: u8, starts: u16, seed: u64) -> Rough {
        let mut best: Option<Lloyd<'_, F32x4>> = None;
        for start in 0..starts {
            let lloyd = self.start(k, start, seed);
            if best.as_ref().is_none_or(|it| lloyd.tightness() > it.tightness()) {
                best = Some(lloyd);
            }
        }
        let labels = best.as_ref().map_or_else(|| vec![0; self.points.len()], Lloyd::labels);
        Rough { labels, inertia: self.inertia_of(best.map_or(0.0, |it| it.tightness())) }
    }

    /// The group of each point after a number of rounds in single precision from given centres. This
    /// is what a benchmark times.
    pub fn rough_labels(&self, centres: &[f64], n_rounds: usize) -> Vec<u8> {
        let mut lloyd = Lloyd::new(&self.blocks, self.frame.moved(centres));
        lloyd.settle(n_rounds);
        lloyd.labels()
    }

    /// A number of rounds in single precision from given centres, for comparison with others.
    pub fn rounds(&self, k: u8, centres: &[f64], n_rounds: usize) -> Fit {
        let mut lloyd = Lloyd::new(&self.blocks, self.frame.moved(centres));
        let is_converged = lloyd.settle(n_rounds);
        fit_of(self.points, k, lloyd.labels(), is_converged)
    }

    /// The sum of squares within groups that are so tight.
    fn inertia_of(&self, tightness: f64) -> f64 {
        let squares = |row: &[f64]| squared_distance(row, &self.frame.origin);
        let all: f64 = self.points.rows().map(squares).sum();
        (all - tightness / (self.frame.factor * self.frame.factor)).max(0.0)
    }
}

/// The mean of each dimension, and the farthest that any number lies from it.
fn middle_and_reach(points: &Points) -> (Vec<f64>, f64) {
    let n_dims = points.n_dims();
    let mut sums = vec![0.0; n_dims];
    let (mut low, mut high) = (vec![f64::INFINITY; n_dims], vec![f64::NEG_INFINITY; n_dims]);
    for row in points.rows() {
        for (((sum, low), high), x) in sums.iter_mut().zip(&mut low).zip(&mut high).zip(row) {
            *sum += x;
            *low = if x < low { *x } else { *low };
            *high = if x > high { *x } else { *high };
        }
    }
    let origin: Vec<f64> = sums.iter().map(|it| it / points.len().max(1) as f64).collect();
    let ends = low.iter().zip(&high).zip(&origin);
    let largest = ends.map(|((low, high), o)| (high - o).max(o - low)).fold(0.0, f64::max);
    (origin, largest)
}

/// Keeps the tightest few that differ, the earlier one of equals.
fn keep_best(best: &mut Vec<(f64, Vec<f64>)>, tightness: f64, centres: &[f64]) {
    let is_same = |it: &(f64, Vec<f64>)| (it.0 - tightness).abs() <= SAME * tightness.abs();
    if best.iter().any(is_same) {
        return;
    }
    let at = best.partition_point(|it| it.0 > tightness);
    if at < N_FINALISTS {
        best.insert(at, (tightness, centres.to_vec()));
        best.truncate(N_FINALISTS);
    }
}

/// Centres and inertia of a grouping, worked out from the points themselves.
fn fit_of(points: &Points, k: u8, labels: Vec<u8>, is_converged: bool) -> Fit {
    let Middles { centres, inertia } = middles(points, k, &labels);
    Fit { k, labels, centres, inertia, is_converged }
}

/// The middles of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Middles {
    /// The mean of each group's points, group by group; zeros for a group without points.
    pub centres: Vec<f64>,
    /// Sum of squared distances to the own group's mean.
    pub inertia: f64,
}

/// The mean of the points of each of `k` groups; points with another label are in none.
pub fn middles(points: &Points, k: u8, labels: &[u8]) -> Middles {
    let n_dims = points.n_dims();
    let mut centres = vec![0.0; usize::from(k) * n_dims];
    let mut counts = vec![0_u32; usize::from(k)];
    for (row, label) in points.rows().zip(labels) {
        let label = usize::from(*label);
        if let Some(sums) = centres.get_mut(label * n_dims..(label + 1) * n_dims) {
            add(sums, row);
        }
        if let Some(count) = counts.get_mut(label) {
            *count += 1;
        }
    }
    for (centre, count) in centres.chunks_exact_mut(n_dims).zip(&counts) {
        for value in centre {
            *value /= f64::from(*count).max(1.0);
        }
    }
    let centre = |label: &u8| {
        let at = usize::from(*label) * n_dims;
        centres.get(at..at + n_dims)
    };
    let inertia = points
        .rows()
        .zip(labels)
        .filter_map(|(row, label)| Some(squared_distance(row, centre(label)?)))
        .sum();
    Middles { centres, inertia }
}
