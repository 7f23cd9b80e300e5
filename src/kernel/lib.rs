//! The kernel as a package of its own: compiled for speed, while all else is compiled for size.
//!
//! It holds one module, so that paths read the same on both sides: `crate::kernel::records`.

#[path = "mod.rs"]
pub mod kernel;
