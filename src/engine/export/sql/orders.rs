//! From rows of orders to one row of numbers per customer: the stations before the scores.
//!
//! Money is added in whole small units, as the engine does it, so that no sum depends on the order
//! of the rows, and a sum that lies on a cut point lies on it in every database.

use crate::engine::export::sql::dialect::fill;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::taken::{As, measured_as};
use crate::engine::export::sql::work::Work;
use crate::engine::features::{AsOf, FrequencyRule, Returns};
use crate::engine::table::{Cells, Column, IssueKind, Role, iso};
use crate::kernel::ledger::{Units, products};

/// Whole numbers up to this size are exact.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;
/// Units that money of two decimals is counted in, so that finer money of later rows is exact too.
const FINE: u64 = 10_000;

/// Adds the stations that measure customers by their orders, from `cleaned` to `customers`, which has the
/// features that are wanted.
pub(super) fn measure(work: &mut Work<'_>, wanted: &[String]) -> Result<(), SqlRefusal> {
    let customer = work.needed(Role::Customer)?;
    let date = work.needed(Role::Date)?;
    let order = work.column(Role::Order).filter(|_| work.choices().frequency == FrequencyRule::Orders);
    let money = money(work)?;
    if work.choices().leaves_out(IssueKind::RepeatedRow) {
        work.take_all_mapped();
    }
    let measured = customers(work, wanted, money.is_some())?;
    let mut select = Select::default();
    select.column(&work.taken.expression(customer, As::Text), "customer_id", "");
    let says = "whole days since 1970-01-01; a time of day is dropped";
    select.column(&work.taken.expression(date, As::Day), "day", says);
    if let Some(order) = order {
        select.column(&work.taken.expression(order, As::Text), "order_id", "");
    }
    if let Some((money, per_one)) = &money {
        let says = format!("money in whole units, {per_one} to one, so that sums are exact");
        select.column(money, "units", &says);
    }
    work.taken.add_to(&mut select);
    let body = select.from(&format!("  FROM {}", work.table_name()));
    work.script.add("cleaned", "Rows, cleaned: who, when and how much.", body);
    add_counted(work, money.is_some());
    add_latest(work);
    for (name, says, body) in std::mem::take(&mut work.pending) {
        let body = body.replace("{rows}", work.rows());
        work.script.add(&name, &says, body);
    }
    let body = measured.from(&format!("  FROM {}\n  GROUP BY customer_id", work.rows()));
    work.script.add("measured", "Customers, measured: one row each.", body);
    add_modes(work);
    Ok(())
}

/// The rows that count, and whether each is an order or a return.
fn add_counted(work: &mut Work<'_>, has_money: bool) {
    let choices = work.choices();
    let mut select = Select::default();
    select.column("cleaned.*", "cleaned.*", "");
    let mut rules = vec!["customer_id IS NOT NULL".to_owned(), "day IS NOT NULL".to_owned()];
    let mut says = String::from("Rows that count: with a customer, a day");
    let mut is_order = "1";
    if has_money {
        says.push_str(" and an amount");
        rules.push("units IS NOT NULL".to_owned());
        match choices.returns {
            Returns::Net => {
                is_order = "CASE WHEN units < 0 THEN 0 ELSE 1 END";
                says.push_str("; an amount below zero is taken off the money and is no order");
            }
            Returns::Drop => {
                rules.push("units >= 0".to_owned());
                says.push_str("; amounts below zero are left out");
            }
            Returns::Keep => says.push_str("; an amount below zero counts like any other"),
        }
        if choices.leaves_out(IssueKind::ZeroAmount) {
            rules.push("units <> 0".to_owned());
            says.push_str("; amounts of zero are left out");
        }
    }
    if let AsOf::Day(day) = choices.as_of {
        rules.push(format!("day <= {day}"));
        says.push_str("; rows after ");
        says.push_str(&iso(day));
        says.push_str(" are left out");
    }
    let mut from = "cleaned";
    if choices.leaves_out(IssueKind::RepeatedRow) {
        from = "(SELECT DISTINCT * FROM cleaned) AS cleaned";
        says.push_str("; of rows that are alike in every column that is used, one is kept");
    }
    says.push('.');
    select.column(is_order, "is_order", "");
    let body = select.from(&format!("  FROM {from}\n  WHERE {}", rules.join("\n    AND ")));
    work.script.add("counted", &says, body);
}

