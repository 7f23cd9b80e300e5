//! Who is in the test and who in the control group, customer by customer.

use crate::engine::Outcome;
use crate::engine::export::Safety;
use crate::engine::export::csv_text::CsvText;
use crate::engine::plan::split::Split;

/// Every customer in a segment with its group, and how many.
pub(super) fn text(outcome: &Outcome, split: &Split, safety: Safety) -> (String, usize) {
    let Outcome { analysis: _, matrix, segmentation, problems: _ } = outcome;
    let mut csv = CsvText::with_header(&["customer_id", "segment_id", "segment", "group"]);
    let mut n_rows = 0;
    for (customer, (group, assigned)) in split.groups.iter().zip(&segmentation.assignment).enumerate() {
        let segment = segmentation.segments.get(usize::from(*assigned));
        let (Some(group), Some(segment)) = (group, segment) else { continue };
        csv.cell(matrix.customers.get(customer), safety);
        csv.cell(&(u16::from(*assigned) + 1).to_string(), safety);
        csv.cell(&segment.name, safety);
        csv.cell(group.word(), safety);
        csv.end_record();
        n_rows += 1;
    }
    (csv.into_text(), n_rows)
}
