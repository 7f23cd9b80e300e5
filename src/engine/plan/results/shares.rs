//! Shares of two groups beside each other.

use crate::engine::plan::power::{Measured, Sureness};
use crate::engine::plan::results::{ShareEffect, Verdict};
use crate::kernel::contrast::{classes, newcombe};

/// Customers of a segment with a known result, and those who converted; test, then control.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// With a known result.
    pub n: [usize; 2],
    /// Who converted.
    pub n_yes: [usize; 2],
}

impl Counts {
    /// Whether there is somebody in both groups.
    pub fn is_comparable(&self) -> bool {
        self.n.iter().all(|it| *it > 0)
    }

    /// The share of a group that converted; 0 of nobody.
    pub fn share(&self, side: usize) -> f64 {
        let at = |all: &[usize; 2]| all.get(side).copied().unwrap_or_default() as f64;
        at(&self.n_yes) / at(&self.n).max(1.0)
    }
}

/// One segment.
pub fn of_one(counts: Counts) -> ShareEffect {
    let Counts { n: [n, m], n_yes } = counts;
    effect(n_yes, [counts.share(0), counts.share(1)], [n as f64, m as f64])
}

/// All comparable segments: each share of the control group weighted by the segment's part of the test
/// group, as if it were of Σ w² ÷ n customers (L. Kish, *Survey Sampling*, 1965, section 11.7).
pub fn of_all(all: &[Counts]) -> ShareEffect {
    let total = |of: &dyn Fn(&Counts) -> usize| all.iter().map(of).sum::<usize>();
    let n_test = total(&|it| it.n[0]) as f64;
    let weight = |it: &Counts| it.n[0] as f64 / n_test.max(1.0);
    let control = all.iter().map(|it| weight(it) * it.share(1)).sum::<f64>() + 0.0;
    let squares: f64 = all.iter().map(|it| weight(it) * weight(it) / it.n[1].max(1) as f64).sum();
    let n_control = if squares > 0.0 { 1.0 / squares } else { 0.0 };
    let n_yes = [total(&|it| it.n_yes[0]), total(&|it| it.n_yes[1])];
    effect(n_yes, [n_yes[0] as f64 / n_test.max(1.0), control], [n_test, n_control])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of customers, far below 2⁵³ and not negative"
)]
fn whole(n: f64) -> usize {
    n.max(0.0).round() as usize
}

fn effect(n_yes: [usize; 2], share: [f64; 2], [n, m]: [f64; 2]) -> ShareEffect {
    let [p, q] = share;
    let (yes, other_yes) = (p * n, q * m);
    let ln_p = classes(&[yes, n - yes], &[other_yes, m - other_yes]).and_then(|it| it.1);
    let groups = [whole(n), whole(m)];
    ShareEffect {
        n_yes,
        share,
        uplift: p - q,
        interval: newcombe([yes, n], [other_yes, m]),
        ln_p,
        ln_adjusted: None,
        verdict: Verdict::TooFew,
        detectable: Measured::Share { base: q }.detectable(groups, Sureness::default()),
    }
}
