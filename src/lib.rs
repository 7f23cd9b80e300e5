//! Enclave: customer segmentation that runs entirely in the browser.
//!
//! Read the rooms in this order. [`engine`] turns bytes into understanding and knows nothing of
//! browsers, and [`kernel`] is its inner loops; [`worker`] is the conversation between the page and
//! the engine; [`session`] is what
//! the page knows; `ui` is what the page looks like (browser builds only).

pub use enclave_engine::{engine, kernel};

pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod worker;
