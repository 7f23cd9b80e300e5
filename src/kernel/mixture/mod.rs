//! Mixtures of normal distributions by expectation and maximisation, made repeatable.
//!
//! Dempster, Laird and Rubin (1977). Starts are of three kinds in turn: the groups of k-means; points
//! far apart, everybody's spread parted among them; any points with everybody's spread. Each runs a few rounds in single precision;
//! the best few go on until they settle, and are finished in double precision.
//!
//! The likelihood of a mixture has no upper end: a component that shrinks onto points in line with
//! each other gains without limit and says nothing. So a component that stands for fewer points than
//! [`least_points`], or whose variance in some direction is less than [`LEAST_SHARE`] of everybody's,
//! has **collapsed**. It is put elsewhere twice; then the start is given up. What is returned has no
//! such component.
//!
//! Points are standardised inside, so that no unit matters; likelihoods are of the points as given.

mod model;
mod pass;
mod starts;
mod triangle;
mod units;

pub use model::{Component, Covariance, Mixture};
pub use triangle::{Shape, Triangle};
pub use units::Units;

use crate::kernel::kmeans::blocks::Blocks;
use crate::kernel::kmeans::lanes::{F32x4, F64x2, Lanes};
use crate::kernel::kmeans::points::Points;
use crate::kernel::mixture::model::Collapse;
use crate::kernel::mixture::starts::Kind;
use crate::kernel::random::Random;

/// Added to every variance of standardised points: what scikit-learn calls `reg_covar`.
pub const FLOOR: f64 = 1e-6;
/// The same where points that are exactly alike in a number would let every component collapse: as if
/// every number were blurred by three hundredths of its spread.
pub const BLUR: f64 = 1e-3;
/// A component's least variance in any direction, as a share of everybody's.
pub const LEAST_SHARE: f64 = 1e-4;
/// Components at most; the pass multiplies their densities.
pub const MAX_K: u8 = 12;

/// Rounds of each start before the best go on: fewer of many points, within these ends.
const SHORT_ROUNDS: (usize, usize) = (12, 80);
/// Points times rounds that a start may take, within those ends.
const SHORT_WORK: usize = 100_000;
/// Starts that go on until they settle, not counting those that collapse.
const N_FINALISTS: usize = 6;
/// Rounds after which a finalist is taken as it is.
const MAX_ROUNDS: usize = 1000;
/// Gain of the mean log-likelihood below which single precision stops.
const ROUGH: f64 = 1e-5;
/// Gain of the mean log-likelihood below which a fit has settled.
const SETTLED: f64 = 1e-7;
/// Starts whose mean log-likelihoods are as close are the same solution.
const SAME: f64 = 1e-6;
/// Rounds between two looks for components that collapsed.
const CHECK_EVERY: usize = 5;
/// Times that a collapsed component is put elsewhere.
const MAX_REFILLS: usize = 4;

/// A mixture on points.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Number of components.
    pub k: u8,
    /// The most probable component of each point, the first of equals.
    pub labels: Vec<u8>,
    /// Its probability for each point.
    pub confidence: Vec<f32>,
    /// Sum of ln density over the points, in their own units.
    pub log_likelihood: f64,
    /// −2 ln likelihood + parameters × ln n: the smaller, the better, as scikit-learn has it.
    pub bic: f64,
    /// Free parameters.
    pub n_parameters: usize,
    /// Whether the likelihood had stopped rising.
    pub is_converged: bool,
    /// The components, in standardised units.
    pub mixture: Mixture,
}

/// Mixtures found on some points, the most likely first, none with a collapsed component.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    mixtures: Vec<Mixture>,
}

impl Candidates {
    /// Whether every start collapsed.
    pub fn is_empty(&self) -> bool {
        self.mixtures.is_empty()
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How free covariances are.
    pub covariance: Covariance,
    /// Added to every variance of standardised points: [`FLOOR`] or [`BLUR`].
    pub floor: f64,
    /// Starts for each number of components.
    pub starts: u16,
    /// Seed of all random choices.
    pub seed: u64,
}

/// Points laid out for mixtures.
#[derive(Debug)]
pub struct Field<'a> {
    points: &'a Points,
    units: Units,
    blocks: Blocks<F32x4>,
    options: Options,
    /// The covariance of all points, in standardised units.
    everyone: Triangle,
}

