//! The choices of recent, frequent, valuable.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::{FeatureChoices, FrequencyRule, Returns, RowUnit};
use crate::engine::present::message::label;
use crate::engine::segmentation::{MAX_BINS, MIN_BINS, RfmOptions, ScoreRule};
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, SelectField, Switch};
use crate::ui::steps::import::AsOfChoice;
use crate::ui::steps::method::paint::{MapChoice, PaintedMap};
use crate::ui::steps::method::rfm_cuts::{cut_fields, fix, rfm_cuts};

/// Where the steps of a scale are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cutting {
    Equal,
    Fixed,
}

/// Every control changes the draft; the result follows.
#[component]
pub fn RfmPanel() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let options = session.options::<RfmOptions>();
    let choices = Memo::new(move |_| session.draft().read().features.clone());
    let is_orders = Memo::new(move |_| session.draft().read().mapping.unit == RowUnit::Orders);
    let is_fixed = Memo::new(move |_| options.read().score == ScoreRule::Fixed);
    let cutting = Signal::derive(move || if is_fixed.get() { Cutting::Fixed } else { Cutting::Equal });
    let cuts = rfm_cuts(session);
    let cut = move |it| match it {
        Cutting::Equal => actions.set_rfm("where to cut", |it| it.score = ScoreRule::default()),
        Cutting::Fixed => fix(actions, cuts.get_untracked()),
    };
    view! {
        <form class="panel" on:submit=|event| event.prevent_default()>
            <Switch
                legend="Steps per scale"
                name="bins"
                options=steps()
                selected=Signal::derive(move || options.read().bins)
                on_choose=move |bins| actions.set_rfm("steps per scale", |it| it.set_bins(bins))
            />
            <Switch
                legend="Where to cut"
                name="cutting"
                options=vec![(Cutting::Equal, "Equal groups"), (Cutting::Fixed, "Fixed points")]
                selected=cutting
                on_choose=cut
            />
            <Show when=move || !is_fixed.get()>
                <SelectField
                    label="How scores are given"
                    options=score_rules()
                    selected=Signal::derive(move || options.read().score)
                    on_choose=move |rule| actions.set_rfm("how scores are given", |it| it.score = rule)
                />
            </Show>
            {cut_fields(actions, cuts)}
            <MapChoice options/>
            <PaintedMap options/>
            <Show when=move || is_orders.get()>{order_choices(session, actions, choices)}</Show>
        </form>
    }
}

fn order_choices(session: LiveSession, actions: Actions, choices: Memo<FeatureChoices>) -> View {
    let last_day = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        shown.as_ref().and_then(|it| it.analysis.profiles.period).map(|(_, last)| last)
    });
    view! {
        <SelectField
            label="An order is"
            options=frequency_rules()
            selected=Signal::derive(move || choices.read().frequency)
            on_choose=move |rule| actions.set_features("what an order is", |it| it.frequency = rule)
        />
        <SelectField
            label="Amounts below zero"
            options=returns()
            selected=Signal::derive(move || choices.read().returns)
            on_choose=move |rule| actions.set_features("amounts below zero", |it| it.returns = rule)
        />
        <AsOfChoice
            as_of=Signal::derive(move || choices.read().as_of)
            last_day
            on_choose=Callback::new(move |day| actions.set_as_of(day))
        />
    }
}

/// As many steps as a scale can have.
fn steps() -> Vec<(u8, &'static str)> {
    (MIN_BINS..=MAX_BINS).zip(["3", "4", "5"]).collect()
}

fn score_rules() -> Options<ScoreRule> {
    [ScoreRule::CumeDist, ScoreRule::Ntile, ScoreRule::QcutRankFirst, ScoreRule::RRfm, ScoreRule::EqualWidth]
        .map(|it| (it, label::score_rule(it).to_owned()))
        .into()
}

fn frequency_rules() -> Options<FrequencyRule> {
    [FrequencyRule::Orders, FrequencyRule::Days, FrequencyRule::Rows]
        .map(|it| (it, label::frequency_rule(it).to_owned()))
        .into()
}

fn returns() -> Options<Returns> {
    [Returns::Net, Returns::Drop, Returns::Keep].map(|it| (it, label::returns(it).to_owned())).into()
}
