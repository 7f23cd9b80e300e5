//! The page's end of the conversation with the worker.
//!
//! A computation in WebAssembly cannot be interrupted by a message, so [`Client::cancel`] does the
//! one thing that always works: it ends the worker and starts another, which reads the open source
//! again from what the page kept of it (the file's handle, the pasted text, the sample's name).
//! Answers that were already on their way carry an old [`JobId`] and are dropped by the session.
//!
//! One job runs at a time. Of the jobs that wait, a newer one takes the place of an older one of
//! its kind. A run that was superseded is ended early when reading the source again is quicker
//! than waiting for it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::mem::discriminant;
use std::rc::{Rc, Weak};

use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

use crate::engine::table::ReadingOptions;
use crate::worker::protocol::{Command, Event, JobId, Request};

#[wasm_bindgen]
extern "C" {
    /// Left by boot.js: starts a worker with the program already in it.
    #[wasm_bindgen(js_namespace = enclave, js_name = spawnEngine, catch)]
    fn spawn_engine() -> Result<Worker, JsValue>;
}

/// A superseded run younger than this is let finish.
const PATIENCE_MILLIS: f64 = 400.0;

/// What the client tells the page.
#[derive(Debug)]
pub enum News {
    /// What the worker said, with the bytes that came beside it.
    Event(Event, Option<Uint8Array>),
    /// The worker broke down over this job; another one is there.
    Crash(Option<JobId>),
    /// The browser starts no worker.
    NoEngine,
}

/// Talks to the worker; clones talk to the same one.
#[derive(Clone)]
pub struct Client {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    worker: Option<Worker>,
    listeners: Option<Listeners>,
    is_ready: bool,
    last_id: u32,
    /// The job the worker is at, and since when.
    running: Option<Posted>,
    waiting: VecDeque<Posted>,
    /// How the open source is read again in a new worker.
    kept: Option<Posted>,
    /// How long reading it took.
    reading_millis: f64,
    tell: Rc<dyn Fn(News)>,
}

/// Made once and given to every worker, so that none is dropped while it runs.
struct Listeners {
    message: Closure<dyn FnMut(MessageEvent)>,
    error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Listeners {
    fn to(inner: &Rc<RefCell<Inner>>) -> Self {
        let weak = Rc::downgrade(inner);
        let message = Closure::new(move |event: MessageEvent| hear(&weak, &event));
        let weak = Rc::downgrade(inner);
        let error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            if let Some(inner) = weak.upgrade() {
                Client { inner }.mend();
            }
        });
        Self { message, error }
    }
}

#[derive(Clone)]
struct Posted {
    request: Request,
    file: Option<File>,
    since_millis: f64,
    /// Whether only the client wants to know.
    is_silent: bool,
}

impl Client {
    /// Starts the first worker; `tell` hears all news.
    pub fn start(tell: impl Fn(News) + 'static) -> Self {
        let inner = Rc::new(RefCell::new(Inner {
            worker: None,
            listeners: None,
            is_ready: false,
            last_id: 0,
            running: None,
            waiting: VecDeque::new(),
            kept: None,
            reading_millis: 0.0,
            tell: Rc::new(tell),
        }));
        let listeners = Listeners::to(&inner);
        inner.borrow_mut().listeners = Some(listeners);
        let client = Self { inner };
        client.spawn();
        client
    }

    /// Asks for something; a file travels beside the request.
    pub fn send(&self, command: Command, file: Option<File>) -> JobId {
        let mut inner = self.inner.borrow_mut();
        inner.last_id += 1;
        let id = JobId(inner.last_id);
        let request = Request { job: id, command };
        let posted = Posted { request, file, since_millis: 0.0, is_silent: false };
        let is_impatient = inner.enqueue(posted);
        drop(inner);
        if is_impatient {
            self.respawn();
        } else {
            self.inner.borrow_mut().pump();
        }
        id
    }

    /// How the open source is asked for once more, read another way.
    pub fn reopening(&self, reading: &ReadingOptions) -> Option<(Command, Option<File>)> {
        let kept = self.inner.borrow().kept.clone()?;
        let command = match kept.request.command {
            Command::Open { name, .. } => Command::Open { name, reading: reading.clone() },
            Command::OpenText { text, .. } => Command::OpenText { text, reading: reading.clone() },
            Command::OpenSample { sample, .. } => Command::OpenSample { sample, reading: reading.clone() },
            Command::Run { .. }
            | Command::People { .. }
            | Command::Problems { .. }
            | Command::Export { .. }
            | Command::Preview { .. } => return None,
        };
        Some((command, kept.file))
    }

    /// Stops everything at once. The open source is read again silently.
    pub fn cancel(&self) {
        self.inner.borrow_mut().waiting.clear();
        self.respawn();
    }

