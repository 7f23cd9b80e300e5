//! Tiers by what customers are worth.

use crate::engine::export::sql::dialect::fill;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::taken::As;
use crate::engine::export::sql::work::Work;
use crate::engine::model::{QuadrantModel, TiersModel};
use crate::engine::segmentation::tiers::{TierRule, TiersOptions};
use crate::engine::table::Cells;
use crate::kernel::ledger::Units;

/// Writes tiers with the edges of the analysis.
pub(super) fn keep(work: &mut Work<'_>, model: &TiersModel) -> Result<(), SqlRefusal> {
    let amount = amount(work, &model.amount);
    work.measure(std::slice::from_ref(&model.amount))?;
    let mut case = format!("CASE\n      WHEN {amount} IS NULL THEN NULL");
    for (edge, place) in model.edges.iter().zip(&model.tiers) {
        let (edge, name) = (work.words.number_of(*edge), work.segment(*place));
        case.extend([format!("\n      WHEN {amount} >= {edge} THEN {name}")]);
    }
    let last = model.tiers.last().map_or_else(String::new, |it| work.segment(*it));
    case.extend([format!("\n      ELSE {last}\n    END")]);
    finish(work, &case, "customers", "Tiers: the least amount of each, from the top.");
    Ok(())
}

/// Writes tiers whose edges are found among the customers of the table.
pub(super) fn cut_anew(work: &mut Work<'_>, options: &TiersOptions) -> Result<(), SqlRefusal> {
    let amount = amount(work, &options.amount);
    work.measure(std::slice::from_ref(&options.amount))?;
    let shares = match &options.by {
        TierRule::Customers(shares) | TierRule::Revenue(shares) => shares,
        TierRule::Amounts(_) | TierRule::Quadrant(_) => return Err(Work::only_kept()),
    };
    let is_revenue = matches!(options.by, TierRule::Revenue(_));
    let mut ranked = Select::default();
    ranked.column("customer_id", "customer_id", "");
    ranked.column(&amount, "amount", "");
    let says = if is_revenue {
        let worth = fill(work.words.nearest, &format!("{amount} * 10000"));
        let worth = format!("CASE WHEN {amount} > 0 THEN {worth} ELSE 0 END");
        let all = format!("SUM({worth}) OVER ()");
        let before = format!(
            "SUM({worth}) OVER (ORDER BY {amount} DESC)\n      - SUM({worth}) OVER (PARTITION BY {amount})"
        );
        ranked.column(&before, "before", "what those with more bring, 10000 to one");
        ranked.column(&all, "everything", "what all bring; amounts below zero count as nothing");
        "Customers with an amount, and what those with more bring."
    } else {
        ranked.column(&format!("RANK() OVER (ORDER BY {amount} DESC) - 1"), "before", "customers with more");
        ranked.column("COUNT(*) OVER ()", "everything", "customers with an amount");
        "Customers with an amount, and how many have more."
    };
    let from = format!("  FROM customers\n  WHERE {amount} IS NOT NULL");
    work.script.add("ranked", says, ranked.from(&from));
    let mut case = String::from("CASE");
    for (place, share) in (0_u8..).zip(shares) {
        let name = work.segment(place);
        let holds = if is_revenue {
            let share = work.words.number_of(share / 100.0 - 1e-12);
            format!("amount > 0 AND before < {share} * everything")
        } else {
            let wanted = format!("{} * everything", work.words.number_of(share / 100.0));
            let noise = format!("0.000000001 * (CASE WHEN {wanted} > 1 THEN {wanted} ELSE 1 END)");
            format!("before < {wanted} - {noise}")
        };
        case.extend([format!("\n      WHEN {holds} THEN {name}")]);
    }
    let last = work.segment(u8::try_from(shares.len()).unwrap_or(u8::MAX));
    case.extend([format!("\n      ELSE {last}\n    END")]);
    let rest = format!(
        "ranked\n  UNION ALL\n  SELECT customer_id, NULL AS segment\n  FROM customers\n  WHERE {amount} IS NULL"
    );
    finish(work, &case, &rest, "Tiers, from the top; equal amounts are in one.");
    Ok(())
}

/// Writes value against cost to serve.
pub(super) fn quadrants(work: &mut Work<'_>, model: &QuadrantModel) -> Result<(), SqlRefusal> {
    let (margin, cost) = (amount(work, &model.margin), amount(work, &model.cost));
    work.measure(&[model.margin.clone(), model.cost.clone()])?;
    let (high, dear) = (work.words.number_of(model.margin_cut), work.words.number_of(model.cost_cut));
    let mut case = format!("CASE\n      WHEN {margin} IS NULL OR {cost} IS NULL THEN NULL");
    for (place, rule) in (0_u8..).zip([
        format!("{margin} > {high} AND {cost} <= {dear}"),
        format!("{margin} > {high}"),
        format!("{cost} <= {dear}"),
    ]) {
        case.extend([format!("\n      WHEN {rule} THEN {}", work.segment(place))]);
    }
    case.extend([format!("\n      ELSE {}\n    END", work.segment(3))]);
    finish(work, &case, "customers", "High and low value by high and low cost.");
    Ok(())
}

/// The name of an amount among the customers; a column of an order file is summed over all rows that count.
fn amount(work: &mut Work<'_>, id: &str) -> String {
    let column = work.material.source.table.column(id);
    let Some(column) = column.filter(|it| work.has_orders() && matches!(it.cells, Cells::Numbers(_))) else {
        return work.feature(id);
    };
    let Cells::Numbers(values) = &column.cells else { return work.feature(id) };
    let cell = work.taken.cell(column, As::Number);
    let per_one = Units::of(values).per_one();
    let units = fill(work.words.nearest, &format!("{cell} * {per_one:.0}"));
    let sum = format!("{} / {per_one:.0}", work.words.as_double(&format!("SUM({units})")));
    let name = format!("sum_{cell}");
    work.sums.push((sum, name.clone()));
    name
}

fn finish(work: &mut Work<'_>, case: &str, from: &str, says: &str) {
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    select.column(case, "segment", "");
    work.script.add("segments", says, select.from(&format!("  FROM {from}")));
}
