//! What stands out in a segment, in a few words each.

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::difference::{Difference, Middle, SMALL, Subject, telling};
use crate::engine::present::sentence::titled;
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::kernel::letters::is_letter;

/// One thing that stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trait {
    /// On which side of everyone.
    pub direction: Direction,
    /// "Orders 2.7 times as often".
    pub text: String,
}

/// On which side of everyone a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Higher.
    Above,
    /// Lower.
    Below,
    /// About the same.
    Level,
    /// On none: a person's own words.
    Own,
}

impl Direction {
    /// The word for people who don't see the sign.
    pub fn word(self) -> &'static str {
        match self {
            Self::Above => "Above everyone",
            Self::Below => "Below everyone",
            Self::Level => "As everyone",
            Self::Own => "In our own words",
        }
    }
}

/// Up to `n` traits, largest difference first; one that says so where nothing stands out.
pub fn traits(profile: &SegmentProfile, profiles: &Profiles, n: usize) -> Vec<Trait> {
    let currency = profiles.currency.as_deref();
    let mut found: Vec<Trait> = Vec::new();
    let mut columns: Vec<&str> = Vec::new();
    for difference in telling(profile, profiles) {
        if found.len() == n || difference.effect.abs() < SMALL {
            break;
        }
        if let Subject::Value { column, .. } = difference.subject {
            if columns.contains(&column) {
                continue;
            }
            columns.push(column);
        }
        let (here, everyone) = difference.written(currency);
        if here != everyone {
            let direction = if difference.effect > 0.0 { Direction::Above } else { Direction::Below };
            found.push(Trait { direction, text: phrase(&difference, currency) });
        }
    }
    if found.is_empty() {
        let text = "Close to everyone in every number".to_owned();
        found.push(Trait { direction: Direction::Level, text });
    }
    found
}

fn phrase(difference: &Difference<'_>, currency: Option<&str>) -> String {
    let (here, everyone) = difference.written(currency);
    let is_typical = difference.middle == Middle::Typical;
    match (difference.subject, difference.id()) {
        (Subject::Value { column, value }, _) => {
            if says_itself(value) {
                format!("{here} {value}, everyone {everyone}")
            } else {
                format!("{} {value}: {here}, everyone {everyone}", titled(column))
            }
        }
        (Subject::Number(feature), "frequency") => {
            let is_once = feature.spread.is_some_and(|it| it.max <= 1.0);
            let ratio = difference.here / difference.everyone;
            match () {
                () if is_once => format!("One order each, everyone {everyone}"),
                () if ratio >= 1.5 => format!("Orders {} as often", number::times(ratio)),
                () => format!("{here} orders each, everyone {everyone}"),
            }
        }
        (_, "recency_days") if is_typical => {
            format!("Last order {} ago, typical", number::days(difference.here))
        }
        (_, "tenure_days") if is_typical && difference.here < 0.5 => {
            "All orders on one day, typical".to_owned()
        }
        (_, "tenure_days") if is_typical => {
            format!("{} from first to last order, typical", number::days(difference.here))
        }
        (_, "monetary") if currency.is_some() => format!("{here} each, everyone {everyone}"),
        (_, "average_order") if currency.is_some() => format!("{here} an order, everyone {everyone}"),
        (Subject::Number(feature), _) => {
            let unit = if feature.unit == Unit::Days { " days" } else { "" };
            format!("{} {here}{unit}, everyone {everyone}", titled(&feature.label))
        }
    }
}

/// Whether a value can stand without its column: "Germany" can, "yes" and "3" cannot.
fn says_itself(value: &str) -> bool {
    const ANSWERS: [&str; 10] =
        ["yes", "no", "true", "false", "other", "none", "unknown", "n/a", "low", "high"];
    let is_answer = ANSWERS.iter().any(|it| value.eq_ignore_ascii_case(it));
    !is_answer && value.chars().filter(|it| is_letter(*it)).count() >= 2
}
