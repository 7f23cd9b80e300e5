//! The same customers grouped another way, beside what is on screen.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Crosstab, agreement};
use crate::engine::segmentation::Comparison;
use crate::session::Same;
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::charts::CrosstabChart;
use crate::ui::parts::{Select, SelectLook};

/// A choice of another way, and the two ways crossed.
#[component]
pub fn Beside() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let asked = RwSignal::new(None::<MethodKind>);
    let options = Signal::derive(move || {
        let own = MethodKind::of(&session.draft().read().method);
        let others = MethodKind::ALL.into_iter().filter(|it| *it != own && it.runs_unasked());
        let named = others.map(|it| (Some(it), it.name().to_owned()));
        std::iter::once((None, "Nothing yet".to_owned())).chain(named).collect::<Vec<_>>()
    });
    let choose = move |kind: Option<MethodKind>| {
        asked.set(kind);
        if let Some(kind) = kind {
            actions.compare(kind);
        }
    };
    let is_waiting = move || asked.get().is_some() && session.comparison().read().is_none();
    view! {
        <section class="section" aria-labelledby="beside-h">
            <div class="section__head">
                <h2 id="beside-h">"Beside another way"</h2>
                <p>"The same customers, grouped otherwise: who is where in both"</p>
            </div>
            <div class="toolbar">
                <div class="field">
                    <span class="field__label" aria-hidden="true">"Compare with"</span>
                    <Select
                        label="Compare with"
                        options
                        selected=asked
                        on_choose=Callback::new(choose)
                        look=SelectLook::Framed
                        fault_id=String::new()
                    />
                </div>
            </div>
            <p class="beside__state" role="status">
                {move || is_waiting().then(|| if session.asides().read().is_empty() {
                    "Choose once more to compare with what is on screen now"
                } else {
                    "Grouping the same customers the other way…"
                })}
            </p>
            {move || asked.get().and_then(|_| session.comparison().get()).map(|it| crossed(&it))}
        </section>
    }
}

fn crossed(comparison: &Same<Comparison>) -> View {
    view! { <CrosstabChart crosstab=Crosstab::new(comparison) caption=agreement(comparison)/> }
}
