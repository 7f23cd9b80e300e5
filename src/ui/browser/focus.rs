//! Where the keyboard is.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Moves the keyboard to the first element of a selector, once it is there.
pub fn on(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the keyboard leaves it where it is.
            let _moved = element.focus();
        }
    });
}
