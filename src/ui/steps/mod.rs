//! One file per step.

pub mod export;
pub mod import;
pub mod privacy;

mod nowhere;
mod start;

pub use export::Export;
pub use import::Import;
pub use nowhere::Nowhere;
pub use privacy::Privacy;
pub use start::Start;
