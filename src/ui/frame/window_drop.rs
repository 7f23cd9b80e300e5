//! The whole window takes a file, dropped or pasted.

use crate::ui::view::prelude::*;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, DragEvent, Element, Event};

use crate::ui::actions::Actions;
use crate::ui::browser::file;
use crate::ui::route::Page;

/// Whether something is being dragged over the window.
#[derive(Debug, Clone, Copy)]
pub struct WindowDrop {
    /// Something is.
    pub is_over: RwSignal<bool>,
}

impl WindowDrop {
    /// Listens as long as the page lives.
    pub fn listen(actions: Actions) -> Self {
        let is_over = RwSignal::new(false);
        for name in ["dragenter", "dragover"] {
            on(name, move |event| {
                event.prevent_default();
                is_over.set(true);
            });
        }
        on("dragleave", move |event| {
            // Leaving one element for another inside the window is no leaving.
            if event.dyn_ref::<DragEvent>().is_some_and(|it| it.related_target().is_none()) {
                is_over.set(false);
            }
        });
        on("drop", move |event| {
            event.prevent_default();
            is_over.set(false);
            if let Some(event) = event.dyn_ref::<DragEvent>() {
                actions.open_files(file::carried(event.data_transfer()));
            }
        });
        on("paste", move |event| {
            let is_start = actions.route().read_untracked().page == Page::Start;
            if let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|_| is_start) {
                paste(actions, event);
            }
        });
        Self { is_over }
    }
}

fn on(name: &'static str, call: impl Fn(&Event) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), name, options, move |event| call(event)).forget();
}

fn paste(actions: Actions, event: &ClipboardEvent) {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    if target.is_some_and(|it| it.matches("input:not([type=file]), textarea").unwrap_or(false)) {
        return;
    }
    event.prevent_default();
    let files = file::carried(event.clipboard_data());
    if files.is_empty() {
        let text = event.clipboard_data().and_then(|it| it.get_data("text/plain").ok());
        actions.open_text(text.unwrap_or_default());
    } else {
        actions.open_files(files);
    }
}
