//! What a person wrote about a segment, kept by what the segment is.
//!
//! A segment with a name of its own (Champions, a rule's name) is known by it. A natural group is
//! known by its portrait, the places of its medians: on the next run "Group 2" may be another, and its
//! words go with the customers they were written about.

use serde::{Deserialize, Serialize};

use crate::engine::profile::{FeatureProfile, GroupProfile, Profiles, SegmentProfile};
use crate::kernel::order;

/// Root of the mean squared difference of places up to which two portraits are of one segment.
const ALIKE: f64 = 0.75;

/// What a person wrote about a segment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SegmentNotes {
    /// The given name of the segment when it was written.
    pub segment: String,
    /// Where its medians were; empty for segments with a name of their own.
    pub portrait: Vec<Likeness>,
    /// In place of the sentence that the numbers give.
    pub sentence: Option<String>,
    /// In place of the traits, one a line.
    pub traits: Option<String>,
    /// In place of the idea.
    pub idea: Option<String>,
    /// In place of the channel.
    pub channel: Option<String>,
    /// What is to be done.
    pub plan: Plan,
    /// The persona as it was kept, oldest first.
    pub versions: Vec<PersonaVersion>,
}

/// Where a segment's median of one number stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// Id of the number.
    pub feature: String,
    /// (Median here − everyone's) ÷ everyone's interquartile range.
    pub place: f64,
}

/// What is to be done with a segment, in a person's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// What is to be reached.
    pub goal: String,
    /// What is to be said.
    pub message: String,
    /// By which way.
    pub channel: String,
    /// What is offered.
    pub offer: String,
    /// Anything else.
    pub notes: String,
}

/// A persona as it was kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaVersion {
    /// From 1.
    pub number: u32,
    /// The day the numbers were of.
    pub as_of: Option<i32>,
    /// Customers.
    pub n: usize,
    /// Share of customers.
    pub share: f64,
    /// Share of money.
    pub revenue_share: Option<f64>,
    /// Name.
    pub name: String,
    /// Sentence.
    pub sentence: String,
    /// Traits.
    pub traits: Vec<String>,
    /// Idea.
    pub idea: String,
    /// Channel.
    pub channel: String,
}

impl SegmentNotes {
    /// Empty notes about a segment.
    pub fn about(profile: &SegmentProfile, everyone: &GroupProfile) -> Self {
        let segment = &profile.segment;
        let portrait = if segment.is_numbered { portrait(&profile.group, everyone) } else { Vec::new() };
        Self { segment: segment.given_name.clone(), portrait, ..Self::default() }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        let blank =
            Self { segment: self.segment.clone(), portrait: self.portrait.clone(), ..Self::default() };
        *self == blank
    }
}

/// For each segment the position of the notes about it; notes are about one segment at most. Those
/// about a segment that is not there any more are about none, and are kept.
pub fn matched(notes: &[SegmentNotes], profiles: &Profiles) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; profiles.segments.len()];
    let mut pairs = Vec::new();
    for (place, profile) in profiles.segments.iter().enumerate() {
        let own = portrait(&profile.group, &profiles.everyone);
        for (at, note) in notes.iter().enumerate() {
            let is_named = note.portrait.is_empty() && (own.is_empty() || !profile.segment.is_numbered);
            if is_named && note.segment == profile.segment.given_name {
                pairs.push((-1.0, place, at));
            } else if !note.portrait.is_empty() && profile.segment.is_numbered {
                pairs.extend(apart(&note.portrait, &own).filter(|it| *it <= ALIKE).map(|it| (it, place, at)));
            }
        }
    }
    order::sort_by(&mut pairs, |a, b| a.0.total_cmp(&b.0));
    for (_, place, at) in pairs {
        let is_taken = found.contains(&Some(at));
        if let Some(it) = found.get_mut(place).filter(|it| it.is_none() && !is_taken) {
            *it = Some(at);
        }
    }
    found
}

/// The places of a group's medians among everyone.
fn portrait(group: &GroupProfile, everyone: &GroupProfile) -> Vec<Likeness> {
    let both = group.features.iter().zip(&everyone.features);
    let place = |(here, all): (&FeatureProfile, &FeatureProfile)| {
        let (own, all) = (here.spread?, all.spread?);
        let range = if all.q3 > all.q1 { all.q3 - all.q1 } else { all.sd };
        let place = (own.median - all.median) / range;
        place.is_finite().then(|| Likeness { feature: here.id.clone(), place })
    };
    both.filter_map(place).collect()
}

/// How far two portraits are apart, in what both show; `None` where that is nothing.
fn apart(kept: &[Likeness], own: &[Likeness]) -> Option<f64> {
    let squares: Vec<f64> = kept
        .iter()
        .filter_map(|it| {
            let other = own.iter().find(|other| other.feature == it.feature)?;
            Some((it.place - other.place) * (it.place - other.place))
        })
        .collect();
    (!squares.is_empty()).then(|| (squares.iter().sum::<f64>() / squares.len() as f64).sqrt())
}
