//! The few sentences that open the segments page: at most three, each about another segment, each
//! with the place where its numbers can be seen.

use crate::engine::present::number;
use crate::engine::present::sentence::difference::telling;
use crate::engine::present::sentence::traits::{Direction, traits};
use crate::engine::present::sentence::{feature, is_or_are, lowered, median, money_each};
use crate::engine::profile::{Profiles, SegmentProfile};

/// A sentence about a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Position of the segment.
    pub segment: usize,
    /// Its name, which opens the sentence.
    pub name: String,
    /// The rest of the sentence, from the space after the name to the full stop.
    pub rest: String,
    /// Where its numbers can be seen.
    pub evidence: Evidence,
}

/// Where the numbers of a sentence can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// In the chart of shares.
    Shares,
    /// On the segment's own page.
    Segment,
}

/// A sentence, if there is one to say; the positions are of segments that others speak of.
type Rule = fn(&Profiles, &[usize]) -> Option<Finding>;

/// The sentences, most telling first.
pub fn headlines(profiles: &Profiles) -> Vec<Finding> {
    const RULES: [Rule; 6] = [concentration, silent_value, largest, least_revenue, most_different, smallest];
    let mut found: Vec<Finding> = Vec::new();
    if profiles.segments.len() < 2 {
        return found;
    }
    for rule in RULES {
        let taken: Vec<usize> = found.iter().map(|it| it.segment).collect();
        found.extend(rule(profiles, &taken).filter(|it| !taken.contains(&it.segment)));
        if found.len() == 3 {
            break;
        }
    }
    found
}

/// The segment whose part of the money exceeds its part of the customers most.
fn concentration(profiles: &Profiles, _taken: &[usize]) -> Option<Finding> {
    let excess = |it: &SegmentProfile| it.group.revenue_share.map(|share| share - it.group.share);
    let (idx, profile) = best(profiles, excess)?;
    let share = profile.group.revenue_share?;
    let is_telling = share >= 0.1 && share >= 1.25 * profile.group.share;
    let (customers, money) = (number::share(profile.group.share), number::share(share));
    is_telling.then(|| {
        finding(idx, profile, Evidence::Shares, format!("{customers} of customers and {money} of revenue"))
    })
}

/// A small group, worth much each, that has not ordered for long.
fn silent_value(profiles: &Profiles, _taken: &[usize]) -> Option<Finding> {
    let all_each = money_each(&profiles.everyone)?;
    let all_days = median(&profiles.everyone, "recency_days")?;
    let worth = |it: &SegmentProfile| {
        let each = money_each(&it.group)?;
        let days = median(&it.group, "recency_days")?;
        let is_telling = it.group.share <= 0.2 && each >= 1.25 * all_each && days >= 1.5 * all_days;
        is_telling.then_some(each)
    };
    let (idx, profile) = best(profiles, worth)?;
    let each = number::money(money_each(&profile.group)?, profiles.currency.as_deref());
    let spread = feature(&profile.group, "recency_days")?.spread?;
    let people = number::counted(profile.group.n, "person", "people");
    let silence = if spread.min > all_days {
        format!("none has ordered for {} or more", number::days(spread.min))
    } else {
        format!("half have not ordered for {} or more", number::days(spread.median))
    };
    let rest = format!("only {people}, worth {each} each, and {silence}");
    Some(finding(idx, profile, Evidence::Segment, rest))
}

fn largest(profiles: &Profiles, _taken: &[usize]) -> Option<Finding> {
    let (idx, profile) = best(profiles, |it| Some(it.group.share))?;
    let share = number::share(profile.group.share);
    let money = profile.group.revenue_share.map(|it| format!(", with {} of revenue", number::share(it)));
    let rest = format!("the largest group, {share} of customers{}", money.unwrap_or_default());
    Some(finding(idx, profile, Evidence::Shares, rest))
}

/// The segment whose part of the customers exceeds its part of the money most.
fn least_revenue(profiles: &Profiles, _taken: &[usize]) -> Option<Finding> {
    let lack = |it: &SegmentProfile| it.group.revenue_share.map(|share| it.group.share - share);
    let (idx, profile) = best(profiles, lack)?;
    let share = profile.group.revenue_share?;
    let (customers, money) = (number::share(profile.group.share), number::share(share));
    (profile.group.share >= 1.25 * share.max(0.0) && profile.group.share >= 0.05).then(|| {
        finding(idx, profile, Evidence::Shares, format!("{customers} of customers and {money} of revenue"))
    })
}

/// Of the segments not spoken of yet, the one with the largest single difference from everyone.
fn most_different(profiles: &Profiles, taken: &[usize]) -> Option<Finding> {
    let is_free = |profile: &SegmentProfile| !taken.contains(&usize::from(profile.segment.id.0));
    let size =
        |it: &SegmentProfile| Some(telling(it, profiles).first()?.effect.abs()).filter(|_| is_free(it));
    let (segment, profile) = best(profiles, size)?;
    let strongest = traits(profile, profiles, 1).into_iter().next()?;
    let name = profile.segment.name.clone();
    let rest = format!(" {} apart: {}.", stand(&name), lowered(&strongest.text));
    let is_telling = strongest.direction != Direction::Level;
    is_telling.then_some(Finding { segment, name, rest, evidence: Evidence::Segment })
}

fn smallest(profiles: &Profiles, _taken: &[usize]) -> Option<Finding> {
    let (idx, profile) = best(profiles, |it| Some(-it.group.share))?;
    let people = number::counted(profile.group.n, "customer", "customers");
    let rest = format!("the smallest group, {people}, {}", number::share(profile.group.share));
    Some(finding(idx, profile, Evidence::Segment, rest))
}

fn finding(segment: usize, profile: &SegmentProfile, evidence: Evidence, rest: String) -> Finding {
    let name = profile.segment.name.clone();
    let rest = format!(" {} {rest}.", is_or_are(&name));
    Finding { segment, name, rest, evidence }
}

fn stand(name: &str) -> &'static str {
    if is_or_are(name) == "are" { "stand" } else { "stands" }
}

/// The first segment with the largest value.
fn best(
    profiles: &Profiles,
    value: impl Fn(&SegmentProfile) -> Option<f64>,
) -> Option<(usize, &SegmentProfile)> {
    let mut best: Option<(f64, usize, &SegmentProfile)> = None;
    for (idx, profile) in profiles.segments.iter().enumerate() {
        let Some(value) = value(profile) else { continue };
        if best.is_none_or(|it| value > it.0) {
            best = Some((value, idx, profile));
        }
    }
    best.map(|(_, idx, profile)| (idx, profile))
}
