//! The words of a persona: changed by the person, kept as versions, and what changed since.

use crate::ui::view::prelude::*;

use crate::engine::present::sentence::told::card::{card, changes};
use crate::engine::profile::SegmentNotes;
use crate::ui::actions::Actions;
use crate::ui::steps::segment::plan::{Put, notes_of, text_field};
use crate::ui::steps::segments::Shown;

/// Fields for the words, and the versions.
#[component]
pub fn Words(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let notes = notes_of(shown, idx);
    let field = move |label: &'static str, rows: u8, of: fn(&SegmentNotes) -> &Option<String>, put: Put| {
        let value = move || notes.get().and_then(|it| of(&it).clone()).unwrap_or_default();
        text_field(shown, idx, (label, rows), value, put)
    };
    view! {
        <details class="disclosure">
            <summary><span>"Change the words"</span></summary>
            <div class="stack">
                {field("Sentence", 3, |it| &it.sentence, |it, text| it.sentence = kept(text))}
                {field("Traits, one a line", 4, |it| &it.traits, |it, text| it.traits = kept(text))}
                {field("Idea", 2, |it| &it.idea, |it, text| it.idea = kept(text))}
                {field("Channel", 2, |it| &it.channel, |it, text| it.channel = kept(text))}
                <span class="field__hint">"What is left empty is written from the numbers."</span>
                {move || versions(shown, idx)}
            </div>
        </details>
    }
}

fn kept(text: String) -> Option<String> {
    Some(text).filter(|it| !it.trim().is_empty())
}

/// What changed since the version kept last, and a way to keep this one.
fn versions(shown: Shown, idx: usize) -> Option<View> {
    let actions = expect_context::<Actions>();
    let notes = notes_of(shown, idx).get();
    let now = shown.with(|it| {
        let profile = it.profiles.segments.get(idx)?;
        Some(card(profile, &it.profiles, notes.as_deref()))
    })?;
    let before = notes.as_ref().and_then(|it| it.versions.last());
    let said = before.map(|before| {
        let changed = changes(before, &now);
        let title = format!("Since version {}", before.number);
        if changed.is_empty() {
            return view! { <p>{format!("{title} nothing has changed.")}</p> };
        }
        let lines = changed.into_iter().map(|it| view! { <li>{it}</li> }).collect_view();
        view! { <div><h3>{title}</h3><ul>{lines}</ul></div> }
    });
    let label = format!("Keep as version {}", now.number);
    let keep = move |_| {
        let now = now.clone();
        shown.with_untracked(|it| {
            actions.write_notes(&it.profiles, idx, |notes| notes.versions.push(now));
        });
        actions.announce("Version kept");
    };
    Some(view! {
        <div class="stack">
            {said}
            <button class="button button--small" type="button" on:click=keep>{label}</button>
        </div>
    })
}
