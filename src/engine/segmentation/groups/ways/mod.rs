//! The ways to find natural groups.

pub mod density;
pub mod kmeans;
pub mod latent_classes;
pub mod medoids;
pub mod merging;
pub mod mixture;
pub mod prototypes;

mod rounds;
