//! From an analysis to what a screen or page shows: numbers in words, sentences, chart geometry.
//! No DOM.

pub mod message;
pub mod number;
