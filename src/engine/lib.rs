//! The engine as a package of its own, without a single crate that knows a browser.
//!
//! It holds one module, so that paths read the same on both sides: `crate::engine::table`.

pub use enclave_kernel::kernel;

#[path = "mod.rs"]
pub mod engine;
