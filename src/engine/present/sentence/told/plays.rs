//! A library of plays: what is commonly done with a kind of segment, as data.

use crate::engine::present::sentence::told::apart::SMALL;
use crate::engine::profile::{SegmentProfile, Subject};

/// One play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Play {
    /// Its name.
    pub name: &'static str,
    /// Which segments it is for.
    pub fits: Fits,
    /// What it is to reach.
    pub goal: &'static str,
    /// The figure that tells whether it was reached.
    pub metric: &'static str,
    /// An idea of what to say.
    pub message: &'static str,
    /// What may be offered.
    pub offer: &'static str,
}

/// Which segments a play is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// Those whose numbers all stand on these sides of the others'.
    Numbers(&'static [(&'static str, Side)]),
    /// Those whose given name begins so, as own rules for firms name them.
    Named(&'static str),
}

/// On which side of the others'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Higher.
    Above,
    /// Lower.
    Below,
}

const fn play(name: &'static str, fits: Fits, words: [&'static str; 4]) -> Play {
    let [goal, metric, message, offer] = words;
    Play { name, fits, goal, metric, message, offer }
}

/// All plays. Those that ask for more stand before those that ask for less: of those that fit, the
/// first is the closest.
pub const PLAYS: [Play; 11] = [
    play(
        "Retention",
        Fits::Numbers(&[("recency_days", Side::Above), ("frequency", Side::Above)]),
        [
            "Keep customers who used to order often",
            "Share that orders again within 60 days",
            "Your last order, and what goes with it",
            "Free delivery or early access before any discount",
        ],
    ),
    play(
        "Loyalty",
        Fits::Numbers(&[("frequency", Side::Above), ("monetary", Side::Above)]),
        [
            "Keep the best customers close",
            "Orders of a customer in a year",
            "Thank you: you hear of new things first",
            "A loyalty programme or early access, no discount",
        ],
    ),
    play(
        "Upsell",
        Fits::Numbers(&[("frequency", Side::Above), ("average_order", Side::Below)]),
        [
            "Larger orders of customers who order often",
            "Average order",
            "Put together what you order one by one",
            "Free delivery above their usual order, or a bulk discount",
        ],
    ),
    play(
        "Onboarding",
        Fits::Numbers(&[("recency_days", Side::Below), ("frequency", Side::Below)]),
        [
            "A second order of new customers",
            "Share with a second order within 30 days",
            "How to get the most out of what you bought",
            "Help first; a small thank-you with the second order",
        ],
    ),
    play(
        "Win back",
        Fits::Numbers(&[("recency_days", Side::Above)]),
        [
            "Bring back customers who have gone quiet",
            "Share that orders again within 90 days",
            "What is new since you were here last",
            "One reminder with free delivery, then leave them in peace",
        ],
    ),
    play(
        "Cross-sell",
        Fits::Numbers(&[("average_order", Side::Above)]),
        [
            "A second product group for customers with large orders",
            "Share that orders from another product group",
            "What others buy next",
            "A sample of another product group",
        ],
    ),
    play(
        "Activation",
        Fits::Numbers(&[("frequency", Side::Below)]),
        [
            "More orders of customers who order seldom",
            "Orders of a customer in a year",
            "A reason to come back",
            "Free delivery for a time",
        ],
    ),
    play(
        "Enterprise",
        Fits::Named("Enterprise"),
        [
            "Grow accounts of many people",
            "Revenue of an account in a year",
            "A plan for your whole firm, with one person to talk to",
            "Account management, special pricing by contract",
        ],
    ),
    play(
        "Small business",
        Fits::Named("Small business"),
        [
            "Make ordering easy for firms of few people",
            "Orders of an account in a year",
            "Ready in minutes, no contract",
            "A bulk discount, webinars instead of visits",
        ],
    ),
    play(
        "Startup",
        Fits::Named("Startup"),
        [
            "Grow with young firms",
            "Share still buying after a year",
            "Start small, pay as you grow",
            "A starter price for the first year",
        ],
    ),
    play(
        "Industry",
        Fits::Named("Industry"),
        [
            "Speak the language of one industry",
            "Share of replies",
            "How firms like yours do it",
            "A webinar and a case of the industry",
        ],
    ),
];

/// The plays that fit a segment, the closest first.
pub fn fitting(profile: &SegmentProfile) -> Vec<&'static Play> {
    PLAYS.iter().filter(|it| it.fits.holds(profile)).collect()
}

impl Fits {
    fn holds(self, profile: &SegmentProfile) -> bool {
        match self {
            Self::Numbers(sides) => sides.iter().all(|(id, side)| stands(profile, id, *side)),
            Self::Named(name) => profile.segment.given_name.starts_with(name),
        }
    }
}

/// Whether a number of the segment stands on a side of all others', and chance is no likely maker.
fn stands(profile: &SegmentProfile, id: &str, side: Side) -> bool {
    let at = profile.group.features.iter().position(|it| it.id == id);
    let evidence = at.and_then(|at| profile.evidence_of(Subject::Number(at)));
    evidence.filter(|it| it.is_found() || it.is_defining).is_some_and(|it| match side {
        Side::Above => it.strength >= SMALL,
        Side::Below => it.strength <= -SMALL,
    })
}
