//! From text to records: where each cell is.

mod batch;
mod marks;
mod masks;
mod regular;
mod splitter;
mod swallowed;
mod walk;

pub use batch::{Batch, Span};
pub use regular::{Regular, Run};
pub use splitter::Splitter;

pub use crate::kernel::cut::Cut;

/// A record with more cells than this is no customer's.
pub const MAX_COLUMNS: usize = 10_000;
/// A cell with more bytes than this is an open quote.
pub const MAX_FIELD: usize = 16 * 1024 * 1024;

/// A record as it was found.
#[derive(Debug)]
pub struct Record<'a> {
    /// Line in which it starts, from 1.
    pub line: u64,
    /// Line in which the next one starts.
    pub next_line: u64,
    /// Where it is in the text, its line end included.
    pub place: std::ops::Range<usize>,
    /// Its cells.
    pub cells: &'a [Span],
    /// Positions of cells with a quote where none belongs.
    pub strays: &'a [usize],
    /// The first cell whose quote stands behind blanks.
    pub spaced_quote: Option<usize>,
    /// The cell whose quote never closes.
    pub open_quote: Option<usize>,
    /// Whether it is a line that is no record: it has no cells.
    pub is_comment: bool,
    /// Whether quotes hold lines together that look like rows of their own.
    pub is_joined: bool,
}

impl Record<'_> {
    /// Whether its quotes are not as they should be.
    pub fn is_flawed(&self) -> bool {
        !self.strays.is_empty() || self.open_quote.is_some() || self.spaced_quote.is_some() || self.is_joined
    }
}

/// A record beyond all reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oversized {
    /// A cell of more than [`MAX_FIELD`] bytes.
    Field {
        /// Line in which it starts, from 1.
        line: u64,
    },
    /// More than [`MAX_COLUMNS`] cells.
    Record {
        /// Cells found before counting stopped.
        n_cells: usize,
    },
}

impl Oversized {
    /// Whether a cell is no larger than any may be.
    fn check(start: usize, end: usize, line: u64) -> Result<(), Self> {
        if end - start <= MAX_FIELD { Ok(()) } else { Err(Self::Field { line }) }
    }
}
