//! From raw bytes to text, and their fingerprint.

mod decoder;
mod fingerprint;

pub use decoder::Decoder;
pub use fingerprint::Fingerprint;
