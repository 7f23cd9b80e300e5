//! From raw bytes to text, and their fingerprint.

mod decoder;
mod fingerprint;

pub use decoder::{Decoder, windows_1252_byte};
pub use fingerprint::Fingerprint;
