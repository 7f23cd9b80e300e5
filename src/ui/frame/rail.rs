//! The four steps, at the side, under the head or at the thumb.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::session::Step;
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::route::Page;

/// Links to the steps, each with one line of result.
#[component]
pub fn Rail(
    /// What is shown beside it.
    page: Signal<Page>,
) -> View {
    let items = Step::ALL.map(|step| item(step, page)).collect_view();
    view! { <nav class="rail" aria-label="Steps"><ol class="rail__list">{items}</ol></nav> }
}

fn item(step: Step, page: Signal<Page>) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let here = move || page.get().step();
    let is_open = Memo::new(move |_| {
        session.source().read().is_some() && (step <= Step::Method || session.shown().read().is_some())
    });
    let is_done = move || is_open.get() && Some(step) < here();
    let href = move || actions.href(Page::from(step));
    view! {
        <li class="rail__item">
            <a
                class="rail__step"
                class:rail__step--done=is_done
                class:rail__step--later=move || !is_open.get()
                href=href
                aria-current=move || (here() == Some(step)).then_some("step")
                aria-disabled=move || (!is_open.get()).then_some("true")
            >
                <span class="rail__mark"></span>
                <span class="rail__name">
                    {step.name()}
                    <Show when=is_done><span class="visually-hidden">", done"</span></Show>
                </span>
                <span class="rail__result">{move || result(session, step)}</span>
            </a>
        </li>
    }
}

/// One line about what a step has brought so far.
fn result(session: LiveSession, step: Step) -> Option<String> {
    let shown = session.shown();
    let shown = shown.read();
    let profiles = shown.as_ref().map(|it| &it.analysis.profiles);
    match step {
        Step::Import => match profiles {
            Some(it) => Some(number::counted(it.everyone.n + it.n_unassigned, "customer", "customers")),
            None => session.source().read().as_ref().map(|it| number::counted(it.n_rows, "row", "rows")),
        },
        Step::Method => shown.as_ref().map(|it| MethodKind::of(&it.recipe.method).name().to_owned()),
        Step::Segments => profiles.map(|it| number::counted(it.segments.len(), "segment", "segments")),
        Step::Export => None,
    }
}
