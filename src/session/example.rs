//! Which example is open.

use crate::engine::sample::Example;

/// An example, and the project that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenExample {
    /// Which.
    pub example: Example,
    /// Id of its project; any other project is a file of the person's.
    pub project: String,
}
