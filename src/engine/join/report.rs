//! What a join did, in counts.

use serde::{Deserialize, Serialize};

use crate::engine::join::added::Added;
use crate::engine::join::keys::Keys;
use crate::engine::table::{Issue, Role, Source};

/// How a companion went together with the main file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// The companion's name.
    pub file: String,
    /// The columns that were compared; `None` where no two columns hold the same values.
    pub key: Option<JoinKey>,
    /// Whether a key of the companion stands in one row or in several.
    pub rows_per_key: RowsPerKey,
    /// The main file's side.
    pub main: Side,
    /// The companion's side.
    pub companion: Side,
    /// Rules that made keys equal which are written differently.
    pub rules: Vec<RuleUse>,
    /// The columns that were added to the main file.
    pub columns: Vec<JoinedColumn>,
    /// What was odd: first about the main file, then about the companion.
    pub issues: Vec<Issue>,
    /// How many of these are about the main file.
    pub n_main_issues: usize,
}

/// The two columns that were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinKey {
    /// The companion's column.
    pub column: String,
    /// The column of the main file, or one that an earlier companion brought.
    pub onto: String,
    /// Why these.
    pub reason: KeyReason,
    /// What the main column means.
    pub role: Role,
}

/// Why two columns are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyReason {
    /// The person says so.
    Chosen,
    /// Both mean the same, and their values agree.
    SameRole,
    /// No other two columns have as many values in common.
    MostInCommon,
}

/// How many rows of a companion speak of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowsPerKey {
    /// One: its columns are taken as they are.
    One,
    /// Several: each column is made one value first.
    Several,
}

/// One side of a join.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Rows of the file.
    pub n_rows: usize,
    /// Rows whose key is in the other file.
    pub n_rows_matched: usize,
    /// Rows without a key.
    pub n_rows_without_key: usize,
    /// Different keys.
    pub n_keys: usize,
    /// Different keys that are in the other file.
    pub n_keys_matched: usize,
}

impl Side {
    /// Rows with a key that the other file lacks.
    pub fn n_rows_unmatched(&self) -> usize {
        self.n_rows - self.n_rows_matched - self.n_rows_without_key
    }

    /// Matched keys among all, in 0..=1.
    pub fn match_rate(&self) -> f64 {
        self.n_keys_matched as f64 / self.n_keys.max(1) as f64
    }
}

/// A rule, and what it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUse {
    /// The rule.
    pub rule: KeyRule,
    /// Matched keys of the main file that it was needed for.
    pub n_keys: usize,
}

/// What may differ between keys that are taken as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRule {
    /// Blanks.
    Blanks,
    /// Capitals.
    Capitals,
    /// Zeros before other digits.
    LeadingZeros,
}

/// A column that was added to the main file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedColumn {
    /// Its name in the main file.
    pub name: String,
    /// The companion's column it is made of; `None` for the number of rows.
    pub from: Option<String>,
    /// What was done.
    pub how: How,
}

/// How a companion's rows become one value for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The value of the one row; of repeated ones, the first.
    Taken,
    /// The number of rows; none is 0.
    Rows,
    /// The sum, of money and pieces.
    Sum,
    /// The mean, of other numbers.
    Mean,
    /// The share of yes, of yes and no.
    Share,
    /// The first day.
    First,
    /// The last day.
    Last,
    /// The value most rows have, of categories; of those that tie, the first in byte order.
    MostFrequent,
    /// The value of the last row by date, of texts and identifiers; without dates, of the last row.
    Latest,
}

impl Join {
    pub(super) fn of(
        (main, companion): (&Source, &Source),
        key: JoinKey,
        keys: &Keys<'_>,
        added: &Added,
        (issues, n_main_issues): (Vec<Issue>, usize),
    ) -> Self {
        Self {
            file: companion.name.clone(),
            key: Some(key),
            rows_per_key: keys.rows_per_key,
            main: keys.main_side(main.table.n_rows),
            companion: keys.companion_side(companion.table.n_rows),
            rules: keys.rules.clone(),
            columns: added.reports.clone(),
            issues,
            n_main_issues,
        }
    }

    pub(super) fn without_key(main: &Source, companion: &Source) -> Self {
        let side = |it: &Source| Side { n_rows: it.table.n_rows, ..Side::default() };
        Self {
            file: companion.name.clone(),
            key: None,
            rows_per_key: RowsPerKey::One,
            main: side(main),
            companion: side(companion),
            rules: Vec::new(),
            columns: Vec::new(),
            issues: Vec::new(),
            n_main_issues: 0,
        }
    }
}
