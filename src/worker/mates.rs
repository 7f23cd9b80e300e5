//! Workers of the same program that share the search for natural groups with this one.
//!
//! There is no memory in common: everyone is given the customers that tasks are about, and a part of
//! all customers where there are very many. They live as long as one search and give their memory
//! back; where one of them breaks down, this worker does everything alone.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::{Array, Float64Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::engine::progress::Steps;
use crate::engine::segmentation::groups::crew::{
    Crew, Done, Errand, Frame, Later, Order, Part, Points, Ranks, Report, Task, Word, parts,
};
use crate::engine::segmentation::groups::trial::Seen;

/// The name by which a worker knows that it is one of them.
pub const NAME: &str = "mate";
/// Workers at most, this one among them: each costs memory.
const MAX_WORKERS: usize = 4;

#[wasm_bindgen]
extern "C" {
    /// Left by boot.js: how many processors there are.
    #[wasm_bindgen(thread_local_v2, js_namespace = enclaveMates, js_name = nProcessors)]
    static N_PROCESSORS: f64;

    /// Left by boot.js: another worker of the same program, by its part.
    #[wasm_bindgen(js_namespace = enclaveMates, catch)]
    fn spawn(name: &str) -> Result<Worker, JsValue>;

    /// Left by boot.js: settles once the messages that wait were heard.
    #[wasm_bindgen(js_namespace = enclaveMates)]
    fn turn() -> Promise;
}

/// The others, in the order of their parts.
pub struct Mates {
    all: Vec<Mate>,
    post: Rc<Post>,
}

/// Another worker.
struct Mate {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _broke: Closure<dyn FnMut(ErrorEvent)>,
    words: Rc<RefCell<VecDeque<Word>>>,
}

/// Who waits for a word of the others.
#[derive(Default)]
struct Post {
    waker: Cell<Option<Waker>>,
    is_broken: Cell<bool>,
}

