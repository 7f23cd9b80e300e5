//! What each line of rules that are being written leaves.

use crate::engine::segmentation::rules::{RulesDetail, RulesOptions};
use crate::engine::segmentation::{Detail, Method};
use crate::session::{Same, Shown};

/// Rules, and what each of their lines leaves.
pub type CountedRules = (RulesOptions, Option<Same<RulesDetail>>);

/// What each line of these rules leaves, as counted while they were written, or else by the result
/// on screen; `None` where neither is of these rules.
pub fn counts_of<'a>(
    rules: &RulesOptions,
    counted: Option<&'a CountedRules>,
    shown: Option<&'a Shown>,
) -> Option<&'a RulesDetail> {
    let newest = counted.filter(|it| it.0 == *rules).and_then(|it| it.1.as_deref());
    newest.or_else(|| match (&shown?.recipe.method, &shown?.analysis.profiles.detail) {
        (Method::Rules(of), Some(Detail::Rules(detail))) if of == rules => Some(detail),
        _ => None,
    })
}
