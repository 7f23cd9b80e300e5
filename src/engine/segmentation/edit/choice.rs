//! What a person changed about the segments of a method.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::Method;

/// A change of the segments that a method gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentEdit {
    /// Several segments become one, at the place of the first of them.
    Merge {
        /// Their given names.
        segments: Vec<String>,
    },
    /// The customers of one segment are segmented among themselves.
    Split {
        /// Its given name.
        segment: String,
        /// How.
        method: Box<Method>,
    },
}
