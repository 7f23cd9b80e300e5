//! How a file is cut into records, and where its header is.

mod heading;
mod sniff;

pub use heading::{Heading, unique_names};
pub use sniff::{Sniffed, sniff};
