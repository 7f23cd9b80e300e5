//! Keys that work everywhere.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::ui::actions::Actions;
use crate::ui::frame::MenuState;
use crate::ui::route::Page;

/// Keys and what they do, in the words of the menu.
pub const SHORTCUTS: &[(&[&str], &str)] = &[
    (&["Ctrl", "O"], "Open a file"),
    (&["Ctrl", "V"], "Paste rows, on the start screen"),
    (&["Ctrl", "Z"], "Undo"),
    (&["Ctrl", "Shift", "Z"], "Redo"),
    (&["Ctrl", "Enter"], "Go on: the button that stands out"),
    (&["g", "i"], "Go to Import"),
    (&["g", "m"], "Go to Method"),
    (&["g", "s"], "Go to Segments"),
    (&["g", "e"], "Go to Export"),
    (&["?"], "This menu"),
];

/// Listens as long as the page lives.
pub fn listen(session: LiveSession, actions: Actions, menu: MenuState) {
    let after_g = StoredValue::new(false);
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let is_taken = if event.ctrl_key() || event.meta_key() {
            after_g.set_value(false);
            with_control(actions, event)
        } else if event.alt_key()
            || is_typing(event)
            || !session.preferences().read_untracked().has_letter_keys
        {
            after_g.set_value(false);
            false
        } else {
            letter(actions, menu, after_g, &event.key())
        };
        if is_taken {
            event.prevent_default();
        }
    })
    .forget();
}

fn with_control(actions: Actions, event: &KeyboardEvent) -> bool {
    match event.key().as_str() {
        "z" | "Z" | "y" | "Y" if is_typing(event) => false,
        "z" | "Z" if !event.shift_key() => {
            actions.undo();
            true
        }
        "z" | "Z" | "y" | "Y" => {
            actions.redo();
            true
        }
        "Enter" => click("#main .button--primary:not([aria-disabled=true])"),
        "o" => open_a_file(actions),
        _ => false,
    }
}

fn letter(actions: Actions, menu: MenuState, after_g: StoredValue<bool>, key: &str) -> bool {
    let is_after_g = after_g.get_value();
    after_g.set_value(key == "g");
    let page = match key {
        "?" => {
            menu.is_open.set(true);
            return true;
        }
        "i" => Page::Import,
        "m" => Page::Method,
        "s" => Page::Segments,
        "e" => Page::Export,
        _ => return false,
    };
    if is_after_g {
        actions.go(page);
    }
    is_after_g
}

/// The button of the start screen; from elsewhere, the way there.
fn open_a_file(actions: Actions) -> bool {
    if !click("label[for=choose-file]") {
        actions.go(Page::Start);
    }
    true
}

fn click(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else { return false };
    element.click();
    true
}

/// Whether a key goes into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    const FIELDS: &str = "input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select";
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| it.matches(FIELDS).unwrap_or(false))
}
