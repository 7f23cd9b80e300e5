//! The words of the report: those of [`crate::engine::present::glossary`] that it uses.

use crate::engine::present::glossary;
use crate::engine::present::report::{Block, Leaf, Section};
use crate::engine::present::sentence::persona::Fact;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::Detail;

/// Words that every report uses.
const ALWAYS: [&str; 7] = ["customer", "segment", "everyone", "share", "typical", "quantile", "index"];

/// The leaf.
pub fn leaf(profiles: &Profiles) -> Leaf {
    let own: &[&str] = match &profiles.detail {
        Some(Detail::Rfm(_)) => &["rfm", "score", "recency", "frequency", "monetary"],
        Some(Detail::Groups(_)) => &["natural-groups", "separation", "stability"],
        Some(Detail::Rules(_)) => &["rule", "everyone-else"],
        Some(Detail::Tiers(_)) => &["tier", "pareto"],
        Some(Detail::ResponseTree(_)) => &["response-tree", "kept-back", "interval", "lift"],
        None => &[],
    };
    let words = ALWAYS.iter().chain(own).filter_map(|it| glossary::find(it));
    let facts = words.map(|it| Fact { term: it.term.to_owned(), text: it.plain.to_owned() }).collect();
    let blocks = vec![Block::Facts(facts)];
    Leaf { section: Section::Glossary, title: "Words".to_owned(), slot: None, blocks }
}
