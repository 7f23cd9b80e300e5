//! One file per step.

pub mod export;
pub mod help;
pub mod import;
pub mod opportunity;
pub mod privacy;
pub mod report;
pub mod segment;
pub mod segments;

mod learnt;
mod method;
mod nowhere;
mod start;

pub use export::Export;
pub use help::Help;
pub use import::Import;
pub use method::Method;
pub use nowhere::Nowhere;
pub use opportunity::Opportunity;
pub use privacy::Privacy;
pub use report::Report;
pub use segment::Segment;
pub use segments::Segments;
pub use start::Start;
