//! Leaves of a response tree by the rule that leads to them: "Contact: cellular, balance above 1,500".

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::lowered;
use crate::engine::segmentation::response_tree::{Condition, Form};

/// Values of a category that are named one by one.
const MOST_VALUES: usize = 3;

/// The rule in words, condition by condition from the top; what several say of one column is one.
/// Numbers are rounded as elsewhere.
pub fn conditions(path: &[&Condition], currency: Option<&str>) -> Vec<String> {
    let mut merged: Vec<(Condition, bool)> = Vec::new();
    for condition in path {
        match merged.iter_mut().find(|it| it.0.predictor == condition.predictor) {
            Some((before, is_narrowed)) => {
                narrow(before, condition);
                *is_narrowed = true;
            }
            None => merged.push(((*condition).clone(), false)),
        }
    }
    merged.iter().map(|(condition, is_narrowed)| words(condition, *is_narrowed, currency)).collect()
}

/// A name from the whole rule; "Everyone" where there is none.
pub fn name(path: &[&Condition], currency: Option<&str>) -> String {
    let parts = conditions(path, currency);
    if parts.is_empty() {
        return "Everyone".to_owned();
    }
    let has_list = parts.iter().any(|it| it.contains(", "));
    number::capitalised(&parts.join(if has_list { "; " } else { ", " }))
}

/// Narrows a condition by a later one of the same column.
fn narrow(condition: &mut Condition, later: &Condition) {
    let tighter = |a: Option<f64>, b: Option<f64>, is_better: fn(f64, f64) -> bool| match (a, b) {
        (Some(a), Some(b)) => Some(if is_better(b, a) { b } else { a }),
        (a, b) => a.or(b),
    };
    let is_missing_only = later.unit.is_some() && later.above.is_none() && later.up_to.is_none();
    if is_missing_only && later.takes_missing == Some(true) {
        (condition.above, condition.up_to) = (None, None);
    } else {
        condition.above = tighter(condition.above, later.above, |new, old| new > old);
        condition.up_to = tighter(condition.up_to, later.up_to, |new, old| new < old);
    }
    condition.values.clone_from(&later.values);
    condition.others.clone_from(&later.others);
    condition.takes_missing = match (condition.takes_missing, later.takes_missing) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (_, later) => later,
    };
}

fn words(condition: &Condition, is_narrowed: bool, currency: Option<&str>) -> String {
    let label = lowered(&condition.label);
    let said = match condition.unit {
        Some(unit) => numbers(condition, &label, unit, currency),
        None => values(condition, &label, is_narrowed),
    };
    match (said, condition.takes_missing) {
        (Some(said), Some(true)) => format!("{said} or not known"),
        (Some(said), _) => said,
        (None, Some(false)) => format!("{label} known"),
        (None, _) => format!("{label} not known"),
    }
}

fn numbers(condition: &Condition, label: &str, unit: Unit, currency: Option<&str>) -> Option<String> {
    let form = condition.form;
    if form == Form::YesNo {
        let answer = condition.above.map(|_| "yes").or(condition.up_to.map(|_| "no"))?;
        return Some(format!("{label}: {answer}"));
    }
    let text = |x: f64| {
        let x = if form == Form::Whole { x.floor() } else { x };
        match unit {
            Unit::Money if x.fract() == 0.0 => number::money(x, currency),
            Unit::Money => number::money_fine(x, currency),
            Unit::Share => number::share_fine(x),
            Unit::Days | Unit::Count | Unit::Plain => number::plain(x),
        }
    };
    match (condition.above, condition.up_to) {
        (Some(above), Some(up_to)) if form == Form::Whole => {
            let (low, high) = (above.floor() + 1.0, up_to.floor());
            let is_one = low >= high;
            Some(if is_one {
                format!("{label} {}", text(high))
            } else {
                format!("{label} {} to {}", text(low), text(high))
            })
        }
        (Some(above), Some(up_to)) => {
            Some(format!("{label} above {} and up to {}", text(above), text(up_to)))
        }
        (Some(above), None) => Some(format!("{label} above {}", text(above))),
        (None, Some(up_to)) => Some(format!("{label} up to {}", text(up_to))),
        (None, None) => None,
    }
}

