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
pub use hole::Hole;
pub use live::unheard;
pub use mounted::mount;
pub use property::{IntoProperty, property};
pub use reference::NodeRef;
pub use repeat::{For, List, Row};
pub use show::Show;
pub use signal::{Memo, RwSignal, Signal, follow_up};
pub use value::{IntoValue, Value};

/// Something that can stand on the page.
pub enum View {
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
        View::Nothing
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl IntoView for usize {
    fn into_view(self) -> View {
        self.to_string().into_view()
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or(View::Nothing, T::into_view)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        View::Many(self.into_iter().map(T::into_view).collect())
    }
}

impl<F: Fn() -> T + 'static, T: IntoView> IntoView for F {
    fn into_view(self) -> View {
        View::Live(Box::new(move || self().into_view()))
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
        View::Many(self.into_iter().map(IntoView::into_view).collect())
    }
}

/// No view, as a fallback.
pub fn nothing() -> View {
    View::Nothing
}
