//! What is in each segment, in numbers, beside everyone.

mod model;

pub use model::{
    CategoryProfile, CategoryShare, FeatureProfile, GroupProfile, Profiles, SegmentProfile, Spread,
};

use crate::engine::features::FeatureMatrix;
use crate::engine::progress::Observer;
use crate::engine::segmentation::Segmentation;

/// Describes every segment and everyone.
pub fn describe(
    matrix: &FeatureMatrix,
    segmentation: &Segmentation,
    observer: &mut dyn Observer,
) -> Profiles {
    let _ = (matrix, segmentation, observer);
    Profiles::default()
}
