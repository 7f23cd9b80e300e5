//! What all values of a column are.

use serde::{Deserialize, Serialize};

/// The kind of a column, decided over all its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Numbers without a currency.
    Number,
    /// Numbers that are amounts of money.
    Money,
    /// Calendar days; a time of day is dropped.
    Date,
    /// Two values that mean yes and no.
    Flag,
    /// Few distinct texts.
    Category,
    /// Names a thing: customer number, order number, e-mail. Kept as text, leading zeros and all.
    Identifier,
    /// Free text.
    Text,
}

impl Kind {
    /// Every kind, in the order a person is offered them.
    pub const ALL: [Self; 7] =
        [Self::Number, Self::Money, Self::Date, Self::Flag, Self::Category, Self::Identifier, Self::Text];
}
