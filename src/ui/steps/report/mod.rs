//! The report: leaf by leaf as on paper, to be printed or saved as one file.

mod blocks;
mod hatches;
mod leaves;
mod tools;

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::Analysis;
use crate::engine::present::report::{Report as Model, Told};
use crate::ui::actions::Actions;
use crate::ui::route::Page;
use hatches::hatches;
use leaves::leaves;
use tools::Tools;

/// The screen.
#[component]
pub fn Report() -> View {
    let session = expect_context::<LiveSession>();
    let has_result = Memo::new(move |_| session.shown().read().is_some());
    move || {
        if !has_result.get() {
            return nothing();
        }
        let first = session.shown().get_untracked().map(|it| it.analysis);
        first.map(|first| view! { <Screen first/> }).into_view()
    }
}

/// The report, once there is a result.
#[component]
fn Screen(
    /// The result when the screen was made; newer ones take its place.
    first: Same<Analysis>,
) -> View {
    let session = expect_context::<LiveSession>();
    let model = Memo::new(move |_| {
        let shown = session.shown().get();
        let recipe = shown.as_ref().map(|it| it.recipe.clone()).unwrap_or_default();
        let analysis = shown.map_or_else(|| Same::clone(&first), |it| it.analysis);
        let source = session.source().get();
        let told = Told {
            profiles: &analysis.profiles,
            recipe: &recipe,
            claims: &analysis.claims,
            of_reading: source.as_ref().map_or(&[], |it| it.issues.as_slice()),
            of_measuring: &analysis.issues,
            n_rows: source.as_ref().map_or(0, |it| it.n_rows),
        };
        Model::new(&told, &session.report().read())
    });
    view! {
        <h1 class="visually-hidden" tabindex="-1">"Report"</h1>
        {hatches()}
        <div class="report">
            <Tools/>
            {move || model.with(leaves)}
        </div>
    }
}

fn nothing() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <h1 class="visually-hidden" tabindex="-1">"Report"</h1>
        <div class="nothing">
            <p class="nothing__title">"Nothing to report yet"</p>
            <p>"Choose a method and the groups become a report to print or send."</p>
            <a class="button button--primary" href=move || actions.href(Page::Method)>"Choose a method"</a>
        </div>
    }
}
