//! Why there is no model, or why it does not fit.

use serde::{Deserialize, Serialize};

/// Why there is no model, or why it does not fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ModelError {
    /// The text is no model.
    #[error("not a model: line {line}, column {column}")]
    NotAModel {
        /// Line of the JSON text where it stops making sense.
        line: usize,
        /// Column there.
        column: usize,
    },
    /// Made by a newer version.
    #[error("model version {found}, newest known {known}")]
    TooNew {
        /// Version of the file.
        found: u32,
        /// Newest version this build reads.
        known: u32,
    },
    /// Its parts do not fit each other: it was changed by hand.
    #[error("the model contradicts itself: {what}")]
    Contradiction {
        /// What does not fit.
        what: String,
    },
    /// A form has no words for how customers are placed.
    #[error("{form} has no words for {what}")]
    NotCovered {
        /// The form.
        form: String,
        /// What it has no words for.
        what: String,
    },
    /// A change by hand that only the very customers it was made on have.
    #[error("{what} cannot be carried over to other customers")]
    CannotTravel {
        /// The change: the name of the segment.
        what: String,
    },
}
