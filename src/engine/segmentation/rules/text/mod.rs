//! Rules as text: what a person can read, copy and write.
//!
//! [`print`] writes a tree, [`parse`] reads one back: printing what was parsed and parsing it again
//! gives the same tree. `docs/rules.md` tells people how the text is written.

mod condition;
mod cursor;
mod parse;
mod print;
mod scan;

pub use parse::parse;
pub use print::{condition as print_condition, print};

use serde::{Deserialize, Serialize};

/// Where a text is no rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTextError {
    /// Line, from 1.
    pub line: usize,
    /// Column in letters, from 1.
    pub column: usize,
    /// What could stand there, in words.
    pub expected: String,
    /// What stands there; empty at the end of the line.
    pub found: String,
}

/// Words that begin a condition or end a column's name: such a name stands in quotes.
const RESERVED: [&str; 17] = [
    "all", "any", "none", "segment", "use", "at", "exactly", "no", "spent", "bought", "everyone", "several",
    "first", "more", "less", "fewer", "not",
];
