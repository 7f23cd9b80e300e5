//! The engine's k-means as a module of its own, so that it can be timed beside others from the same
//! centres and for the same number of rounds.

use enclave_engine::kernel::kmeans::KMeans;
use enclave_engine::kernel::kmeans::points::Points;
use wasm_bindgen::prelude::wasm_bindgen;

/// Rounds of k-means from given centres, both row by row; the inertia after them. Laying out the
/// points is part of it.
#[wasm_bindgen]
pub fn inertia_after(points: &[f32], centres: &[f32], n_dims: usize, n_rounds: usize) -> f64 {
    let wide = |values: &[f32]| values.iter().copied().map(f64::from).collect::<Vec<f64>>();
    let points = Points::from_rows(wide(points), n_dims);
    let k = u8::try_from(centres.len() / n_dims.max(1)).unwrap_or(u8::MAX);
    KMeans::on(&points).rounds(k, &wide(centres), n_rounds).inertia
}
