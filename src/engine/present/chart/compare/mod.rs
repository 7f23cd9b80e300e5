//! A few segments side by side: ranges, medians, fingerprints and categories.

mod fingerprint;
mod lanes;
mod medians;
mod stacked;

pub use fingerprint::{Fingerprint, FingerprintCell, FingerprintRow};
pub use lanes::{Lane, LaneRow, Lanes};
pub use medians::{MedianAxis, MedianLine, Medians};
pub use stacked::{Stack, StackPiece, Stacks};

use crate::engine::features::Unit;
use crate::engine::present::chart::{RangeRow, Scale};
use crate::engine::profile::{FeatureProfile, Profiles, SegmentProfile, Spread};

/// Numbers that are compared at most; the first of the analysis.
const N_NUMBERS: usize = 12;

/// A segment at the side of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedHead {
    /// Position of the segment.
    pub segment: usize,
    /// Its name.
    pub name: String,
    /// Its colour and shape.
    pub slot: u8,
}

/// The chosen segments that are there, in the order of the analysis.
fn chosen<'a>(profiles: &'a Profiles, wanted: &[usize]) -> Vec<(usize, &'a SegmentProfile)> {
    profiles.segments.iter().enumerate().filter(|(idx, _)| wanted.contains(idx)).collect()
}

fn head((segment, profile): (usize, &SegmentProfile)) -> ComparedHead {
    ComparedHead { segment, name: profile.segment.name.clone(), slot: profile.segment.slot }
}

/// Everyone's numbers that vary, the first of them.
fn numbers(profiles: &Profiles) -> impl Iterator<Item = (&FeatureProfile, Spread)> {
    let known = profiles.everyone.features.iter().filter_map(|it| Some((it, it.spread?)));
    known.filter(|(_, spread)| spread.max > spread.min).take(N_NUMBERS)
}

/// A segment's spread of a number.
fn spread_of(profile: &SegmentProfile, id: &str) -> Option<Spread> {
    profile.group.features.iter().find(|it| it.id == id)?.spread
}

/// A number with a scale that holds the middle halves of everyone and of some segments.
struct Scaled<'a> {
    feature: &'a FeatureProfile,
    all: Spread,
    scale: Scale,
}

fn scaled<'a>(
    profiles: &'a Profiles,
    chosen: &'a [(usize, &'a SegmentProfile)],
) -> impl Iterator<Item = Scaled<'a>> {
    // Half of all yes or half of all no is no range.
    let is_whole = |it: &f64| it.fract().abs() < f64::EPSILON;
    let is_yes_or_no = move |it: &Spread| [it.min, it.q1, it.median, it.q3, it.max].iter().all(is_whole);
    let ranging = numbers(profiles).filter(move |it| it.0.unit != Unit::Share || !is_yes_or_no(&it.1));
    ranging.map(|(feature, all)| {
        let own = chosen.iter().filter_map(|it| spread_of(it.1, &feature.id));
        let around = Scale { low: f64::INFINITY, high: f64::NEG_INFINITY };
        let scale = own
            .chain([all])
            .map(|it| RangeRow::scale(it, all))
            .fold(around, |scale, it| Scale { low: scale.low.min(it.low), high: scale.high.max(it.high) });
        Scaled { feature, all, scale }
    })
}
