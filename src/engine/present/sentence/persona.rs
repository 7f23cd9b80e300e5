//! A segment as a short paragraph and a few facts. Nothing is invented: no age, no face.

use crate::engine::present::number;
use crate::engine::present::sentence::captions::verbs;
use crate::engine::present::sentence::difference::{Difference, SMALL, Subject, telling};
use crate::engine::present::sentence::{feature, listed, median, money_each, titled};
use crate::engine::profile::{CategoryProfile, Profiles, SegmentProfile};
use crate::kernel::order;

/// One line of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// "Value".
    pub term: String,
    /// "€187 each, everyone €180".
    pub text: String,
}

/// One paragraph: who they are, and what a typical one has done.
pub fn description(profile: &SegmentProfile, profiles: &Profiles) -> String {
    let who = who(profile, profiles);
    typical(profile, profiles).map_or(who.clone(), |it| format!("{who} {it}"))
}

/// How often, how lately and how much, beside everyone; without orders what sets them apart.
fn who(profile: &SegmentProfile, profiles: &Profiles) -> String {
    let found = telling(profile, profiles);
    let side = |id: &str| {
        found.iter().find(|it| it.id() == id && it.effect.abs() >= SMALL).map(|it| it.effect > 0.0)
    };
    if let Some(orders) = feature(&profile.group, "frequency").and_then(|it| it.spread) {
        let who = match side("frequency") {
            _ if orders.max <= 1.0 => "One-time buyers",
            Some(true) => "Frequent buyers",
            Some(false) => "Occasional buyers",
            None => "Buyers",
        };
        let when = match side("recency_days") {
            Some(true) => " who have gone quiet",
            Some(false) => " who ordered not long ago",
            None => "",
        };
        let worth = match side("monetary") {
            Some(true) => ", worth more than most",
            Some(false) => ", worth less than most",
            None => "",
        };
        if who == "Buyers" && when.is_empty() && worth.is_empty() {
            return "Buyers much like everyone.".to_owned();
        }
        return format!("{who}{when}{worth}.");
    }
    let verbs = verbs(profile, profiles, 2);
    if verbs.is_empty() {
        return "Customers close to everyone in every number.".to_owned();
    }
    format!("Customers who {} than everyone.", listed(&verbs))
}

/// What a typical one has done; of customer files the numbers that set the segment apart.
fn typical(profile: &SegmentProfile, profiles: &Profiles) -> Option<String> {
    let currency = profiles.currency.as_deref();
    let group = &profile.group;
    let ordered = median(group, "frequency").map(|it| format!("ordered {}", how_often(it)));
    let spent = median(group, "monetary").map(|it| format!("spent {}", number::money(it, currency)));
    let last = median(group, "recency_days").map(|it| format!("last ordered {} ago", number::days(it)));
    let done: Vec<String> = [ordered, spent, last].into_iter().flatten().collect();
    if done.len() >= 2 {
        return Some(format!("A typical one has {}.", listed(&done)));
    }
    let found = telling(profile, profiles);
    let numbers = found.iter().filter_map(|it| typical_number(it, currency)).take(3).collect::<Vec<_>>();
    (!numbers.is_empty()).then(|| format!("A typical one: {}.", listed(&numbers)))
}

fn typical_number(difference: &Difference<'_>, currency: Option<&str>) -> Option<String> {
    let Subject::Number(feature) = difference.subject else { return None };
    let value = number::figure(feature.spread?.median, feature.unit, currency);
    Some(format!("{} {value}", super::lowered(&feature.label)))
}

fn how_often(n: f64) -> String {
    let is_whole = n.fract() == 0.0 && (1.0..=12.0).contains(&n);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 1 to 12"
    )]
    match n {
        _ if !is_whole => format!("{} times", number::plain(n)),
        _ if n < 1.5 => "once".to_owned(),
        _ if n < 2.5 => "twice".to_owned(),
        _ => format!("{} times", number::in_words(n as usize)),
    }
}

/// The lines of facts that the file can give.
pub fn facts(profile: &SegmentProfile, profiles: &Profiles) -> Vec<Fact> {
    let currency = profiles.currency.as_deref();
    let (group, everyone) = (&profile.group, &profiles.everyone);
    let mut facts = Vec::new();
    let mut fact = |term: &str, text: String| facts.push(Fact { term: term.to_owned(), text });
    if let Some((here, all)) = money_each(group).zip(money_each(everyone)) {
        let (here, all) = (number::money(here, currency), number::money(all, currency));
        fact("Value", format!("{here} each, everyone {all}"));
    }
    if let Some(orders) = group.orders.and_then(|it| usize::try_from(it).ok()) {
        let each = |it: f64| number::fixed(it, 1);
        let here = each(orders as f64 / group.n.max(1) as f64);
        let all =
            everyone.orders.map(|it| format!(", everyone {}", each(it as f64 / everyone.n.max(1) as f64)));
        fact("Orders", format!("{}, {here} each{}", number::count(orders), all.unwrap_or_default()));
    }
    for (term, id, what) in [("Last order", "recency_days", "ago"), ("First to last", "tenure_days", "apart")]
    {
        if let Some(spread) = feature(group, id).and_then(|it| it.spread) {
            let range = number::range(spread.q1, spread.q3, crate::engine::features::Unit::Days, None);
            let is_at_once = spread.q3 < 0.5 && id == "tenure_days";
            let half = format!("Half of them {range} {what}");
            fact(term, if is_at_once { "Most on one day only".to_owned() } else { half });
        }
    }
    for category in group.categories.iter().take(4) {
        if let Some(text) = top_values(category) {
            fact(&titled(&category.label), text);
        }
    }
    facts
}

fn top_values(category: &CategoryProfile) -> Option<String> {
    let mut shares: Vec<_> = category.shares.iter().filter(|it| it.n > 0).collect();
    order::sort_by(&mut shares, |a, b| b.n.cmp(&a.n).then(a.value.cmp(&b.value)));
    let written = shares.iter().take(3).map(|it| format!("{} {}", it.value, number::share(it.share)));
    let written: Vec<_> = written.collect();
    (!written.is_empty()).then(|| written.join(", "))
}
