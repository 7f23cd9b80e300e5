//! What the page may know of a file: everything but its rows.

use serde::{Deserialize, Serialize};

use crate::engine::table::{Dialect, Issue, Kind, Role};

/// A file as understood, small enough to show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// The file's name, for the screen only: never in an address or a title.
    pub name: String,
    /// Bytes read.
    pub n_bytes: u64,
    /// XXH64 of the bytes, in hex: tells files apart, proves nothing against a forger.
    pub fingerprint: String,
    /// How the file is written.
    pub dialect: Dialect,
    /// Records below the header.
    pub n_rows: usize,
    /// In the order of the file.
    pub columns: Vec<ColumnSummary>,
    /// What was odd.
    pub issues: Vec<Issue>,
    /// The first lines of the file as text, at most six.
    pub first_lines: Vec<String>,
    /// Sign or code of the currency that amounts are in, where the file tells.
    pub currency: Option<String>,
}

/// One column as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnSummary {
    /// The header, made unique.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// What it seems to mean.
    pub role: Role,
    /// Cells without a value, unreadable ones included.
    pub n_missing: usize,
    /// Cells that could not be read as its kind.
    pub n_problems: usize,
    /// Different values; capped at 1,000,000.
    pub n_distinct: usize,
    /// Up to three values as they stand in the file.
    pub examples: Vec<String>,
    /// Its shape, for a small picture.
    pub chart: MicroChart,
}

/// The shape of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MicroChart {
    /// Counts in 16 bins of equal width between the 1st and 99th percentile.
    Histogram {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Median.
        median: f64,
        /// Counts per bin, from small to large.
        bins: Vec<u32>,
    },
    /// Counts in 24 spans of equal length between the first and last day.
    Dates {
        /// First day, since 1970-01-01.
        first: i32,
        /// Last day, since 1970-01-01.
        last: i32,
        /// Counts per span.
        bins: Vec<u32>,
    },
    /// The most frequent values with their counts, at most five.
    Top {
        /// Value and rows, most frequent first.
        values: Vec<(String, u32)>,
    },
    /// Nearly every value is different.
    Distinct,
    /// No value at all.
    Empty,
}
