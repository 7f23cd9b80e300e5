//! How the file is written: what was found, and what the person said instead.

use serde::{Deserialize, Serialize};

use crate::engine::by_name::ByName;
use crate::engine::table::{Kind, Wrapping};
use crate::kernel::cut::{Comment, Escape, LineEnd, Quote, Separator};
use crate::kernel::notation::{DateOrder, DecimalMark, Encoding};

/// What the person fixed about the file; everything left out is found from the bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingOptions {
    /// Text encoding.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub separator: Option<Separator>,
    /// What stands around cells that hold separators.
    pub quote: Option<Quote>,
    /// What makes a quote or separator one of the text.
    pub escape: Option<Escape>,
    /// How lines start that are no records.
    pub comment: Option<Comment>,
    /// A character that ends records as line ends do.
    pub line_end: Option<LineEnd>,
    /// Decimal mark of all number columns.
    pub decimal_mark: Option<DecimalMark>,
    /// Order of day, month and year in all date columns.
    pub date_order: Option<DateOrder>,
    /// Whether the first line read holds the column names.
    pub has_header: Option<bool>,
    /// Lines to leave out at the top.
    pub skip_lines: Option<u32>,
    /// Names of columns that are never kept.
    pub dropped: Vec<String>,
    /// The sheet of a workbook, or the file in an archive.
    pub sheet: Option<String>,
    /// Kinds fixed by the person, by column name.
    pub kinds: ByName<Kind>,
}

impl ReadingOptions {
    /// The same for what is read of a workbook: it was written as text here, and its form is known.
    #[must_use]
    pub fn of_workbook(&self) -> Self {
        Self {
            encoding: Some(Encoding::Utf8),
            separator: Some(Separator::Comma),
            quote: Some(Quote::DOUBLE),
            escape: Some(Escape::Absent),
            comment: Some(Comment::NONE),
            line_end: None,
            ..self.clone()
        }
    }
}

/// How the file is written, as understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// What the table was wrapped in, if in anything.
    pub wrapping: Option<Wrapping>,
    /// Which sheet of a workbook, or which file in an archive, was read.
    pub sheet: Option<String>,
    /// Text encoding.
    pub encoding: Encoding,
    /// What stands between cells.
    pub separator: Separator,
    /// What stands around cells that hold separators.
    pub quote: Quote,
    /// What makes a quote or separator one of the text, besides doubling.
    pub escape: Escape,
    /// How lines start that are no records.
    pub comment: Comment,
    /// A character that ends records as line ends do.
    pub line_end: Option<LineEnd>,
    /// Decimal mark.
    pub decimal_mark: DecimalMark,
    /// Order of day, month and year; `None` where the file has no dates.
    pub date_order: Option<DateOrder>,
    /// Whether the file names its columns.
    pub has_header: bool,
    /// Lines left out at the top, blank ones included.
    pub skipped_lines: u32,
    /// Whether another reading of the file was nearly as good.
    pub is_doubtful: bool,
}
