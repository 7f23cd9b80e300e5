//! All segments: what stands out, what they bring, and each as card, row and mark.

mod beside;
mod bought_together;
mod card;
mod changes;
mod claims;
mod compare;
mod findings;
mod look_for;
mod map;
mod shares;
mod table;
mod updating;
mod views;

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::Analysis;
use crate::engine::present::sentence;
use crate::engine::segmentation::SegmentId;
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::route::Page;
use beside::Beside;
use bought_together::BoughtTogether;
pub use card::sign;
use changes::Changes;
use claims::Claims;
use findings::Findings;
use look_for::LookFor;
use shares::Shares;
pub use updating::Updating;
use views::Views;

/// What is on screen, as every part of this step sees it.
pub type Shown = Memo<Same<Analysis>>;

/// The step that shows the result.
#[component]
pub fn Segments() -> View {
    let session = expect_context::<LiveSession>();
    let has_result = Memo::new(move |_| session.shown().read().is_some());
    move || {
        if has_result.get() {
            let first = session.shown().get_untracked().map(|it| it.analysis);
            first.map(|first| view! { <Screen first/> }).into_view()
        } else {
            nothing()
        }
    }
}

/// The step, once there is a result.
#[component]
fn Screen(
    /// The result when the screen was made; newer ones take its place.
    first: Same<Analysis>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let shown: Shown =
        Memo::new(move |_| session.shown().get().map_or_else(|| Same::clone(&first), |it| it.analysis));
    let is_stale = Memo::new(move |_| session.is_stale());
    let set_up = move || actions.href(MethodKind::of(&session.draft().read().method).page());
    view! {
        <div class:is-updating=is_stale aria-busy=move || is_stale.get().then_some("true")>
            <div class="page-head">
                <h1 tabindex="-1">{move || shown.with(|it| sentence::page_title(&it.profiles))}</h1>
                <p class="page-head__lead">{move || shown.with(|it| sentence::page_lead(&it.profiles))}</p>
                <div class="page-head__tools">
                    <a class="button" href=set_up>"Edit set-up"</a>
                    <a class="button" href=move || actions.href(Page::Report)>"Report"</a>
                    <a class="button button--primary" href=move || actions.href(Page::Export)>"Export"</a>
                </div>
            </div>
            <Updating/>
            <LookFor/>
            <Findings shown/>
            <Shares shown/>
            <Views shown/>
            <BoughtTogether/>
            <Changes shown/>
            <Beside/>
            <Claims shown/>
        </div>
    }
}

/// Opens the page of a segment.
pub fn opening(actions: Actions) -> Callback<usize> {
    Callback::new(move |idx: usize| {
        if let Ok(id) = u8::try_from(idx) {
            actions.go(Page::Segment(SegmentId(id)));
        }
    })
}

/// Address of the page of a segment.
pub fn address(actions: Actions, idx: usize) -> String {
    actions.href(Page::Segment(SegmentId(u8::try_from(idx).unwrap_or(u8::MAX))))
}

fn nothing() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <h1 class="visually-hidden" tabindex="-1">"Segments"</h1>
        <Updating/>
        <div class="nothing">
            <p class="nothing__title">"No segments yet"</p>
            <p>"Choose a method and the groups appear here, with names and sizes."</p>
            <a class="button button--primary" href=move || actions.href(Page::Method)>"Choose a method"</a>
        </div>
    }
}
