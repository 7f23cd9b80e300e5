//! What stands in the hole of a shape.

use leptos::wasm_bindgen::JsCast;
use web_sys::Event;

use super::reference::Place;
use super::{Value, View};

/// Takes an event of the browser.
pub type Listener = Box<dyn FnMut(Event)>;

/// What fills one hole.
pub enum Hole {
    /// An attribute's, a class's, a property's or a style's.
    Value(Value),
    /// A view.
    View(View),
    /// A listener.
    Listener(Listener),
    /// Who wants to know the element.
    Reference(Place),
}

/// A listener for events of a kind.
pub fn listener<E: JsCast>(mut take: impl FnMut(E) + 'static) -> Listener {
    Box::new(move |event| take(event.unchecked_into()))
}
