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
    /// Customers to files for other tools.
    Writing,
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

/// Tells an observer of the equal steps of one stage.
pub struct Steps<'a> {
    observer: &'a mut dyn Observer,
    stage: Stage,
    n_done: usize,
    n_all: usize,
}

impl<'a> Steps<'a> {
    /// None of `n_all` steps is done.
    pub fn new(observer: &'a mut dyn Observer, stage: Stage, n_all: usize) -> Self {
        Self { observer, stage, n_done: 0, n_all }
    }

    /// All steps are done.
    pub fn complete(&mut self) {
        self.advance(self.n_all - self.n_done);
    }

    /// `n` more steps are done.
    #[expect(clippy::cast_possible_truncation, reason = "a fraction for a progress bar")]
    pub fn advance(&mut self, n: usize) {
        self.n_done = self.n_all.min(self.n_done + n);
        self.observer.progress(self.stage, (self.n_done as f64 / self.n_all.max(1) as f64) as f32);
    }
}
