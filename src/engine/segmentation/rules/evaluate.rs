//! Where one condition holds, over all customers at once.

use std::sync::Arc;

use crate::engine::features::{Orders, Trace};
use crate::engine::segmentation::rules::memory::Memory;
use crate::engine::segmentation::rules::text::print_condition;
use crate::engine::segmentation::rules::tree::{
    Comparison, Condition, Membership, Period, Step, Test, Tested,
};
use crate::engine::segmentation::rules::values::{Passed, compared, tested};
use crate::engine::segmentation::rules::{RuleMisfit, fields};
use crate::engine::segmentation::{Customers, Method, SegmentationError};
use crate::kernel::bits::{Bits, Truth, coded};
use crate::kernel::letters::lowered;
use crate::kernel::purchases::{Bought, Next};

type Evaluated<T> = Result<T, SegmentationError>;

/// Where a condition holds; `method_of` tells the methods that it may speak of.
pub fn condition(
    condition: &Condition,
    customers: Customers<'_>,
    memory: &mut Memory,
    method_of: &dyn Fn(&str) -> Option<Method>,
) -> Evaluated<Passed> {
    match condition {
        Condition::Column(own) => {
            let trace = if is_in_matrix(&own.field, customers) { None } else { memory.trace(customers)? };
            let view = fields::of_customers(&own.field, customers, trace.as_deref());
            let view = view.ok_or_else(|| SegmentationError::Rule(RuleMisfit::unknown(&own.field)))?;
            let passed = tested(&view, &own.test);
            passed.ok_or_else(|| does_not_fit(&own.field, condition))
        }
        Condition::Segment(membership) => {
            let method = method_of(&membership.of);
            let unknown = || SegmentationError::Rule(RuleMisfit::unknown(&membership.of));
            segment(membership, &method.ok_or_else(unknown)?, customers, memory)
        }
        Condition::Orders(counted) => {
            let counts = counts(&counted.rows, counted.period, false, customers, memory)?;
            Ok(number(&counts, counted.comparison, f64::from(counted.n)))
        }
        Condition::Spent(spent) => {
            let sums = counts(&spent.rows, spent.period, true, customers, memory)?;
            Ok(number(&sums, spent.comparison, spent.amount))
        }
        Condition::Bought(steps) => sequence(steps, customers, memory),
    }
}

/// Whether a field can be told without going back to the rows.
fn is_in_matrix(name: &str, customers: Customers<'_>) -> bool {
    fields::of_customers(name, Customers { origin: None, ..customers }, None).is_some()
}

fn does_not_fit(field: &str, condition: &Condition) -> SegmentationError {
    SegmentationError::Rule(RuleMisfit::DoesNotFit {
        field: field.to_owned(),
        condition: print_condition(condition),
    })
}

fn number(values: &[f64], comparison: Comparison, with: f64) -> Passed {
    let truth = compared(values, comparison, with);
    Passed { is_met: true, truth }
}

fn segment(
    membership: &Membership,
    method: &Method,
    customers: Customers<'_>,
    memory: &mut Memory,
) -> Evaluated<Passed> {
    let members = memory.members(method, customers)?;
    let is_wanted = |name: &String| membership.names.iter().any(|it| lowered(it) == lowered(name));
    let of_code: Vec<Option<bool>> =
        members.names.iter().map(|it| Some(is_wanted(it) != membership.is_not)).collect();
    let is_met = members.names.iter().any(is_wanted);
    Ok(Passed { truth: coded(&members.codes, &of_code), is_met })
}

/// The orders that the customers were measured by.
fn orders(customers: Customers<'_>, memory: &mut Memory, said: &str) -> Evaluated<Arc<Trace>> {
    let trace = memory.trace(customers)?.filter(|it| matches!(**it, Trace::Orders(_)));
    trace.ok_or_else(|| SegmentationError::Rule(RuleMisfit::NoOrders { condition: said.to_owned() }))
}

