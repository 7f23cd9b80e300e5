//! Which segment is most like another.

use crate::engine::profile::{FeatureProfile, GroupProfile, SegmentProfile};

/// For each segment the one whose medians are nearest, each difference counted in interquartile
/// ranges of everyone (in standard deviations where the middle half is alike). The first of those
/// that tie; `None` where there is only one segment.
pub fn nearest(segments: &[SegmentProfile], everyone: &GroupProfile) -> Vec<Option<usize>> {
    let others = |segment: usize| segments.iter().enumerate().filter(move |it| it.0 != segment);
    let of_segment = |(idx, segment): (usize, &SegmentProfile)| {
        let distance = |it: &SegmentProfile| distance(&segment.group, &it.group, everyone);
        let pairs = others(idx).map(|(other, it)| (distance(it), other));
        pairs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|it| it.1)
    };
    segments.iter().enumerate().map(of_segment).collect()
}

/// Squared distance of two groups, over the features both have.
fn distance(a: &GroupProfile, b: &GroupProfile, everyone: &GroupProfile) -> f64 {
    let median = |it: &FeatureProfile| it.spread.map(|it| it.median);
    let features = a.features.iter().zip(&b.features).zip(&everyone.features);
    let squares = features.filter_map(|((a, b), everyone)| {
        let everyone = everyone.spread?;
        let range = everyone.q3 - everyone.q1;
        let scale = if range > 0.0 { range } else { everyone.sd };
        let difference = (median(a)? - median(b)?) / scale;
        (scale > 0.0).then_some(difference * difference)
    });
    squares.sum()
}
