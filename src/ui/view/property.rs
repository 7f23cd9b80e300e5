//! The arguments of components.

use leptos::prelude::Callback;

use super::Signal;

/// What can become an argument of a component; the way is found by the compiler.
pub trait IntoProperty<T, Way> {
    /// As the argument.
    fn into_property(self) -> T;
}

/// By [`Into`].
pub struct ByInto;

/// By calling it.
pub struct ByCalling;

/// By running it.
pub struct ByRunning;

impl<T, U: Into<T>> IntoProperty<T, ByInto> for U {
    fn into_property(self) -> T {
        self.into()
    }
}

impl<T, F> IntoProperty<Signal<T>, ByRunning> for F
where
    T: Send + Sync + 'static,
    F: Fn() -> T + Send + Sync + 'static,
{
    fn into_property(self) -> Signal<T> {
        Signal::derive(self)
    }
}

impl<I, O, F> IntoProperty<Callback<I, O>, ByCalling> for F
where
    I: 'static,
    O: 'static,
    F: Fn(I) -> O + Send + Sync + 'static,
{
    fn into_property(self) -> Callback<I, O> {
        Callback::new(self)
    }
}

/// The argument of a component, from whatever stands for it.
pub fn property<T, Way>(it: impl IntoProperty<T, Way>) -> T {
    it.into_property()
}