impl<'a> Field<'a> {
    /// Lays the points out in the units given: of these points, or of all that they are a sample of.
    pub fn on(points: &'a Points, units: Units, options: Options) -> Self {
        let blocks = Blocks::stretched(points, &units.origin, &units.factors);
        let shape = options.covariance.shape();
        let n_dims = points.n_dims();
        let unit = Triangle::new(shape, n_dims, vec![0.0; shape.size(n_dims)]).with_floor(1.0);
        let start = Mixture::single(options.covariance, vec![0.0; n_dims], unit.clone());
        let moved = start.and_then(|it| {
            let sums = pass::sums(&blocks, &it.forms::<F32x4>(), shape);
            it.moved(&sums, points.len(), options.floor).ok()
        });
        let everyone = moved.and_then(|it| it.components.into_iter().next()).map_or(unit, |it| it.spread);
        Self { points, units, blocks, options, everyone }
    }

    /// The best of many starts for `k` components. Calls back after each round of a start.
    pub fn search(&self, k: u8, on_round: &mut dyn FnMut()) -> Candidates {
        let mut best: Vec<Run> = Vec::new();
        let starts = if k == 1 { 1 } else { self.options.starts };
        let rounds = (SHORT_WORK / self.points.len().max(1)).clamp(SHORT_ROUNDS.0, SHORT_ROUNDS.1);
        for start in 0..starts {
            let mut random = Random::for_task(self.options.seed, u64::from(k) << 32 | u64::from(start));
            let Some(mixture) = self.start(usize::from(k), Kind::of(start), &mut random) else { continue };
            let short = Patience { gain: ROUGH, rounds };
            if let Some(run) = self.settle(&self.blocks, mixture, short, (&mut random, on_round)) {
                keep_best(&mut best, run, self.points.len());
            }
        }
        let mut settled: Vec<Run> = Vec::new();
        for (idx, run) in (0_u64..).zip(best) {
            if settled.len() == N_FINALISTS {
                break;
            }
            let mut random = Random::for_task(self.options.seed, u64::from(k) << 32 | FINALIST_TASK | idx);
            let long = Patience { gain: ROUGH, rounds: MAX_ROUNDS };
            if let Some(run) = self.settle(&self.blocks, run.mixture, long, (&mut random, on_round)) {
                keep_best(&mut settled, run, self.points.len());
            }
        }
        Candidates { mixtures: settled.into_iter().map(|it| it.mixture).collect() }
    }

    /// Finishes candidates, found on these points or on a sample of them in the same units: the most
    /// likely of the first `n` that do not collapse. Calls back after each round.
    pub fn finish(&self, candidates: &Candidates, n: usize, on_round: &mut dyn FnMut()) -> Option<Fit> {
        let blocks: Blocks<F64x2> = Blocks::stretched(self.points, &self.units.origin, &self.units.factors);
        let mut best: Option<Run> = None;
        let mut n_left = n;
        for (idx, mixture) in (0_u64..).zip(&candidates.mixtures) {
            if n_left == 0 {
                break;
            }
            let mut random = Random::for_task(self.options.seed, FINALIST_TASK << 1 | idx);
            let rough = Patience { gain: ROUGH, rounds: MAX_ROUNDS };
            let run = self.settle(&self.blocks, mixture.clone(), rough, (&mut random, on_round));
            let Some(run) = run else { continue };
            let fine = Patience { gain: SETTLED, rounds: MAX_ROUNDS };
            let Some(run) = self.settle(&blocks, run.mixture, fine, (&mut random, on_round)) else {
                continue;
            };
            n_left -= 1;
            if best.as_ref().is_none_or(|it| run.log_likelihood > it.log_likelihood) {
                best = Some(run);
            }
        }
        best.map(|it| self.fit(&blocks, it))
    }

    /// A mixture from parameters in the points' own units: weights, means component by component, and
    /// whole covariance matrices row by row. `None` where one is not positive definite.
    pub fn mixture(&self, weights: &[f64], means: &[f64], covariances: &[f64]) -> Option<Mixture> {
        let n_dims = self.points.n_dims();
        let shape = self.options.covariance.shape();
        let Units { origin, factors } = &self.units;
        let matrices = covariances.chunks(n_dims * n_dims);
        let mut components = Vec::new();
        for ((weight, mean), matrix) in weights.iter().zip(means.chunks(n_dims)).zip(matrices) {
            let mean = mean.iter().zip(origin).zip(factors).map(|((it, o), f)| (it - o) * f).collect();
            let rows = matrix.chunks(n_dims).zip(factors).enumerate();
            let kept = rows.flat_map(|(row, (numbers, by))| {
                let kept = numbers.iter().zip(factors).take(row + 1).skip(shape.first(row));
                kept.map(move |(it, factor)| it * by * factor)
            });
            components.push(Component::new(*weight, mean, Triangle::new(shape, n_dims, kept.collect()))?);
        }
        Some(Mixture { covariance: self.options.covariance, components })
    }

