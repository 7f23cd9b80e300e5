//! Columns of an order file that say something about the customer, not about the order.

use std::borrow::Cow;

use crate::engine::features::ages::{has_birthdays, years};
use crate::engine::features::columns::Columns;
use crate::engine::features::{Feature, Unit};
use crate::engine::table::{Cells, Column, IssueKind, Issues, Kind, MISSING_DAY, Role, shares};
use crate::kernel::ledger::{Rows, Use, latest};

/// One feature for each column that groups may be found by and that holds numbers, days, or yes and
/// no: the value of each customer's latest row. A column that varies within customers is noted.
pub fn features(
    columns: &Columns<'_>,
    (rows, uses): (&Rows<'_>, &[Use]),
    (order, n_customers): (&[u32], usize),
    as_of: Option<i32>,
    issues: &mut Issues,
) -> Vec<Feature> {
    let mut features = Vec::new();
    for (_, column) in columns.all().filter(|it| it.0 == Role::Feature) {
        let Some((unit, values)) = numbers(column, as_of) else { continue };
        let (of_customers, n_varying) = latest(rows, uses, n_customers, &values);
        issues.count(IssueKind::VaryingFeature, Some(&column.name), n_varying as u64);
        let value = |&it: &u32| of_customers.get(it as usize).copied().unwrap_or(f64::NAN);
        let (id, label) = (column.name.clone(), column.name.clone());
        features.push(Feature { id, label, unit, values: order.iter().map(value).collect() });
    }
    features
}

/// The number of each row, and what it is.
fn numbers(column: &Column, as_of: Option<i32>) -> Option<(Unit, Cow<'_, [f64]>)> {
    match &column.cells {
        Cells::Numbers(values) if column.kind == Kind::Money => Some((Unit::Money, Cow::Borrowed(values))),
        Cells::Numbers(values) => Some((Unit::Plain, Cow::Borrowed(values))),
        Cells::Days(days) => {
            let as_of = as_of?;
            if has_birthdays(column) {
                let ages = days.iter().map(|&it| years(it, as_of)).collect();
                return Some((Unit::Plain, Cow::Owned(ages)));
            }
            let before = |&day: &i32| {
                if day == MISSING_DAY { f64::NAN } else { f64::from(as_of) - f64::from(day) }
            };
            Some((Unit::Days, Cow::Owned(days.iter().map(before).collect())))
        }
        Cells::Codes { codes, dictionary } if column.kind == Kind::Flag => {
            Some((Unit::Share, Cow::Owned(shares(codes.iter(), dictionary))))
        }
        Cells::Codes { .. } | Cells::Texts(_) => None,
    }
}
