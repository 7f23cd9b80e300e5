//! The cut points of RFM: those in use, and the ways to change them.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::CutOf;
use crate::engine::segmentation::{Detail, Method, RfmCuts, ScoreRule};
use crate::ui::actions::Actions;
use crate::ui::steps::method::cut_fields::CutFields;

/// The cut points that the controls say, or else those of the result on screen; `None` where they do
/// not fit the number of scores.
pub fn rfm_cuts(session: LiveSession) -> Memo<Option<RfmCuts>> {
    Memo::new(move |_| {
        let draft = session.draft();
        let draft = draft.read();
        let Method::Rfm(options) = &draft.method else { return None };
        let fixed = options.cuts.clone().filter(|_| options.score == ScoreRule::Fixed);
        let cuts = fixed.or_else(|| used(session))?;
        (cuts.recency_days.len() + 1 == usize::from(options.bins)).then_some(cuts)
    })
}

/// The cut points of the result on screen.
fn used(session: LiveSession) -> Option<RfmCuts> {
    let shown = session.shown();
    let shown = shown.read();
    if let Some(Detail::Rfm(detail)) = &shown.as_ref()?.analysis.profiles.detail {
        Some(detail.cuts.clone())
    } else {
        None
    }
}

/// Cuts where these points are.
pub fn fix(actions: Actions, cuts: Option<RfmCuts>) {
    actions.set_rfm("cut points", |it| {
        it.score = ScoreRule::Fixed;
        it.cuts = cuts;
    });
}

/// Cuts one of the numbers at other points.
pub fn fix_one(actions: Actions, cuts: Signal<Option<RfmCuts>>, of: CutOf, to: Vec<f64>) {
    let Some(mut next) = cuts.get_untracked() else { return };
    *of.of_mut(&mut next) = to;
    fix(actions, Some(next));
}

/// The three rows of fields.
pub fn cut_fields(actions: Actions, cuts: Memo<Option<RfmCuts>>) -> View {
    let fields = |id: &'static str, legend: &'static str, unit: &'static str, of: CutOf| {
        let own = Signal::derive(move || cuts.with(|it| it.as_ref().map(|it| of.of(it).clone())));
        let change = move |to: Vec<f64>| fix_one(actions, cuts, of, to);
        view! { <CutFields id legend unit cuts=own on_change=change/> }
    };
    view! {
        {fields("cuts-recency", "Days since last order, up to", "days", CutOf::Recency)}
        {fields("cuts-frequency", "Orders, up to", "orders", CutOf::Frequency)}
        {fields("cuts-monetary", "Spend, up to", "spend", CutOf::Monetary)}
    }
}
