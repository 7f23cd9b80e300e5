//! From text to records: where each cell is.

mod batch;
mod marks;
mod masks;
mod regular;
mod splitter;

pub use batch::{Batch, Span};
pub use regular::{Regular, Run};
pub use splitter::{Record, Splitter};

pub use crate::kernel::cut::Cut;

/// A record with more cells than this is no customer's.
pub const MAX_COLUMNS: usize = 10_000;
/// A cell with more bytes than this is an open quote.
pub const MAX_FIELD: usize = 16 * 1024 * 1024;

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
