//! Why there are no segments.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::rules::RuleMisfit;

/// Why customers could not be put into segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SegmentationError {
    /// RFM without one of its three numbers.
    #[error("{feature} is not known")]
    FeatureMissing {
        /// `recency_days`, `frequency`, `monetary`, or the name in the recipe.
        feature: String,
    },
    /// Natural groups without anything to find them by.
    #[error("no column tells customers apart")]
    NoFeatures,
    /// More columns to find groups by than this method can weigh in bearable time.
    #[error("{n_features} features, {limit} at most")]
    TooManyFeatures {
        /// Features chosen.
        n_features: usize,
        /// The limit.
        limit: usize,
    },
    /// A response tree without an outcome.
    #[error("no column is the outcome")]
    NoOutcome,
    /// A response tree of a column of more than two values, none of them chosen.
    #[error("{column} has {n_values} values")]
    OutcomeOfManyValues {
        /// The column.
        column: String,
        /// Distinct values.
        n_values: usize,
        /// Some of them.
        examples: Vec<String>,
    },
    /// A response tree of dates.
    #[error("{column} holds dates")]
    OutcomeIsDate {
        /// The column.
        column: String,
    },
    /// A response tree of a value that nobody has.
    #[error("nobody has {response} in {column}")]
    ResponseUnknown {
        /// The column.
        column: String,
        /// The value that was to count as yes.
        response: String,
    },
    /// A response tree of an outcome that everybody shares.
    #[error("{column} is the same for everybody")]
    OutcomeAlike {
        /// The column.
        column: String,
    },
    /// Too few customers for the method.
    #[error("{n_customers} customers, {needed} needed")]
    TooFewCustomers {
        /// Customers with all numbers known.
        n_customers: usize,
        /// The least the method needs.
        needed: usize,
    },
    /// More groups than can be told apart.
    #[error("{n_groups} groups, {limit} at most")]
    TooManyGroups {
        /// Groups there would be.
        n_groups: usize,
        /// The limit.
        limit: usize,
    },
    /// A rule that does not fit the file.
    #[error("{0}")]
    Rule(RuleMisfit),
    /// Numbers so large, on the scale chosen, that distances have no room.
    #[error("{feature} holds numbers too large to compare on this scale")]
    TooLarge {
        /// The column's name.
        feature: String,
    },
    /// Everybody has the same numbers.
    #[error("all {n_customers} customers are alike")]
    AllAlike {
        /// Customers.
        n_customers: usize,
    },
}
