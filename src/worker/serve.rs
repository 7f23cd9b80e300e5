//! The worker's end of the conversation.
//!
//! Requests wait in line, because reading a file takes turns with the browser and another request
//! may arrive meanwhile.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::engine::error::EngineError;
use crate::engine::join::{self, Companion, HEAD_BYTES};
use crate::engine::progress::{Observer, Stage, Unobserved};
use crate::engine::recipe::Recipe;
use crate::engine::sample::Sample;
use crate::engine::segmentation::groups::crew::Crew;
use crate::engine::segmentation::groups::find_ahead;
use crate::engine::table::{Intake, ReadingOptions, Source, TableError, is_wrapped, take_in};
use crate::worker::delivery;
use crate::worker::feed::Feed;
use crate::worker::mate;
use crate::worker::mates::{self, Mates};
use crate::worker::part::{self, Part};
use crate::worker::protocol::{Answer, Arranged, Beside, Command, Event, JobId, Request};
use crate::worker::workbench::{Attachment, Shared, Workbench};

/// A worker that is asked for nothing this long has time to rehearse.
const REHEARSE_AFTER_MILLIS: u32 = 200;
/// Often enough for a browser to see what is worth its while.
const N_REHEARSALS: u32 = 12;
/// Progress is told this often at most.
const PROGRESS_MILLIS: f64 = 100.0;

/// The scope this program runs in, where that is a worker's.
pub fn worker_scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Serves the page until it ends this worker; as a mate, the worker that started this one.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    if scope.name() == mates::NAME {
        mate::serve(&scope);
        return;
    }
    let line = Rc::new(Line { scope: scope.clone(), state: RefCell::default() });
    let listener = {
        let line = Rc::clone(&line);
        Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| line.take(&event))
    };
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(&scope, &Event::Ready, None);
    Timeout::new(REHEARSE_AFTER_MILLIS, move || line.rehearse(Sample::ShopOrders.bytes(), N_REHEARSALS))
        .forget();
}

/// Requests in line before one workbench.
struct Line {
    scope: DedicatedWorkerGlobalScope,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<(Request, Vec<File>)>,
    bench: Workbench,
    is_working: bool,
    has_worked: bool,
}

impl Line {
    /// Reads and segments a sample that nobody asked for, a few times, until somebody asks for
    /// something.
    ///
    /// A browser translates a program quickly at first, and once more for speed where it is busy.
    /// So it has done that before a person has chosen a file.
    fn rehearse(self: Rc<Self>, bytes: Vec<u8>, n_left: u32) {
        if n_left == 0 || self.state.borrow().has_worked {
            return;
        }
        let mut bench = Workbench::default();
        if let Ok(source) = Source::from_bytes("", &bytes, &ReadingOptions::default())
            && let Answer::Opened(summary) = bench.accept(source)
        {
            let recipe = Recipe::suggest(&summary);
            // Nobody waits for what comes of it.
            let _run = bench.handle(Command::Run { recipe }, &mut Unobserved);
        }
        Timeout::new(0, move || self.rehearse(bytes, n_left - 1)).forget();
    }

    fn take(self: &Rc<Self>, event: &MessageEvent) {
        let parts: Array = event.data().unchecked_into();
        let bytes: Uint8Array = parts.get(0).unchecked_into();
        let Ok(request) = Request::decode(&bytes.to_vec()) else { return };
        let files: Array = parts.get(1).unchecked_into();
        let files = files.iter().filter_map(|it| it.dyn_into().ok()).collect();
        let mut state = self.state.borrow_mut();
        state.waiting.push_back((request, files));
        if !state.is_working {
            (state.is_working, state.has_worked) = (true, true);
            spawn_local(Rc::clone(self).work());
        }
    }

    async fn work(self: Rc<Self>) {
        loop {
            let next = self.state.borrow_mut().waiting.pop_front();
            let Some((request, files)) = next else { break };
            self.answer(request, files).await;
        }
        self.state.borrow_mut().is_working = false;
    }

