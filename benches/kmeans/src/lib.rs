//! The engine's groups as a module of its own, so that they can be timed beside others on the same
//! points, from the same centres and for the same number of rounds.

use enclave_engine::engine::progress::{Stage, Steps, Unobserved};
use enclave_engine::engine::segmentation::groups::choose_k::{Plan, choose};
use enclave_engine::kernel::kmeans::points::Points;
use enclave_engine::kernel::kmeans::{KMeans, middles, silhouette};
use enclave_engine::kernel::mixture::{Covariance, FLOOR, Field, Options, Units};
use wasm_bindgen::prelude::wasm_bindgen;

/// Points as the engine holds them, and the groups found last.
#[wasm_bindgen]
pub struct Table {
    points: Points,
    labels: Vec<u8>,
}

#[wasm_bindgen]
impl Table {
    /// Points that stand row by row.
    #[wasm_bindgen(constructor)]
    pub fn new(points: &[f32], n_dims: usize) -> Self {
        Self { points: Points::from_rows(wide(points), n_dims), labels: Vec::new() }
    }

    /// Rounds of k-means from given centres; laying out the points is part of it.
    pub fn rounds(&mut self, centres: &[f32], n_rounds: usize) {
        self.labels = KMeans::on(&self.points).rough_labels(&wide(centres), n_rounds);
    }

    /// The sum of squares of the groups found last.
    pub fn inertia(&self) -> f64 {
        let k = self.labels.iter().max().map_or(1, |it| it + 1);
        middles(&self.points, k, &self.labels).inertia
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
        choose(&self.points, &plan, &mut steps).recommendation.k
    }

    /// Rounds of a mixture with full covariances from given centres; the log-likelihood before the
    /// last, in standardised units. Laying out the points is part of it.
    pub fn mixture(&self, centres: &[f32], n_rounds: usize) -> f64 {
        let options = Options { covariance: Covariance::Full, floor: FLOOR, starts: 1, seed: 1 };
        let field = Field::on(&self.points, Units::of(&self.points), options);
        let n_dims = self.points.n_dims();
        let k = centres.len() / n_dims;
        let one: Vec<f64> =
            (0..n_dims * n_dims).map(|it| f64::from(u8::from(it % (n_dims + 1) == 0))).collect();
        let weights = vec![1.0 / k.max(1) as f64; k];
        let start = field.mixture(&weights, &wide(centres), &one.repeat(k));
        start.map_or(f64::NAN, |it| field.rounds(it, n_rounds).1)
    }
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}