impl Post {
    fn ring(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Mates {
    /// Starts as many others as there are processors for; `None` where there are none, or where no
    /// worker may start another.
    pub fn start() -> Option<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "casts of floats saturate"
        )]
        let n = N_PROCESSORS.with(|it| *it as usize).min(MAX_WORKERS);
        let post = Rc::new(Post::default());
        let all: Vec<Mate> = (1..n).map_while(|_| Mate::start(&post)).collect();
        (!all.is_empty()).then_some(Self { all, post })
    }

    /// What comes of work that these workers share; `None` where one of them broke down.
    pub async fn share<T>(&mut self, work: impl AsyncFnOnce(&mut dyn Crew) -> T) -> Option<T> {
        let post = Rc::clone(&self.post);
        let mut work = pin!(work(self));
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(it) => Poll::Ready(Some(it)),
            Poll::Pending if post.is_broken.get() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        })
        .await
    }

    /// Waits until one of those asked about has said something.
    async fn hear(&self, mates: &[Mate]) {
        poll_fn(|context| {
            let has_word = mates.iter().any(|it| !it.words.borrow().is_empty());
            if has_word && !self.post.is_broken.get() {
                return Poll::Ready(());
            }
            self.post.waker.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

impl Mate {
    fn start(post: &Rc<Post>) -> Option<Self> {
        let worker = spawn(NAME).ok()?;
        let words = Rc::new(RefCell::new(VecDeque::new()));
        let heard = {
            let (post, words) = (Rc::clone(post), Rc::clone(&words));
            Closure::new(move |event: MessageEvent| {
                let bytes = event.data().unchecked_into::<Uint8Array>().to_vec();
                match postcard::from_bytes(&bytes) {
                    Ok(word) => words.borrow_mut().push_back(word),
                    Err(_) => post.is_broken.set(true),
                }
                post.ring();
            })
        };
        let broke = {
            let post = Rc::clone(post);
            Closure::new(move |event: ErrorEvent| {
                event.prevent_default();
                post.is_broken.set(true);
                post.ring();
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Some(Self { worker, _heard: heard, _broke: broke, words })
    }

    /// Sends on an errand; what this worker is not to keep goes beside it.
    fn send(&self, errand: &Errand, numbers: Option<&[f64]>) {
        let bytes = postcard::to_stdvec(errand).unwrap_or_default();
        let numbers = numbers.map(Float64Array::from);
        let transfer = numbers.iter().map(Float64Array::buffer).collect::<Array>();
        let message =
            Array::of2(&Uint8Array::from(bytes.as_slice()), &numbers.map_or(JsValue::NULL, JsValue::from));
        // Posting fails only for what cannot be cloned; numbers and bytes can.
        let _sent = self.worker.post_message_with_transfer(&message, &transfer);
    }

    fn word(&self) -> Option<Word> {
        self.words.borrow_mut().pop_front()
    }
}

impl Drop for Mate {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Crew for Mates {
    fn each<'a>(
        &'a mut self,
        seen: &'a Seen<'_>,
        tasks: &'a [Task],
        steps: &'a mut Steps<'_>,
    ) -> Later<'a, Vec<Done>> {
        Box::pin(async move {
            let see = Errand::See { n_dims: seen.all().n_dims(), seed: seen.seed() };
            for mate in &self.all {
                mate.send(&see, Some(seen.all().values()));
            }
            Round { tasks, done: tasks.iter().map(|_| None).collect(), next: 0, steps }.run(self, seen).await
        })
    }

    fn part<'a>(&'a mut self, everyone: &'a Points, frame: &Frame) -> Box<dyn Ranks + 'a> {
        let n_dims = everyone.n_dims();
        let mut parts = parts(everyone.len(), self.all.len() + 1).into_iter().map(|it| {
            let values = everyone.values().get(it.start * n_dims..it.end * n_dims).unwrap_or_default();
            (it.start, values)
        });
        let own = parts.next().map_or(&[][..], |it| it.1);
        let mut n_others = 0;
        for (mate, (first, values)) in self.all.iter().zip(parts) {
            mate.send(&Errand::Hold { frame: frame.clone(), first }, Some(values));
            n_others += 1;
        }
        Box::new(Parted { own: Part::new(own, frame.clone(), 0), mates: self, n_others })
    }
}

/// Tasks while they are done.
struct Round<'a, 'b> {
    tasks: &'a [Task],
    done: Vec<Option<Done>>,
    /// The first that nobody has yet.
    next: usize,
    steps: &'a mut Steps<'b>,
}

impl Round<'_, '_> {
    async fn run(mut self, mates: &Mates, seen: &Seen<'_>) -> Vec<Done> {
        let mut running: Vec<VecDeque<usize>> = mates.all.iter().map(|_| VecDeque::new()).collect();
        while self.done.iter().any(Option::is_none) {
            for (mate, running) in mates.all.iter().zip(&mut running) {
                self.collect(mate, running);
                self.hand_out(mate, running, mates.all.len());
            }
            if let Some(task) = self.tasks.get(self.next) {
                let at = self.next;
                self.next += 1;
                let done = seen.perform(task, &mut |n| self.steps.advance(n));
                self.put(at, done);
                // Those who are done meanwhile get their next task at once.
                let _turned = JsFuture::from(turn()).await;
            } else if self.done.iter().any(Option::is_none) {
                mates.hear(&mates.all).await;
            }
        }
        self.done.into_iter().flatten().collect()
    }

    /// Takes in what another worker has done.
    fn collect(&mut self, mate: &Mate, running: &mut VecDeque<usize>) {
        while let Some(word) = mate.word() {
            if let Word::Done(done) = word
                && let Some(at) = running.pop_front()
            {
                self.steps.advance(self.tasks.get(at).map_or(0, Task::n_steps));
                self.put(at, done);
            }
        }
    }

    /// Gives another worker a task, and one more to go on with as long as there are plenty.
    fn hand_out(&mut self, mate: &Mate, running: &mut VecDeque<usize>, n_mates: usize) {
        loop {
            let n_left = self.tasks.len() - self.next;
            let most = if n_left > 2 * n_mates { 2 } else { 1 };
            let Some(task) = self.tasks.get(self.next).filter(|_| running.len() < most) else { return };
            mate.send(&Errand::Do(task.clone()), None);
            running.push_back(self.next);
            self.next += 1;
        }
    }

    fn put(&mut self, at: usize, done: Done) {
        if let Some(slot) = self.done.get_mut(at) {
            *slot = Some(done);
        }
    }
}

/// Everyone, the first part with this worker.
struct Parted<'a> {
    own: Part<'a>,
    mates: &'a Mates,
    n_others: usize,
}

impl Ranks for Parted<'_> {
    fn obey(&mut self, order: Order) -> Later<'_, Vec<Report>> {
        Box::pin(async move {
            let others = self.mates.all.iter().take(self.n_others);
            let errand = Errand::Obey(order);
            others.clone().for_each(|it| it.send(&errand, None));
            let Errand::Obey(order) = errand else { return Vec::new() };
            let mut reports = vec![self.own.obey(&order)];
            for mate in others {
                reports.push(self.report(mate).await);
            }
            reports
        })
    }
}

impl Parted<'_> {
    async fn report(&self, mate: &Mate) -> Report {
        loop {
            match mate.word() {
                Some(Word::Obeyed(it)) => return it,
                Some(_) => {}
                None => self.mates.hear(std::slice::from_ref(mate)).await,
            }
        }
    }
}
