//! The choices of recent, frequent, valuable.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::{FeatureChoices, FrequencyRule, Returns, RowUnit};
use crate::engine::present::message::label;
use crate::engine::segmentation::{Detail, RfmCuts, RfmMap, RfmOptions, ScoreRule};
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, SelectField, Switch};
use crate::ui::steps::import::AsOfChoice;
use crate::ui::steps::method::cut_fields::CutFields;

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
    let cuts = Memo::new(move |_| options.read().cuts.clone().filter(|_| is_fixed.get()).or(used(session)));
    let cut = move |it| match it {
        Cutting::Equal => actions.set_rfm("where to cut", |it| it.score = ScoreRule::default()),
        Cutting::Fixed => fix(actions, cuts.get_untracked()),
    };
    view! {
        <form class="panel" on:submit=|event| event.prevent_default()>
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
            <SelectField
                label="Group names"
                options=maps()
                selected=Signal::derive(move || options.read().map.clone())
                on_choose=move |map| actions.set_rfm("group names", |it| it.map = map)
            />
            <Show when=move || is_orders.get()>{order_choices(session, actions, choices)}</Show>
        </form>
    }
}

/// The cut points of the result on screen.
fn used(session: LiveSession) -> Option<RfmCuts> {
    let shown = session.shown();
    let shown = shown.read();
    match &shown.as_ref()?.analysis.profiles.detail {
        Some(Detail::Rfm(detail)) => Some(detail.cuts.clone()),
        Some(Detail::Groups(_) | Detail::Rules(_) | Detail::Tiers(_) | Detail::ResponseTree(_)) | None => {
            None
        }
    }
}

fn fix(actions: Actions, cuts: Option<RfmCuts>) {
    actions.set_rfm("cut points", |it| {
        it.score = ScoreRule::Fixed;
        it.cuts = cuts;
    });
}

fn cut_fields(actions: Actions, cuts: Memo<Option<RfmCuts>>) -> View {
    let change = move |put: fn(&mut RfmCuts, Vec<f64>)| {
        move |to: Vec<f64>| {
            let mut next = cuts.get_untracked();
            if let Some(next) = &mut next {
                put(next, to);
            }
            fix(actions, next);
        }
    };
    let of = move |get: fn(&RfmCuts) -> &Vec<f64>| {
        Signal::derive(move || cuts.read().as_ref().map(|it| get(it).clone()))
    };
    view! {
        <CutFields
            id="cuts-recency"
            legend="Days since last order, up to"
            unit="days"
            cuts=of(|it| &it.recency_days)
            on_change=change(|it, to| it.recency_days = to)
        />
        <CutFields
            id="cuts-frequency"
            legend="Orders, up to"
            unit="orders"
            cuts=of(|it| &it.frequency)
            on_change=change(|it, to| it.frequency = to)
        />
        <CutFields
            id="cuts-monetary"
            legend="Spend, up to"
            unit="spend"
            cuts=of(|it| &it.monetary)
            on_change=change(|it, to| it.monetary = to)
        />
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

fn score_rules() -> Options<ScoreRule> {
    [ScoreRule::CumeDist, ScoreRule::Ntile, ScoreRule::QcutRankFirst, ScoreRule::RRfm, ScoreRule::EqualWidth]
        .map(|it| (it, label::score_rule(it).to_owned()))
        .into()
}

fn maps() -> Options<RfmMap> {
    [RfmMap::ElevenCodes, RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen, RfmMap::Six]
        .map(|it| (it.clone(), label::rfm_map(&it).to_owned()))
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