    /// A number of rounds in single precision from given parameters, for comparison with others: the
    /// mixture after them and the log-likelihood, in standardised units, before the last. This is what a
    /// benchmark times; laying the points out ([`Field::on`]) and [`Field::mixture`] are not part of it.
    pub fn rounds(&self, mixture: Mixture, n_rounds: usize) -> (Mixture, f64) {
        let mut mixture = mixture;
        let mut log_likelihood = f64::NEG_INFINITY;
        for _ in 0..n_rounds {
            let sums = pass::sums(&self.blocks, &mixture.forms(), self.options.covariance.shape());
            log_likelihood = sums.log_likelihood;
            match mixture.moved(&sums, self.points.len(), self.options.floor) {
                Ok(moved) => mixture = moved,
                Err(_) => break,
            }
        }
        (mixture, log_likelihood)
    }

    /// Goes on until the likelihood stops rising. `None` where a component collapsed and could not be
    /// put elsewhere.
    fn settle<V: Lanes>(
        &self,
        blocks: &Blocks<V>,
        mixture: Mixture,
        patience: Patience,
        (random, on_round): (&mut Random, &mut dyn FnMut()),
    ) -> Option<Run> {
        let n = self.points.len();
        let mut mixture = mixture;
        let mut before = f64::NEG_INFINITY;
        let mut n_refills = 0;
        for round in 1.. {
            let sums = pass::sums(blocks, &mixture.forms(), self.options.covariance.shape());
            on_round();
            let gain = (sums.log_likelihood - before) / n as f64;
            let is_converged = gain < patience.gain;
            let is_over = is_converged || round >= patience.rounds;
            let moved = mixture.moved(&sums, n, self.options.floor);
            let looks = is_over || round % CHECK_EVERY == 0 || moved.is_err();
            let fallen =
                if looks { self.collapsed(&mixture, &sums.sizes).or(moved.clone().err()) } else { None };
            if let Some(idx) = fallen {
                n_refills += 1;
                let mean = blocks.point(random.below(n)).collect();
                let is_hopeless = n_refills > MAX_REFILLS || mixture.components.len() == 1;
                mixture = (!is_hopeless).then(|| mixture.with_moved(idx, mean, &self.everyone))??;
                before = f64::NEG_INFINITY;
                continue;
            }
            if is_over {
                return Some(Run { mixture, log_likelihood: sums.log_likelihood, is_converged });
            }
            before = sums.log_likelihood;
            mixture = moved.ok()?;
        }
        None
    }

    /// The first component that collapsed. One alone has everybody's spread.
    fn collapsed(&self, mixture: &Mixture, sizes: &[f64]) -> Option<usize> {
        if mixture.components.len() < 2 {
            return None;
        }
        let least_share = if self.options.floor < LEAST_SHARE { LEAST_SHARE } else { 0.0 };
        let least_points = least_points(self.options.covariance, self.points.n_dims()) as f64;
        mixture.collapsed(sizes, &self.everyone, Collapse { least_points, least_share })
    }

    fn fit(&self, blocks: &Blocks<F64x2>, run: Run) -> Fit {
        let Run { mixture, log_likelihood, is_converged } = run;
        let n = self.points.len();
        let belonging = pass::belonging(blocks, &mixture.forms(), self.options.covariance.shape());
        let log_likelihood = log_likelihood + self.units.log_volume(n);
        let n_parameters =
            self.options.covariance.n_parameters(mixture.components.len(), self.points.n_dims());
        Fit {
            k: u8::try_from(mixture.components.len()).unwrap_or(MAX_K),
            labels: belonging.labels,
            confidence: belonging.confidence,
            log_likelihood,
            bic: n_parameters as f64 * libm::log(n.max(1) as f64) - 2.0 * log_likelihood,
            n_parameters,
            is_converged,
            mixture,
        }
    }
}

/// Points that a component must stand for: as many as it has parameters. Fewer lie on a curve, or near
/// some plane, by chance.
pub fn least_points(covariance: Covariance, n_dims: usize) -> usize {
    covariance.n_parameters(1, n_dims)
}

const FINALIST_TASK: u64 = 1 << 24;

/// When to stop.
#[derive(Clone, Copy)]
struct Patience {
    /// Gain of the mean log-likelihood below which it has settled.
    gain: f64,
    rounds: usize,
}

/// A mixture on its way.
struct Run {
    mixture: Mixture,
    log_likelihood: f64,
    is_converged: bool,
}

/// Keeps those that differ, the most likely first, the earlier one of equals.
fn keep_best(best: &mut Vec<Run>, run: Run, n: usize) {
    let is_same = |it: &Run| (it.log_likelihood - run.log_likelihood).abs() <= SAME * n as f64;
    if best.iter().any(is_same) {
        return;
    }
    let at = best.partition_point(|it| it.log_likelihood > run.log_likelihood);
    best.insert(at, run);
}

#[cfg(test)]
mod tests;
