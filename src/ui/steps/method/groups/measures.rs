//! What else is measured about each customer, where a person asks for it.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::{Measure, RowUnit};
use crate::engine::present::message::{self, label};
use crate::engine::table::IssueKind;
use crate::ui::actions::Actions;

/// One check for each measure that this kind of file can have.
#[component]
pub fn MoreMeasures() -> View {
    let session = expect_context::<LiveSession>();
    let unit = Memo::new(move |_| session.draft().read().mapping.unit);
    let rows = move || {
        let unit = unit.get();
        let all = Measure::ALL.into_iter().filter(|it| is_of(*it, unit));
        all.map(|it| row(session, it)).collect_view()
    };
    view! {
        <details class="disclosure">
            <summary><span>"Measure more about each customer"</span></summary>
            <div class="stack">{rows}</div>
        </details>
    }
}

fn is_of(measure: Measure, unit: RowUnit) -> bool {
    (measure == Measure::AgeBands) == (unit == RowUnit::Customers)
}

fn row(session: LiveSession, measure: Measure) -> View {
    let actions = expect_context::<Actions>();
    let needs = message::measure_needs(measure);
    let is_on = Memo::new(move |_| session.draft().read().features.measures.contains(&measure));
    let lacks = Memo::new(move |_| {
        let role = needs.filter(|it| session.draft().read().mapping.column(*it).is_none())?;
        Some(format!("Needs a column with the role {}", label::role(role)))
    });
    let failed = move || is_on.get() && is_not_measured(session, measure);
    let toggle = move |_| {
        actions.set_features("what is measured", |it| {
            let before = it.measures.len();
            it.measures.retain(|it| *it != measure);
            if it.measures.len() == before {
                it.measures.push(measure);
            }
        });
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || is_on.get()
                disabled=move || lacks.read().is_some() && !is_on.get()
                on:change=toggle
            />
            <span>
                {message::measure(measure)}
                {move || lacks.get().map(|it| view! { <span class="check__note">{it}</span> })}
                {move || failed().then(|| view! {
                    <span class="check__note">"The file has no column that says this: not measured"</span>
                })}
            </span>
        </label>
    }
}

/// Whether the result on screen says that it could not be measured.
fn is_not_measured(session: LiveSession, measure: Measure) -> bool {
    let shown = session.shown();
    let shown = shown.read();
    let Some(shown) = shown.as_ref() else { return false };
    let name = measure.name();
    let mut issues = shown.analysis.issues.iter();
    issues.any(|it| it.kind == IssueKind::NotMeasured && it.column.as_deref() == Some(name))
}
