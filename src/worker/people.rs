//! A page of customers, as shown.

use crate::engine::Outcome;
use crate::engine::features::FeatureMatrix;
use crate::engine::present::number;
use crate::engine::profile;
use crate::engine::segmentation::{SegmentId, Segmentation};
use crate::worker::protocol::PeoplePage;

/// Rows `first..first + n` of a segment's customers, or of all customers.
pub fn page(outcome: &Outcome, segment: Option<SegmentId>, first: usize, n: usize) -> PeoplePage {
    let Outcome { analysis: _, matrix, segmentation, problems: _ } = outcome;
    let is_asked =
        |idx: &usize| segment.is_none_or(|it| segmentation.assignment.get(*idx).copied() == Some(it.0));
    let n_total = (0..matrix.n_customers()).filter(is_asked).count();
    let rows = (0..matrix.n_customers())
        .filter(is_asked)
        .skip(first)
        .take(n)
        .map(|idx| row(matrix, segmentation, idx))
        .collect();
    PeoplePage { segment, first, n_total, columns: headings(matrix), rows }
}

/// Typical members that are shown.
const N_TYPICAL: usize = 3;

/// The most typical customers of a segment, their identifiers masked.
pub fn typical(outcome: &Outcome, segment: SegmentId) -> PeoplePage {
    let Outcome { analysis, matrix, segmentation, problems: _ } = outcome;
    let place = usize::from(segment.0);
    let found = profile::typical(matrix, &segmentation.assignment, &analysis.profiles, place, N_TYPICAL);
    let rows = found.into_iter().map(|idx| {
        let mut cells = row(matrix, segmentation, idx as usize);
        if let Some(id) = cells.first_mut() {
            *id = profile::masked(id);
        }
        cells
    });
    let rows: Vec<_> = rows.collect();
    PeoplePage { segment: Some(segment), first: 0, n_total: rows.len(), columns: headings(matrix), rows }
}

fn headings(matrix: &FeatureMatrix) -> Vec<String> {
    let features = matrix.features.iter().map(|it| it.label.clone());
    let categories = matrix.categories.iter().map(|it| it.label.clone());
    ["Customer".to_owned(), "Segment".to_owned()].into_iter().chain(features).chain(categories).collect()
}

fn row(matrix: &FeatureMatrix, segmentation: &Segmentation, idx: usize) -> Vec<String> {
    let place = segmentation.assignment.get(idx).map(|&it| usize::from(it));
    let segment = place.and_then(|it| segmentation.segments.get(it)).map(|it| it.name.clone());
    let features = matrix.features.iter().map(|feature| {
        let value = feature.values.get(idx).copied().unwrap_or(f64::NAN);
        if value.is_nan() {
            return String::new();
        }
        number::value(value, feature.unit, matrix.currency.as_deref())
    });
    let categories = matrix.categories.iter().map(|category| {
        let code = category.codes.get(idx).and_then(|&it| usize::try_from(it).ok());
        code.map_or("", |it| category.dictionary.get(it)).to_owned()
    });
    [matrix.customers.get(idx).to_owned(), segment.unwrap_or_default()]
        .into_iter()
        .chain(features)
        .chain(categories)
        .collect()
}
