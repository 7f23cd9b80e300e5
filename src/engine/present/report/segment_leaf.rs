//! A leaf for each segment: who they are, in words and beside everyone.

use crate::engine::audit::Guarded;
use crate::engine::present::report::{Block, Leaf, Section, figures};
use crate::engine::present::sentence::persona::{Fact, facts};
use crate::engine::present::sentence::told::card::{idea, own, sentence, stands_out};
use crate::engine::profile::{Plan, Profiles, SegmentNotes, SegmentProfile};

/// Things that stand out, named on a leaf.
const N_TRAITS: usize = 5;

/// The leaves of all segments that are shown by themselves. `notes` are what the person wrote about
/// each of them, in the order shown.
pub fn leaves(guarded: &Guarded, notes: &[Option<&SegmentNotes>], has_plans: bool) -> Vec<Leaf> {
    let profiles = &guarded.profiles;
    let noted = profiles.segments.iter().zip(notes.iter().copied());
    noted.map(|(it, notes)| leaf(it, profiles, (notes, has_plans))).collect()
}

fn leaf(
    profile: &SegmentProfile,
    profiles: &Profiles,
    (notes, has_plans): (Option<&SegmentNotes>, bool),
) -> Leaf {
    let mut lines = facts(profile, profiles);
    lines.push(Fact { term: "An idea".to_owned(), text: idea(profile, profiles, notes) });
    if let Some(text) = own(notes.and_then(|it| it.channel.as_ref())) {
        lines.push(Fact { term: "Channel".to_owned(), text });
    }
    let mut blocks = vec![Block::Lead(sentence(profile, profiles, notes))];
    blocks.push(Block::Traits(stands_out(profile, profiles, notes, N_TRAITS)));
    blocks.push(Block::Facts(lines));
    let planned = notes.filter(|_| has_plans).map_or_else(Vec::new, |it| plan(&it.plan));
    if !planned.is_empty() {
        blocks.push(Block::Heading("Plan".to_owned()));
        blocks.push(Block::Facts(planned));
    }
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

/// What is to be done, in the person's words, as far as they are written.
fn plan(plan: &Plan) -> Vec<Fact> {
    let Plan { goal, message, channel, offer, notes } = plan;
    let all =
        [("Goal", goal), ("Message", message), ("Channel", channel), ("Offer", offer), ("Notes", notes)];
    let line = |(term, text): (&str, &String)| {
        Some(Fact { term: term.to_owned(), text: own(Some(text))?.trim().to_owned() })
    };
    all.into_iter().filter_map(line).collect()
}
