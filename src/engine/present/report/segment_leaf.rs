//! A leaf for each segment: who they are, in words and beside everyone.

use crate::engine::audit::Guarded;
use crate::engine::present::report::{Block, Leaf, Section, figures};
use crate::engine::present::sentence::advice::advice;
use crate::engine::present::sentence::persona::{Fact, description, facts};
use crate::engine::present::sentence::traits::traits;
use crate::engine::profile::{Profiles, SegmentProfile};

/// Things that stand out, named on a leaf.
const N_TRAITS: usize = 5;

/// The leaves of all segments that are shown by themselves.
pub fn leaves(guarded: &Guarded) -> Vec<Leaf> {
    let profiles = &guarded.profiles;
    let n_shown = profiles.segments.len() - usize::from(!guarded.together.is_empty());
    profiles.segments.iter().take(n_shown).map(|it| leaf(it, profiles)).collect()
}

fn leaf(profile: &SegmentProfile, profiles: &Profiles) -> Leaf {
    let mut lines = facts(profile, profiles);
    lines.push(Fact { term: "An idea".to_owned(), text: advice(profile, profiles) });
    let mut blocks = vec![Block::Lead(description(profile, profiles))];
    blocks.push(Block::Traits(traits(profile, profiles, N_TRAITS)));
    blocks.push(Block::Facts(lines));
    blocks.extend(figures::versus(profile, profiles));
    blocks.extend(figures::ranges(profile, profiles));
    blocks.extend(figures::values(profile, profiles));
    Leaf {
        section: Section::Segments,
        title: profile.segment.name.clone(),
        slot: Some(profile.segment.slot),
        blocks,
    }
}
