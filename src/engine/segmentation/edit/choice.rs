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
    /// The customers inside an outline on the map become a segment of their own.
    Outline(Outline),
}

/// An outline on the map of customers, and the name of the segment it gives.
///
/// It is held in coordinates of the map, not as a list of customers, so that it can be laid on the
/// map of another file too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Given name of the new segment.
    pub name: String,
    /// What the map showed when it was drawn: from and to of the first direction, from and to of the
    /// second. Customers beyond it count as at its edge, where they were drawn.
    pub frame: [f64; 4],
    /// Corners of the outline, first and second direction of each; the last is joined to the first.
    pub corners: Vec<[f64; 2]>,
}

impl Outline {
    /// Whether a place on the map is inside: a line from it to one side crosses the outline an odd
    /// number of times (M. Shimrat, *Algorithm 112*, 1962). A place that is not known is outside.
    pub fn holds(&self, [x, y]: [f64; 2]) -> bool {
        let [left, right, bottom, top] = self.frame;
        if !(x.is_finite() && y.is_finite() && left <= right && bottom <= top) {
            return false;
        }
        let (x, y) = (x.clamp(left, right), y.clamp(bottom, top));
        let ends = self.corners.iter().skip(1).chain(self.corners.first());
        let crosses = |([x1, y1], [x2, y2]): &(&[f64; 2], &[f64; 2])| {
            (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        };
        self.corners.iter().zip(ends).filter(crosses).count() % 2 == 1
    }
}
