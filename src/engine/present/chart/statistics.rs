//! The numbers behind a segment's page, for those who ask for them.

use crate::engine::present::chart::Twin;
use crate::engine::present::number;
use crate::engine::present::sentence::difference::differences;
use crate::engine::present::sentence::titled;
use crate::engine::profile::{FeatureProfile, Profiles, SegmentProfile};

/// Mean, median, quartiles, spread, the size of the difference from everyone, and how many
/// customers have each number.
pub fn statistics(profile: &SegmentProfile, profiles: &Profiles) -> Twin {
    let found = differences(profile, profiles);
    let row = |feature: &FeatureProfile| {
        let write = |it: f64| number::figure(it, feature.unit, profiles.currency.as_deref());
        let spread = feature.spread;
        let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), write);
        let known = profile.group.n.saturating_sub(feature.n_missing);
        let size = found.iter().find(|it| it.id() == feature.id);
        [
            titled(&feature.label),
            cell(spread.map(|it| it.mean)),
            cell(spread.map(|it| it.median)),
            spread.map_or_else(|| "–".to_owned(), |it| format!("{} to {}", write(it.q1), write(it.q3))),
            cell(spread.map(|it| it.sd)),
            size.map_or_else(
                || "–".to_owned(),
                |it| format!("{} ({})", number::capitalised(it.size_word()), number::fixed(it.effect, 2)),
            ),
            number::count(known),
            number::count(feature.n_missing),
        ]
    };
    let headings = [
        "Number",
        "Mean",
        "Median",
        "Quartiles",
        "Standard deviation",
        "Difference from everyone",
        "Customers",
        "Missing",
    ];
    Twin::new(headings, profile.group.features.iter().map(row))
}
