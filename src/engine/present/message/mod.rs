//! Every word the engine says to a person: what happened, where, what to do.
//!
//! [`explain`] is for errors (there is no result), [`describe`] for issues (there is one, but
//! something was odd), [`label`] for the choices a person is offered. All matches are total: a new
//! variant does not compile until it has its words.

pub mod label;

mod describe;
mod explain;
mod measures;
mod model;
mod reason;
mod rules;
mod wrapped;

pub use describe::{BothReadings, IssueWords, both_readings, describe, reason_of};
pub use explain::{Message, explain};
pub use measures::{measure, measure_needs};
pub use model::explain_model;
pub use reason::reason;
pub use rules::misfit;

use crate::engine::present::number;

/// How many of what, whatever the width of the count.
fn counted(n: u64, one: &str, many: &str) -> String {
    number::counted(usize::try_from(n).unwrap_or(usize::MAX), one, many)
}

/// A whole number with commas between thousands.
fn grouped(n: u64) -> String {
    number::count(usize::try_from(n).unwrap_or(usize::MAX))
}
