//! The engine's groups as a module of its own, so that they can be timed beside others on the same
//! points, from the same centres and for the same number of rounds.

use enclave_engine::engine::progress::{Stage, Steps, Unobserved};
use enclave_engine::engine::segmentation::groups::choose_k::{Plan, choose};
use enclave_engine::kernel::kmeans::points::Points;
use enclave_engine::kernel::kmeans::together::{Order, Part, Report, next_centres, parts};
use enclave_engine::kernel::kmeans::{Frame, KMeans, middles, silhouette};
use enclave_engine::kernel::mixture::{Covariance, FLOOR, Field, Options, Units};
use wasm_bindgen::prelude::wasm_bindgen;

/// Points as the engine holds them, and the groups found last.
#[wasm_bindgen]
pub struct Table {
    /// They last as long as the module.
    points: &'static Points,
    laid: Option<KMeans<'static>>,
    labels: Vec<u8>,
}

#[wasm_bindgen]
impl Table {
    /// Points that stand row by row.
    #[wasm_bindgen(constructor)]
    pub fn new(points: &[f32], n_dims: usize) -> Self {
        Self { points: kept(points, n_dims), laid: None, labels: Vec::new() }
    }

    /// Lays the points out for rounds that follow.
    pub fn lay(&mut self) {
        self.laid = Some(KMeans::on(self.points));
    }

    /// Rounds of k-means from given centres; laying out the points is part of it, unless that was done.
    pub fn rounds(&mut self, centres: &[f32], n_rounds: usize) {
        let fresh;
        let laid = if let Some(it) = &self.laid {
            it
        } else {
            fresh = KMeans::on(self.points);
            &fresh
        };
        self.labels = laid.rough_labels(&wide(centres), n_rounds);
    }

    /// The sum of squares of the groups found last.
    pub fn inertia(&self) -> f64 {
        let k = self.labels.iter().max().map_or(1, |it| it + 1);
        middles(self.points, k, &self.labels).inertia
    }

    /// The exact mean silhouette of the first `n` points in the groups found last.
    pub fn silhouette(&self, n: usize) -> f64 {
        let first: Vec<usize> = (0..n).collect();
        let labels = self.labels.get(..n).unwrap_or(&self.labels);
        silhouette::silhouette_of_at_most(&self.points.select(&first), labels, 1, n)
            .silhouette
            .unwrap_or(f64::NAN)
    }

    /// Tries one to twelve groups, with everything that is shown of each; gives the number recommended.
    pub fn scan(&self) -> u8 {
        let plan = Plan { numbers: 1..=12, is_set: false, starts: 50, seed: 1 };
        let mut nobody = Unobserved;
        let mut steps = Steps::new(&mut nobody, Stage::Segmenting, plan.n_steps(self.points.len()));
        choose(self.points, &plan, &mut steps).recommendation.k
    }

    /// Rounds of a mixture with full covariances from given centres; the log-likelihood before the
    /// last, in standardised units. Laying out the points is part of it.
    pub fn mixture(&self, centres: &[f32], n_rounds: usize) -> f64 {
        let options = Options { covariance: Covariance::Full, floor: FLOOR, starts: 1, seed: 1 };
        let field = Field::on(self.points, Units::of(self.points), options);
        let n_dims = self.points.n_dims();
        let k = centres.len() / n_dims;
        let one: Vec<f64> =
            (0..n_dims * n_dims).map(|it| f64::from(u8::from(it % (n_dims + 1) == 0))).collect();
        let weights = vec![1.0 / k.max(1) as f64; k];
        let start = field.mixture(&weights, &wide(centres), &one.repeat(k));
        start.map_or(f64::NAN, |it| field.rounds(it, n_rounds).1)
    }
}

/// One worker's share of the points, in rounds that are ordered from outside: as the page's workers have
/// them.
#[wasm_bindgen]
pub struct Share {
    points: &'static Points,
    frame: Frame,
    part: Part<'static>,
}

#[wasm_bindgen]
impl Share {
    /// The share of one of several workers in points that stand row by row.
    #[wasm_bindgen(constructor)]
    pub fn new(points: &[f32], n_dims: usize, worker: usize, n_workers: usize) -> Self {
        let points = kept(points, n_dims);
        let frame = Frame::around(points);
        let own = parts(points.len(), n_workers).into_iter().nth(worker).unwrap_or(0..0);
        let values = points.values().get(own.start * n_dims..own.end * n_dims).unwrap_or_default();
        Self { points, part: Part::new(values, frame.clone(), own.start), frame }
    }

    /// Centres as rounds have them.
    pub fn moved(&self, centres: &[f32]) -> Vec<f64> {
        self.frame.moved(&wide(centres))
    }

    /// Nobody has one of `k` groups any more.
    pub fn begin(&mut self, k: u8) {
        self.part.obey(&Order::Begin { k, is_double: false });
    }

    /// Every point joins its nearest centre. Gives the sums of the groups, shard after shard, and then the
    /// points of the groups in the same way.
    pub fn assign(&mut self, centres: &[f64]) -> Vec<f64> {
        let Report { mut sums, counts, .. } = self.part.obey(&Order::Assign { centres: centres.to_vec() });
        sums.extend(counts.into_iter().map(f64::from));
        sums
    }

    /// Centres after a round that all workers reported, one report after the other; `lengths` are theirs.
    pub fn next(&self, reports: &[f64], lengths: &[u32], k: usize) -> Vec<f64> {
        let n_dims = self.points.n_dims();
        let mut rest = reports;
        let reports = lengths.iter().map(|length| {
            let (own, others) = rest.split_at(rest.len().min(*length as usize));
            rest = others;
            let (sums, counts) = own.split_at(own.len() / (n_dims + 1) * n_dims);
            Report {
                sums: sums.to_vec(),
                counts: counts.iter().map(|it| whole(*it)).collect(),
                ..Report::default()
            }
        });
        next_centres(&reports.collect::<Vec<_>>(), k, n_dims).0
    }

    /// The group of each point.
    pub fn labels(&mut self) -> Vec<u8> {
        self.part.obey(&Order::Tell).labels
    }

    /// The sum of squares of some groups of all points.
    pub fn inertia(&self, labels: &[u8], k: u8) -> f64 {
        middles(self.points, k, labels).inertia
    }
}

fn kept(points: &[f32], n_dims: usize) -> &'static Points {
    Box::leak(Box::new(Points::from_rows(wide(points), n_dims)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of points")]
fn whole(value: f64) -> u32 {
    value as u32
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}
