//! The shortest rule of a segment in words, its rates, and the four things it must be to be of use.

use crate::engine::present::number;
use crate::engine::present::sentence::told::apart::SMALL;
use crate::engine::present::sentence::told::plays::fitting;
use crate::engine::present::sentence::{lowered, rules, titled};
use crate::engine::profile::{Criteria, Profiles, Rate, RateKind, SegmentProfile};
use crate::engine::segmentation::rules::text::print_condition;
use crate::engine::segmentation::rules::{Condition, Rule};

/// The least of each figure that meets its criterion.
const LEAST_KNOWN: f64 = 0.8;
const LEAST_FOUND_AGAIN: f64 = 0.6;
const LEAST_REACHABLE: f64 = 0.5;
const LEAST_CUSTOMERS: usize = 30;
const LEAST_SHARE: f64 = 0.05;
const LEAST_DESCRIBED: f64 = 0.5;

/// A rule, and how well it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Each condition in words.
    pub conditions: Vec<String>,
    /// "It takes 91% of them, and 87% of whom it takes are here."
    pub how_well: String,
    /// The lines of a segment of one's own rules.
    pub lines: Vec<String>,
}

/// The shortest rule; `None` where nothing tells the customers apart.
pub fn described(profile: &SegmentProfile, profiles: &Profiles) -> Option<Described> {
    let rule = profile.rule.as_ref()?;
    let all = || rule.conditions.iter().map(|it| Condition::Column(it.clone()));
    Some(Described {
        conditions: all().map(|it| rules::said(&Rule::Is(it), profiles)).collect(),
        how_well: format!(
            "It finds {} of them, and {} of the {} it takes are here.",
            number::share(rule.recall),
            number::share(rule.precision),
            number::counted(rule.n_matching, "customer", "customers"),
        ),
        lines: all().map(|it| print_condition(&it)).collect(),
    })
}

/// Whether a segment meets a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Met,
    /// It does not.
    NotMet,
    /// The file does not tell.
    Unknown,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "Yes",
            Self::NotMet => "No",
            Self::Unknown => "Not known",
        }
    }

    fn of(is_met: bool) -> Self {
        if is_met { Self::Met } else { Self::NotMet }
    }
}

/// One of the four criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// "Measurable".
    pub name: &'static str,
    /// Its figure.
    pub score: String,
    /// What the figure says.
    pub sentence: String,
    /// Whether that is enough.
    pub verdict: Verdict,
}

/// Measurable, accessible, substantial and actionable.
pub fn criteria(profile: &SegmentProfile, profiles: &Profiles) -> [Criterion; 4] {
    let criteria = &profile.criteria;
    [
        measurable(criteria),
        accessible(profile, criteria),
        substantial(profile, criteria),
        actionable(profile, profiles, criteria),
    ]
}

fn measurable(criteria: &Criteria) -> Criterion {
    let known = number::share(criteria.known);
    let again = criteria.found_again.map_or_else(String::new, |it| {
        format!("; the group is found again in other draws of these customers ({} alike)", number::share(it))
    });
    let is_stable = criteria.found_again.is_none_or(|it| it >= LEAST_FOUND_AGAIN);
    Criterion {
        name: "Measurable",
        sentence: format!("What makes a customer belong here is known of {known} of them{again}."),
        score: known,
        verdict: Verdict::of(criteria.known >= LEAST_KNOWN && is_stable),
    }
}

fn accessible(profile: &SegmentProfile, criteria: &Criteria) -> Criterion {
    let available =
        format!("Columns are filled for {} of them on average", number::share(criteria.available));
    let reach = profile.group.reach.zip(criteria.reachable);
    let Some((reach, share)) = reach else {
        return Criterion {
            name: "Accessible",
            score: number::share(criteria.available),
            sentence: format!("{available}; no column is an e-mail address or a phone number."),
            verdict: Verdict::Unknown,
        };
    };
    let consent = if reach.consent.is_some() { ", with consent" } else { "" };
    let of = number::counted(profile.group.n, "customer", "customers");
    Criterion {
        name: "Accessible",
        score: number::share(share),
        sentence: format!(
            "{} of {of} can be reached{consent}. {available}.",
            number::count(reach.any_allowed)
        ),
        verdict: Verdict::of(share >= LEAST_REACHABLE && criteria.available >= LEAST_KNOWN),
    }
}

