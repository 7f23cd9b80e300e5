//! How far the work is.

use serde::{Deserialize, Serialize};

/// The stages a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes to columns.
    Reading,
    /// Columns to one row per customer.
    Measuring,
    /// Customers to segments.
    Segmenting,
    /// Segments to words and pictures.
    Profiling,
}

/// Is told how far the work is.
pub trait Observer {
    /// `fraction` of the stage is done, in `0.0..=1.0`.
    fn progress(&mut self, stage: Stage, fraction: f32);
}

/// Watches nothing.
#[derive(Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn progress(&mut self, _stage: Stage, _fraction: f32) {}
}
