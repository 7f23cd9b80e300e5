//! Signals of any type over signals of one type.
//!
//! The reactive system is Leptos'. Its signals are code of their own for each type they hold,
//! and a page has a hundred types; here a signal holds a shared value behind a pointer, and only
//! looking at it knows the type.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::{self as reactive, Get as _, GetUntracked as _, Set as _, Track as _};

/// A value of any type.
#[derive(Clone)]
pub struct Held(Arc<dyn Hold>);

/// What can be asked of a value without knowing its type.
trait Hold: Send + Sync {
    /// The value itself.
    fn value(&self) -> &dyn Any;
    /// Whether the other is known to be equal.
    fn is_same(&self, other: &dyn Any) -> bool;
}

/// A value that is not compared.
struct Plain<T>(T);

/// A value that is compared.
struct Compared<T>(T);

impl<T: Send + Sync + 'static> Hold for Plain<T> {
    fn value(&self) -> &dyn Any {
        &self.0
    }

    fn is_same(&self, _other: &dyn Any) -> bool {
        false
    }
}

impl<T: PartialEq + Send + Sync + 'static> Hold for Compared<T> {
    fn value(&self) -> &dyn Any {
        &self.0
    }

    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(&self.0)
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(other.0.value())
    }
}

/// The value of a signal, for a look.
pub struct Look<T>(Held, PhantomData<T>);

impl<T: 'static> Deref for Look<T> {
    type Target = T;

    #[expect(clippy::expect_used, reason = "a signal is made with values of its type only")]
    fn deref(&self) -> &T {
        self.0.0.value().downcast_ref().expect("the type of the signal")
    }
}

/// A signal that can be read, computed or set.
pub trait Readable<T: 'static>: Copy {
    /// What it holds.
    fn held(self) -> Held;

    /// What it holds, for somebody who does not want to hear of changes.
    fn held_untracked(self) -> Held;

    /// The value, for a look.
    fn read(self) -> Look<T> {
        Look(self.held(), PhantomData)
    }

    /// The value, for a look that nobody hears of.
    fn read_untracked(self) -> Look<T> {
        Look(self.held_untracked(), PhantomData)
    }

    /// What a look finds.
    fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read())
    }

    /// What a look that nobody hears of finds.
    fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read_untracked())
    }

    /// A copy of the value.
    fn get(self) -> T
    where
        T: Clone,
    {
        T::clone(&self.read())
    }

    /// A copy of the value that nobody hears of.
    fn get_untracked(self) -> T
    where
        T: Clone,
    {
        T::clone(&self.read_untracked())
    }
}

impl<T: 'static> Readable<T> for Signal<T> {
    fn held(self) -> Held {
        self.0.get()
    }

    fn held_untracked(self) -> Held {
        self.0.get_untracked()
    }
}

impl<T: 'static> Readable<T> for RwSignal<T> {
    fn held(self) -> Held {
        self.0.get()
    }

    fn held_untracked(self) -> Held {
        self.0.get_untracked()
    }
}

/// Something that changes, to be read; whoever reads it while being followed hears of changes.
pub struct Signal<T>(reactive::Signal<Held>, PhantomData<fn() -> T>);

/// A signal that is computed from others and tells only of real changes.
pub type Memo<T> = Signal<T>;

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> fmt::Debug for Signal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signal")
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// Computed once for each change of what it reads, and compared with what was there before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self(
            memo(Box::new(move |before| {
                let before = before.and_then(|it| it.0.value().downcast_ref());
                Held(Arc::new(Compared(compute(before))))
            })),
            PhantomData,
        )
    }

    /// Computed whenever it is read.
    pub fn derive(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(derived(Box::new(move || Held(Arc::new(Plain(compute()))))), PhantomData)
    }

    /// Hears of changes without a look.
    pub fn track(self) {
        self.0.track();
    }
}

/// Computes a value from the one before.
type Compute = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn memo(compute: Compute) -> reactive::Signal<Held> {
    reactive::Memo::new(compute).into()
}

fn derived(compute: Box<dyn Fn() -> Held + Send + Sync>) -> reactive::Signal<Held> {
    reactive::Signal::derive(compute)
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(it: T) -> Self {
        Self(stored(Held(Arc::new(Plain(it)))), PhantomData)
    }
}

fn stored(it: Held) -> reactive::Signal<Held> {
    reactive::Signal::stored(it)
}

impl From<&str> for Signal<String> {
    fn from(it: &str) -> Self {
        it.to_owned().into()
    }
}

impl<T: Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(it: RwSignal<T>) -> Self {
        Self(it.0.into(), PhantomData)
    }
}

/// A signal that can be set.
pub struct RwSignal<T>(reactive::RwSignal<Held>, PhantomData<fn() -> T>);

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> fmt::Debug for RwSignal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RwSignal")
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// With a first value.
    pub fn new(it: T) -> Self {
        Self(reactive::RwSignal::new(Held(Arc::new(Plain(it)))), PhantomData)
    }

    /// Becomes this, and tells everyone.
    pub fn set(self, it: T) {
        self.0.set(Held(Arc::new(Plain(it))));
    }

    /// Changes, and tells everyone.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let mut it = self.get_untracked();
        change(&mut it);
        self.set(it);
    }
}

/// Runs code with consequences soon, and again at each change of a signal that it reads, with what
/// it returned before.
pub fn follow_up<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    effect(Box::new(move || before = Some(run(before.take()))));
}

fn effect(mut run: Box<dyn FnMut()>) {
    reactive::Effect::new(move |_: Option<()>| run());
}
