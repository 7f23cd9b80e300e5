//! What the page looks like.

use leptos::prelude::*;

/// Starts the page, or the worker, by where it runs.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <p>"Enclave"</p> });
}
