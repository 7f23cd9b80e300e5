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

use crate::worker::serve;

/// Starts the page, or the worker, by where it runs.
pub fn start() {
    if let Some(scope) = serve::worker_scope() {
        console_error_panic_hook::set_once();
        serve::serve(scope);
        return;
    }
    browser::shell::crash_on_panic();
    let Some(place) = browser::shell::take_page() else {
        return;
    };
    view::mount(place, || app::App {}.view());
}
