//! From raw bytes to text: what the file is, how its letters are written, and its fingerprint.

mod decoder;
mod encoding;
mod fingerprint;
mod format;

pub use decoder::Decoder;
pub use encoding::{Found, find};
pub use fingerprint::Fingerprint;
pub use format::{foreign, is_noise};
