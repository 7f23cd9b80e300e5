//! Bytes in, understanding out: pure, synchronous, the same on every machine.
//!
//! The stations in the order of the flow: [`table`] → [`mod@join`] → [`features`] →
//! [`segmentation`] → [`profile`] → [`audit`] → [`present`] and [`export`]. Each may name those upstream, never those downstream.
//! [`recipe`] knows the options of every station; no station knows the recipe. Nothing here reads
//! a clock, a random source, a locale or the DOM.

pub mod affinity;
pub mod audit;
pub mod by_name;
pub mod claims;
pub mod error;
pub mod export;
pub mod features;
pub mod join;
pub mod json;
pub mod learning;
pub mod model;
pub mod plan;
pub mod present;
pub mod profile;
pub mod progress;
pub mod recipe;
pub mod sample;
pub mod segmentation;
pub mod table;

mod analysis;

pub use analysis::{Analysis, Measured, Outcome, conclude, conclude_counting, measure, run};
pub use error::EngineError;
