//! What people believed, and what the file says about it.

use crate::engine::audit::Guarded;
use crate::engine::claims::Finding;
use crate::engine::present::number;
use crate::engine::present::report::{Block, Leaf, Section, Told};
use crate::engine::present::sentence::persona::Fact;
use crate::engine::present::sentence::told::claims::told;

/// The leaf, where there are claims. One that too few customers stand behind, on either side, is
/// counted and not told: its conditions may be about one of them.
pub fn leaf(of: &Told<'_>, guarded: &Guarded) -> Option<Leaf> {
    let claims = &of.recipe.claims;
    let both = claims.iter().zip(of.claims);
    let (shown, hidden): (Vec<_>, Vec<_>) = both.partition(|it| is_shown(it.1, guarded.least));
    let line = |(claim, finding)| {
        let it = told(claim, finding, of.profiles);
        let parts = [it.question, it.found, it.basis];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        Fact { term: it.claim, text: format!("{}. {}.", it.verdict, parts.join(". ")) }
    };
    let mut blocks = vec![Block::Text(
        "What we believed, put to the file. Supported: all of the interval of 95% is where the claim says; \
         not supported: none of it; otherwise it is too little data to tell."
            .to_owned(),
    )];
    blocks.push(Block::Facts(shown.into_iter().map(line).collect()));
    if !hidden.is_empty() {
        let n = number::counted(hidden.len(), "assumption is", "assumptions are");
        let least = number::count(guarded.least);
        blocks.push(Block::Text(format!("{n} not told here: fewer than {least} customers stand behind.")));
    }
    let title = "What we assumed".to_owned();
    (!claims.is_empty()).then_some(Leaf { section: Section::Claims, title, slot: None, blocks })
}

/// Whether enough customers stand on both sides of what is told, or none at all.
fn is_shown(finding: &Finding, least: usize) -> bool {
    let is_enough = |n: usize| n == 0 || n >= least;
    match finding {
        Finding::Answered(it) => {
            let others = it.n.saturating_sub(it.n_who);
            it.n >= least && is_enough(it.n_who) && is_enough(others)
        }
        Finding::Untold(_) => false,
    }
}
