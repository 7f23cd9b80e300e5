//! From an analysis to what a screen or page shows: numbers in words, sentences, chart geometry.
//! No DOM.

pub mod chart;
pub mod check;
pub mod column;
pub mod fair_test;
pub mod glossary;
pub mod message;
pub mod number;
pub mod opportunity;
pub mod palette;
pub mod preview;
pub mod records;
pub mod report;
pub mod row_unit;
pub mod sentence;
pub mod together;
pub mod typing;