/// What is known of the rows of orders.
fn bought<'a>(customers: Customers<'a>, trace: &'a Trace) -> Option<(&'a Orders, Bought<'a>)> {
    let Trace::Orders(orders) = trace else { return None };
    let bought = orders.bought(&customers.origin?).ok()?;
    Some((orders, bought))
}

/// How many orders of a kind each customer has, or what was spent on them.
fn counts(
    rows: &[Tested],
    period: Option<Period>,
    is_money: bool,
    customers: Customers<'_>,
    memory: &mut Memory,
) -> Evaluated<Arc<Vec<f64>>> {
    let said = if is_money { "spent" } else { "orders" };
    memory.counts((rows.to_vec(), period, is_money), &mut |memory| {
        let trace = orders(customers, memory, said)?;
        let no_orders = || SegmentationError::Rule(RuleMisfit::NoOrders { condition: said.to_owned() });
        let (orders, bought) = bought(customers, &trace).ok_or_else(no_orders)?;
        if is_money && bought.amounts.is_empty() {
            return Err(SegmentationError::Rule(RuleMisfit::unknown("amount")));
        }
        let mut found = Bits::clone(&*matching(rows, customers, &bought, memory)?);
        if let Some(period) = period {
            found.keep(&during(period, customers, &bought));
        }
        if is_money {
            return Ok(orders.purchases.spent(&found, &bought));
        }
        Ok(orders.purchases.orders(&found, &bought).into_iter().map(f64::from).collect())
    })
}

/// The rows of the file of which all tests are known to hold.
fn matching(
    tests: &[Tested],
    customers: Customers<'_>,
    bought: &Bought<'_>,
    memory: &mut Memory,
) -> Evaluated<Arc<Bits>> {
    memory.rows(tests, &mut || {
        let mut all = Bits::all(bought.days.len());
        for own in tests {
            let view = fields::of_rows(&own.field, customers, (bought.amounts, bought.days));
            let view = view.ok_or_else(|| SegmentationError::Rule(RuleMisfit::unknown(&own.field)))?;
            let fits =
                |it: &&Test| !matches!(it, Test::Top(_) | Test::Bottom(_) | Test::Above(_) | Test::Below(_));
            let passed = Some(&own.test).filter(fits).and_then(|it| tested(&view, it));
            let passed = passed.ok_or_else(|| does_not_fit(&own.field, &Condition::Column(own.clone())))?;
            all.keep(&passed.truth.yes);
        }
        Ok(all)
    })
}

/// The rows of a time.
fn during(period: Period, customers: Customers<'_>, bought: &Bought<'_>) -> Bits {
    let as_of = customers.matrix.as_of.unwrap_or_default();
    let first = |n: u32| as_of.saturating_sub_unsigned(n);
    let (low, high) = match period {
        Period::InLastDays(n) => (first(n), as_of),
        Period::BeforeLastDays(n) => (i32::MIN, first(n).saturating_sub(1)),
    };
    crate::kernel::bits::days_within(bought.days, low, high).yes
}

/// The customers who bought one thing after the other.
fn sequence(steps: &[Step], customers: Customers<'_>, memory: &mut Memory) -> Evaluated<Passed> {
    let trace = orders(customers, memory, "bought")?;
    let no_orders = || SegmentationError::Rule(RuleMisfit::NoOrders { condition: "bought".to_owned() });
    let (orders, bought) = bought(customers, &trace).ok_or_else(no_orders)?;
    let mut of_steps = Vec::new();
    for step in steps {
        of_steps.push((matching(&step.rows, customers, &bought, memory)?, step.within_days));
    }
    let next: Vec<Next<'_>> = of_steps.iter().map(|(rows, within)| Next { rows, within: *within }).collect();
    let is_met = of_steps.iter().all(|it| it.0.count() > 0);
    Ok(Passed { truth: Truth::known(orders.purchases.followed(&next, bought.days)), is_met })
}
