//! What segments were made by: no finding when they differ in it.

use crate::engine::features::Origin;
use crate::engine::segmentation::Detail;
use crate::engine::segmentation::rules::{Condition, Rule};
use crate::engine::table::Role;

/// Ids of numbers and names of columns that the method put customers into segments by; of a column
/// that is measured under another name, that one too.
pub fn defining<'a>(detail: &'a Detail, origin: Option<Origin<'a>>) -> Vec<&'a str> {
    let mut found = named(detail);
    for column in origin.iter().flat_map(|it| &it.mapping.columns) {
        if found.contains(&column.name.as_str()) {
            found.extend(measured_as(column.role));
        }
    }
    found
}

/// What a column with a role is measured as.
fn measured_as(role: Role) -> Option<&'static str> {
    match role {
        Role::Recency | Role::Date => Some("recency_days"),
        Role::Frequency => Some("frequency"),
        Role::Monetary | Role::Amount => Some("monetary"),
        Role::Customer
        | Role::Order
        | Role::Quantity
        | Role::UnitPrice
        | Role::Product
        | Role::Category
        | Role::Channel
        | Role::Country
        | Role::Email
        | Role::Phone
        | Role::FirstName
        | Role::LastName
        | Role::Postcode
        | Role::Consent
        | Role::Outcome
        | Role::Feature
        | Role::Ignore => None,
    }
}

fn named(detail: &Detail) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    match detail {
        Detail::Rfm(_) => found.extend(["recency_days", "frequency", "monetary"]),
        Detail::Groups(detail) => {
            found.extend(detail.features.iter().chain(&detail.categories).map(String::as_str));
        }
        Detail::Tiers(detail) => {
            found.push(&detail.amount);
            if let Some(it) = &detail.quadrant {
                found.extend([it.margin.as_str(), it.cost.as_str()]);
            }
        }
        Detail::ResponseTree(detail) => {
            found.push(&detail.outcome);
            let conditions = detail.nodes.iter().filter_map(|it| it.condition.as_ref());
            found.extend(conditions.map(|it| it.predictor.as_str()));
        }
        Detail::Rules(detail) => {
            for segment in &detail.segments {
                segment.all.iter().for_each(|it| fields(it, &mut found));
            }
        }
    }
    found
}

fn fields<'a>(rule: &'a Rule, found: &mut Vec<&'a str>) {
    rule.inner().iter().for_each(|it| fields(it, found));
    let Rule::Is(condition) = rule else { return };
    match condition {
        Condition::Column(tested) => {
            found.push(match tested.field.as_str() {
                "last_order" => "recency_days",
                field => field,
            });
        }
        Condition::Orders(_) => found.push("frequency"),
        Condition::Spent(_) => found.push("monetary"),
        Condition::Segment(_) | Condition::Bought(_) => {}
    }
}
