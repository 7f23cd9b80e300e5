//! Jobs in line before the worker: which is next, which takes another's place, and what a new
//! worker must be told before it can go on.
//!
//! One job runs at a time. Of the jobs that wait, a newer one takes the place of an older one of
//! its kind; opening a file takes the place of all. A run that was superseded is worth ending early
//! only when reading the source again is quicker than waiting for it.
//!
//! A new worker knows nothing: it reads the open source again, and runs what is on screen again
//! before it is asked about it. Such jobs are silent: only the line wants to know how they end.

use std::collections::VecDeque;
use std::mem::discriminant;

use crate::engine::table::ReadingOptions;
use crate::worker::protocol::{Beside, Command, JobId, Request};

/// A superseded run younger than this is let finish.
const PATIENCE_MILLIS: f64 = 400.0;

/// A job and what travels beside it; `F` is the browser's handle of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted<F> {
    /// The numbered command.
    pub request: Request,
    /// The file to open.
    pub file: Option<F>,
    /// The files beside it.
    pub beside: Vec<F>,
    is_silent: bool,
    since_millis: f64,
}

/// What the page waits for.
#[derive(Debug, Clone)]
pub struct Line<F> {
    last_id: u32,
    running: Option<Posted<F>>,
    waiting: VecDeque<Posted<F>>,
    /// How the open source is read again.
    source: Option<Posted<F>>,
    /// How the source is read again that was open before it.
    before: Option<Posted<F>>,
    reading_millis: f64,
    /// The run whose outcome is on screen.
    run: Option<Posted<F>>,
    /// Whether the worker has that outcome.
    has_outcome: bool,
}

impl<F> Default for Line<F> {
    fn default() -> Self {
        Self {
            last_id: 0,
            running: None,
            waiting: VecDeque::new(),
            source: None,
            before: None,
            reading_millis: 0.0,
            run: None,
            has_outcome: false,
        }
    }
}

impl<F: Clone + PartialEq> Line<F> {
    /// Puts a job in line; says whether the worker should be ended for it.
    pub fn add(&mut self, command: Command, file: Option<F>, now_millis: f64) -> (JobId, bool) {
        self.add_with(command, file, (None, Vec::new()), now_millis)
    }

    /// Puts a job in line that needs more files.
    pub fn add_with(
        &mut self,
        command: Command,
        file: Option<F>,
        (beside, files): (Option<Beside>, Vec<F>),
        now_millis: f64,
    ) -> (JobId, bool) {
        let kind = discriminant(&command);
        let (opens, exports) =
            (is_opening(&command), matches!(command, Command::Export { .. } | Command::Deliver { .. }));
        if opens {
            self.waiting.clear();
        } else if !exports {
            self.waiting.retain(|it| it.is_silent || discriminant(&it.request.command) != kind);
        }
        let ends_worker = self.running.as_ref().is_some_and(|running| {
            let is_same = discriminant(&running.request.command) == kind;
            let age = now_millis - running.since_millis;
            let is_slow = age > PATIENCE_MILLIS.max(self.reading_millis);
            opens || (is_same && !exports && !running.is_silent && is_slow)
        });
        let request = Request { job: self.new_id(), command, beside };
        let id = request.job;
        self.waiting.push_back(Posted { request, file, beside: files, is_silent: false, since_millis: 0.0 });
        (id, ends_worker)
    }

    /// The job to post now, if the worker is free; it is running from now on.
    pub fn next(&mut self, now_millis: f64) -> Option<Posted<F>> {
        if self.running.is_some() {
            return None;
        }
        let mut next = self.waiting.pop_front()?;
        if speaks_of_outcome(&next.request.command)
            && !self.has_outcome
            && let Some(run) = self.run.take()
        {
            self.waiting.push_front(next);
            next = self.silent(run);
        }
        next.since_millis = now_millis;
        self.running = Some(next.clone());
        Some(next)
    }

    /// Whether the page wants to hear of a running job.
    pub fn is_wanted(&self, job: JobId) -> bool {
        self.running.as_ref().is_some_and(|it| it.request.job == job && !it.is_silent)
    }

