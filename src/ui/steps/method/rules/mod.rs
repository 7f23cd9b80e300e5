//! A person's own rules: segments, their lines, and what each line leaves.

mod best;
mod condition;
mod line;
mod membership;
mod new_line;
mod orders;
mod segment;
mod tests;
mod text_form;

pub use condition::ColumnForm;

use crate::session::{Same, counts_of};
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::message::label;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::rules::{
    Overlap, RuleSegment, RulesDetail, RulesOptions, TEMPLATES, Template,
};
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, SelectField};

use best::FindBest;
use segment::SegmentRules;
use text_form::TextForm;

/// Every control changes the draft; counts follow at once, the result soon after.
#[component]
pub fn RulesPanel() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let options = session.options::<RulesOptions>();
    let counted = Memo::new(move |_| counted(session, &options.read()));
    let places = Memo::new(move |_| (0..options.read().segments.len()).collect::<Vec<_>>());
    let template = move |idx: Option<usize>| {
        let Some(segment) = idx.and_then(|it| TEMPLATES.get(it)).and_then(Template::segment) else { return };
        actions.set_rules("new segment", |rules| add_segment(rules, segment));
    };
    let nothing = None::<usize>;
    view! {
        <form class="panel" on:submit=|event| event.prevent_default()>
            <For
                each=move || places.get()
                key=|it: &usize| it.to_string()
                children=move |idx| view! { <SegmentRules options counted idx/> }
            />
            <SelectField
                label="Add a segment"
                options=Signal::derive(move || templates(session))
                selected=nothing
                on_choose=template
            />
            <p class="field__hint">"Starts from a template; every line can be changed."</p>
            <SelectField
                label="Who fits several segments"
                options=overlaps()
                selected=Signal::derive(move || options.read().overlap)
                on_choose=move |overlap| actions.set_rules("who fits several", |it| it.overlap = overlap)
            />
            <FindBest/>
            <TextForm options/>
        </form>
    }
}

/// The newest counts of these very rules.
fn counted(session: LiveSession, options: &RulesOptions) -> Option<Same<RulesDetail>> {
    let (counted, shown) = (session.counted(), session.shown());
    let (counted, shown) = (counted.read(), shown.read());
    counts_of(options, counted.as_deref(), shown.as_ref()).map(|it| Same::new(it.clone()))
}

/// The numbers of the last result: names, units, values to choose from.
fn profiles(session: LiveSession) -> Profiles {
    session.shown().read().as_ref().map(|it| it.analysis.profiles.clone()).unwrap_or_default()
}

/// The templates that this file has the measures for.
fn templates(session: LiveSession) -> Options<Option<usize>> {
    let shown = session.shown();
    let shown = shown.read();
    let features =
        shown.as_ref().map(|it| it.analysis.profiles.everyone.features.as_slice()).unwrap_or_default();
    let has = |id: &str| features.iter().any(|it| it.id == id);
    let usable = TEMPLATES.iter().enumerate().filter(|(_, it)| it.is_usable(has));
    let named = usable.map(|(idx, it)| (Some(idx), it.name.to_owned()));
    std::iter::once((None, "Choose what to start from".to_owned())).chain(named).collect()
}

fn overlaps() -> Options<Overlap> {
    [Overlap::FirstWins, Overlap::Several].map(|it| (it, label::overlap(it).to_owned())).into()
}

/// Adds a segment under a name that is free.
fn add_segment(rules: &mut RulesOptions, mut segment: RuleSegment) {
    let is_taken = |name: &str| rules.segments.iter().any(|it| it.name == name);
    let own = segment.name.clone();
    let mut n = 2;
    while is_taken(&segment.name) {
        segment.name = format!("{own} {n}");
        n += 1;
    }
    rules.segments.push(segment);
}
