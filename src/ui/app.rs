//! The page as a whole.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::session::Session;
use crate::ui::actions::Actions;
use crate::ui::browser::{focus, place};
use crate::ui::frame::{
    Colophon, JobVoice, Masthead, Menu, MenuState, OpenAs, Rail, Toasts, Tour, TourState, WindowDrop,
    shortcuts,
};
use crate::ui::route::Page;
use crate::ui::steps::{
    Export, Help, Import, Method, Nowhere, Opportunity, Privacy, Report, Segment, Segments, Start,
};

/// Provides the session and its verbs, and lays out the step of the address.
#[component]
pub fn App() -> View {
    let session = LiveSession::new(Session::default());
    let actions = Actions::start(session);
    provide_context(session);
    provide_context(actions);
    provide_context(WindowDrop::listen(actions));
    let menu = MenuState { is_open: RwSignal::new(false) };
    provide_context(menu);
    provide_context(TourState::default());
    shortcuts::listen(session, actions, menu);

    let page = Memo::new(move |_| actions.route().read().page.screen());
    follow_outside(session, page);
    let is_bare = move || page.get().step().is_none();
    view! {
        <a class="skip-link" href="#main" on:click=skip>"Skip to content"</a>
        <div class="shell" class:shell--bare=is_bare>
            <Masthead page/>
            <Show when=move || !is_bare()><Rail page/></Show>
            <main class="shell__main" id="main" tabindex="-1">
                <Tour/>
                {move || {
                    // Read here: inside the boundary nobody would hear of the next page.
                    let now = page.get();
                    step(now)
                }}
            </main>
            <Colophon/>
        </div>
        <Menu/>
        <OpenAs/>
        <Toasts/>
        <p class="visually-hidden" role="status">{actions.spoken()}</p>
        <JobVoice/>
    }
}

/// The screen of a page.
fn step(page: Page) -> View {
    match page {
        Page::Start => view! { <Start/> },
        Page::Privacy => view! { <Privacy/> },
        Page::Opportunity => view! { <Opportunity/> },
        Page::Help(_) => view! { <Help/> },
        Page::Import => view! { <Import/> },
        Page::Method | Page::SetUp(_) => view! { <Method/> },
        Page::Segments => view! { <Segments/> },
        Page::Export => view! { <Export/> },
        Page::Report => view! { <Report/> },
        Page::Segment(id) => view! { <Segment id/> },
        Page::Unknown => view! { <Nowhere/> },
    }
}

/// Theme, title and keyboard follow the session and the address.
fn follow_outside(session: LiveSession, page: Memo<Page>) {
    follow_up(move |_| {
        place::set_root_attribute("data-theme", session.preferences().read().theme.attribute());
    });
    follow_up(move |before: Option<Page>| {
        let page = page.get();
        place::set_title(&format!("{} – Enclave", page.title()));
        if before.is_some_and(|it| it != page) {
            focus::on("#main h1");
        }
        page
    });
}

/// The address names the step, so the link to the content moves the keyboard by hand.
fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    focus::on("#main");
}
