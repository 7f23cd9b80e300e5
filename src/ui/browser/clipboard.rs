//! The clipboard, as far as the page writes to it.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Puts text on the clipboard; whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}
