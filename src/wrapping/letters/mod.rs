//! The encodings that the reader does not know itself: found, and made UTF-8.

mod detect;
mod transcode;

pub use detect::Detector;
pub use transcode::Transcoder;
