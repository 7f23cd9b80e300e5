//! Where the keyboard is.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Moves the keyboard to the first element of a selector, once it is there.
pub fn on(selector: &'static str) {
    request_animation_frame(move || give(find(selector).as_ref()));
}

/// As [`on`], for a selector made on the way.
pub fn on_now(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || give(find(&selector).as_ref()));
}

/// Scrolls to an element and moves the keyboard there.
pub fn bring(selector: &'static str) {
    let found = find(selector);
    if let Some(element) = &found {
        element.scroll_into_view();
    }
    give(found.as_ref());
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn give(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        // An element that cannot take the keyboard leaves it where it is.
        let _moved = element.focus();
    }
}