fn values(condition: &Condition, label: &str, is_narrowed: bool) -> Option<String> {
    let Condition { values, others, .. } = condition;
    if values.is_empty() {
        return None;
    }
    let is_short = |it: &[String]| it.len() <= MOST_VALUES;
    if !is_short(values) && is_short(others) && !others.is_empty() && !is_narrowed {
        return Some(format!("{label}: any but {}", either(others)));
    }
    if is_short(values) {
        return Some(format!("{label}: {}", either(values)));
    }
    let n_more = values.len() - 2;
    let shown = values.get(..2).unwrap_or_default().join(", ");
    Some(format!("{label}: {shown} or {} more", number::count(n_more)))
}

/// "a", "a or b", "a, b or c".
fn either(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(label: &str, form: Form, above: Option<f64>, up_to: Option<f64>) -> Condition {
        Condition {
            predictor: label.to_owned(),
            label: label.to_owned(),
            unit: Some(Unit::Plain),
            form,
            above,
            up_to,
            values: Vec::new(),
            others: Vec::new(),
            takes_unseen: false,
            takes_missing: None,
        }
    }

    fn category(label: &str, values: &[&str], others: &[&str]) -> Condition {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect();
        Condition {
            unit: None,
            values: texts(values),
            others: texts(others),
            ..number_of(label, Form::Other, None, None)
        }
    }

    #[test]
    fn a_rule_is_said_condition_by_condition_and_column_by_column() {
        let above = number_of("balance", Form::Whole, Some(1500.5), None);
        let below = number_of("balance", Form::Whole, None, Some(2999.5));
        let contact = category("Contact", &["cellular"], &["telephone", "unknown"]);
        assert_eq!(name(&[&above, &contact], None), "Balance above 1,500, contact: cellular");
        assert_eq!(name(&[&above, &contact, &below], None), "Balance 1,501 to 2,999, contact: cellular");
        let loan = number_of("loan", Form::YesNo, None, Some(0.5));
        assert_eq!(name(&[&loan], None), "Loan: no");
        assert_eq!(name(&[], None), "Everyone");
    }

    #[test]
    fn many_values_are_said_by_the_few_that_are_left() {
        let most = category("job", &["a", "b", "c", "d"], &["e", "f"]);
        assert_eq!(name(&[&most], None), "Job: any but e or f");
        let half = category("job", &["a", "b", "c", "d"], &["e", "f", "g", "h"]);
        assert_eq!(name(&[&half], None), "Job: a, b or 2 more");
        let three = category("job", &["a", "b", "c"], &["e"]);
        let age = number_of("age", Form::Other, Some(0.25), Some(1.5));
        assert_eq!(name(&[&three, &age], None), "Job: a, b or c; age above 0.25 and up to 1.5");
    }

    #[test]
    fn those_without_a_value_are_named_where_they_went() {
        let with = Condition { takes_missing: Some(true), ..number_of("age", Form::Whole, Some(30.5), None) };
        assert_eq!(name(&[&with], None), "Age above 30 or not known");
        let alone = Condition { takes_missing: Some(true), ..number_of("age", Form::Whole, None, None) };
        assert_eq!(name(&[&alone], None), "Age not known");
        let known = Condition { takes_missing: Some(false), ..number_of("age", Form::Whole, None, None) };
        assert_eq!(name(&[&known], None), "Age known");
        let later =
            Condition { takes_missing: Some(false), ..number_of("age", Form::Whole, None, Some(60.5)) };
        assert_eq!(name(&[&with, &later], None), "Age 31 to 60");
    }
}
