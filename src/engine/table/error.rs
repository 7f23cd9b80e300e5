//! Why there is no table.

use serde::{Deserialize, Serialize};

use crate::kernel::records::{MAX_COLUMNS, MAX_FIELD, Oversized};

/// Why a file gave no table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TableError {
    /// No bytes, or nothing but blank lines.
    #[error("the file is empty")]
    Empty,
    /// Column names and no row below them.
    #[error("the file has a header and no rows")]
    HeaderOnly {
        /// How many columns are named.
        n_columns: usize,
    },
    /// The browser or the system does not give the bytes: moved, changed or deleted meanwhile.
    #[error("the file cannot be read")]
    Unreadable,
    /// Not a text table.
    #[error("the file is {format}")]
    NotText {
        /// What its first bytes say it is.
        format: FileFormat,
    },
    /// A field beyond all reason, most often an open quote.
    #[error("a field starting in line {line} is larger than {limit_bytes} bytes")]
    FieldTooLarge {
        /// Line in which the field starts, from 1.
        line: u64,
        /// The limit.
        limit_bytes: u64,
    },
    /// More columns than a customer file has.
    #[error("{n_columns} columns, {limit} at most")]
    TooManyColumns {
        /// Columns found before counting stopped.
        n_columns: usize,
        /// The limit.
        limit: usize,
    },
}

impl From<Oversized> for TableError {
    fn from(it: Oversized) -> Self {
        match it {
            Oversized::Field { line } => Self::FieldTooLarge { line, limit_bytes: MAX_FIELD as u64 },
            Oversized::Record { n_cells } => Self::TooManyColumns { n_columns: n_cells, limit: MAX_COLUMNS },
        }
    }
}

/// What a file that is not a text table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// A PDF document.
    Pdf,
    /// A zip archive, or an Excel or open-document file.
    Zip,
    /// An old Excel file.
    OldExcel,
    /// Compressed with gzip.
    Gzip,
    /// A picture.
    Picture,
    /// JSON.
    Json,
    /// A web page, as some tools name `.xls`.
    Html,
    /// Bytes that are no text.
    Binary,
}

impl std::fmt::Display for FileFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "a PDF",
            Self::Zip => "a zip archive or an Excel file",
            Self::OldExcel => "an old Excel file",
            Self::Gzip => "a gzip archive",
            Self::Picture => "a picture",
            Self::Json => "JSON",
            Self::Html => "a web page",
            Self::Binary => "not text",
        })
    }
}
