//! From an analysis to the bytes of a file, one format per file.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::SegmentId;

/// The files that can be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Customers with their segment.
    Customers {
        /// Only customers of these segments, or all where empty.
        segments: Vec<SegmentId>,
        /// How cells that look like formulas are written.
        safety: Safety,
    },
    /// The recipe as JSON.
    Recipe,
    /// The cells and rows that could not be taken as they are.
    Problems,
    /// The segments' numbers as JSON.
    Analysis,
}

/// How cells that a spreadsheet would take as a formula are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Safety {
    /// With a leading apostrophe.
    #[default]
    Spreadsheet,
    /// As they are, lossless.
    Exact,
}