    async fn answer(&self, request: Request, files: Vec<File>) {
        let Request { job, command, beside } = request;
        if !files.is_empty() {
            part::settled().await;
        }
        let mut teller = Teller { scope: &self.scope, job, has_glanced: false, n_rows: 0, told_millis: 0.0 };
        if delivery::is_about(&command) {
            part::settled().await;
            match delivery::answer(&self.state.borrow().bench, &command, &mut teller) {
                Ok((answer, files)) => post_with(&self.scope, &Event::Done { job, answer }, files),
                Err(error) => post(&self.scope, &Event::Failed { job, error }, None),
            }
            return;
        }
        let result = match (&command, beside) {
            (Command::Arrange { names }, _) => arrange(names, &files, &mut teller).await.map(|it| (it, None)),
            (_, Some(beside)) => self.open_several(command, files, beside, &mut teller).await,
            (_, None) => self.open_or_do(command, files.into_iter().next(), &mut teller).await,
        };
        match result {
            Ok((answer, attachment)) => post(&self.scope, &Event::Done { job, answer }, attachment),
            Err(error) => post(&self.scope, &Event::Failed { job, error }, None),
        }
    }

    async fn open_or_do(
        &self,
        command: Command,
        file: Option<File>,
        teller: &mut Teller<'_>,
    ) -> Result<(Answer, Option<Attachment>), EngineError> {
        match (command, file) {
            (Command::Open { name, reading }, Some(file)) => {
                let source = read(&file, &name, &reading, teller).await?;
                Ok((self.state.borrow_mut().bench.accept(source), None))
            }
            (command, _) => {
                if let Command::Run { recipe } = &command {
                    self.find_ahead(recipe, teller).await;
                }
                self.state.borrow_mut().bench.handle(command, teller)
            }
        }
    }

    /// Has several workers find the groups that a run will ask for, where they can.
    async fn find_ahead(&self, recipe: &Recipe, teller: &mut Teller<'_>) {
        let shared = self.state.borrow_mut().bench.shared(recipe, teller);
        let Some(Shared { matrix, options }) = shared else { return };
        let Some(mut mates) = Mates::start() else { return };
        let work = async |crew: &mut dyn Crew| find_ahead(&matrix, &options, crew, teller).await;
        if let Some(Some(ahead)) = mates.share(work).await {
            self.state.borrow_mut().bench.know(ahead);
        }
    }

    /// Reads the files that are not read yet, the companions first: where one of them is no table,
    /// what was open stays open.
    async fn open_several(
        &self,
        command: Command,
        files: Vec<File>,
        beside: Beside,
        teller: &mut Teller<'_>,
    ) -> Result<(Answer, Option<Attachment>), EngineError> {
        let mut files = files.into_iter();
        let main = if matches!(command, Command::Open { .. }) { files.next() } else { None };
        for ((id, companion), file) in beside.files.iter().zip(files) {
            let Companion { name, reading, key: _ } = companion;
            if self.state.borrow().bench.lacks(*id, reading) {
                let source = read(&file, name, reading, teller).await.map_err(|it| it.in_companion(name))?;
                self.state.borrow_mut().bench.shelve(*id, reading, source);
            }
        }
        if !beside.keeps_main || !self.state.borrow().bench.has_source() {
            self.open_or_do(command, main, teller).await?;
        }
        Ok((self.state.borrow_mut().bench.join(&beside.files)?, None))
    }
}

