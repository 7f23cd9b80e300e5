//! Sentences that are true of an analysis, written by fixed rules.
//!
//! Every number in a sentence is a number of the profile it speaks of. The words describe: nothing
//! here says why, or what would happen. What sets a segment apart is chosen by the size of the
//! difference ([`difference`]), never by hand.

pub mod advice;
pub mod best;
pub mod captions;
pub mod difference;
pub mod headline;
pub mod leaf;
pub mod naming;
pub mod persona;
pub mod quality;
pub mod rules;
pub mod tiers;
pub mod told;
pub mod traits;
pub mod why;

use crate::engine::present::number;
use crate::engine::profile::{FeatureProfile, GroupProfile, Profiles};
use crate::kernel::letters;

/// "Eight groups in 12,418 customers".
pub fn page_title(profiles: &Profiles) -> String {
    let n = profiles.segments.len();
    let groups = if n == 1 { "group" } else { "groups" };
    let customers = number::counted(profiles.everyone.n, "customer", "customers");
    format!("{} {groups} in {customers}", number::capitalised(&number::in_words(n)))
}

/// "38,496 orders and €2,236,480, June 2023 to May 2026."; what the file does not tell is left out.
pub fn page_lead(profiles: &Profiles) -> String {
    let everyone = &profiles.everyone;
    let orders = everyone.orders.and_then(|it| usize::try_from(it).ok());
    let orders = orders.map(|it| number::counted(it, "order", "orders"));
    let money = everyone.revenue.map(|it| number::money(it, profiles.currency.as_deref()));
    let what = listed(&[orders, money].into_iter().flatten().collect::<Vec<_>>());
    let period = profiles.period.map(|(first, last)| number::period(first, last));
    let parts: Vec<_> = [Some(what).filter(|it| !it.is_empty()), period].into_iter().flatten().collect();
    let rows = || number::counted(profiles.n_rows_used, "row", "rows");
    let text = if parts.is_empty() { rows() } else { parts.join(", ") };
    let placed = match profiles.n_unassigned {
        0 => String::new(),
        n => format!(" {} could not be placed.", number::counted(n, "customer", "customers")),
    };
    format!("{}.{placed}", number::capitalised(&text))
}

/// "a", "a and b", "a, b and c".
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Whether a label names things that can be counted: "employees", "orders 12 months".
pub(in crate::engine::present) fn is_plural(label: &str) -> bool {
    let last = label.rsplit(|it: char| !letters::is_letter(it)).find(|it| !it.is_empty()).unwrap_or(label);
    last.len() > 3 && last.ends_with('s') && !["ss", "us", "is"].iter().any(|it| last.ends_with(it))
}

/// "are" after a name that reads as a plural, else "is".
pub(in crate::engine::present) fn is_or_are(name: &str) -> &'static str {
    let ends_as_plural = name.ends_with('s') && !name.ends_with("ss");
    if ends_as_plural { "are" } else { "is" }
}

fn feature<'a>(group: &'a GroupProfile, id: &str) -> Option<&'a FeatureProfile> {
    group.features.iter().find(|it| it.id == id)
}

fn median(group: &GroupProfile, id: &str) -> Option<f64> {
    feature(group, id)?.spread.map(|it| it.median)
}

/// Money per customer.
fn money_each(group: &GroupProfile) -> Option<f64> {
    (group.n > 0).then_some(group.revenue? / group.n as f64)
}

/// A column's name as a person would write it, at the start of a line: `product_group` becomes
/// "Product group".
pub fn titled(label: &str) -> String {
    number::capitalised(&spaced(label))
}

fn spaced(label: &str) -> String {
    let words = label.split(|it: char| it == '_' || it.is_whitespace()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A label inside a sentence: "Days since last order" becomes "days since last order", but "VIP"
/// and "iPhone" stay.
pub(in crate::engine::present) fn lowered(label: &str) -> String {
    let label = spaced(label);
    let mut chars = label.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return String::new() };
    let is_word = second.is_none_or(|it| !letters::is_upper(it));
    if !is_word {
        return label;
    }
    let rest: String = label.chars().skip(1).collect();
    std::iter::once(letters::lower(first)).chain(rest.chars()).collect()
}
