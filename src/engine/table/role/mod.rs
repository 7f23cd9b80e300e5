//! What a column means: suggested from its header and its values, changed by the person.

pub mod words;

mod countries;
mod guess;
mod looks;
mod names;
mod reason;
mod rest;

pub use guess::suggest;
pub use reason::{Reason, Suggestion, Sureness};

use serde::{Deserialize, Serialize};

use crate::engine::table::Column;

/// The role of a column. All but [`Role::Feature`] and [`Role::Ignore`] belong to one column at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who: the customer's identifier.
    Customer,
    /// Which purchase: the order's identifier.
    Order,
    /// When: the day of the purchase, or of the last one in a customer file.
    Date,
    /// How much money the row is worth.
    Amount,
    /// How many pieces.
    Quantity,
    /// Money for one piece; amount = quantity × unit price where no amount column is.
    UnitPrice,
    /// What was bought.
    Product,
    /// The group of goods that was bought.
    Category,
    /// Where it was bought: shop, app, web.
    Channel,
    /// Country of the customer or the order.
    Country,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Postcode.
    Postcode,
    /// Whether the customer may be written to.
    Consent,
    /// What a response study looks at.
    Outcome,
    /// Days since the last order (customer files).
    Recency,
    /// Number of orders (customer files).
    Frequency,
    /// Money spent in all (customer files).
    Monetary,
    /// Any other column that groups may be found by.
    Feature,
    /// Not used.
    Ignore,
}

/// Whether a column is about a protected trait (age, gender, religion, health and their like), by its
/// name or because it holds little else than words for men and women.
pub fn is_protected(column: &Column) -> bool {
    words::is_protected(&column.name) || looks::is_gender(column)
}

/// Whether a column's name says that its numbers are discounts in money.
pub fn is_discount(column: &Column) -> bool {
    words::is_discount(&column.name)
}

/// Whether a column's name says that it holds times of day.
pub fn is_clock(name: &str) -> bool {
    words::is_clock(name)
}

impl Role {
    /// Every role, in the order a person is offered them.
    pub const ALL: [Self; 22] = [
        Self::Customer,
        Self::Order,
        Self::Date,
        Self::Amount,
        Self::Quantity,
        Self::UnitPrice,
        Self::Product,
        Self::Category,
        Self::Channel,
        Self::Country,
        Self::Email,
        Self::Phone,
        Self::FirstName,
        Self::LastName,
        Self::Postcode,
        Self::Consent,
        Self::Outcome,
        Self::Recency,
        Self::Frequency,
        Self::Monetary,
        Self::Feature,
        Self::Ignore,
    ];

    /// Whether only one column may have it.
    pub fn is_single(self) -> bool {
        !matches!(self, Self::Feature | Self::Ignore)
    }
}
