//! What stands around a table: an archive, a workbook, an encoding that the reader does not know.
//!
//! The reader takes text. Whoever can undo a wrapping does so through [`Unwrap`] and says with
//! [`Unwrapped`] what was found; that is a package of its own, which the page loads apart from its
//! program. Nothing here inflates, parses or decodes.

use serde::{Deserialize, Serialize};

use crate::engine::table::{Encoding, Issue, Lines, TableError};

/// What a table was wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrapping {
    /// Text, compressed with gzip.
    Gzip,
    /// Text in a zip archive.
    Zip,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of Excel from before 2007.
    Xls,
    /// An open-document spreadsheet.
    Ods,
}

impl Wrapping {
    /// Whether its sheets are tables already, and no text.
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xls | Self::Ods)
    }
}

/// A sheet of a workbook, or a file in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// Rows from the first filled cell to the last; 0 for a file in an archive.
    pub n_rows: u64,
    /// Columns that hold something; 0 for a file in an archive.
    pub n_columns: u64,
}

/// What was found around a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unwrapped {
    /// What it was wrapped in, if in anything but an encoding.
    pub wrapping: Option<Wrapping>,
    /// Everything that could be read instead.
    pub sheets: Vec<Sheet>,
    /// Which of them was read.
    pub sheet: Option<String>,
    /// Where lines of the text stand in the sheet, noted where the two part: line, row.
    pub rows: Vec<(u64, u64)>,
    /// What was odd about it.
    pub notes: Vec<Issue>,
}

impl Unwrapped {
    /// The row of the sheet that a line of the text stands in.
    pub fn row_of(&self, line: u64) -> u64 {
        let after = self.rows.partition_point(|&(at, _)| at <= line);
        let jump = after.checked_sub(1).and_then(|idx| self.rows.get(idx));
        jump.map_or(line, |&(at, row)| row + (line - at))
    }

    /// How many lines of the text the first rows of the sheet take.
    pub fn n_lines_of(&self, n_rows: u32) -> u32 {
        let target = u64::from(n_rows) + 1;
        let after = self.rows.partition_point(|&(_, row)| row <= target);
        let jump = after.checked_sub(1).and_then(|idx| self.rows.get(idx));
        let line = jump.map_or(target, |&(at, row)| at + (target - row));
        let next = self.rows.get(after).map_or(u64::MAX, |it| it.0);
        u32::try_from(line.min(next) - 1).unwrap_or(u32::MAX)
    }

    /// The same for every row of a table.
    pub fn rows_of(&self, lines: &Lines, n_rows: usize) -> Lines {
        let mut found = Lines::default();
        for row in 0..n_rows {
            found.set(row, self.row_of(lines.of(row)));
        }
        found
    }
}

/// Takes what comes out of a wrapping.
pub trait Sink {
    /// What was found, as far as it is known before the first text.
    fn begin(&mut self, found: &Unwrapped) -> Result<(), TableError>;

    /// The next text.
    fn text(&mut self, bytes: &[u8]) -> Result<(), TableError>;
}

/// Undoes a wrapping: bytes go in as they stand in the file, text comes out.
///
/// The outcome does not depend on how the bytes are cut.
pub trait Unwrap {
    /// Takes the next bytes of the file.
    fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), TableError>;

    /// The end of the file.
    fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), TableError>;

    /// All that was found, at the end.
    fn unwrapped(&mut self) -> Unwrapped;
}

/// Finds the encoding of bytes that are not UTF-8.
pub trait Detect {
    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8]);

    /// The encoding of all bytes so far; `is_whole` says that there are no more.
    fn guess(&mut self, is_whole: bool) -> Encoding;
}

/// Whoever undoes wrappings.
pub trait Unwrapper {
    /// Undoes archives and workbooks. The file's name tells what it claims to be.
    fn unwrap(&self, name: &str, sheet: Option<&str>) -> Result<Box<dyn Unwrap>, TableError>;

    /// Makes UTF-8 of an encoding.
    fn transcode(&self, encoding: Encoding) -> Result<Box<dyn Unwrap>, TableError>;

    /// Finds encodings; `None` where that cannot be done here.
    fn detect(&self) -> Option<Box<dyn Detect>>;
}