fn substantial(profile: &SegmentProfile, criteria: &Criteria) -> Criterion {
    let group = &profile.group;
    let customers = number::counted(criteria.n, "customer", "customers");
    let money =
        group.revenue_share.map_or_else(String::new, |it| format!(", {} of revenue", number::share_fine(it)));
    let share = group.share.max(criteria.value_share);
    Criterion {
        name: "Substantial",
        score: number::share_fine(criteria.value_share),
        sentence: format!("{customers}, {} of all{money}.", number::share_fine(group.share)),
        verdict: Verdict::of(criteria.n >= LEAST_CUSTOMERS && share >= LEAST_SHARE),
    }
}

fn actionable(profile: &SegmentProfile, profiles: &Profiles, criteria: &Criteria) -> Criterion {
    let behaves = if criteria.behaves >= SMALL {
        format!("They act unlike the others ({} of 1)", number::fixed(criteria.behaves, 2))
    } else {
        "They act like the others".to_owned()
    };
    let rule = match described(profile, profiles) {
        Some(rule) => format!(
            "a rule of {} tells them apart with {} of 1",
            number::counted(rule.conditions.len(), "condition", "conditions"),
            number::fixed(criteria.described, 2)
        ),
        None => "no short rule tells them apart".to_owned(),
    };
    let play = fitting(profile).first().map(|it| lowered(it.name));
    let plays = play
        .as_ref()
        .map_or_else(|| "no play of the library fits".to_owned(), |it| format!("a play fits: {it}"));
    Criterion {
        name: "Actionable",
        score: number::fixed(criteria.behaves.min(criteria.described), 2),
        sentence: format!("{behaves}; {rule}; {plays}."),
        verdict: Verdict::of(
            criteria.behaves >= SMALL && criteria.described >= LEAST_DESCRIBED && play.is_some(),
        ),
    }
}

/// A rate as it is written beside everyone's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLine {
    /// "Response: y".
    pub label: String,
    /// "12%".
    pub here: String,
    /// "11 to 14%", where it is with 95 %.
    pub interval: String,
    /// "9%".
    pub everyone: String,
    /// 100 is as everyone; empty where there is no share.
    pub index: String,
    /// Customers of whom it is known.
    pub n: usize,
}

/// All rates of a segment of which anybody's answer is known.
pub fn rates(profile: &SegmentProfile, profiles: &Profiles) -> Vec<RateLine> {
    let both = profile.group.rates.iter().zip(&profiles.everyone.rates);
    both.filter_map(|(here, all)| rate(here, all)).collect()
}

fn rate(here: &Rate, all: &Rate) -> Option<RateLine> {
    let (own, others) = (here.value?, all.value?);
    let written = |it: f64| match here.kind {
        RateKind::Response | RateKind::Yes | RateKind::TopTwo => number::share_fine(it),
        RateKind::NetPromoters => number::fixed(it * 100.0, 0),
        RateKind::Engagement => number::fixed(it, 0),
    };
    let name = titled(&here.label);
    let label = match here.kind {
        RateKind::Response => format!("{name}: yes (the outcome)"),
        RateKind::Yes => format!("{name}: yes"),
        RateKind::TopTwo => format!("{name}: the two best answers"),
        RateKind::NetPromoters => format!("{name}: promoters less detractors"),
        RateKind::Engagement => format!("{name}, 0 to 100"),
    };
    let is_share = matches!(here.kind, RateKind::Response | RateKind::Yes | RateKind::TopTwo);
    let index = if is_share && others > 0.0 { number::fixed(own / others * 100.0, 0) } else { String::new() };
    let interval = here
        .interval
        .map_or_else(String::new, |[low, high]| format!("{} to {}", written(low), written(high)));
    Some(RateLine { label, here: written(own), interval, everyone: written(others), index, n: here.n })
}
