//! Segments changed by hand: merged, segmented anew among themselves, or drawn on the map.
//!
//! Changes are made in their order after the method has run, and name segments by their given
//! names, so that they hold on next month's file too. A change that names a segment which is not
//! there is left out and noted. Everybody who was in a segment is in exactly one afterwards.

mod choice;
mod merge;
mod outline;
mod split;

pub use choice::{Outline, SegmentEdit};

use crate::engine::progress::Observer;
use crate::engine::segmentation::{Customers, Detail, Segmentation, SegmentationError, rfm_grid};
use crate::engine::table::{IssueKind, Issues};

/// Segments at most; further splits are left out.
const MAX_SEGMENTS: usize = 60;

/// Makes the changes one after another.
pub fn apply(
    segmentation: &mut Segmentation,
    customers: Customers<'_>,
    edits: &[SegmentEdit],
    issues: &mut Issues,
    observer: &mut dyn Observer,
) {
    if edits.is_empty() {
        return;
    }
    for edit in edits {
        let done = match edit {
            SegmentEdit::Merge { segments } => merge::merge(segmentation, segments),
            SegmentEdit::Outline(it) => outline::outline(segmentation, it),
            SegmentEdit::Split { segment, method } => {
                split::split(segmentation, customers, (segment, method), issues, observer)
            }
        };
        if let Err(missing) = done {
            issues.note(IssueKind::EditLeftOut, Some(&missing.segment), 0, &missing.why());
        }
    }
    // What was changed by hand is what counts: one segment each.
    segmentation.memberships = None;
    renumber(segmentation);
}

/// Why a change could not be made.
#[derive(Debug, Clone, PartialEq)]
struct LeftOut {
    /// The segment it names.
    segment: String,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq)]
enum Reason {
    NotThere,
    TooMany,
    NoMap,
    NameTaken,
    NobodyInside,
    NoGroups(SegmentationError),
}

impl LeftOut {
    fn why(&self) -> String {
        match &self.reason {
            Reason::NotThere => "there is no such segment".to_owned(),
            Reason::TooMany => "there would be too many segments".to_owned(),
            Reason::NoMap => "this way of grouping has no map".to_owned(),
            Reason::NameTaken => "another segment has this name".to_owned(),
            Reason::NobodyInside => "nobody is inside the outline".to_owned(),
            Reason::NoGroups(error) => error.to_string(),
        }
    }
}

/// Position of a segment by its given name.
fn position(segmentation: &Segmentation, given_name: &str) -> Result<usize, LeftOut> {
    let found = segmentation.segments.iter().position(|it| it.given_name == given_name);
    found.ok_or_else(|| LeftOut { segment: given_name.to_owned(), reason: Reason::NotThere })
}

/// Says what the method learnt in the numbers that segments have now.
fn renumber(segmentation: &mut Segmentation) {
    let assignment = &segmentation.assignment;
    if let Detail::Groups(detail) = &mut segmentation.detail {
        for (point, &customer) in detail.map.iter_mut().zip(&segmentation.shown_on_map) {
            point.segment = assignment.get(customer as usize).copied().unwrap_or(point.segment);
        }
    } else if let (Detail::Rfm(detail), Some(scores)) = (&mut segmentation.detail, &segmentation.scores) {
        let [r, f, _] = scores;
        let sizes = rfm_grid::sizes_in_cells((r, f), assignment, segmentation.segments.len(), detail.bins);
        for (cell, sizes) in detail.cells.iter_mut().zip(&sizes) {
            cell.segment = rfm_grid::largest(sizes);
        }
    }
}
