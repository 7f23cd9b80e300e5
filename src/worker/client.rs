//! The page's end of the conversation with the worker.
//!
//! A computation in WebAssembly cannot be interrupted by a message, so [`Client::cancel`] does the
//! one thing that always works: it ends the worker and starts another, which reads the open source
//! again from what the page kept of it (the file's handle, the pasted text, the sample's name).
//! Answers that were already on their way carry an old [`JobId`] and are dropped.
//!
//! Nothing is posted before [`Event::Ready`].

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ErrorEvent, File, MessageEvent, Worker};

use crate::engine::table::ReadingOptions;
use crate::worker::line::Line;
use crate::worker::protocol::{Beside, Command, Event, JobId};

#[wasm_bindgen]
extern "C" {
    /// Left by boot.js: starts a worker with the program already in it.
    #[wasm_bindgen(js_namespace = enclave, js_name = spawnEngine, catch)]
    fn spawn_engine() -> Result<Worker, JsValue>;
}

/// What the client tells the page.
#[derive(Debug)]
pub enum News {
    /// What the worker said, with what came beside it.
    Event(Event, Attached),
    /// The worker broke down over this job, or over one the page does not know of; another one is
    /// there.
    Crash(Option<JobId>),
    /// The browser starts no worker.
    NoEngine,
}

/// What came beside a message.
#[derive(Debug, Default)]
pub struct Attached {
    /// The bytes of a file.
    pub bytes: Option<Uint8Array>,
    /// Files, as handles.
    pub files: Vec<Blob>,
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
    line: Line<File>,
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

impl Client {
    /// Starts the first worker; `tell` hears all news.
    pub fn start(tell: impl Fn(News) + 'static) -> Self {
        let inner = Rc::new(RefCell::new(Inner {
            worker: None,
            listeners: None,
            is_ready: false,
            line: Line::default(),
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
        self.send_with(command, file, (None, Vec::new()))
    }

    /// Asks for something that needs more files.
    pub fn send_with(
        &self,
        command: Command,
        file: Option<File>,
        beside: (Option<Beside>, Vec<File>),
    ) -> JobId {
        let (id, ends_worker) = self.inner.borrow_mut().line.add_with(command, file, beside, Date::now());
        if ends_worker || self.inner.borrow().worker.is_none() {
            self.respawn();
        } else {
            self.inner.borrow_mut().pump();
        }
        id
    }

    /// How the open source is asked for once more, read another way.
    pub fn reopening(&self, reading: &ReadingOptions) -> Option<(Command, Option<File>)> {
        self.inner.borrow().line.reopening(reading)
    }

    /// How the source is asked for that was open before the open one.
    pub fn reopening_earlier(&self, reading: &ReadingOptions) -> Option<(Command, Option<File>)> {
        self.inner.borrow().line.reopening_earlier(reading)
    }

    /// Stops everything at once. The open source is read again silently.
    pub fn cancel(&self) {
        self.inner.borrow_mut().line.clear();
        self.respawn();
    }

    fn respawn(&self) {
        let mut inner = self.inner.borrow_mut();
        if let Some(worker) = inner.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
        inner.line.restart();
        drop(inner);
        self.spawn();
    }

    fn spawn(&self) {
        let Ok(worker) = spawn_engine() else {
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
            (Rc::clone(&inner.tell), inner.line.crash())
        };
        self.respawn();
        tell(News::Crash(broken));
    }
}

impl Inner {
    /// Posts the next job, if the worker is free.
    fn pump(&mut self) {
        let Some(worker) = self.worker.as_ref().filter(|_| self.is_ready) else { return };
        let Some(next) = self.line.next(Date::now()) else { return };
        let bytes = Uint8Array::from(next.request.encode().as_slice());
        let files: Array = next.file.into_iter().chain(next.beside).collect();
        let message = Array::of2(&bytes, &files);
        // Posting fails only for what cannot be cloned; bytes and files can.
        let _posted = worker.post_message(&message);
    }
}

fn hear(inner: &Weak<RefCell<Inner>>, event: &MessageEvent) {
    let Some(inner) = inner.upgrade() else { return };
    let parts: Array = event.data().unchecked_into();
    let bytes: Uint8Array = parts.get(0).unchecked_into();
    let Ok(event) = Event::decode(&bytes.to_vec()) else { return };
    let beside = parts.get(1);
    let files = beside.dyn_ref::<Array>().map(|it| it.iter().filter_map(|it| it.dyn_into().ok()).collect());
    let attached = Attached { files: files.unwrap_or_default(), bytes: beside.dyn_into().ok() };
    let (tell, is_wanted) = {
        let mut inner = inner.borrow_mut();
        let is_wanted = match &event {
            Event::Ready => {
                inner.is_ready = true;
                true
            }
            Event::Progress { job, .. } | Event::Glanced { job, .. } => inner.line.is_wanted(*job),
            Event::Done { job, .. } => inner.line.end(*job, true, Date::now()),
            Event::Failed { job, .. } => inner.line.end(*job, false, Date::now()),
        };
        inner.pump();
        (Rc::clone(&inner.tell), is_wanted)
    };
    if is_wanted {
        tell(News::Event(event, attached));
    }
}
