//! What becomes of columns that no role was found for.

use crate::engine::table::role::{Reason, Suggestion, Sureness, is_protected, words};
use crate::engine::table::{Column, Kind, Role};

/// More different values than these are no groups.
const MAX_GROUPS: usize = 50;

/// A feature where customers can be told apart by the column, nothing otherwise, and why. `taken`
/// are the roles that other columns have, `sizes` the different values and the rows.
pub fn rest(
    column: &Column,
    taken: &[Role],
    (n_distinct, n_rows): (usize, usize),
    is_orders: bool,
    (is_technical, is_sparse): (bool, bool),
) -> Suggestion {
    let ignored = |reason, sureness| Suggestion::new(Role::Ignore, reason, sureness);
    let is_number = matches!(column.kind, Kind::Number | Kind::Money | Kind::Flag);
    let is_few = column.kind == Kind::Category && n_distinct <= MAX_GROUPS && n_distinct * 2 <= n_rows.max(4);
    if is_protected(column) {
        return ignored(Reason::Protected, Sureness::Sure);
    }
    if is_outdone(&column.name, taken, is_orders) {
        return ignored(Reason::Outdone, Sureness::Likely);
    }
    if words::is_people(&column.name) {
        return ignored(Reason::Personal, Sureness::Likely);
    }
    if is_technical {
        ignored(Reason::LooksTechnical, Sureness::Sure)
    } else if is_orders {
        ignored(Reason::NotOfOrders, Sureness::Likely)
    } else if words::is_foreign(&column.name) {
        ignored(Reason::OtherThing, Sureness::Likely)
    } else if words::is_place(&column.name) {
        ignored(Reason::Place, Sureness::Likely)
    } else if is_sparse {
        ignored(Reason::Sparse, Sureness::Likely)
    } else if n_distinct == 1 && n_rows > 1 {
        ignored(Reason::Constant, Sureness::Sure)
    } else if is_number || is_few {
        Suggestion::new(Role::Feature, Reason::Trait, Sureness::Likely)
    } else if column.kind == Kind::Date {
        ignored(Reason::OtherDay, Sureness::Likely)
    } else if column.kind == Kind::Identifier {
        ignored(Reason::OtherThing, Sureness::Likely)
    } else {
        ignored(Reason::TooVaried, Sureness::Likely)
    }
}

/// Whether the name says a role that another column plays. In a list of customers, what can tell
/// them apart is a trait all the same.
fn is_outdone(name: &str, taken: &[Role], is_orders: bool) -> bool {
    let Some((role, _)) = words::role_of(name).filter(|it| taken.contains(&it.0)) else { return false };
    let is_contact = matches!(
        role,
        Role::Customer
            | Role::Email
            | Role::Phone
            | Role::FirstName
            | Role::LastName
            | Role::Postcode
            | Role::Country
    );
    is_orders || is_contact
}
