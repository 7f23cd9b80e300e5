//! Rules about orders: how many of a kind, and what was spent on them.

use crate::engine::export::sql::orders::{money, orders_where};
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::rules::{field, test};
use crate::engine::export::sql::work::Work;
use crate::engine::segmentation::rules::{Counted, Period, Spent, Tested};

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
pub(super) fn rows(
    work: &mut Work<'_>,
    tests: &[Tested],
    period: Option<Period>,
) -> Result<String, SqlRefusal> {
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
