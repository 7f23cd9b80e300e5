//! One segment: who they are, why they are here, and the people themselves.

mod apart;
mod described;
mod head;
mod people;
mod plan;
mod profile;
mod spread;
mod why;
mod words;

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::Analysis;
use crate::engine::segmentation::SegmentId;
use crate::ui::actions::Actions;
use crate::ui::route::{Page, Route};
use crate::ui::steps::segments::{Shown, Updating};
use head::Head;
use people::People;
use plan::Plan;
pub use plan::notes_of;
use profile::Profile;
use why::Why;

/// What the page shows of the segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Profile,
    Why,
    People,
    Plan,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Profile, Self::Why, Self::People, Self::Plan];

    fn key(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Why => "why",
            Self::People => "people",
            Self::Plan => "plan",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Profile => "Profile",
            Self::Why => "Why",
            Self::People => "People",
            Self::Plan => "Plan",
        }
    }
}

/// The page of a segment.
#[component]
pub fn Segment(
    /// Which, as the address says.
    id: SegmentId,
) -> View {
    let session = expect_context::<LiveSession>();
    let idx = usize::from(id.0);
    let is_there = Memo::new(move |_| {
        session.shown().read().as_ref().is_some_and(|it| idx < it.analysis.profiles.segments.len())
    });
    move || {
        let first = session.shown().get_untracked().map(|it| it.analysis);
        match first.filter(|_| is_there.get()) {
            Some(first) => view! { <Screen first idx/> },
            None => gone(),
        }
    }
}

/// The page, once there is such a segment.
#[component]
fn Screen(
    /// The result when the page was made; newer ones take its place.
    first: Same<Analysis>,
    /// Position of the segment.
    idx: usize,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let shown: Shown =
        Memo::new(move |_| session.shown().get().map_or_else(|| Same::clone(&first), |it| it.analysis));
    let tab = Memo::new(move |_| {
        let route = actions.route().read();
        let asked = route.value("tab");
        Tab::ALL.into_iter().find(|it| Some(it.key()) == asked).unwrap_or(Tab::Profile)
    });
    let slot = Memo::new(move |_| shown.with(|it| it.profiles.segments.get(idx).map(|it| it.segment.slot)));
    let is_stale = Memo::new(move |_| session.is_stale());
    view! {
        <div
            class="profile"
            class:is-updating=is_stale
            data-slot=move || slot.get()
            aria-busy=move || is_stale.get().then_some("true")
        >
            <Head shown idx/>
            <Updating/>
            <nav class="tabs" aria-label="About this segment">
                {Tab::ALL.map(|it| link(it, tab, idx)).collect_view()}
            </nav>
            {move || match tab.get() {
                Tab::Profile => view! { <Profile shown idx/> },
                Tab::Why => view! { <Why shown idx/> },
                Tab::People => view! { <People shown idx/> },
                Tab::Plan => view! { <Plan shown idx/> },
            }}
        </div>
    }
}

fn link(it: Tab, shown: Memo<Tab>, idx: usize) -> View {
    let session = expect_context::<LiveSession>();
    let href = move || {
        let page = Page::Segment(SegmentId(u8::try_from(idx).unwrap_or(u8::MAX)));
        Route::to(page, &session.project().read()).with("tab", it.key()).href()
    };
    let current = move || (shown.get() == it).then_some("page");
    view! { <a class="tabs__link" href=href aria-current=current>{it.name()}</a> }
}

fn gone() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <div class="nothing">
            <h1 class="nothing__title" tabindex="-1">"This group is not in the result any more"</h1>
            <p>"The set-up has changed since, and there are fewer groups now."</p>
            <a class="button button--primary" href=move || actions.href(Page::Segments)>"See all segments"</a>
        </div>
    }
}
