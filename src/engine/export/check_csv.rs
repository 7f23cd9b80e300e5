//! A sample of customers with the segment each must be in: what any other engine is held against.
//!
//! Every segment is in it, and those who are in none. Customers are taken at even distances through each
//! segment, in the order of their names, so that the same analysis gives the same sample.

use crate::engine::Outcome;
use crate::engine::export::Safety;
use crate::engine::export::csv_text::CsvText;
use crate::engine::segmentation::UNASSIGNED;

/// Customers of each segment at most.
const MOST: usize = 200;

/// The text, and how many customers stand in it.
pub(super) fn text(outcome: &Outcome) -> (String, usize) {
    let Outcome { matrix, segmentation, .. } = outcome;
    let mut sizes = vec![0_usize; 256];
    for it in &segmentation.assignment {
        sizes.get_mut(usize::from(*it)).into_iter().for_each(|it| *it += 1);
    }
    let mut csv = CsvText::with_header(&["customer_id", "segment_id", "segment"]);
    let mut seen = vec![0_usize; 256];
    let mut n_rows = 0;
    for (customer, &segment) in segmentation.assignment.iter().enumerate() {
        let at = usize::from(segment);
        let (Some(seen), Some(&size)) = (seen.get_mut(at), sizes.get(at)) else { continue };
        *seen += 1;
        // The nth is taken where n × most ÷ size steps over a whole number.
        let taken = |n: usize| n * MOST.min(size) / size.max(1);
        if taken(*seen) == taken(*seen - 1) {
            continue;
        }
        n_rows += 1;
        let name = segmentation.segments.get(at).filter(|_| segment != UNASSIGNED);
        csv.cell(matrix.customers.get(customer), Safety::Exact);
        csv.cell(&name.map_or_else(String::new, |_| (at + 1).to_string()), Safety::Exact);
        csv.cell(name.map_or("", |it| &it.name), Safety::Exact);
        csv.end_record();
    }
    (csv.into_text(), n_rows)
}
