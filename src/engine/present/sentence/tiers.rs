//! Why a customer is in a tier, in words.

use crate::engine::present::number;
use crate::engine::present::sentence::lowered;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::tiers::{QuadrantDetail, TiersDetail};

/// "Everyone here: money spent of €1,200 or more, and less than €3,400." `None` where the tier is not
/// one of the method's own.
pub fn said(given_name: &str, detail: &TiersDetail, profiles: &Profiles) -> Option<String> {
    let money = |it: f64| number::money(it, profiles.currency.as_deref());
    if let Some(quadrant) = &detail.quadrant {
        return quarter(given_name, quadrant, &money);
    }
    let place = detail.tiers.iter().position(|it| it.name == given_name)?;
    let tier = detail.tiers.get(place)?;
    let above = detail.tiers.get(..place)?.iter().rev().find_map(|it| it.from);
    let from = tier.from.map(|it| format!("{} or more", money(it)));
    let below = above.map(|it| format!("less than {}", money(it)));
    let ends: Vec<String> = [from, below].into_iter().flatten().collect();
    let feature = profiles.everyone.features.iter().find(|it| it.id == detail.amount);
    let what = feature.map_or_else(|| detail.amount.clone(), |it| lowered(&it.label));
    let brings = tier.share.map_or_else(String::new, |share| {
        format!(" Together they bring {} of it all.", number::share(share))
    });
    if ends.is_empty() {
        return Some(brings.trim_start().to_owned());
    }
    Some(format!("Everyone here: {what} of {}.{brings}", ends.join(", but ")))
}

fn quarter(given_name: &str, detail: &QuadrantDetail, money: &dyn Fn(f64) -> String) -> Option<String> {
    let place = detail.quarters.iter().position(|it| it.name == given_name)?;
    let own = detail.quarters.get(place)?;
    let side = |is_high: bool, cut: f64| {
        if is_high { format!("above {}", money(cut)) } else { format!("up to {}", money(cut)) }
    };
    let lost = match own.n_below_zero {
        0 => String::new(),
        n => format!(" {} more than they bring.", number::counted(n, "of them costs", "of them cost")),
    };
    Some(format!(
        "Everyone here: {} {}, {} {}. Together they leave {}.{lost}",
        detail.margin,
        side(place < 2, detail.margin_cut),
        detail.cost,
        side(place % 2 == 1, detail.cost_cut),
        money(own.contribution),
    ))
}
