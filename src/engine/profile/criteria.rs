//! Whether a segment is one to work with: measurable, accessible, substantial, actionable
//! (P. Kotler, *Marketing Management*).

use crate::engine::profile::{Criteria, Evidence, GroupProfile, SegmentProfile, Subject};
use crate::engine::segmentation::Detail;

/// Standard errors of Cliff's delta, were there no difference, beyond which a number that segments
/// were made by counts as a difference in behaviour: one in a thousand.
const SURE: f64 = 3.3;
/// What customers do, as far as orders tell it.
const BEHAVIOUR: [&str; 5] = ["recency_days", "frequency", "monetary", "average_order", "tenure_days"];

/// The figures of one segment; `defining` names what segments were made by. How surely a group is found
/// again is known where no segment was changed by hand (`is_as_found`): each is then in its own place.
pub fn criteria(
    (place, segment): (usize, &SegmentProfile),
    everyone: &GroupProfile,
    (detail, is_as_found): (&Detail, bool),
    defining: &[&str],
) -> Criteria {
    let group = &segment.group;
    let n = group.n.max(1) as f64;
    let is_defining = |id: &str, label: &str| defining.contains(&id) || defining.contains(&label);
    let missing = |wants: &dyn Fn(&str, &str) -> bool| -> Vec<usize> {
        let numbers = group.features.iter().filter(|it| wants(&it.id, &it.label)).map(|it| it.n_missing);
        let names = group.categories.iter().filter(|it| wants(&it.label, &it.label)).map(|it| it.n_missing);
        numbers.chain(names).collect()
    };
    let of_defining = missing(&is_defining);
    let of_all = missing(&|_, _| true);
    let n_missing: usize = of_all.iter().sum();
    let found_again = match detail {
        Detail::Groups(detail) if is_as_found => detail.stability.get(place).copied().flatten(),
        Detail::Groups(_)
        | Detail::Rfm(_)
        | Detail::Rules(_)
        | Detail::Tiers(_)
        | Detail::ResponseTree(_) => None,
    };
    Criteria {
        known: 1.0 - of_defining.into_iter().max().unwrap_or(0) as f64 / n,
        found_again,
        available: 1.0 - n_missing as f64 / (n * of_all.len().max(1) as f64),
        reachable: reachable(group),
        n: group.n,
        value_share: group.revenue_share.unwrap_or(group.share),
        behaves: behaves(segment, matches!(detail, Detail::Groups(_))),
        described: described(segment, everyone),
    }
}

fn reachable(group: &GroupProfile) -> Option<f64> {
    let reach = group.reach.filter(|it| it.email.is_some() || it.phone.is_some())?;
    Some(reach.any_allowed as f64 / group.n.max(1) as f64)
}

/// The largest difference in what customers do. What segments were made by counts where it is behaviour
/// (of natural groups all that they were found by), and only far beyond what chance gives.
fn behaves(segment: &SegmentProfile, are_groups: bool) -> f64 {
    let is_behaviour = |it: &Evidence| {
        let Subject::Number(at) = it.subject else { return false };
        if !it.is_defining {
            return it.is_found();
        }
        let id = segment.group.features.get(at).map_or("", |it| it.id.as_str());
        let (n, m) = (it.n_here as f64, it.n_others as f64);
        let chance = ((n + m + 1.0) / (3.0 * n * m)).sqrt();
        (are_groups || BEHAVIOUR.contains(&id)) && it.strength.abs() > SURE * chance
    };
    let found = segment.evidence.iter().filter(|it| is_behaviour(it)).map(|it| it.strength.abs());
    found.fold(0.0, f64::max)
}

fn described(segment: &SegmentProfile, everyone: &GroupProfile) -> f64 {
    let Some(rule) = &segment.rule else { return 0.0 };
    let n_others = everyone.n.saturating_sub(segment.group.n).max(1) as f64;
    (rule.recall - rule.n_matching.saturating_sub(rule.n_hits) as f64 / n_others).max(0.0)
}
