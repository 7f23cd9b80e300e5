//! What is to be done with a segment: a person's own words, kept in the recipe.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::present::sentence::told::card::channel;
use crate::engine::present::sentence::told::plays::{Play, fitting};
use crate::engine::profile::{SegmentNotes, SegmentProfile, matched};
use crate::session::Same;
use crate::ui::actions::Actions;
use crate::ui::steps::segments::Shown;

/// Takes a text into the notes.
pub type Put = fn(&mut SegmentNotes, String);

/// The notes about a segment as the draft has them.
pub fn notes_of(shown: Shown, idx: usize) -> Memo<Option<Same<SegmentNotes>>> {
    let session = expect_context::<LiveSession>();
    Memo::new(move |_| {
        let draft = session.draft().get();
        let at = shown.with(|it| matched(&draft.notes, &it.profiles).get(idx).copied().flatten())?;
        draft.notes.get(at).cloned().map(Same::new)
    })
}

/// The fourth tab.
#[component]
pub fn Plan(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let notes = notes_of(shown, idx);
    let of = move |text: fn(&SegmentNotes) -> &String| {
        move || notes.get().map_or_else(String::new, |it| text(&it).clone())
    };
    let field = move |label: &'static str, rows: u8, value: fn(&SegmentNotes) -> &String, put: Put| {
        text_field(shown, idx, (label, rows), of(value), put)
    };
    view! {
        <section class="tab-panel" aria-label="Plan">
            <div class="columns">
                <div class="columns__7 stack">
                    {field("Goal", 1, |it| &it.plan.goal, |it, text| it.plan.goal = text)}
                    {field("Message", 3, |it| &it.plan.message, |it, text| it.plan.message = text)}
                    {field("Channel", 1, |it| &it.plan.channel, |it, text| it.plan.channel = text)}
                    {field("Offer", 1, |it| &it.plan.offer, |it, text| it.plan.offer = text)}
                    {field("Notes", 3, |it| &it.plan.notes, |it, text| it.plan.notes = text)}
                    <span class="field__hint">"Your own words. They go into the recipe, and with it into the project."</span>
                </div>
                <div class="columns__5 stack stack--loose">
                    {move || shown.with(|it| it.profiles.segments.get(idx).map(reach))}
                    {move || shown.with(|it| it.profiles.segments.get(idx).map(|it| plays(it, shown, idx)))}
                </div>
            </div>
        </section>
    }
}

/// A field for a text that is kept when it is left.
pub fn text_field(
    shown: Shown,
    idx: usize,
    (label, rows): (&'static str, u8),
    value: impl Fn() -> String + 'static,
    put: Put,
) -> View {
    let actions = expect_context::<Actions>();
    let node = NodeRef::<web_sys::HtmlTextAreaElement>::new();
    let on_change = move |_| {
        if let Some(it) = node.get_untracked() {
            let text = it.value();
            shown.with_untracked(|it| actions.write_notes(&it.profiles, idx, |notes| put(notes, text)));
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <textarea
                class="input"
                rows=rows.to_string()
                node_ref=node
                prop:value=value
                on:change=on_change
            ></textarea>
        </label>
    }
}

fn reach(profile: &SegmentProfile) -> View {
    let group = &profile.group;
    let line = |name: &'static str, n: Option<usize>| {
        n.map(|n| {
            let share = number::share(n as f64 / group.n.max(1) as f64);
            view! { <dt>{name}</dt><dd>{format!("{}, {share}", number::count(n))}</dd> }
        })
    };
    let lines = group.reach.map(|it| {
        view! {
            <dl class="facts">
                {line("In the group", Some(group.n))}
                {line("With an e-mail address", it.email)}
                {line("With a phone number", it.phone)}
                {line("With consent", it.consent)}
                {line("Can be reached", Some(it.any_allowed))}
            </dl>
        }
    });
    view! {
        <div>
            <h2>"Who can be reached"</h2>
            <p>{channel(profile)}</p>
            {lines}
        </div>
    }
}

fn plays(profile: &SegmentProfile, shown: Shown, idx: usize) -> View {
    let found = fitting(profile);
    if found.is_empty() {
        return view! {
            <div>
                <h2>"Plays"</h2>
                <p>"None of the library fits: these customers act much like the others."</p>
            </div>
        };
    }
    let listed = found.into_iter().map(|it| play(it, shown, idx)).collect_view();
    view! {
        <div>
            <h2>"Plays that fit"</h2>
            <div class="stack">{listed}</div>
        </div>
    }
}

fn play(play: &'static Play, shown: Shown, idx: usize) -> View {
    let actions = expect_context::<Actions>();
    let take = move |_| {
        shown.with_untracked(|it| {
            actions.write_notes(&it.profiles, idx, |notes| {
                notes.plan.goal = format!("{}: {}", play.goal, play.metric);
                play.message.clone_into(&mut notes.plan.message);
                play.offer.clone_into(&mut notes.plan.offer);
            });
        });
        actions.announce(&format!("{} is in the plan", play.name));
    };
    view! {
        <details class="disclosure">
            <summary><span>{play.name}</span></summary>
            <dl class="facts">
                <dt>"Goal"</dt><dd>{play.goal}</dd>
                <dt>"Measured by"</dt><dd>{play.metric}</dd>
                <dt>"Message"</dt><dd>{play.message}</dd>
                <dt>"Offer"</dt><dd>{play.offer}</dd>
            </dl>
            <button class="button button--small" type="button" on:click=take>"Use in the plan"</button>
        </details>
    }
}
