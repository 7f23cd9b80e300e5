//! One purchase, then another on a later day, and so on.

use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::rules::orders::rows;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::work::Work;
use crate::engine::segmentation::rules::Step;

const EARLIER: &str =
    "OVER (PARTITION BY customer_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)";

/// The customers who bought one thing after the other: of each step the days on which it follows the
/// step before. Of several earlier days the latest decides, which is enough wherever there is one.
pub(super) fn write(work: &mut Work<'_>, steps: &[Step]) -> Result<String, SqlRefusal> {
    let name = format!("sequence_{}", work.sequences.len() + 1);
    let mut days = Select::default();
    days.column("customer_id", "customer_id", "");
    days.column("day", "day", "");
    for (step, number) in steps.iter().zip(1..) {
        let rows = rows(work, &step.rows, None)?;
        days.column(&format!("MAX(CASE WHEN {rows} THEN 1 ELSE 0 END)"), &format!("step_{number}"), "");
    }
    let body = days.from("  FROM {rows}\n  GROUP BY customer_id, day");
    let says = "Days of customers, and which steps of a sequence were bought on each.".to_owned();
    work.pending.push((format!("{name}_1"), says, body));
    let mut reached = String::from("step_1 = 1");
    for (step, number) in steps.iter().zip(1..).skip(1) {
        let before = format!("before_{number}");
        let mut select = Select::default();
        let previous = format!("{name}_{}", number - 1);
        select.column(&format!("{previous}.*"), &format!("{previous}.*"), "");
        select.column(&format!("MAX(CASE WHEN {reached} THEN day END)\n      {EARLIER}"), &before, "");
        let says = format!("The latest earlier day of the {} before step {number}.", steps_of(number - 1));
        work.pending.push((format!("{name}_{number}"), says, select.from(&format!("  FROM {previous}"))));
        reached = format!("step_{number} = 1 AND {before} IS NOT NULL");
        if let Some(within) = step.within_days {
            reached.extend([format!(" AND day - {before} <= {within}")]);
        }
    }
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    let body =
        select.from(&format!("  FROM {name}_{}\n  WHERE {reached}\n  GROUP BY customer_id", steps.len()));
    work.pending.push((name.clone(), "Customers with the whole sequence.".to_owned(), body));
    work.sequences.push(name.clone());
    Ok(format!("has_{name} = 1"))
}

fn steps_of(n: usize) -> &'static str {
    if n == 1 { "step" } else { "steps" }
}