/// Of columns that say something about the customer, the last day on which they do.
fn add_latest(work: &mut Work<'_>) {
    if work.rows() == "counted" {
        return;
    }
    let mut select = Select::default();
    select.column("counted.*", "counted.*", "");
    if work.has_as_of {
        select.column("MAX(day) OVER ()", "as_of", "the last day of all rows");
    }
    for cell in &work.latest {
        let day = format!("MAX(CASE WHEN {cell} IS NOT NULL THEN day END) OVER (PARTITION BY customer_id)");
        select.column(&day, &format!("{cell}_day"), "");
    }
    let says = "Rows with the days they are compared with.";
    work.script.add("dated", says, select.from("  FROM counted"));
}

/// The categories most of a customer's rows have, joined to what was measured: `customers`.
fn add_modes(work: &mut Work<'_>) {
    let mut select = Select::default();
    select.column("measured.*", "measured.*", "");
    let mut from = String::from("  FROM measured");
    for name in &work.sequences {
        let found = format!("CASE WHEN {name}.customer_id IS NULL THEN 0 ELSE 1 END");
        select.column(&found, &format!("has_{name}"), "");
        from.extend([format!("\n  LEFT JOIN {name}\n    ON {name}.customer_id = measured.customer_id")]);
    }
    for cell in work.modes.clone() {
        let mut inner = Select::default();
        inner.column("customer_id", "customer_id", "");
        inner.column(&cell, &cell, "");
        let order = format!(
            "ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(*) DESC, {cell}{})",
            work.words.by_bytes
        );
        inner.column(&order, "place", "");
        let body = inner
            .from(&format!("  FROM counted\n  WHERE {cell} IS NOT NULL\n  GROUP BY customer_id, {cell}"));
        let name = format!("most_{cell}");
        let says = "The value that most of a customer's rows have comes first; of those that tie, the first by name.";
        work.script.add(&name, says, body);
        select.column(&format!("{name}.{cell}"), &cell, "");
        from.extend([format!(
            "\n  LEFT JOIN {name}\n    ON {name}.customer_id = measured.customer_id AND {name}.place = 1"
        )]);
    }
    if work.names_as_of {
        select.column("(SELECT MAX(day) FROM counted)", "as_of", "the last day of all rows");
    }
    work.script.add("customers", "Customers, with all that segments are made by.", select.from(&from));
}

/// The columns of the station of measured customers.
fn customers(work: &mut Work<'_>, wanted: &[String], has_money: bool) -> Result<Select, SqlRefusal> {
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    let (as_of, of_what) = match work.choices().as_of {
        AsOf::LastOrder => {
            ("(SELECT MAX(day) FROM counted)".to_owned(), "the last day of all rows".to_owned())
        }
        AsOf::Day(day) => (day.to_string(), iso(day)),
    };
    let orders = orders_where(work, "is_order = 1");
    let first = "MIN(CASE WHEN is_order = 1 THEN day END)";
    let last = "MAX(CASE WHEN is_order = 1 THEN day END)";
    let money = format!("{} / {}", work.words.as_double("SUM(units)"), work.per_one);
    for id in wanted {
        let (expression, says) = match id.as_str() {
            "recency_days" => (format!("{as_of} - {last}"), format!("days from the last order to {of_what}")),
            "frequency" => (orders.clone(), order_says(work).to_owned()),
            "monetary" if has_money => (money.clone(), String::new()),
            "average_order" if has_money => {
                (format!("CASE WHEN SUM(is_order) > 0 THEN {money} / ({orders}) END"), String::new())
            }
            "tenure_days" => (format!("{last} - {first}"), String::new()),
            _ => own(work, id, &as_of)?,
        };
        select.column(&expression, &work.feature(id), &says);
    }
    for (sum, name) in &work.sums {
        select.column(sum, name, "");
    }
    Ok(select)
}

