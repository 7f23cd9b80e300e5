//! Why rules cannot be used.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::rules::text::RuleTextError;

/// Why rules cannot be used, whatever the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RulesError {
    /// A text that is no rules.
    #[error("line {}, column {}: {} expected", .0.line, .0.column, .0.expected)]
    Text(RuleTextError),
    /// A name that is empty, or the second of two that are the same.
    #[error("the name {name} is empty or taken")]
    Name {
        /// The name.
        name: String,
    },
    /// A group or a list of nothing.
    #[error("{segment} has a line that says nothing")]
    Empty {
        /// The segment's name.
        segment: String,
    },
    /// Groups within groups within groups.
    #[error("{segment} has more than {limit} groups within each other")]
    TooDeep {
        /// The segment's name.
        segment: String,
        /// Groups at most.
        limit: usize,
    },
    /// A rule that speaks of another way to segment that is not there.
    #[error("{segment} speaks of {name}, which is not there")]
    Unknown {
        /// The segment's name.
        segment: String,
        /// The name it uses.
        name: String,
    },
    /// Rules that stand as another way to segment within rules.
    #[error("{name} is rules itself")]
    Inside {
        /// Its name.
        name: String,
    },
}

/// Why rules do not fit a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RuleMisfit {
    /// A rule speaks of something that is not there.
    #[error("nothing is called {field}")]
    FieldUnknown {
        /// What it speaks of.
        field: String,
    },
    /// A rule asks for something that its column cannot tell.
    #[error("{field} cannot be tested so: {condition}")]
    DoesNotFit {
        /// The column or measure.
        field: String,
        /// The rule as text.
        condition: String,
    },
    /// A rule asks for orders where there are none.
    #[error("{condition} needs a file of orders")]
    NoOrders {
        /// What the rule begins with: `orders`, `spent` or `bought`.
        condition: String,
    },
}

impl RuleMisfit {
    /// Nothing is called so.
    pub fn unknown(field: &str) -> Self {
        Self::FieldUnknown { field: field.to_owned() }
    }
}
