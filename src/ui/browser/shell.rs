//! What index.html and boot.js prepared before this program started.
//!
//! boot.js loads and seals the page, then leaves one frozen object, `globalThis.enclave`. The
//! worker has no such object, and nothing here may be called there.

use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, Worker};

#[wasm_bindgen]
extern "C" {
    /// Starts an engine worker with the program already in it; messages may be posted at once.
    #[wasm_bindgen(js_namespace = enclave, js_name = spawnEngine)]
    pub fn spawn_engine() -> Worker;

    /// Shows the crash notice of index.html.
    #[wasm_bindgen(js_namespace = enclave)]
    pub fn crashed();

    /// Every file this page asked for, as a JSON array of objects with name, kind, own, received and at.
    #[wasm_bindgen(js_namespace = enclave)]
    pub fn connections() -> String;

    /// Attempts the policy has stopped in this page since the seal.
    #[wasm_bindgen(js_namespace = enclave)]
    pub fn refused() -> u32;

    /// When the seal was proved, in milliseconds since the epoch.
    #[wasm_bindgen(thread_local_v2, js_namespace = enclave, js_name = sealedAt)]
    static SEALED_AT: f64;

    /// The policy while the page loaded.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["enclave", "policy"], js_name = loading)]
    static POLICY_LOADING: String;

    /// The policy added by the seal.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["enclave", "policy"], js_name = sealed)]
    static POLICY_SEALED: String;
}

/// When the seal was proved, in milliseconds since the epoch.
pub fn sealed_at_millis() -> f64 {
    SEALED_AT.with(|it| *it)
}

/// The two policies that hold: the page's own, and the one added by the seal.
pub fn policies() -> (String, String) {
    (POLICY_LOADING.with(Clone::clone), POLICY_SEALED.with(Clone::clone))
}

/// From now on a panic in the page shows the crash notice, because the views cannot be trusted to.
pub fn crash_on_panic() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        crashed();
    }));
}

/// The place of the page, emptied of the static start screen.
pub fn take_page() -> Option<HtmlElement> {
    let place = document().get_element_by_id("page")?.dyn_into::<HtmlElement>().ok()?;
    place.set_text_content(None);
    Some(place)
}
