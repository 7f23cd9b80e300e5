//! From raw bytes to text.

mod fingerprint;

pub use fingerprint::Fingerprint;
