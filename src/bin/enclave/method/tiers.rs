//! The options of value tiers.

use enclave::engine::segmentation::tiers::{QuadrantOptions, TierRule, TiersOptions};

use crate::arguments::{Arguments, halves, parsed_number};
use crate::failure::Failure;

/// The options that belong to them.
pub const OPTIONS: &[&str] = &["amount", "tiers", "margin", "cost", "margin-cut", "cost-cut"];

/// The options given, over those of `base`.
pub fn options(arguments: &Arguments, base: TiersOptions) -> Result<TiersOptions, Failure> {
    let amount = arguments.one("amount").map_or(base.amount, str::to_owned);
    if OPTIONS.iter().skip(2).any(|it| arguments.has(it)) {
        if arguments.has("tiers") || arguments.has("amount") {
            return Err(Failure::usage(
                "--margin and --cost make tiers of their own, without --tiers and --amount.",
            ));
        }
        let base = if let TierRule::Quadrant(own) = base.by { own } else { QuadrantOptions::default() };
        let named = |option: &str, base: String| arguments.one(option).map_or(base, str::to_owned);
        let own = QuadrantOptions {
            margin: named("margin", base.margin),
            cost: named("cost", base.cost),
            margin_cut: arguments.number("margin-cut")?.or(base.margin_cut),
            cost_cut: arguments.number("cost-cut")?.or(base.cost_cut),
        };
        if own.margin.is_empty() || own.cost.is_empty() {
            return Err(Failure::usage("--margin COLUMN and --cost COLUMN belong together."));
        }
        return Ok(TiersOptions { amount, by: TierRule::Quadrant(own) });
    }
    let Some(tiers) = arguments.one("tiers") else { return Ok(TiersOptions { amount, by: base.by }) };
    let (kind, numbers) = halves("tiers", tiers)?;
    let cuts = numbers.split(',').map(|it| parsed_number("tiers", it)).collect::<Result<_, _>>()?;
    let by = match kind {
        "customers" => TierRule::Customers(cuts),
        "revenue" => TierRule::Revenue(cuts),
        "amounts" => TierRule::Amounts(cuts),
        other => {
            return Err(Failure::usage(format!(
                "--tiers knows customers, revenue and amounts, not “{other}”."
            )));
        }
    };
    Ok(TiersOptions { amount, by })
}
