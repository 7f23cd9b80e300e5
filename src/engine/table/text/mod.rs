//! What the file is, and how its letters are written.

mod encoding;
mod format;

pub use encoding::{Found, find};
pub use format::{foreign, is_noise, is_wrapped};
