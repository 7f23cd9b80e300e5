//! Every verb of the person: the only code that both writes the session and talks to the worker.
//!
//! A component takes what it needs from the context and calls a verb:
//!
//! ```ignore
//! let session = expect_context::<LiveSession>(); // read: session.shown().get()
//! let actions = expect_context::<Actions>();        // write: actions.rename_segment(...)
//! view! { <button on:click=move |_| actions.undo()>"Undo"</button> }
//! ```
//!
//! Only fields that changed are written, so a view follows exactly the fields it reads. Every
//! change of the draft runs by itself, a quarter of a second after the last one; the result before
//! stays on screen meanwhile ([`Session::is_stale`]).

mod choose;
mod deliver;
mod find;
mod flow;
mod learn;
mod method_kind;
mod open;
mod prefer;
mod several;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use gloo::timers::callback::Timeout;
use web_sys::{Blob, File};

use crate::engine::export::Format;
use crate::engine::plan::opportunity::Choice;
use crate::engine::present::report::ReportOptions;
use crate::engine::segmentation::SegmentId;
use crate::session::{Job, Preferences, Session};
use crate::ui::browser::{place, storage};
use crate::ui::route::{Page, Route};
use crate::worker::client::{Attached, Client, News};
use crate::worker::protocol::{Command, Event};

pub use method_kind::MethodKind;

/// The verbs. Copies are the same verbs.
#[derive(Clone, Copy)]
pub struct Actions {
    session: LiveSession,
    route: RwSignal<Route>,
    spoken: RwSignal<String>,
    client: StoredValue<Option<Client>, LocalStorage>,
    later: StoredValue<Option<Timeout>, LocalStorage>,
    /// What was read is not drawn yet.
    undrawn: StoredValue<Option<Timeout>, LocalStorage>,
    /// Every file that may be joined, at the place of its number.
    files: StoredValue<Vec<File>, LocalStorage>,
    /// Files that the person is asked about.
    asked: StoredValue<Vec<File>, LocalStorage>,
    /// What was changed and left out of the files that were looked at or written last.
    problems_of_files: StoredValue<Option<Blob>, LocalStorage>,
}

impl Actions {
    /// Starts the worker and listens to it and to the address.
    pub fn start(session: LiveSession) -> Self {
        let actions = Self {
            session,
            route: RwSignal::new(Route::default()),
            spoken: RwSignal::new(String::new()),
            client: StoredValue::new_local(None),
            later: StoredValue::new_local(None),
            undrawn: StoredValue::new_local(None),
            files: StoredValue::new_local(Vec::new()),
            asked: StoredValue::new_local(Vec::new()),
            problems_of_files: StoredValue::new_local(None),
        };
        session.preferences().set(storage::load::<Preferences>("preferences").unwrap_or_default());
        actions.client.set_value(Some(Client::start(move |news| actions.hear(news))));
        actions.arrive();
        place::on_change(move || actions.arrive());
        actions
    }

    /// Where the person is.
    pub fn route(self) -> Signal<Route> {
        self.route.into()
    }

    /// What the live region says.
    pub fn spoken(self) -> Signal<String> {
        self.spoken.into()
    }

    /// Address of a page of the open project, for links; follows the project.
    pub fn href(self, page: Page) -> String {
        Route::to(page, &self.session.project().read()).href()
    }

    /// Goes to a page of the open project.
    pub fn go(self, page: Page) {
        place::go(&Route::to(page, &self.session.project().read_untracked()).href());
    }

    /// Says something to people who listen to the page.
    pub fn announce(self, text: &str) {
        self.spoken.set(text.to_owned());
    }

    /// Tells everyone something; it goes away by itself.
    pub fn notify(self, text: &str) {
        self.edit(|session| session.notify(text, false));
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u32) {
        self.edit(|session| session.dismiss(id));
    }

    /// Asks for a page of customers; it arrives in `session.people`.
    pub fn people(self, segment: Option<SegmentId>, first: usize, n: usize) {
        self.ask(Command::People { segment, first, n });
    }

    /// Asks for the typical members of a segment; they arrive in `session.typical`.
    pub fn typical(self, segment: SegmentId) {
        self.ask(Command::Typical { segment });
    }

    /// Asks for problem cells and rows; they arrive in `session.problems`.
    pub fn problems(self, n: usize) {
        self.ask(Command::Problems { n });
    }

    /// Asks for the beginning of a file; it arrives in `session.preview`.
    pub fn preview(self, format: Format, n: usize) {
        self.ask(Command::Preview { format, n });
    }

    /// Writes a file and hands it to the person.
    pub fn export(self, format: Format) {
        self.ask(Command::Export { format });
    }

    /// Remembers two choices for one budget.
    pub fn keep_choices(self, choices: [Choice; 2]) {
        self.edit(|session| session.opportunity = Some(choices));
    }

    /// Changes what is in the report.
    pub fn set_report(self, change: impl FnOnce(&mut ReportOptions)) {
        self.edit(|session| change(&mut session.report));
    }

    /// Takes back the last change.
    pub fn undo(self) {
        if let Some(action) = self.edit(Session::undo) {
            self.announce(&format!("Undone: {action}"));
            self.update_now();
        } else {
            self.go_back();
        }
    }

    /// Makes the change that was taken back last once more.
    pub fn redo(self) {
        if let Some(action) = self.edit(Session::redo) {
            self.announce(&format!("Done again: {action}"));
            self.update_now();
        }
    }

    /// Asks for something beside the main job.
    fn ask(self, command: Command) {
        if let Some(id) = self.client.with_value(|it| it.as_ref().map(|it| it.send(command, None))) {
            self.edit(|session| session.asides.push(id));
        }
    }

    /// The address has changed.
    fn arrive(self) {
        let route = Route::parse(&place::hash());
        let locked = route.page.step().and_then(|step| {
            let session = self.session.get_untracked();
            session.locked(&route.project, step).map(|it| (it, session.step()))
        });
        let Some((locked, furthest)) = locked else {
            // First the draft: what the page that is left says of it must still be there to follow.
            if let Page::SetUp(kind) = route.page {
                self.choose_method(kind);
            }
            self.route.set(route);
            return;
        };
        let is_other = locked == crate::session::Locked::OtherProject;
        let page = furthest.filter(|_| !is_other).map_or(Page::Start, Page::from);
        let fallback = Route::to(page, &self.session.project().read_untracked());
        place::replace(&fallback.href());
        self.route.set(fallback);
        self.notify(locked.sentence());
    }

    /// Something from the worker.
    fn hear(self, news: News) {
        match news {
            News::Event(Event::Progress { job, stage, fraction, n_rows }, _) => {
                let mut now = self.session.job().get_untracked();
                if let Job::Running(running) = &mut now
                    && running.id == job
                {
                    (running.stage, running.fraction, running.n_rows) = (stage, fraction, n_rows);
                    self.session.job().set(now);
                }
                self.advance_delivery(job, fraction);
            }
            News::Event(event, attached) => self.take(event, attached),
            News::Crash(job) => self.crashed(job),
            News::NoEngine => self.no_engine(),
        }
    }

    fn take(self, event: Event, attached: Attached) {
        let saved = flow::saved(&event);
        let next = self.edit(|session| session.apply(event));
        self.go_on(next, saved.zip(attached.bytes));
        self.take_files(next, attached.files);
    }

    /// Changes a copy of the session and writes back the fields that differ.
    fn edit<T>(self, change: impl FnOnce(&mut Session) -> T) -> T {
        let mut next = self.session.get_untracked();
        let outcome = change(&mut next);
        self.session.put(next);
        outcome
    }
}
