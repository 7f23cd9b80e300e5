//! Enclave: customer segmentation that runs entirely in the browser.
//!
//! Read the rooms in this order. [`engine`] turns bytes into understanding and knows nothing of
//! browsers, and [`kernel`] is its inner loops; [`worker`] is the conversation between the page and
//! the engine; [`destinations`]
//! makes files for other tools, in the browser in a module of its own; [`session`] is what the page
//! knows; `ui` is what the page looks like (browser builds only).

pub use enclave_destinations::destinations;
pub use enclave_engine::{engine, kernel};

pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod worker;
