//! Who is in each segment, in words.

use crate::engine::audit::Guarded;
use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::report::{Block, Leaf, Section};
use crate::engine::present::sentence::persona::Fact;
use crate::engine::present::sentence::quality::{k_reason, separation};
use crate::engine::present::sentence::why::why;
use crate::engine::present::sentence::{listed, lowered};
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::engine::segmentation::{Detail, RfmDetail};

/// The leaf.
pub fn leaf(guarded: &Guarded) -> Leaf {
    let profiles = &guarded.profiles;
    let mut blocks: Vec<Block> = how(profiles).into_iter().map(Block::Text).collect();
    let line = |profile: &SegmentProfile| {
        let text = format!("{} {}", size(profile, profiles), words(profile, guarded));
        (profile.segment.slot, Fact { term: profile.segment.name.clone(), text })
    };
    blocks.push(Block::Definitions(profiles.segments.iter().map(line).collect()));
    let title = "Who is in each segment".to_owned();
    Leaf { section: Section::Definitions, title, slot: None, blocks }
}

fn size(profile: &SegmentProfile, profiles: &Profiles) -> String {
    let group = &profile.group;
    let customers = number::counted(group.n, "customer", "customers");
    let share = number::share_fine(group.share);
    let money = group.revenue.map(|it| number::money(it, profiles.currency.as_deref()));
    money.map_or_else(|| format!("{customers}, {share}."), |it| format!("{customers}, {share}; {it}."))
}

fn words(profile: &SegmentProfile, guarded: &Guarded) -> String {
    let profiles = &guarded.profiles;
    let is_last = usize::from(profile.segment.id.0) + 1 == profiles.segments.len();
    if is_last && !guarded.together.is_empty() {
        return together(guarded);
    }
    match &profiles.detail {
        Some(Detail::Rfm(_)) if profile.segment.derived.is_none() => halves(profile, profiles, "monetary"),
        Some(Detail::Tiers(detail)) if detail.quadrant.is_none() && profile.segment.derived.is_none() => {
            halves(profile, profiles, &detail.amount)
        }
        Some(
            Detail::Rfm(_)
            | Detail::Tiers(_)
            | Detail::Groups(_)
            | Detail::Rules(_)
            | Detail::ResponseTree(_),
        )
        | None => why(profile, profiles).into_iter().map(|it| it.text).collect(),
    }
}

/// Which segments stand together, and why.
pub fn together(guarded: &Guarded) -> String {
    let names = listed(&guarded.together);
    format!(
        "{names}: shown together, because a group of fewer than {} customers could be told from the others.",
        number::count(guarded.least)
    )
}

/// Of scores and tiers the middle halves: the smallest and largest values are those of single customers.
fn halves(profile: &SegmentProfile, profiles: &Profiles, amount: &str) -> String {
    let spread = |id: &str| profile.group.features.iter().find(|it| it.id == id)?.spread;
    let range = |id: &str, unit: Unit| {
        spread(id).map(|it| number::range(it.q1, it.q3, unit, profiles.currency.as_deref()))
    };
    let orders = range("frequency", Unit::Count);
    let ranked_by = profile.group.features.iter().find(|it| it.id == amount);
    let value = ranked_by.and_then(|it| {
        let range = range(amount, it.unit)?;
        Some(if amount == "monetary" {
            format!("{range} spent")
        } else {
            format!("{} {range}", lowered(&it.label))
        })
    });
    let parts = [
        range("recency_days", Unit::Days).map(|it| format!("ordered last {it} ago")),
        orders.map(|it| format!("{it} {}", if it == "1" { "order" } else { "orders" })),
        value,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("Half of them: {}.", listed(&parts)) }
}

/// How the method tells customers apart.
fn how(profiles: &Profiles) -> Vec<String> {
    match &profiles.detail {
        Some(Detail::Rfm(detail)) => {
            vec![
                "Every customer has three scores: how lately, how often and for how much they bought. \
                  The scores together make the segment."
                    .to_owned(),
                cuts(detail, profiles),
            ]
        }
        Some(Detail::Groups(detail)) => vec![
            format!("{}.", k_reason(detail)),
            format!("How clearly separated the groups are: {}.", separation(detail)),
        ],
        Some(Detail::Rules(_)) => vec!["Written down by a person, and counted.".to_owned()],
        Some(Detail::Tiers(_)) => vec!["Customers ranked by value, and cut into tiers.".to_owned()],
        Some(Detail::ResponseTree(_)) => {
            vec!["A tree of questions, learnt from who responded and who did not.".to_owned()]
        }
        None => Vec::new(),
    }
}

fn cuts(detail: &RfmDetail, profiles: &Profiles) -> String {
    let line = |what: &str, cuts: &[f64], write: &dyn Fn(f64) -> String| {
        let all: Vec<String> = cuts.iter().map(|it| write(*it)).collect();
        (!all.is_empty()).then(|| format!("{what} at {}", listed(&all)))
    };
    let currency = profiles.currency.as_deref();
    let parts = [
        line("days since the last order", &detail.cuts.recency_days, &number::plain),
        line("orders", &detail.cuts.frequency, &number::plain),
        line("money", &detail.cuts.monetary, &|it| number::money(it, currency)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("The scores are cut here: {}.", parts.join("; "))
}
