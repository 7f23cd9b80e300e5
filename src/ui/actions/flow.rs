//! What follows from what: running, stopping, and where an answer leads.

use crate::ui::view::prelude::*;
use gloo::timers::callback::Timeout;
use web_sys::js_sys::Uint8Array;

use crate::engine::present::number;
use crate::session::{Fault, Goal, Job, Next, SavedFile, Task};
use crate::ui::actions::Actions;
use crate::ui::browser::download;
use crate::ui::route::Page;
use crate::worker::protocol::{Answer, Beside, Command, Event, JobId};

/// Changes that come sooner than this after one another run as one.
const PAUSE_MILLIS: u32 = 250;

/// A file that was read is drawn as soon as its segments are there, and that much later where they
/// take longer: sooner than anybody sees.
const DRAWN_AFTER_MILLIS: u32 = 60;

/// A file that was written.
pub struct Saved {
    file_name: String,
    media_type: String,
    n_rows: usize,
}

/// The file an event brings, if any.
pub fn saved(event: &Event) -> Option<Saved> {
    let Event::Done { answer: Answer::Exported { file_name, media_type, n_rows }, .. } = event else {
        return None;
    };
    Some(Saved { file_name: file_name.clone(), media_type: media_type.clone(), n_rows: *n_rows })
}

impl Actions {
    /// Runs the draft now; it also runs by itself after every change.
    pub fn run(self) {
        self.run_towards(Goal::Stay);
    }

    /// Runs the draft if needed and shows the segments.
    pub fn see_segments(self) {
        let is_there = {
            let session = self.session.get_untracked();
            session.shown.is_some() && !session.is_stale() && !session.is_busy()
        };
        if is_there {
            self.go(Page::Segments);
        } else {
            self.run_towards(Goal::Segments);
        }
    }

    /// Stops the job under way, within the blink of an eye.
    pub fn cancel(self) {
        self.later.set_value(None);
        self.client.with_value(|it| {
            if let Some(client) = it {
                client.cancel();
            }
        });
        self.edit(crate::session::Session::cancel);
        self.announce("Cancelled");
    }

    pub(super) fn update_later(self) {
        self.later.set_value(Some(Timeout::new(PAUSE_MILLIS, move || self.update_now())));
    }

    pub(super) fn update_now(self) {
        self.later.set_value(None);
        let (wanted, is_idle_and_fresh) = {
            let session = self.session.get_untracked();
            let is_fresh = session.shown.is_some() && !session.is_stale();
            (session.wanted_reading().map(|it| (it.0.clone(), it.1.to_vec())), is_fresh && !session.is_busy())
        };
        if let Some((reading, companions)) = wanted {
            self.reread(reading, companions);
        } else if is_idle_and_fresh {
            self.session.job().set(Job::Idle);
        } else {
            self.run_towards(Goal::Stay);
        }
    }

    pub(super) fn run_towards(self, goal: Goal) {
        self.later.set_value(None);
        let has_source = self.session.source().read_untracked().is_some();
        if !has_source || self.edit(|session| session.redirect(goal)) {
            return;
        }
        let recipe = self.session.draft().get_untracked();
        let command = Command::Run { recipe: recipe.clone() };
        self.post(command, None, Task::Analysing { recipe: Box::new(recipe), goal });
    }

    /// Sends the main job.
    pub(super) fn post(self, command: Command, file: Option<web_sys::File>, task: Task) {
        self.post_with(command, file, (None, Vec::new()), task);
    }

    /// Sends the main job with the files beside the main one.
    pub(super) fn post_with(
        self,
        command: Command,
        file: Option<web_sys::File>,
        beside: (Option<Beside>, Vec<web_sys::File>),
        task: Task,
    ) {
        let id = self.client.with_value(|it| it.as_ref().map(|it| it.send_with(command, file, beside)));
        match id {
            Some(id) => self.edit(|session| session.begin(id, task)),
            None => self.edit(|session| session.fail(task, Fault::NoEngine)),
        }
    }

    /// Shows what was read, unless it is shown already.
    fn draw_import(self) {
        if self.undrawn.try_update_value(Option::take).flatten().is_some() {
            self.go(Page::Import);
        }
    }

    pub(super) fn go_on(self, next: Next, saved: Option<(Saved, Uint8Array)>) {
        // Whatever the answer is, nothing is to be waited for any more.
        self.draw_import();
        match next {
            Next::Wait | Next::Deliver => {}
            Next::Reread => self.update_now(),
            Next::Run(goal) => self.run_towards(goal),
            Next::ShowImportAndRun => {
                self.run_towards(Goal::Stay);
                let draw = Timeout::new(DRAWN_AFTER_MILLIS, move || self.draw_import());
                self.undrawn.set_value(Some(draw));
            }
            Next::ShowImport => {
                // A person at the method sees there what is in the way.
                if self.route.read_untracked().page == Page::Start {
                    self.go(Page::Import);
                }
            }
            Next::ShowSegments => self.go(Page::Segments),
            Next::Save => {
                if let Some((file, bytes)) = saved {
                    self.save(&file, &bytes);
                }
            }
        }
    }

    fn save(self, file: &Saved, bytes: &Uint8Array) {
        if !download::save(&file.file_name, &file.media_type, bytes) {
            self.notify("The browser did not take the file. Try once more");
            return;
        }
        let saved = SavedFile { file_name: file.file_name.clone(), n_rows: file.n_rows };
        self.edit(|session| session.saved.push(saved));
        if self.route.read_untracked().page == Page::Export {
            return;
        }
        let rows = number::counted(file.n_rows, "row", "rows");
        if file.n_rows > 0 {
            self.notify(&format!("Saved {}, {rows}", file.file_name));
        } else {
            self.notify(&format!("Saved {}", file.file_name));
        }
    }

    pub(super) fn crashed(self, job: Option<JobId>) {
        self.edit(|session| {
            session.asides.clear();
            session.outgoing.crash(job);
            let Job::Running(running) = &session.job else { return };
            if job.is_none_or(|it| it == running.id) {
                let task = running.task.clone();
                session.fail(task, Fault::Crash);
            }
        });
    }

    pub(super) fn no_engine(self) {
        self.edit(|session| {
            if let Job::Running(running) = &session.job {
                let task = running.task.clone();
                session.fail(task, Fault::NoEngine);
            }
        });
    }
}
