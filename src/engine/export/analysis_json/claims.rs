//! Claims as they stand in `analysis.json`.

use serde::Serialize;

use crate::engine::claims::{Claim, Finding, Verdict};
use crate::engine::present::sentence::told::claims::told;
use crate::engine::profile::Profiles;

/// A claim and what came of it.
#[derive(Serialize)]
pub(super) struct WrittenClaim {
    text: String,
    question: String,
    verdict: Option<Verdict>,
    value: Option<f64>,
    other: Option<f64>,
    interval: Option<[f64; 2]>,
    n_who: Option<usize>,
    n: Option<usize>,
    n_unknown: Option<usize>,
    sentence: String,
}

/// Claims in their order.
pub(super) fn written(claims: &[Claim], findings: &[Finding], profiles: &Profiles) -> Vec<WrittenClaim> {
    let both = claims.iter().zip(findings);
    both.map(|(claim, finding)| {
        let words = told(claim, finding, profiles);
        let answer = if let Finding::Answered(it) = finding { Some(it) } else { None };
        WrittenClaim {
            text: words.claim,
            question: words.question,
            verdict: answer.map(|it| it.verdict),
            value: answer.map(|it| it.value),
            other: answer.and_then(|it| it.other),
            interval: answer.map(|it| it.interval),
            n_who: answer.map(|it| it.n_who),
            n: answer.map(|it| it.n),
            n_unknown: answer.map(|it| it.n_unknown),
            sentence: words.found,
        }
    })
    .collect()
}