/// What files are, by their beginnings.
async fn arrange(names: &[String], files: &[File], teller: &mut Teller<'_>) -> Result<Answer, EngineError> {
    let (mut heads, mut n_top_bytes, mut ends_open) = (Vec::new(), Vec::new(), Vec::new());
    for (name, file) in names.iter().zip(files) {
        let bytes = bytes_of(file, 0.0, HEAD_BYTES as f64).await?;
        let is_whole = file.size() <= HEAD_BYTES as f64;
        let as_found = ReadingOptions::default();
        let head = if is_wrapped(&bytes) {
            // It has no beginning that could be read alone.
            read(file, name, &as_found, teller).await
        } else {
            let whole = join::whole_lines(&bytes, is_whole);
            take_in(name, &as_found, &Part, |intake| Ok::<_, EngineError>(intake.push(whole)?))
        };
        let head = head.map_err(|it| it.in_companion(name))?;
        n_top_bytes.push(join::top_bytes(&bytes, &head));
        let last = bytes_of(file, file.size() - 1.0, file.size()).await?;
        ends_open.push(last.last().is_some_and(|it| *it != b'\n'));
        heads.push(head);
    }
    let arrangement = join::arrange(&heads);
    let names = names.to_vec();
    Ok(Answer::Arranged(Box::new(Arranged { names, arrangement, n_top_bytes, ends_open })))
}

async fn bytes_of(file: &File, start: f64, end: f64) -> Result<Vec<u8>, EngineError> {
    let blob = file.slice_with_f64_and_f64(start.max(0.0), end).map_err(unreadable)?;
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Tells the page how far the work is, not too often.
struct Teller<'a> {
    scope: &'a DedicatedWorkerGlobalScope,
    job: JobId,
    has_glanced: bool,
    n_rows: usize,
    told_millis: f64,
}

impl Observer for Teller<'_> {
    fn progress(&mut self, stage: Stage, fraction: f32) {
        let now = Date::now();
        if now - self.told_millis < PROGRESS_MILLIS {
            return;
        }
        self.told_millis = now;
        let (job, n_rows) = (self.job, self.n_rows);
        post(self.scope, &Event::Progress { job, stage, fraction, n_rows }, None);
    }
}

async fn read(
    file: &File,
    name: &str,
    reading: &ReadingOptions,
    teller: &mut Teller<'_>,
) -> Result<Source, EngineError> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
    let mut intake = Intake::new(name, reading, &Part).expecting(file.size() as u64);
    loop {
        pass(file, &mut intake, teller).await?;
        if let Some(source) = intake.finish()? {
            return Ok(source);
        }
    }
}

/// Pushes the whole file once.
async fn pass(file: &File, intake: &mut Intake<'_>, teller: &mut Teller<'_>) -> Result<(), EngineError> {
    let (size, mut n_taken) = (file.size(), 0.0);
    let mut feed = Feed::of(file);
    loop {
        let bytes = feed.next().await?;
        if bytes.is_empty() {
            return Ok(());
        }
        intake.push(bytes)?;
        n_taken += bytes.len() as f64;
        if let Some(glance) = intake.glance().filter(|_| !teller.has_glanced) {
            teller.has_glanced = true;
            post(teller.scope, &Event::Glanced { job: teller.job, glance: glance.clone() }, None);
        }
        teller.n_rows = intake.n_rows();
        #[expect(clippy::cast_possible_truncation, reason = "a fraction needs no more digits")]
        teller.progress(Stage::Reading, (n_taken / size).min(1.0) as f32);
    }
}

/// Browsers say only that it did not work, each in its own words.
fn unreadable(_reason: JsValue) -> TableError {
    TableError::Unreadable
}

/// Posts with files beside the message: handles, so that nothing is copied.
fn post_with(scope: &DedicatedWorkerGlobalScope, event: &Event, files: Vec<Blob>) {
    let bytes = Uint8Array::from(event.encode().as_slice());
    let message = Array::of2(&bytes, &files.into_iter().collect::<Array>());
    // Posting fails only for what cannot be cloned, and handles can.
    let _sent = scope.post_message(&message);
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &Event, attachment: Option<Vec<u8>>) {
    let bytes = Uint8Array::from(event.encode().as_slice());
    let attachment = attachment.map(|it| Uint8Array::from(it.as_slice()));
    let transfer = attachment.iter().map(Uint8Array::buffer).collect::<Array>();
    let message = Array::of2(&bytes, &attachment.map_or(JsValue::NULL, JsValue::from));
    // Posting fails only for what cannot be cloned, and bytes always can.
    let _sent = scope.post_message_with_transfer(&message, &transfer);
}
