//! One idea of what to do with a segment: by its name for RFM, by what stands out otherwise.

use crate::engine::present::number;
use crate::engine::present::sentence::difference::{SMALL, telling};
use crate::engine::profile::{Profiles, SegmentProfile};

/// What the names of all RFM maps have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RfmKind {
    /// Champions.
    Champions,
    /// Loyal customers.
    Loyal,
    /// Potential loyalists.
    Potential,
    /// New or recent customers.
    New,
    /// Promising.
    Promising,
    /// Need attention.
    Attention,
    /// About to sleep.
    Sleepy,
    /// At risk.
    Risk,
    /// Can't lose them.
    Precious,
    /// Hibernating.
    Hibernating,
    /// Lost.
    Lost,
    /// Scores that fit no name.
    Others,
}

impl RfmKind {
    /// The kind of a given name; `None` for names that no RFM map gives.
    pub fn of(given_name: &str) -> Option<Self> {
        const WORDS: [(&str, RfmKind); 12] = [
            ("champion", RfmKind::Champions),
            ("potential", RfmKind::Potential),
            ("loyal", RfmKind::Loyal),
            ("new customers", RfmKind::New),
            ("recent customers", RfmKind::New),
            ("promising", RfmKind::Promising),
            ("attention", RfmKind::Attention),
            ("sleep", RfmKind::Sleepy),
            ("at risk", RfmKind::Risk),
            ("lose", RfmKind::Precious),
            ("hibernating", RfmKind::Hibernating),
            ("lost", RfmKind::Lost),
        ];
        let name = given_name.to_ascii_lowercase();
        match name.as_str() {
            "others" => return Some(Self::Others),
            "recent" => return Some(Self::New),
            "inactive" => return Some(Self::Hibernating),
            _ => {}
        }
        WORDS.iter().find(|(word, _)| name.contains(word)).map(|(_, kind)| *kind)
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Champions => "Early access, no discount.",
            Self::Loyal => "Thank them, and ask for a review.",
            Self::Potential => "Show them a second product group.",
            Self::New => "Ask for a second order soon.",
            Self::Promising => "Give them a reason to come back.",
            Self::Attention => "Remind them of what they bought last.",
            Self::Sleepy => "Write once more before they are gone.",
            Self::Risk => "Write now, and not only with a discount.",
            Self::Precious => "Write to them first, and personally.",
            Self::Hibernating => "One reminder, then leave them in peace.",
            Self::Lost => "Leave out of paid campaigns.",
            Self::Others => "Treat them as everyone.",
        }
    }
}

/// As many people as one can write to by hand.
const BY_HAND: usize = 500;

/// One sentence.
pub fn advice(profile: &SegmentProfile, profiles: &Profiles) -> String {
    if !profile.segment.is_numbered
        && let Some(kind) = RfmKind::of(&profile.segment.given_name)
    {
        let is_few = profile.group.n <= BY_HAND;
        return if kind == RfmKind::Precious && is_few {
            format!("{}: write to each by hand.", number::counted(profile.group.n, "person", "people"))
        } else {
            kind.advice().to_owned()
        };
    }
    by_difference(profile, profiles)
}

/// For natural groups: by the two largest differences where they are about orders and money, else
/// the largest one, to be looked into.
fn by_difference(profile: &SegmentProfile, profiles: &Profiles) -> String {
    let found = telling(profile, profiles);
    let leading: Vec<_> = found.iter().filter(|it| it.effect.abs() >= SMALL).take(2).collect();
    let is =
        |id: &str, is_above: bool| leading.iter().any(|it| it.id() == id && (it.effect > 0.0) == is_above);
    let is_valuable = is("monetary", true) || is("frequency", true);
    let Some(first) = leading.first() else { return "Treat them as everyone.".to_owned() };
    match () {
        () if is_valuable && is("recency_days", true) => "Write now: they were good customers.".to_owned(),
        () if is_valuable => "Look after them: early access, no discount.".to_owned(),
        () if is("recency_days", true) => "One reminder, then leave them in peace.".to_owned(),
        () if is("recency_days", false) => "Ask for the next order soon.".to_owned(),
        () if is("monetary", false) => "Show them what others buy next.".to_owned(),
        () => {
            let (here, everyone) = first.written(profiles.currency.as_deref());
            format!("Find out why: {} {here}, everyone {everyone}.", super::lowered(&first.label()))
        }
    }
}
