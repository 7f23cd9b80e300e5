//! How often the questions come to the right segment.

use serde::{Deserialize, Serialize};

use crate::engine::plan::typing::TypingTool;
use crate::engine::plan::typing::answers::Candidate;
use crate::kernel::contrast::wilson;

/// The questions put to customers who had no part in choosing them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// Customers learnt from.
    pub n_learnt: usize,
    /// Customers kept back.
    pub n: usize,
    /// Of those, whose segment was told.
    pub n_right: usize,
    /// Their share, 0 to 1.
    pub accuracy: f64,
    /// Where it lies with 95 % (Wilson).
    pub interval: [f64; 2],
    /// The share that is right when everybody is called one of the segment that most learnt from are in.
    pub baseline: f64,
    /// Whether the questions beat that: all of the interval lies above it.
    pub is_better: bool,
    /// For each segment.
    pub recall: Vec<Recall>,
}

/// A segment among the customers kept back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// Who are in it.
    pub n: usize,
    /// Who are called so.
    pub n_called: usize,
    /// Who are both.
    pub n_right: usize,
}

/// Puts the questions to the customers kept back.
pub fn test(
    tool: &TypingTool,
    chosen: &[&Candidate],
    (held, segments): (&[usize], &[u8]),
    (n_learnt, learnt): (usize, &[u8]),
) -> Tested {
    let mut recall = vec![Recall::default(); tool.segments.len()];
    for (customer, segment) in held.iter().zip(segments) {
        let answers: Vec<Option<usize>> = chosen.iter().map(|it| it.answer(*customer)).collect();
        let called = tool.segment(&answers);
        if let Some(it) = recall.get_mut(usize::from(*segment)) {
            it.n += 1;
            it.n_right += usize::from(called == usize::from(*segment));
        }
        if let Some(it) = recall.get_mut(called) {
            it.n_called += 1;
        }
    }
    let count = |at: usize| learnt.iter().filter(|it| usize::from(**it) == at).count();
    let counts: Vec<usize> = (0..recall.len()).map(count).collect();
    let largest =
        (0..counts.len()).fold(0, |best, it| if counts.get(it) > counts.get(best) { it } else { best });
    let n = held.len();
    let n_right = recall.iter().map(|it| it.n_right).sum::<usize>();
    let share = |part: usize| part as f64 / n.max(1) as f64;
    let interval = wilson(n_right as f64, n as f64);
    let baseline = share(recall.get(largest).map_or(0, |it| it.n));
    Tested {
        n_learnt,
        n,
        n_right,
        accuracy: share(n_right),
        interval,
        baseline,
        is_better: interval[0] > baseline,
        recall,
    }
}
