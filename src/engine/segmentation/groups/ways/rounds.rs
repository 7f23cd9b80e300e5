//! Progress of a search whose rounds are not known beforehand.

use crate::engine::progress::Steps;

/// Steps set aside for one part of a search: a round takes one while there are any.
pub struct Rounds<'a, 'b> {
    steps: &'a mut Steps<'b>,
    n_left: usize,
}

impl<'a, 'b> Rounds<'a, 'b> {
    /// `n` steps are set aside.
    pub fn new(steps: &'a mut Steps<'b>, n: usize) -> Self {
        Self { steps, n_left: n }
    }

    /// A round is done. The observer is told even where no step is left.
    pub fn round(&mut self) {
        let n = self.n_left.min(1);
        self.n_left -= n;
        self.steps.advance(n);
    }

    /// The part is done.
    pub fn end(self) {
        self.steps.advance(self.n_left);
    }
}
