//! The best group that was found, in words.

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::rules::said;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::best_group::{BestGroup, BestGroups};
use crate::engine::segmentation::rules::{Condition, Rule};

/// The rules of a group: "Country is Germany and at least 3 orders".
pub fn rules(group: &BestGroup, profiles: &Profiles) -> String {
    let said = group.rules.iter().map(|it| said(&Rule::Is(Condition::Column(it.clone())), profiles));
    number::capitalised(&said.collect::<Vec<_>>().join(" and "))
}

/// What sets it apart: "240 customers, 31% instead of 12% (2.6×)".
pub fn figures(group: &BestGroup, found: &BestGroups, currency: Option<&str>) -> String {
    let written = |it: f64| match found.unit {
        Unit::Share => number::share_fine(it),
        Unit::Money | Unit::Days | Unit::Count | Unit::Plain => number::value(it, found.unit, currency),
    };
    let n = number::counted(group.n, "customer", "customers");
    let times = if found.mean > 0.0 {
        format!(" ({}×)", number::fixed(group.mean / found.mean, 1))
    } else {
        String::new()
    };
    format!("{n}, on average {} instead of {}{times}", written(group.mean), written(found.mean))
}

/// How much was tried, and what that means.
pub fn caution(found: &BestGroups) -> String {
    let tried = usize::try_from(found.n_tried).unwrap_or(usize::MAX);
    format!(
        "The best of {} groups with at least {} customers. The best of many looks better than it will be: \
         check it on customers who come later.",
        number::count(tried),
        number::count(found.min_size)
    )
}
