//! New customers with the segment that a model puts them in.

use crate::engine::export::Safety;
use crate::engine::export::csv_text::{CsvText, decimal};
use crate::engine::features::FeatureMatrix;
use crate::engine::model::{Model, Placed};
use crate::engine::segmentation::UNASSIGNED;

/// Every customer with its segment, how sure that is, and whether it is unlike anything seen.
pub fn scored_csv(model: &Model, matrix: &FeatureMatrix, placed: &Placed, safety: Safety) -> String {
    let mut header = vec!["customer_id", "segment_id", "segment"];
    if placed.scores.is_some() {
        header.extend(["r", "f", "m"]);
    }
    if placed.confidence.is_some() {
        header.push("confidence");
    }
    header.extend(["unlike", "why_unlike"]);
    let why = reasons(model);
    let mut csv = CsvText::with_header(&header);
    for (customer, &segment) in placed.segments.iter().enumerate() {
        csv.cell(matrix.customers.get(customer), safety);
        let own = model.segments.get(usize::from(segment));
        csv.cell(&own.map_or_else(String::new, |_| (u16::from(segment) + 1).to_string()), safety);
        csv.cell(own.map_or("", |it| &it.name), safety);
        for scores in placed.scores.iter().flatten() {
            let score = scores.get(customer).filter(|_| segment != UNASSIGNED);
            csv.cell(&score.map_or_else(String::new, u8::to_string), safety);
        }
        if let Some(confidence) = &placed.confidence {
            let known = confidence.get(customer).filter(|it| it.is_finite());
            csv.cell(&known.map_or_else(String::new, |it| decimal(f64::from(*it))), safety);
        }
        let reason = placed.unlike.get(customer).and_then(|it| usize::from(*it).checked_sub(1));
        let reason = reason.and_then(|it| why.get(it));
        csv.cell(if reason.is_some() { "yes" } else { "" }, safety);
        csv.cell(reason.map_or("", |it| it), safety);
        csv.end_record();
    }
    csv.into_text()
}

/// Why a customer can be unlike what a model has seen, in the order of [`Placed::unlike`].
pub fn reasons(model: &Model) -> Vec<String> {
    let numbers = model.numbers.iter().map(|it| format!("{} is beyond what was seen", it.label));
    let categories = model.categories.iter().map(|it| format!("{} is a value nobody had", it.column));
    let far = "farther from its segment than anyone was".to_owned();
    numbers.chain(categories).chain([far]).collect()
}