    fn respawn(&self) {
        let mut inner = self.inner.borrow_mut();
        if let Some(worker) = inner.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
        inner.running = None;
        inner.reopen();
        drop(inner);
        self.spawn();
    }

    fn spawn(&self) {
        let Ok(worker) = spawn_engine() else {
            self.inner.borrow_mut().worker = None;
            let tell = Rc::clone(&self.inner.borrow().tell);
            tell(News::NoEngine);
            return;
        };
        let mut inner = self.inner.borrow_mut();
        if let Some(listeners) = &inner.listeners {
            worker.set_onmessage(Some(listeners.message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(listeners.error.as_ref().unchecked_ref()));
        }
        inner.worker = Some(worker);
        inner.is_ready = false;
    }

    /// The worker broke down: another one takes its place, and the page is told.
    fn mend(&self) {
        let (tell, broken) = {
            let mut inner = self.inner.borrow_mut();
            let broken = inner.running.take();
            if broken.as_ref().is_some_and(|it| it.is_silent) {
                inner.kept = None;
            }
            (Rc::clone(&inner.tell), broken.filter(|it| !it.is_silent))
        };
        self.respawn();
        tell(News::Crash(broken.map(|it| it.request.job)));
    }
}

impl Inner {
    /// Puts a job in line; says whether the running one should be ended for it.
    fn enqueue(&mut self, posted: Posted) -> bool {
        let kind = discriminant(&posted.request.command);
        let is_export = matches!(posted.request.command, Command::Export { .. });
        if is_opening(&posted.request.command) {
            self.waiting.clear();
        } else if !is_export {
            self.waiting.retain(|it| it.is_silent || discriminant(&it.request.command) != kind);
        }
        let opens = is_opening(&posted.request.command);
        self.waiting.push_back(posted);
        let Some(running) = &self.running else { return false };
        if running.is_silent && !opens {
            return false;
        }
        let age = Date::now() - running.since_millis;
        let supersedes = discriminant(&running.request.command) == kind && !is_export;
        opens || (supersedes && age > PATIENCE_MILLIS.max(self.reading_millis))
    }

    /// Before anything else, the new worker must have the source.
    fn reopen(&mut self) {
        self.waiting.retain(|it| !it.is_silent);
        let is_replaced = self.waiting.iter().any(|it| is_opening(&it.request.command));
        let Some(kept) = self.kept.clone().filter(|_| !is_replaced) else { return };
        self.last_id += 1;
        let request = Request { job: JobId(self.last_id), ..kept.request };
        self.waiting.push_front(Posted { request, is_silent: true, ..kept });
    }

    fn pump(&mut self) {
        if self.running.is_some() || !self.is_ready {
            return;
        }
        let Some(worker) = &self.worker else { return };
        let Some(mut next) = self.waiting.pop_front() else { return };
        let bytes = Uint8Array::from(next.request.encode().as_slice());
        let message = Array::of2(&bytes, &next.file.clone().map_or(JsValue::NULL, JsValue::from));
        next.since_millis = Date::now();
        if worker.post_message(&message).is_ok() {
            self.running = Some(next);
        }
    }

    /// A job has ended; says whether the page wants to know.
    fn end(&mut self, job: JobId, is_done: bool) -> bool {
        let Some(running) = self.running.take_if(|it| it.request.job == job) else { return true };
        let is_silent = running.is_silent;
        if is_opening(&running.request.command) {
            if is_done {
                self.reading_millis = Date::now() - running.since_millis;
                self.kept = Some(running);
            } else if is_silent {
                self.kept = None;
            }
        }
        !is_silent
    }
}

fn is_opening(command: &Command) -> bool {
    matches!(command, Command::Open { .. } | Command::OpenText { .. } | Command::OpenSample { .. })
}

fn hear(inner: &Weak<RefCell<Inner>>, event: &MessageEvent) {
    let Some(inner) = inner.upgrade() else { return };
    let parts: Array = event.data().unchecked_into();
    let bytes: Uint8Array = parts.get(0).unchecked_into();
    let Ok(event) = Event::decode(&bytes.to_vec()) else { return };
    let attachment = parts.get(1).dyn_into::<Uint8Array>().ok();
    let (tell, is_wanted) = {
        let mut inner = inner.borrow_mut();
        let is_wanted = match &event {
            Event::Ready => {
                inner.is_ready = true;
                true
            }
            Event::Progress { job, .. } => {
                inner.running.as_ref().is_some_and(|it| it.request.job == *job && !it.is_silent)
            }
            Event::Done { job, .. } => inner.end(*job, true),
            Event::Failed { job, .. } => inner.end(*job, false),
        };
        inner.pump();
        (Rc::clone(&inner.tell), is_wanted)
    };
    if is_wanted {
        tell(News::Event(event, attachment));
    }
}
