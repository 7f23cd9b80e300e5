//! How far a segment is from everyone, number by number and value by value.
//!
//! The size of a difference is measured in spreads of everyone, so that days, euros and shares can
//! be ranked together: for averages (here − everyone) ÷ standard deviation; for typical values the
//! spread is the interquartile range ÷ 1.349, which equals the standard deviation of a normal
//! distribution; for a share p of everyone it is √(p (1 − p)). From 0.2 a difference is called
//! small, from 0.5 medium, from 0.8 large (Cohen 1988).

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::titled;
use crate::engine::profile::{self, CategoryProfile, FeatureProfile, Profiles, SegmentProfile, Spread};
use crate::kernel::order;

/// The least size that is worth a word.
pub const SMALL: f64 = 0.2;

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject<'a> {
    /// A number.
    Number(&'a FeatureProfile),
    /// A value of a category column.
    Value {
        /// The column.
        column: &'a str,
        /// The value.
        value: &'a str,
    },
}

/// Which of a number's middles is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Middle {
    /// The mean: money, orders, shares.
    Average,
    /// The median: days and numbers without unit.
    Typical,
    /// A share of customers.
    Share,
}

/// One difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference<'a> {
    /// What differs.
    pub subject: Subject<'a>,
    /// Which middle.
    pub middle: Middle,
    /// What the two numbers are.
    pub unit: Unit,
    /// The number here.
    pub here: f64,
    /// The number of everyone.
    pub everyone: f64,
    /// Size in spreads of everyone, with its sign.
    pub effect: f64,
    /// Whether chance may well have made it: it was tested, and found likely.
    pub may_be_chance: bool,
}

impl Difference<'_> {
    /// (here − everyone) ÷ everyone; `None` where everyone's is not above zero.
    pub fn change(&self) -> Option<f64> {
        (self.everyone > 0.0).then(|| (self.here - self.everyone) / self.everyone)
    }

    /// "large", "medium", "small" or "none".
    pub fn size_word(&self) -> &'static str {
        match self.effect.abs() {
            it if it >= 0.8 => "large",
            it if it >= 0.5 => "medium",
            it if it >= SMALL => "small",
            _ => "none",
        }
    }

    /// Both numbers as written side by side.
    pub fn written(&self, currency: Option<&str>) -> (String, String) {
        let write = |it| number::figure(it, self.unit, currency);
        (write(self.here), write(self.everyone))
    }

    /// The name of what differs.
    pub fn label(&self) -> String {
        match self.subject {
            Subject::Number(feature) => titled(&feature.label),
            Subject::Value { column, value } => format!("{}: {value}", titled(column)),
        }
    }

    /// Id of the number; empty for values.
    pub fn id(&self) -> &str {
        match self.subject {
            Subject::Number(feature) => &feature.id,
            Subject::Value { .. } => "",
        }
    }
}

/// The differences that may be spoken of, largest first: all that chance is not a likely maker of.
pub fn telling<'a>(profile: &'a SegmentProfile, profiles: &'a Profiles) -> Vec<Difference<'a>> {
    let mut found = differences(profile, profiles);
    found.retain(|it| !it.may_be_chance);
    found
}

/// All differences of a segment, largest first.
pub fn differences<'a>(profile: &'a SegmentProfile, profiles: &'a Profiles) -> Vec<Difference<'a>> {
    let everyone = &profiles.everyone;
    let may_be_chance = |subject: profile::Subject| {
        let tested = profile.evidence_of(subject).filter(|it| it.ln_adjusted.is_some());
        tested.is_some_and(|it| !it.is_found())
    };
    let numbers = profile.group.features.iter().enumerate().filter_map(|(at, here)| {
        let all = everyone.features.iter().find(|it| it.id == here.id)?;
        let may_be_chance = may_be_chance(profile::Subject::Number(at));
        of_number(here, here.spread?, all.spread?).map(|it| Difference { may_be_chance, ..it })
    });
    let values = profile.group.categories.iter().enumerate().flat_map(|(at, here)| {
        let all = everyone.categories.iter().find(|it| it.label == here.label);
        let of_value = move |(value, it): (usize, Option<Difference<'a>>)| {
            let may_be_chance = may_be_chance(profile::Subject::Value(at, value));
            it.map(|it| Difference { may_be_chance, ..it })
        };
        all.into_iter().flat_map(|all| of_category(here, all).enumerate()).filter_map(of_value)
    });
    let mut found: Vec<_> = numbers.chain(values).collect();
    order::sort_by(&mut found, |a, b| b.effect.abs().total_cmp(&a.effect.abs()));
    found
}

fn of_number(feature: &FeatureProfile, here: Spread, all: Spread) -> Option<Difference<'_>> {
    let wants_median = matches!(feature.unit, Unit::Days | Unit::Plain);
    // A median of zero leaves nothing to compare with.
    let is_typical = wants_median && all.median.abs() > 0.0;
    let (middle, own, others) = if is_typical {
        (Middle::Typical, here.median, all.median)
    } else {
        (Middle::Average, here.mean, all.mean)
    };
    let middle_half = (all.q3 - all.q1) / 1.349;
    let spread = if is_typical && middle_half > 0.0 { middle_half } else { all.sd };
    let effect = (own - others) / spread;
    let subject = Subject::Number(feature);
    effect.is_finite().then_some(Difference {
        subject,
        middle,
        unit: feature.unit,
        here: own,
        everyone: others,
        effect,
        may_be_chance: false,
    })
}

/// The fewest customers, and the least difference in shares, that a value is spoken of.
const LEAST_CUSTOMERS: usize = 5;
const LEAST_SHARE: f64 = 0.05;

fn of_category<'a>(
    here: &'a CategoryProfile,
    all: &'a CategoryProfile,
) -> impl Iterator<Item = Option<Difference<'a>>> {
    here.shares.iter().map(|own| {
        let others = all.shares.iter().find(|it| it.value == own.value)?;
        let difference = own.share - others.share;
        let is_enough = others.n >= LEAST_CUSTOMERS && difference.abs() >= LEAST_SHARE;
        let effect = difference / (others.share * (1.0 - others.share)).sqrt();
        (is_enough && effect.is_finite()).then_some(Difference {
            subject: Subject::Value { column: &here.label, value: &own.value },
            middle: Middle::Share,
            unit: Unit::Share,
            here: own.share,
            everyone: others.share,
            effect,
            may_be_chance: false,
        })
    })
}
