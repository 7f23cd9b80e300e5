//! One file per step.

pub mod import;
pub mod privacy;

mod nowhere;
mod start;

pub use import::Import;
pub use nowhere::Nowhere;
pub use privacy::Privacy;
pub use start::Start;
