//! The choices of natural groups.

mod features;
mod left_out;
mod measures;
mod survey;
mod ways;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::message::label;
use crate::engine::present::number;
use crate::engine::segmentation::{Detail, GroupsOptions, Missing, Scale};
use crate::engine::table::IssueKind;
use crate::ui::actions::Actions;
use crate::ui::parts::{NumberField, Options, SelectField};

use features::FeatureWeights;
use left_out::LeftOutColumns;
use measures::MoreMeasures;
use survey::SurveyAnswers;
use ways::way_fields;

/// Every control changes the draft; the result follows.
#[component]
pub fn GroupsPanel() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let options = session.options::<GroupsOptions>();
    let counts = Signal::derive(move || counts(found(session).filter(|_| options.read().k.is_none())));
    view! {
        <form class="panel" on:submit=|event| event.prevent_default()>
            <FeatureWeights options/>
            <LeftOutColumns/>
            <MoreMeasures/>
            <SurveyAnswers/>
            <SelectField
                label="Make columns comparable"
                options=scales()
                selected=Signal::derive(move || options.read().scale)
                on_choose=move |scale| actions.set_groups("how columns are made comparable", |it| it.scale = scale)
            />
            {move || softened(session).map(|it| view! { <p class="field__hint">{it}</p> })}
            <SelectField
                label="Customers with gaps"
                options=gaps()
                selected=Signal::derive(move || options.read().missing)
                on_choose=move |missing| actions.set_groups("customers with gaps", |it| it.missing = missing)
            />
            {way_fields(session, actions, options)}
            <Show when=move || options.read().algorithm.takes_k()>
                <SelectField
                    label="Number of groups"
                    options=counts
                    selected=Signal::derive(move || options.read().k)
                    on_choose=move |k| actions.set_groups("number of groups", |it| it.k = k)
                />
            </Show>
            <details class="disclosure">
                <summary><span>"Chance and repetition"</span></summary>
                <div class="stack">
                    <NumberField
                        id="starts"
                        label="Random starts"
                        range=(1, 500)
                        value=Signal::derive(move || u32::from(options.read().starts))
                        on_change=move |n| {
                            actions.set_groups("random starts", |it| it.starts = u16::try_from(n).unwrap_or(50));
                        }
                        hint="For each number of groups; the tightest is kept. More is slower and steadier."
                    />
                    <NumberField
                        id="seed"
                        label="Seed"
                        range=(0, u32::MAX)
                        value=Signal::derive(move || u32::try_from(options.read().seed).unwrap_or(u32::MAX))
                        on_change=move |n| actions.set_groups("seed", |it| it.seed = u64::from(n))
                        hint="The same seed gives the same groups, on every machine."
                    />
                </div>
            </details>
        </form>
    }
}

/// The number of groups on screen, where natural groups are.
fn found(session: LiveSession) -> Option<u8> {
    let shown = session.shown();
    let shown = shown.read();
    match &shown.as_ref()?.analysis.profiles.detail {
        Some(Detail::Groups(detail)) => Some(detail.k),
        Some(Detail::Rfm(_) | Detail::Rules(_) | Detail::Tiers(_) | Detail::ResponseTree(_)) | None => None,
    }
}

fn counts(found: Option<u8>) -> Options<Option<u8>> {
    let automatic = match found {
        Some(k) => format!("Found from the data: {k}"),
        None => "Found from the data".to_owned(),
    };
    let by_hand = (1..=12).map(|k| (Some(k), number::counted(usize::from(k), "group", "groups")));
    std::iter::once((None, automatic)).chain(by_hand).collect()
}

/// Which large values count by their logarithm in the result on screen.
fn softened(session: LiveSession) -> Option<String> {
    let shown = session.shown();
    let shown = shown.read();
    let issues = &shown.as_ref()?.analysis.issues;
    let names: Vec<&str> = issues
        .iter()
        .filter(|it| it.kind == IssueKind::LogTaken)
        .filter_map(|it| it.column.as_deref())
        .collect();
    let names = names.join(", ");
    (!names.is_empty()).then(|| {
        format!("A few customers have very large values, so these count by their logarithm: {names}.")
    })
}

fn gaps() -> Options<Missing> {
    [Missing::LeaveOut, Missing::Impute, Missing::OwnLevel]
        .map(|it| (it, label::missing(it).to_owned()))
        .into()
}

fn scales() -> Options<Scale> {
    [Scale::Log, Scale::Zscore, Scale::Robust, Scale::MinMax, Scale::None]
        .map(|it| (it, label::scale(it).to_owned()))
        .into()
}
