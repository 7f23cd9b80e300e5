//! What tells a segment from the others, as JSON.

use serde::Serialize;

use crate::engine::profile::{CategoryShare, Evidence, GroupProfile, SegmentProfile, ShortRule, Subject};
use crate::engine::segmentation::rules::Condition;
use crate::engine::segmentation::rules::text::print_condition;

/// A category column of a segment.
#[derive(Serialize)]
pub(super) struct WrittenCategory<'a> {
    column: &'a str,
    n_missing: usize,
    shares: &'a [CategoryShare],
}

/// A difference from all other segments.
#[derive(Serialize)]
pub(super) struct WrittenDifference<'a> {
    column: &'a str,
    value: Option<&'a str>,
    is_defining: bool,
    n_here: usize,
    n_others: usize,
    effect: Option<f64>,
    strength: f64,
    p: Option<f64>,
    log10_p: Option<f64>,
    p_adjusted: Option<f64>,
    log10_p_adjusted: Option<f64>,
}

/// The shortest rule of a segment.
#[derive(Serialize)]
pub(super) struct WrittenRule {
    conditions: Vec<String>,
    n_matching: usize,
    n_hits: usize,
    precision: f64,
    recall: f64,
}

/// A rule, its conditions as a person's own rules have them.
pub(super) fn rule(rule: &ShortRule) -> WrittenRule {
    let ShortRule { conditions, n_matching, n_hits, precision, recall } = rule;
    WrittenRule {
        conditions: conditions.iter().map(|it| print_condition(&Condition::Column(it.clone()))).collect(),
        n_matching: *n_matching,
        n_hits: *n_hits,
        precision: *precision,
        recall: *recall,
    }
}

/// All category columns of a group.
pub(super) fn categories(group: &GroupProfile) -> Vec<WrittenCategory<'_>> {
    let written = group.categories.iter().map(|it| WrittenCategory {
        column: &it.label,
        n_missing: it.n_missing,
        shares: &it.shares,
    });
    written.collect()
}

/// All differences, the strongest first.
pub(super) fn differences(profile: &SegmentProfile) -> Vec<WrittenDifference<'_>> {
    profile.evidence.iter().map(|it| difference(it, &profile.group)).collect()
}

fn difference<'a>(evidence: &Evidence, group: &'a GroupProfile) -> WrittenDifference<'a> {
    let Evidence { subject, is_defining, n_here, n_others, effect, strength, ln_p, ln_adjusted } = *evidence;
    let category = |at: usize| group.categories.get(at);
    let label = |at: usize| category(at).map_or("", |it| it.label.as_str());
    let (column, value) = match subject {
        Subject::Number(at) => (group.features.get(at).map_or("", |it| it.id.as_str()), None),
        Subject::Column(at) => (label(at), None),
        Subject::Value(at, value) => {
            let value = category(at).and_then(|it| it.shares.get(value));
            (label(at), value.map(|it| it.value.as_str()))
        }
    };
    WrittenDifference {
        column,
        value,
        is_defining,
        n_here,
        n_others,
        effect,
        strength,
        p: ln_p.map(libm::exp),
        log10_p: ln_p.map(|it| it / std::f64::consts::LN_10),
        p_adjusted: ln_adjusted.map(libm::exp),
        log10_p_adjusted: ln_adjusted.map(|it| it / std::f64::consts::LN_10),
    }
}
