//! Views as data: what the page shows, in one type, mounted and patched by one small runtime.
//!
//! Signals, memos, effects and contexts are those of Leptos. Its typed views are not used, because
//! each of them is code of its own: they made two thirds of the program. Here a piece of markup is
//! a constant shape and the values in its holes ([`View::Piece`]), written by `view!`, and all of
//! them are mounted by the same code.
//!
//! A closure in a hole is live: it runs again when a signal that it reads changes, and what it
//! returns is compared with what stands there, so elements, focus and selection survive.

mod hole;
mod live;
mod mounted;
mod piece;
pub mod prelude;
mod property;
mod reference;
mod repeat;
mod rows;
mod shape;
mod show;
mod signal;
mod value;

use std::borrow::Cow;

pub use enclave_markup::{component, view};
use hole::Hole;
pub use hole::{Listener, listener};
pub use live::unheard;
pub use mounted::mount;
pub use property::{IntoProperty, property};
pub use reference::NodeRef;
use reference::Place;
pub use repeat::{For, List, Row};
pub use show::Show;
pub use signal::{Memo, Readable, RwSignal, Signal, follow_up};
pub use value::{IntoValue, Value};

/// Something that can stand on the page.
///
/// It is one pointer, and whatever makes or extends one is a function that is not inlined: code
/// that makes views is then little more than the calls.
pub struct View(Box<Kind>);

/// What a view is.
enum Kind {
    /// No mark at all.
    Nothing,
    /// Words.
    Text(Cow<'static, str>),
    /// A shape with values in its holes.
    Piece(&'static str, Vec<Hole>),
    /// One after the other.
    Many(Vec<View>),
    /// Follows the signals that the closure reads.
    Live(Box<dyn Fn() -> View>),
    /// One after the other, each known by its key.
    Rows(List, Vec<Row>),
}

impl View {
    /// No mark at all.
    #[inline(never)]
    pub fn nothing() -> Self {
        Self(Box::new(Kind::Nothing))
    }

    /// Words of the program.
    #[inline(never)]
    pub fn words(words: &'static str) -> Self {
        Self(Box::new(Kind::Text(Cow::Borrowed(words))))
    }

    /// Words of any origin.
    #[inline(never)]
    pub fn text(words: String) -> Self {
        Self(Box::new(Kind::Text(Cow::Owned(words))))
    }

    /// Whatever the closure returns, as long as the signals stay that it reads.
    #[inline(never)]
    pub fn live(make: Box<dyn Fn() -> View>) -> Self {
        Self(Box::new(Kind::Live(make)))
    }

    /// Rows of a list.
    #[inline(never)]
    pub fn rows(list: List, rows: Vec<Row>) -> Self {
        Self(Box::new(Kind::Rows(list, rows)))
    }

    /// A list of views, to be added to by [`View::and`].
    #[inline(never)]
    pub fn many() -> Self {
        Self(Box::new(Kind::Many(Vec::new())))
    }

    /// With another view at its end.
    #[must_use]
    #[inline(never)]
    pub fn and(mut self, view: View) -> Self {
        if let Kind::Many(views) = &mut *self.0 {
            views.push(view);
        }
        self
    }

    /// A shape whose holes are filled by the functions below, in their order.
    #[inline(never)]
    pub fn piece(shape: &'static str) -> Self {
        Self(Box::new(Kind::Piece(shape, Vec::new())))
    }

    /// The next hole holds a view.
    #[must_use]
    #[inline(never)]
    pub fn view(self, view: View) -> Self {
        self.hole(Hole::View(view))
    }

    /// The next hole holds a value.
    #[must_use]
    #[inline(never)]
    pub fn value(self, value: Value) -> Self {
        self.hole(Hole::Value(value))
    }

    /// The next hole holds a listener.
    #[must_use]
    #[inline(never)]
    pub fn on(self, listener: Listener) -> Self {
        self.hole(Hole::Listener(listener))
    }

    /// The next hole wants to know the element.
    #[must_use]
    #[inline(never)]
    pub fn known_to(self, place: Place) -> Self {
        self.hole(Hole::Reference(place))
    }

    fn hole(mut self, hole: Hole) -> Self {
        if let Kind::Piece(_, holes) = &mut *self.0 {
            holes.push(hole);
        }
        self
    }
}

/// What can become a view.
pub trait IntoView {
    /// As a view.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::nothing()
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::words(self)
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::text(self)
    }
}

impl IntoView for usize {
    fn into_view(self) -> View {
        self.to_string().into_view()
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or_else(View::nothing, T::into_view)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        self.collect_view()
    }
}

impl<F: Fn() -> T + 'static, T: IntoView> IntoView for F {
    fn into_view(self) -> View {
        View::live(Box::new(move || self().into_view()))
    }
}

impl<T: IntoView + Clone + Send + Sync + 'static> IntoView for Signal<T> {
    fn into_view(self) -> View {
        (move || self.get()).into_view()
    }
}

/// Views of everything in a list.
pub trait CollectView {
    /// One after the other.
    fn collect_view(self) -> View;
}

impl<I: IntoIterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> View {
        self.into_iter().fold(View::many(), |all, it| all.and(it.into_view()))
    }
}
