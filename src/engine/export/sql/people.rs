//! A table with one row for each customer.

use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::taken::{As, measured_as};
use crate::engine::export::sql::work::Work;
use crate::engine::features::{AsOf, Repeats};
use crate::engine::table::{Cells, Column, IssueKind, Role, is_birthday, iso};

/// Adds the stations `cleaned` and `customers`, which has the features that are wanted.
pub(super) fn measure(work: &mut Work<'_>, wanted: &[String]) -> Result<(), SqlRefusal> {
    let customer = work.needed(Role::Customer)?;
    let has_repeats =
        work.material.outcome.analysis.issues.iter().any(|it| it.kind == IssueKind::RepeatedCustomer);
    let leaves_out = work.choices().repeats == Repeats::None;
    if has_repeats && !leaves_out {
        return Err(SqlRefusal::new(
            "Some customers have several rows, and which of them is first only the file knows.",
            "Keep one row of each customer in the table, or choose that such customers are left out (repeats: none).",
        ));
    }
    let as_of = as_of(work);
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    for id in wanted {
        let (expression, says) = feature(work, id, &as_of)?;
        select.column(&expression, &work.feature(id), &says);
    }
    let features: Vec<String> = wanted.iter().map(|it| work.feature(it)).collect();
    for name in work.taken.names().map(str::to_owned).collect::<Vec<_>>() {
        if !features.contains(&name) {
            select.column(&name, &name, "");
        }
    }
    if work.names_as_of {
        select.column(&as_of, "as_of", "the day that days are counted back from");
    }
    let mut cleaned = Select::default();
    cleaned.column(&work.taken.expression(customer, As::Text), "customer_id", "");
    work.taken.add_to(&mut cleaned);
    let body = cleaned.from(&format!("  FROM {}", work.table_name()));
    work.script.add("cleaned", "Rows, cleaned: one customer each.", body);
    let mut known = Select::default();
    known.column("cleaned.*", "cleaned.*", "");
    known.column("COUNT(*) OVER (PARTITION BY customer_id)", "n_rows", "");
    let known = known.from("  FROM cleaned\n  WHERE customer_id IS NOT NULL");
    work.script.add("known", "Rows with a customer, and how many each customer has.", known);
    let rule = if leaves_out { "\n  WHERE n_rows = 1" } else { "" };
    let says = if leaves_out {
        "Customers, measured; those with several rows are left out."
    } else {
        "Customers, measured. Each has one row in the table; a customer with more would come more than once."
    };
    work.script.add("customers", says, select.from(&format!("  FROM known{rule}")));
    Ok(())
}

/// The day that days are counted back from, as an expression over `known`.
fn as_of(work: &mut Work<'_>) -> String {
    if let AsOf::Day(day) = work.choices().as_of {
        return day.to_string();
    }
    let rule = if work.choices().repeats == Repeats::None { " WHERE n_rows = 1" } else { "" };
    let dates: Vec<&Column> = if let Some(date) = work.column(Role::Date) {
        vec![date]
    } else {
        let mapping = &work.material.recipe.mapping;
        let columns = mapping.columns_of(Role::Feature);
        let columns = columns.filter_map(|it| work.material.source.table.column(it));
        columns.filter(|it| matches!(it.cells, Cells::Days(_)) && !is_birthday(&it.name)).collect()
    };
    let cells: Vec<String> = dates.into_iter().map(|it| work.taken.cell(it, As::Day)).collect();
    match cells.as_slice() {
        [one] => format!("(SELECT MAX({one}) FROM known{rule})"),
        several => {
            let days: Vec<String> =
                several.iter().map(|it| format!("SELECT {it} AS day FROM known{rule}")).collect();
            format!("(SELECT MAX(day) FROM ({}) AS days)", days.join(" UNION ALL "))
        }
    }
}

fn feature(work: &mut Work<'_>, id: &str, as_of: &str) -> Result<(String, String), SqlRefusal> {
    let role = match id {
        "recency_days" if work.column(Role::Recency).is_none() => {
            let cell = work.taken.cell(work.needed(Role::Date)?, As::Day);
            let says = match work.choices().as_of {
                AsOf::Day(day) => format!("days from the last order to {}", iso(day)),
                AsOf::LastOrder => "days from the last order to the last day of all rows".to_owned(),
            };
            return Ok((format!("CASE WHEN {cell} <= {as_of} THEN {as_of} - {cell} END"), says));
        }
        "recency_days" => Role::Recency,
        "frequency" => Role::Frequency,
        "monetary" if work.column(Role::Monetary).is_none() => Role::Amount,
        "monetary" => Role::Monetary,
        _ => {
            let column = work.own_column(id)?;
            let how = measured_as(column)?;
            let cell = work.taken.cell(column, how);
            let expression = if how == As::Day { format!("{as_of} - {cell}") } else { cell };
            return Ok((expression, if how == As::Day { format!("days since {id}") } else { String::new() }));
        }
    };
    let column = work.column(role).ok_or_else(|| Work::unwritten(id))?;
    Ok((work.taken.cell(column, As::Number), String::new()))
}
