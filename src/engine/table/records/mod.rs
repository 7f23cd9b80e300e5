//! From text to records: how a file is cut, and where its header is.

mod batch;
mod heading;
mod marks;
mod sniff;
mod splitter;

pub use batch::{Batch, Span};
pub use heading::{Heading, unique_names};
pub use sniff::{Sniffed, sniff};
pub use splitter::{Cut, Record, Splitter};

/// A record with more cells than this is no customer's.
pub const MAX_COLUMNS: usize = 10_000;
/// A cell with more bytes than this is an open quote.
pub const MAX_FIELD: usize = 16 * 1024 * 1024;
