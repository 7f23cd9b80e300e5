//! What the page looks like.

pub mod browser;

use leptos::prelude::*;

/// Starts the page, or the worker, by where it runs.
pub fn start() {
    browser::shell::crash_on_panic();
    let Some(place) = browser::shell::take_page() else {
        return;
    };
    mount_to(place, || view! { <p>"Enclave"</p> }).forget();
}
