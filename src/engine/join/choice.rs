//! What a person chooses about a companion.

use serde::{Deserialize, Serialize};

use crate::engine::table::ReadingOptions;

/// A file beside the main one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// The file's name; different for each companion.
    pub name: String,
    /// How to read it, where the person said so.
    #[serde(default)]
    pub reading: ReadingOptions,
    /// What it is joined by, where the person said so.
    #[serde(default)]
    pub key: KeyChoice,
}

/// The two columns whose values are compared; what is left out is found from the values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyChoice {
    /// The companion's column.
    pub column: Option<String>,
    /// The column of the main file, or one that an earlier companion brought.
    pub onto: Option<String>,
}

impl Companion {
    /// A file read and joined as it suggests itself; numbered where its name is taken.
    pub fn new(file: &str, others: &[Self], main: &str) -> Self {
        let is_taken = |name: &str| name == main || others.iter().any(|it| it.name == name);
        let numbered = |n: usize| if n == 1 { file.to_owned() } else { format!("{file} ({n})") };
        let name = (1..others.len() + 3).map(numbered).find(|it| !is_taken(it)).unwrap_or_default();
        Self { name, ..Self::default() }
    }
}
