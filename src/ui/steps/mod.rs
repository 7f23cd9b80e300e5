//! One file per step.

mod nowhere;
mod start;

pub use nowhere::Nowhere;
pub use start::Start;