    /// A job has ended; says whether the page wants to know.
    pub fn end(&mut self, job: JobId, is_done: bool, now_millis: f64) -> bool {
        let Some(ended) = self.running.take_if(|it| it.request.job == job) else { return false };
        let is_silent = ended.is_silent;
        if is_opening(&ended.request.command) {
            self.opened(ended, is_done, now_millis);
        } else if matches!(ended.request.command, Command::Run { .. }) && is_done {
            self.has_outcome = true;
            self.run = Some(ended);
        }
        !is_silent
    }

    /// The worker was ended: the next one starts with the open source, unless another is to be
    /// opened anyway.
    pub fn restart(&mut self) {
        self.running = None;
        self.has_outcome = false;
        self.waiting.retain(|it| !it.is_silent);
        let is_replaced = self.waiting.iter().any(|it| is_opening(&it.request.command));
        if let Some(source) = self.source.clone().filter(|_| !is_replaced) {
            let reopening = self.silent(source);
            self.waiting.push_front(reopening);
        }
    }

    /// The worker broke down. The job it broke on, if the page knows of it; a source that breaks it
    /// is not opened again.
    pub fn crash(&mut self) -> Option<JobId> {
        let broken = self.running.take()?;
        if broken.is_silent {
            self.waiting.clear();
            self.source = None;
            self.run = None;
            return None;
        }
        Some(broken.request.job)
    }

    /// Nothing waits any more.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// How the open source is asked for once more, read another way.
    pub fn reopening(&self, reading: &ReadingOptions) -> Option<(Command, Option<F>)> {
        again(self.source.as_ref()?, reading)
    }

    /// How the source is asked for that was open before the open one.
    pub fn reopening_earlier(&self, reading: &ReadingOptions) -> Option<(Command, Option<F>)> {
        again(self.before.as_ref()?, reading)
    }

    fn opened(&mut self, opening: Posted<F>, is_done: bool, now_millis: f64) {
        if is_done {
            self.has_outcome = false;
            if !opening.is_silent {
                self.run = None;
            }
            self.reading_millis = now_millis - opening.since_millis;
            let before = self.source.replace(opening);
            if let (Some(before), Some(now)) = (before, &self.source)
                && !is_same_source(&before, now)
            {
                self.before = Some(before);
            }
        } else if opening.is_silent {
            self.source = None;
        }
    }

    /// The same job once more, for the line alone.
    fn silent(&mut self, posted: Posted<F>) -> Posted<F> {
        let request = Request { job: self.new_id(), ..posted.request };
        Posted { request, is_silent: true, ..posted }
    }

    fn new_id(&mut self) -> JobId {
        self.last_id += 1;
        JobId(self.last_id)
    }
}

/// The command that opens a source, read another way.
fn again<F: Clone>(source: &Posted<F>, reading: &ReadingOptions) -> Option<(Command, Option<F>)> {
    let reading = reading.clone();
    let command = match source.request.command.clone() {
        Command::Open { name, .. } => Command::Open { name, reading },
        Command::OpenText { text, .. } => Command::OpenText { text, reading },
        Command::OpenSample { sample, .. } => Command::OpenSample { sample, reading },
        Command::Run { .. }
        | Command::Compare { .. }
        | Command::CountRules { .. }
        | Command::BoughtTogether
        | Command::FindBest { .. }
        | Command::People { .. }
        | Command::Problems { .. }
        | Command::Export { .. }
        | Command::Destinations
        | Command::Check(_)
        | Command::Deliver { .. }
        | Command::Arrange { .. }
        | Command::Preview { .. }
        | Command::Typical { .. } => return None,
    };
    Some((command, source.file.clone()))
}

/// Whether two openings are of one source, however it is read.
fn is_same_source<F: Clone + PartialEq>(a: &Posted<F>, b: &Posted<F>) -> bool {
    let reading = ReadingOptions::default();
    again(a, &reading) == again(b, &reading)
}

fn is_opening(command: &Command) -> bool {
    matches!(command, Command::Open { .. } | Command::OpenText { .. } | Command::OpenSample { .. })
}

/// Whether a command speaks of the outcome on screen.
fn speaks_of_outcome(command: &Command) -> bool {
    matches!(
        command,
        Command::Compare { .. }
            | Command::People { .. }
            | Command::Export { .. }
            | Command::Destinations
            | Command::Check(_)
            | Command::Deliver { .. }
            | Command::Preview { .. }
    )
}
