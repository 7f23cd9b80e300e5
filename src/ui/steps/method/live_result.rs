//! What the choices lead to, beside them.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::Analysis;
use crate::engine::present::chart::{CutRow, Ribbon};
use crate::engine::present::sentence::captions;
use crate::engine::segmentation::{Detail, RfmCuts};
use crate::session::{Failure, Job, Same};
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::charts::{CutRowsChart, Moving, SizeStrip};
use crate::ui::parts::{FaultMessage, TaskProgress, Updating};
use crate::ui::steps::learnt::learnt;
use crate::ui::steps::method::rfm_cuts::{fix_one, rfm_cuts};
use crate::ui::steps::method::tier_handles::tuned_tiers;

/// What is to be seen.
#[derive(Clone, PartialEq)]
enum Sight {
    Result(Same<Analysis>),
    Fault(Failure),
    Working,
    Stopped,
}

/// The result of the method being set up.
#[component]
pub fn LiveResult(
    /// The method being set up.
    kind: Signal<MethodKind>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let job = Signal::derive(move || session.job().get());
    let tuning =
        Tuning { session, actions, cuts: rfm_cuts(session), moving: [(); 3].map(|()| Moving::default()) };
    let sight = Memo::new(move |_| sight(session, kind.get()));
    let is_stale = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        let is_other = shown.as_ref().is_some_and(|it| it.recipe != *session.draft().read());
        is_other && matches!(*sight.read(), Sight::Result(_))
    });
    view! {
        <Updating is_stale job on_cancel=move || actions.cancel()>
            {move || match sight.get() {
                Sight::Result(analysis) => charts(&analysis, tuning),
                Sight::Fault(failure) => view! {
                    <FaultMessage failure>
                        <p class="message__tools">
                            <button class="button" type="button" on:click=move |_| actions.undo()>
                                "Undo the last change"
                            </button>
                        </p>
                    </FaultMessage>
                },
                Sight::Working => view! { <TaskProgress job on_cancel=move || actions.cancel()/> },
                Sight::Stopped => view! {
                    <div class="nothing">
                        <p class="nothing__title">"Stopped"</p>
                        <p>"There is no result for these choices yet."</p>
                        <button class="button" type="button" on:click=move |_| actions.run()>"Go on"</button>
                    </div>
                },
            }}
        </Updating>
    }
}

fn sight(session: LiveSession, kind: MethodKind) -> Sight {
    if let Job::Failed(failure) = &*session.job().read() {
        return Sight::Fault(failure.clone());
    }
    let shown = session.shown();
    let shown = shown.read();
    match shown.as_ref().filter(|it| MethodKind::of(&it.recipe.method) == kind) {
        Some(shown) => Sight::Result(Same::clone(&shown.analysis)),
        None if matches!(*session.job().read(), Job::Cancelled(_)) => Sight::Stopped,
        None => Sight::Working,
    }
}

/// What charts need whose cuts can be moved; it outlives them.
#[derive(Clone, Copy)]
struct Tuning {
    session: LiveSession,
    actions: Actions,
    cuts: Memo<Option<RfmCuts>>,
    moving: [Moving; 3],
}

fn charts(analysis: &Analysis, tuning: Tuning) -> View {
    let Tuning { session, actions, cuts, moving } = tuning;
    let [of_tiers, ..] = moving;
    let profiles = &analysis.profiles;
    let first = match &profiles.detail {
        Some(Detail::Tiers(detail)) => tuned_tiers(session, actions, of_tiers, detail, profiles),
        _ => learnt(profiles, None, None),
    };
    let rows = match &profiles.detail {
        Some(Detail::Rfm(detail)) => CutRow::all(detail, profiles),
        _ => Vec::new(),
    };
    let cut_rows = (!rows.is_empty()).then(|| {
        let move_cut = move |(of, to)| fix_one(actions, cuts, of, to);
        view! { <CutRowsChart rows cuts moving on_change=move_cut caption=CutRow::caption(profiles)/> }
    });
    let ribbon = Ribbon::new(profiles);
    let sizes = captions::sizes(profiles);
    view! {
        <div class="stack stack--loose">
            {first}
            <SizeStrip ribbon caption=sizes on_open=None/>
            {cut_rows}
        </div>
    }
}
