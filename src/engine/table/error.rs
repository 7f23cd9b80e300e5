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
    /// It cannot be opened without a password.
    #[error("the file is protected by a password")]
    Protected,
    /// An archive or a workbook that is cut off or not put together right.
    #[error("the file is damaged")]
    Damaged,
    /// A workbook by its name, and none by what is in it.
    #[error("the file is not a workbook")]
    NotAWorkbook,
    /// An archive or a workbook with no table in it.
    #[error("there is no table in the file")]
    NoTableInside,
    /// An archive with names that lead out of it.
    #[error("the archive holds names that lead out of it")]
    UnsafeNames,
    /// More is packed into it than can be right.
    #[error(
        "the file unpacks to more than {limit_bytes} bytes, or to more than {limit_ratio} times its size"
    )]
    UnpacksTooLarge {
        /// The limit.
        limit_bytes: u64,
        /// The limit as a multiple of its size.
        limit_ratio: u64,
    },
    /// More files in an archive than anybody packs.
    #[error("{n_entries} files in the archive, {limit} at most")]
    TooManyEntries {
        /// Files found.
        n_entries: u64,
        /// The limit.
        limit: u64,
    },
    /// More cells in a workbook than can be read.
    #[error("more than {limit} cells")]
    TooManyCells {
        /// The limit.
        limit: u64,
    },
    /// A sheet that the workbook, or a file that the archive, does not have.
    #[error("there is no sheet {sheet}")]
    NoSuchSheet {
        /// What was asked for.
        sheet: String,
    },
    /// The part of the program that undoes wrappings did not load.
    #[error("the part that reads this kind of file is not there")]
    PartMissing,
    /// The part of the program that undoes wrappings broke down over this file.
    #[error("the part that reads this kind of file broke down")]
    PartBroken,
    /// More rows than a page has room for.
    #[error("{n_rows} rows of {row_bytes} bytes need more than {limit_bytes} bytes")]
    NoRoom {
        /// Rows of the file, estimated from those read so far.
        n_rows: u64,
        /// Bytes that each takes, on average.
        row_bytes: u64,
        /// The limit for all rows.
        limit_bytes: u64,
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
