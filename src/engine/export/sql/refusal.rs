//! What cannot be said in SQL, in words.

/// Why no statement is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {remedy}")]
pub struct SqlRefusal {
    /// What cannot be said, as a sentence.
    pub what: String,
    /// What to do instead, as a sentence.
    pub remedy: String,
}

impl SqlRefusal {
    /// A refusal of two sentences.
    pub(super) fn new(what: impl Into<String>, remedy: &str) -> Self {
        Self { what: what.into(), remedy: remedy.to_owned() }
    }
}
