//! Why a column has the role that is suggested for it, and how sure that is.

use serde::{Deserialize, Serialize};

use crate::engine::table::Role;

/// A role with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// What the column means.
    pub role: Role,
    /// Why.
    pub reason: Reason,
    /// How sure that is.
    pub sureness: Sureness,
}

impl Suggestion {
    /// A role, why, and how sure.
    pub fn new(role: Role, reason: Reason, sureness: Sureness) -> Self {
        Self { role, reason, sureness }
    }
}

/// How sure a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// Little speaks for it: worth a look.
    Guess,
    /// One thing speaks for it.
    Likely,
    /// Name and values agree.
    Sure,
}

/// Why a column has its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The name is known for the role.
    NameKnown,
    /// A word in the name is known for the role.
    NamePart,
    /// The values look like e-mail addresses.
    LooksLikeEmail,
    /// The values look like phone numbers.
    LooksLikePhone,
    /// The values look like postcodes.
    LooksLikePostcode,
    /// The values are countries.
    LooksLikeCountry,
    /// The values look like order numbers.
    LooksLikeOrder,
    /// The values are web addresses, network addresses or codes of machines.
    LooksTechnical,
    /// It is the column that tells customers apart.
    TellsApart,
    /// It is the only column with values of this kind, or the first.
    OnlyOfKind,
    /// Where the column stands in a file without column names.
    Position,
    /// Numbers, yes or no, or a few groups: customers can be told apart by it.
    Trait,
    /// It is about a trait that nobody should be grouped by unawares.
    Protected,
    /// It holds names of people.
    Personal,
    /// It is about a place or a person's address.
    Place,
    /// It has no value at all.
    Empty,
    /// Fewer than half of the rows have a value.
    Sparse,
    /// Every customer has the same value.
    Constant,
    /// There are enough columns to tell customers apart by before it.
    Enough,
    /// Nearly every value is different.
    TooVaried,
    /// It names something other than a customer.
    OtherThing,
    /// Another column has this role more surely.
    Outdone,
    /// Nothing in a list of orders uses it.
    NotOfOrders,
    /// Days other than the one that counts.
    OtherDay,
}
