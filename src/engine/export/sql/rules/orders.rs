//! Rules about orders: how many of a kind, what was spent on them, what was bought after what.

use crate::engine::export::sql::orders::{money, orders_where};
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::rules::{field, test};
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::work::Work;
use crate::engine::segmentation::rules::{Counted, Period, Spent, Step, Tested};

/// How many orders of a kind a customer made.
pub(super) fn counted(work: &mut Work<'_>, counted: &Counted) -> Result<String, SqlRefusal> {
    let rows = rows(work, &counted.rows, counted.period)?;
    let name = sum(work, "orders", |work| orders_where(work, &rows))?;
    Ok(format!("{name} {} {}", test::sign(counted.comparison), counted.n))
}

/// What a customer spent on orders of a kind.
pub(super) fn spent(work: &mut Work<'_>, spent: &Spent) -> Result<String, SqlRefusal> {
    let rows = rows(work, &spent.rows, spent.period)?;
    let name = sum(work, "spent", |work| {
        let units = format!("SUM(CASE WHEN {rows} THEN units ELSE 0 END)");
        format!("{} / {}", work.words.as_double(&units), work.per_one)
    })?;
    Ok(format!("{name} {} {}", test::sign(spent.comparison), work.words.number_of(spent.amount)))
}

/// The customers who bought one thing after the other: of each step the days on which it follows the
/// step before.
pub(super) fn sequence(work: &mut Work<'_>, steps: &[Step]) -> Result<String, SqlRefusal> {
    let name = format!("sequence_{}", work.sequences.len() + 1);
    for (idx, step) in steps.iter().enumerate() {
        let rows = rows(work, &step.rows, None)?;
        let mut select = Select::default();
        select.column("customer_id", "bought_by", "");
        select.column("day", "bought_on", "");
        let mut body = String::from("  FROM {rows}");
        if idx > 0 {
            let before = format!("{name}_{idx}");
            let within = step
                .within_days
                .map_or_else(String::new, |it| format!(" AND day - {before}.bought_on <= {it}"));
            body.push_str(&format!(
                "\n  INNER JOIN {before}\n    ON {before}.bought_by = customer_id AND {before}.bought_on < day{within}"
            ));
        }
        body.push_str(&format!("\n  WHERE {rows}\n  GROUP BY customer_id, day"));
        let says = format!("Purchases of step {} of a sequence, after the step before.", idx + 1);
        work.pending.push((format!("{name}_{}", idx + 1), says, select.from(&body)));
    }
    let mut select = Select::default();
    select.column("bought_by", "customer_id", "");
    let body = select.from(&format!("  FROM {name}_{}\n  GROUP BY bought_by", steps.len()));
    work.pending.push((name.clone(), "Customers with the whole sequence.".to_owned(), body));
    work.sequences.push(name.clone());
    Ok(format!("has_{name} = 1"))
}

/// Adds a number of each customer, worked out over the rows that count.
fn sum(
    work: &mut Work<'_>,
    what: &str,
    expression: impl Fn(&Work<'_>) -> String,
) -> Result<String, SqlRefusal> {
    money(work)?;
    let expression = expression(work);
    if let Some((_, name)) = work.sums.iter().find(|it| it.0 == expression) {
        return Ok(name.clone());
    }
    let name = format!("{what}_{}", work.sums.len() + 1);
    work.sums.push((expression, name.clone()));
    Ok(name)
}

/// The purchases of which all tests hold.
fn rows(work: &mut Work<'_>, tests: &[Tested], period: Option<Period>) -> Result<String, SqlRefusal> {
    money(work)?;
    let mut all = vec!["is_order = 1".to_owned()];
    for it in tests {
        let field = field::of_rows(work, &it.field)?;
        let rule = test::text(work.words, &field, &it.test).ok_or_else(|| test::unfit(&it.field))?;
        all.push(format!("({rule})"));
    }
    if let Some(period) = period {
        let as_of = work.as_of_of_rows();
        all.push(match period {
            Period::InLastDays(n) => format!("{as_of} - day <= {n}"),
            Period::BeforeLastDays(n) => format!("{as_of} - day > {n}"),
        });
    }
    Ok(all.join(" AND "))
}
