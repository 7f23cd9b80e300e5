//! Who they are, beside everyone.

use crate::kernel::order;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::VersusRow;
use crate::engine::present::sentence::captions;
use crate::engine::present::sentence::difference::differences;
use crate::engine::present::sentence::persona::{Fact, facts};
use crate::engine::present::sentence::told::card::card;
use crate::engine::profile::{Profiles, SegmentNotes, SegmentProfile};
use crate::ui::charts::VersusRows;
use crate::ui::steps::segment::apart::response;
use crate::ui::steps::segment::described::of_use;
use crate::ui::steps::segment::plan::notes_of;
use crate::ui::steps::segment::spread::spread;
use crate::ui::steps::segment::words::Words;
use crate::ui::steps::segments::Shown;

/// Rows against everyone.
const N_ROWS: usize = 8;

/// The first tab.
#[component]
pub fn Profile(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let notes = notes_of(shown, idx);
    let numbers = move || {
        shown.with(|it| {
            let profiles = &it.profiles;
            profiles.segments.get(idx).map(|profile| {
                view! {
                    <section class="tab-panel" aria-label="Profile">
                        <div class="columns">
                            {persona(profile, profiles, notes.get().as_deref())}
                            <div class="columns__7 figure--ruled">{versus(profile, profiles)}</div>
                        </div>
                        {spread(profile, profiles)}
                        {response(profile, profiles)}
                        {of_use(profile, profiles)}
                    </section>
                }
            })
        })
    };
    view! { <div>{numbers}<Words shown idx/></div> }
}

fn persona(profile: &SegmentProfile, profiles: &Profiles, notes: Option<&SegmentNotes>) -> View {
    let persona = card(profile, profiles, notes);
    let is_own = notes.is_some_and(|it| {
        it.sentence.is_some() || it.traits.is_some() || it.idea.is_some() || it.channel.is_some()
    });
    let written = if is_own {
        "Partly in your own words; the rest is written from the numbers on this page by fixed rules."
    } else {
        "Written from the numbers on this page by fixed rules."
    };
    let traits = persona.traits.iter().map(|it| view! { <li>{it.clone()}</li> }).collect_view();
    let line = |Fact { term, text }: Fact| view! { <dt>{term}</dt><dd>{text}</dd> };
    let lines = facts(profile, profiles).into_iter().map(line).collect_view();
    view! {
        <article class="persona columns__5">
            <p class="persona__sentence">{persona.sentence}</p>
            <dl class="facts">
                {lines}
                <dt>"An idea"</dt>
                <dd>{persona.idea}</dd>
                <dt>"Channel"</dt>
                <dd>{persona.channel}</dd>
            </dl>
            <ul class="persona__traits">{traits}</ul>
            <p class="persona__source">{written}</p>
        </article>
    }
}

fn versus(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let currency = profiles.currency.as_deref();
    let found = differences(profile, profiles);
    let mut rows: Vec<_> = found
        .iter()
        .filter_map(|it| {
            let (here, everyone) = it.written(currency);
            Some((it.label(), it.change()?, here, everyone))
        })
        .take(N_ROWS)
        .collect();
    order::sort_by(&mut rows, |a, b| b.1.total_cmp(&a.1));
    let caption = captions::versus(profile, profiles);
    view! { <VersusRows rows=VersusRow::scaled(rows) caption/> }
}
