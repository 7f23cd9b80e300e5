//! The rows of an order file: which count, and as what.

use std::borrow::Cow;

use crate::engine::features::columns::{Columns, Ids};
use crate::engine::features::{AsOf, FeatureChoices, FeaturesError, Returns};
use crate::engine::table::{Column, IssueKind, Issues, Lines, MISSING_CODE, MISSING_DAY, Role, iso};
use crate::kernel;
use crate::kernel::ledger::{Rows, Use, products};

/// The customers of an order file.
pub fn customers<'a>(columns: &Columns<'a>) -> Result<Ids<'a>, FeaturesError> {
    columns.ids(Role::Customer)?.ok_or(FeaturesError::RoleMissing { role: Role::Customer })
}

/// The days of an order file.
pub fn days<'a>(columns: &Columns<'a>) -> Result<&'a [i32], FeaturesError> {
    columns.days(Role::Date)?.ok_or(FeaturesError::RoleMissing { role: Role::Date })
}

/// The amounts of an order file: the column of amounts, or else quantity × unit price, or else the
/// column of totals.
pub fn amounts<'a>(columns: &Columns<'a>) -> Result<Option<Cow<'a, [f64]>>, FeaturesError> {
    if let Some(amounts) = columns.numbers(Role::Amount)? {
        return Ok(Some(Cow::Borrowed(amounts)));
    }
    if let (Some(quantities), Some(prices)) =
        (columns.numbers(Role::Quantity)?, columns.numbers(Role::UnitPrice)?)
    {
        return Ok(Some(Cow::Owned(products(quantities, prices))));
    }
    Ok(columns.numbers(Role::Monetary)?.map(Cow::Borrowed))
}

/// Says of every row what it is, and notes what was odd.
pub fn classify(
    rows: &Rows<'_>,
    columns: &Columns<'_>,
    choices: &FeatureChoices,
    lines: &Lines,
    issues: &mut Issues,
) -> Vec<Use> {
    let name = |role| columns.find(role).map(|it: &Column| it.name.as_str());
    let (customer, date) = (name(Role::Customer), name(Role::Date));
    let amount = [Role::Amount, Role::UnitPrice, Role::Monetary].into_iter().find_map(name);
    let last = match choices.as_of {
        AsOf::LastOrder => i32::MAX,
        AsOf::Day(day) => day,
    };
    kernel::ledger::classify(rows, last, &mut |row, who, day, money| {
        let mut note = |kind, column, seen: &str| issues.note(kind, column, lines.of(row), seen);
        if who == MISSING_CODE {
            note(IssueKind::NoCustomer, customer, "");
            return Use::Left;
        }
        if day == MISSING_DAY {
            note(IssueKind::NoDate, date, "");
            return Use::Left;
        }
        if money.is_nan() {
            note(IssueKind::NoAmount, amount, "");
            return Use::Left;
        }
        if day > last {
            note(IssueKind::AfterAsOf, date, &iso(day));
            return Use::Left;
        }
        if money == 0.0 {
            note(IssueKind::ZeroAmount, amount, "0");
            if choices.leaves_out(IssueKind::ZeroAmount) {
                return Use::Left;
            }
        }
        if money >= 0.0 {
            return Use::Order;
        }
        note(IssueKind::NegativeAmount, amount, &money.to_string());
        match choices.returns {
            Returns::Net => Use::Return,
            Returns::Drop => Use::Left,
            Returns::Keep => Use::Order,
        }
    })
}
