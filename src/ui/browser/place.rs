//! The address.

use gloo::events::EventListener;
use leptos::prelude::{document, window};
use web_sys::js_sys::Math;

/// The part of the address from `#` on.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to an address inside the page.
pub fn go(href: &str) {
    // Setting a fragment cannot fail.
    let _set = window().location().set_hash(href);
}

/// Goes there without leaving the present address in the history.
pub fn replace(href: &str) {
    let Ok(history) = window().history() else { return };
    // Only an address of another origin is refused.
    let _replaced = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(href));
}

/// Calls back whenever the part from `#` on changes, as long as the page lives.
pub fn on_change(call: impl Fn() + 'static) {
    EventListener::new(&window(), "hashchange", move |_| call()).forget();
}

/// Letters and digits that name a project and say nothing about it.
pub fn random_id(length: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = || {
        let number = Math::random() * 32.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 31")]
        let idx = number as usize;
        char::from(LETTERS.get(idx).copied().unwrap_or(b'a'))
    };
    (0..length).map(|_| letter()).collect()
}

/// Gives the document its title.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets or removes an attribute of the whole document.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // A fixed name without spaces is always allowed.
    let _done = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}
