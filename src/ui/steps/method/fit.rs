//! How well a method fits the file, with the reason.

use crate::engine::features::{Mapping, RowUnit};
use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::engine::recipe::suggest_method;
use crate::engine::table::Role;
use crate::ui::actions::MethodKind;

/// What a card says about its method and this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// The best one, and why.
    Suggested(String),
    /// It works, on what.
    Good(String),
    /// It cannot work, for lack of what.
    Needs(String),
}

/// How well `kind` fits what the columns mean; counts come from the last result, where there is one.
pub fn fit(kind: MethodKind, mapping: &Mapping, profiles: Option<&Profiles>) -> Fit {
    let is_suggested = MethodKind::of(&suggest_method(mapping)) == kind;
    match kind {
        MethodKind::Rfm if is_suggested => Fit::Suggested(rfm_reason(mapping, profiles)),
        MethodKind::Rfm => Fit::Needs(rfm_needs(mapping)),
        MethodKind::Groups => {
            let reason = groups_reason(profiles);
            if is_suggested { Fit::Suggested(reason) } else { Fit::Good(reason) }
        }
        MethodKind::Rules => Fit::Good("Works with any column".to_owned()),
        MethodKind::Tree => match mapping.column(Role::Outcome) {
            Some(_) => Fit::Good("This file says who responded".to_owned()),
            None => Fit::Needs("A Yes/No outcome, such as “replied”".to_owned()),
        },
        MethodKind::Tiers => match profiles.map(|it| it.everyone.features.len()) {
            Some(0) => Fit::Needs("One amount for each customer".to_owned()),
            Some(_) | None => Fit::Good("One amount for each customer".to_owned()),
        },
    }
}

fn rfm_reason(mapping: &Mapping, profiles: Option<&Profiles>) -> String {
    if mapping.unit == RowUnit::Customers {
        return "This file knows when each customer last bought, how often, and for how much.".to_owned();
    }
    let everyone = profiles.map(|it| &it.everyone);
    let per_customer = everyone.and_then(|it| Some(it.orders? as f64 / (it.n > 0).then_some(it.n as f64)?));
    match per_customer {
        Some(ratio) => {
            format!("This file has order dates, amounts and {} orders per customer.", number::fixed(ratio, 1))
        }
        None => "This file has order dates and amounts.".to_owned(),
    }
}

fn rfm_needs(mapping: &Mapping) -> String {
    let lacks = |role: Role| mapping.column(role).is_none();
    match mapping.unit {
        RowUnit::Orders if lacks(Role::Customer) => "The customer of each order".to_owned(),
        RowUnit::Orders if lacks(Role::Date) => "The date of each order".to_owned(),
        RowUnit::Orders => "The amount of each order".to_owned(),
        RowUnit::Customers => {
            "When each customer last bought, how often, and for how much: three columns".to_owned()
        }
    }
}

fn groups_reason(profiles: Option<&Profiles>) -> String {
    match profiles.map(|it| it.everyone.features.len()) {
        Some(n) => format!("Works on {}.", number::counted(n, "number per customer", "numbers per customer")),
        None => "Works on any numbers per customer.".to_owned(),
    }
}
