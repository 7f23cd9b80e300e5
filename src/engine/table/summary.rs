//! What the page may know of a file: everything but its rows.

use serde::{Deserialize, Serialize};

use crate::engine::table::{Dialect, Glance, Issue, Kind, Reason, Role, Sheet, Sureness};
use crate::kernel::column::MicroChart;

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
    /// The sheets of a workbook or the files in an archive, where the table stands in one.
    pub sheets: Vec<Sheet>,
    /// Records below the header.
    pub n_rows: usize,
    /// In the order of the file.
    pub columns: Vec<ColumnSummary>,
    /// What was odd.
    pub issues: Vec<Issue>,
    /// The first lines of the file as text, at most six.
    pub first_lines: Vec<String>,
    /// The first rows as they are understood.
    pub glance: Glance,
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
    /// Why it seems so.
    pub reason: Reason,
    /// How sure that is.
    pub sureness: Sureness,
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
