//! Every customer with the segment it is in.
//!
//! A customer that could not be placed stands there without segment, so that the rows always add up
//! to all customers; where only some segments are asked for, it is in none of them.

use crate::engine::Outcome;
use crate::engine::export::Safety;
use crate::engine::export::csv_text::{CsvText, decimal};
use crate::engine::segmentation::{SegmentId, Segmentation, UNASSIGNED};
use crate::kernel::written::file_name;

const SCORED: [&str; 3] = ["recency_days", "frequency", "monetary"];

/// The end of the file's name: the segment's name where it is one segment.
pub(super) fn name(outcome: &Outcome, segments: &[SegmentId]) -> String {
    let only = match segments {
        [only] => outcome.segmentation.segments.iter().find(|it| it.id == *only),
        _ => None,
    };
    let part = only.map(|it| file_name::words(&it.name)).filter(|it| !it.is_empty());
    format!("{}.csv", part.as_deref().unwrap_or("customers"))
}

/// At most `limit` customers of some segments, or of all where none is named, and how many.
pub(super) fn text(
    outcome: &Outcome,
    segments: &[SegmentId],
    safety: Safety,
    limit: usize,
) -> (String, usize) {
    let Outcome { analysis: _, matrix, segmentation, problems: _ } = outcome;
    let measures: Vec<_> = SCORED.iter().filter_map(|it| matrix.feature(it)).collect();
    let scores = segmentation.scores.as_ref().filter(|_| measures.len() == SCORED.len());
    let mut header = vec!["customer_id", "segment_id", "segment"];
    if scores.is_some() {
        header.extend(SCORED);
        header.extend(["r", "f", "m"]);
    }
    if segmentation.memberships.is_some() {
        header.push("all_segments");
    }
    header.extend(segmentation.figures.iter().map(|it| it.name.as_str()));
    if segmentation.confidence.is_some() {
        header.push("confidence");
    }
    let mut csv = CsvText::with_header(&header);
    let mut n_rows = 0;
    for (customer_idx, &assigned) in segmentation.assignment.iter().enumerate() {
        if n_rows == limit {
            break;
        }
        let all = memberships(segmentation, customer_idx, assigned);
        if !segments.is_empty() && !segments.iter().any(|it| all.contains(it)) {
            continue;
        }
        n_rows += 1;
        csv.cell(matrix.customers.get(customer_idx), safety);
        let segment = segmentation.segments.get(usize::from(assigned));
        csv.cell(&segment.map_or_else(String::new, |_| (u16::from(assigned) + 1).to_string()), safety);
        csv.cell(segment.map_or("", |it| &it.name), safety);
        if let Some(scores) = scores {
            for measure in &measures {
                csv.cell(
                    &measure.values.get(customer_idx).map_or_else(String::new, |it| decimal(*it)),
                    safety,
                );
            }
            for score in scores {
                csv.cell(&score_text(score.get(customer_idx), assigned), safety);
            }
        }
        if segmentation.memberships.is_some() {
            let segment = |it: &SegmentId| segmentation.segments.get(usize::from(it.0));
            let names: Vec<&str> = all.iter().filter_map(segment).map(|it| it.name.as_str()).collect();
            csv.cell(&names.join("; "), safety);
        }
        for figure in &segmentation.figures {
            let known = figure.values.get(customer_idx).filter(|it| it.is_finite());
            csv.cell(&known.map_or_else(String::new, |it| decimal(*it)), safety);
        }
        if let Some(confidence) = &segmentation.confidence {
            let known = confidence.get(customer_idx).filter(|it| it.is_finite());
            csv.cell(&known.map_or_else(String::new, |it| decimal(f64::from(*it))), safety);
        }
        csv.end_record();
    }
    (csv.into_text(), n_rows)
}

/// Every segment a customer is in: one, unless the method allows several.
fn memberships(segmentation: &Segmentation, customer_idx: usize, assigned: u8) -> Vec<SegmentId> {
    let all = segmentation.memberships.as_ref().and_then(|it| it.get(customer_idx)).copied();
    let of_bits = |bits: u16| (0..16).filter(|it| (bits >> it) & 1 == 1).map(SegmentId).collect();
    match all {
        Some(bits) if bits != 0 => of_bits(bits),
        Some(_) | None => vec![SegmentId(assigned)],
    }
}

fn score_text(score: Option<&u8>, assigned: u8) -> String {
    match score {
        Some(score) if assigned != UNASSIGNED => score.to_string(),
        _ => String::new(),
    }
}
