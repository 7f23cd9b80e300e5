//! What the page looks like.

pub mod actions;
pub mod browser;
pub mod charts;
pub mod parts;
pub mod route;
pub mod steps;
pub mod view;

mod app;
mod frame;
mod live_session;

pub use live_session::LiveSession;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::worker::serve;

/// Starts the page. In a worker nothing starts before boot.js calls [`serve_page`].
pub fn start() {
    if serve::worker_scope().is_some() {
        console_error_panic_hook::set_once();
        return;
    }
    browser::shell::crash_on_panic();
    let Some(place) = browser::shell::take_page() else {
        return;
    };
    view::mount(place, || app::App {}.view());
}

/// In a worker: serves the page until it ends this worker.
///
/// What only this reaches is the engine, which travels as a module of its own: boot.js calls it where
/// both are there, and the page never does.
#[wasm_bindgen(js_name = serve)]
pub fn serve_page() {
    if let Some(scope) = serve::worker_scope() {
        serve::serve(scope);
    }
}
