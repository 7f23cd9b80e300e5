//! What really sets a segment apart from all others, and whether chance may have made it so.

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::titled;
use crate::engine::profile::{Evidence, FeatureProfile, Profiles, SegmentProfile, Subject};

/// The least Cliff's delta that is called a difference: "small" begins here (J. Romano and others,
/// 2006).
pub const SMALL: f64 = 0.147;

/// One line: a number or a value here and of everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// What differs.
    pub label: String,
    /// The typical one here, or the share.
    pub here: String,
    /// The middle half here; empty for shares.
    pub range_here: String,
    /// The same of everyone.
    pub everyone: String,
    /// The same of everyone.
    pub range_of_everyone: String,
    /// "Large (0.81)".
    pub size: String,
    /// "Very unlikely".
    pub chance: &'static str,
    /// Customers here of whom it is not known.
    pub n_missing: usize,
}

/// Differences that are worth a line, the strongest first: at most `n`.
pub fn apart(profile: &SegmentProfile, profiles: &Profiles, n: usize) -> Vec<Apart> {
    let worth = profile.apart().filter(|it| it.strength.abs() >= SMALL);
    worth.filter_map(|it| line(it, profile, profiles)).take(n).collect()
}

/// How likely chance is its maker, in words.
pub fn chance(evidence: &Evidence) -> &'static str {
    match evidence.ln_adjusted.map(libm::exp) {
        _ if evidence.is_defining => "Made by it",
        None => "Too few to tell",
        Some(p) if p < 0.001 => "Very unlikely",
        Some(p) if p < crate::engine::profile::ALPHA => "Unlikely",
        Some(_) => "Quite possible",
    }
}

/// "Large (0.81)", by Cliff's delta without its sign.
pub fn size(evidence: &Evidence) -> String {
    let strength = evidence.strength.abs();
    let word = match strength {
        it if it >= 0.474 => "Large",
        it if it >= 0.33 => "Medium",
        it if it >= SMALL => "Small",
        _ => "None",
    };
    format!("{word} ({})", number::fixed(strength, 2))
}

fn line(evidence: &Evidence, profile: &SegmentProfile, profiles: &Profiles) -> Option<Apart> {
    let (group, everyone) = (&profile.group, &profiles.everyone);
    let currency = profiles.currency.as_deref();
    let size = size(evidence);
    let chance = chance(evidence);
    match evidence.subject {
        Subject::Number(at) => {
            let (here, all) = (group.features.get(at)?, everyone.features.get(at)?);
            let (own, range_here) = typical(here, currency)?;
            let (others, range_of_everyone) = typical(all, currency)?;
            Some(Apart {
                label: titled(&here.label),
                here: own,
                range_here,
                everyone: others,
                range_of_everyone,
                size,
                chance,
                n_missing: here.n_missing,
            })
        }
        Subject::Value(at, value) => {
            let (here, all) = (group.categories.get(at)?, everyone.categories.get(at)?);
            let (own, others) = (here.shares.get(value)?, all.shares.get(value)?);
            Some(Apart {
                label: format!("{}: {}", titled(&here.label), own.value),
                here: number::share(own.share),
                range_here: String::new(),
                everyone: number::share(others.share),
                range_of_everyone: String::new(),
                size,
                chance,
                n_missing: here.n_missing,
            })
        }
        Subject::Column(_) => None,
    }
}

/// The median and the middle half; of yes and no the share.
fn typical(feature: &FeatureProfile, currency: Option<&str>) -> Option<(String, String)> {
    let spread = feature.spread?;
    if feature.unit == Unit::Share && spread.is_yes_no() {
        return Some((number::share(spread.mean), String::new()));
    }
    let range = number::range(spread.q1, spread.q3, feature.unit, currency);
    Some((number::figure(spread.median, feature.unit, currency), range))
}