/// How many orders a customer made of the rows for which a condition holds.
pub(super) fn orders_where(work: &Work<'_>, rule: &str) -> String {
    let has_order = work.column(Role::Order).is_some();
    match (work.choices().frequency, has_order) {
        (FrequencyRule::Orders, true) => format!(
            "COUNT(DISTINCT CASE WHEN {rule} THEN order_id END)\n      \
             + COUNT(DISTINCT CASE WHEN {rule} AND order_id IS NULL THEN day END)"
        ),
        (FrequencyRule::Orders, false) | (FrequencyRule::Days, _) => {
            format!("COUNT(DISTINCT CASE WHEN {rule} THEN day END)")
        }
        (FrequencyRule::Rows, _) => format!("SUM(CASE WHEN {rule} THEN 1 ELSE 0 END)"),
    }
}

/// What counts as an order, in words.
fn order_says(work: &Work<'_>) -> &'static str {
    match (work.choices().frequency, work.column(Role::Order)) {
        (FrequencyRule::Orders, Some(_)) => "rows without a number are one order of their day",
        (FrequencyRule::Orders, None) | (FrequencyRule::Days, _) => "days with an order",
        (FrequencyRule::Rows, _) => "rows",
    }
}

/// A column that says something about the customer: the value of the latest row that has one, the
/// largest of those of one day.
fn own(work: &mut Work<'_>, id: &str, as_of: &str) -> Result<(String, String), SqlRefusal> {
    let column = work.own_column(id)?;
    let how = measured_as(column)?;
    let cell = work.taken.cell(column, how);
    if !work.latest.contains(&cell) {
        work.latest.push(cell.clone());
    }
    let latest = format!("(CASE WHEN day = {cell}_day THEN {cell} END)");
    let expression = match how {
        As::Day => format!("{as_of} - MIN{latest}"),
        As::Number | As::YesNo | As::Text => format!("MAX{latest}"),
    };
    Ok((expression, format!("{id}, of the latest row that has one")))
}

/// The units of a row's money and how many make one, where a column says how much.
pub(super) fn money(work: &mut Work<'_>) -> Result<Option<(String, u64)>, SqlRefusal> {
    let amount = work.column(Role::Amount);
    let pair = work.column(Role::Quantity).zip(work.column(Role::UnitPrice));
    let (values, raw) = if let Some(amount) = amount {
        (numbers(amount)?.to_vec(), work.taken.expression(amount, As::Number))
    } else if let Some((quantity, price)) = pair {
        let factors = [quantity, price].map(|it| work.taken.expression(it, As::Number));
        (products(numbers(quantity)?, numbers(price)?), factors.join(" * "))
    } else if let Some(total) = work.column(Role::Monetary) {
        (numbers(total)?.to_vec(), work.taken.expression(total, As::Number))
    } else {
        return Ok(None);
    };
    let units = Units::of(&values);
    let all: f64 = values.iter().filter(|it| !it.is_nan()).map(|it| it.abs()).sum();
    let is_finer = units.per_one() < FINE as f64 && units.per_one() >= 1.0 && all * (FINE as f64) < MAX_EXACT;
    let per_one = if is_finer { FINE as f64 } else { units.per_one() };
    if per_one < 1.0 {
        return Err(SqlRefusal::new(
            "The amounts are too large to be added exactly in SQL.",
            "Check the column of amounts.",
        ));
    }
    work.per_one = format!("{per_one:.0}");
    let money = fill(work.words.nearest, &format!("{raw} * {per_one:.0}"));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 1")]
    let per_one = per_one as u64;
    Ok(Some((money, per_one)))
}

fn numbers(column: &Column) -> Result<&[f64], SqlRefusal> {
    match &column.cells {
        Cells::Numbers(values) => Ok(values),
        Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => {
            let what = format!("The column “{}” holds no numbers.", column.name);
            Err(SqlRefusal::new(what, "Say which column is the amount."))
        }
    }
}
