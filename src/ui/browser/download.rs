//! Handing a file to the person.

use gloo::timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A browser may still be reading the address when the click returns.
const RELEASE_MILLIS: u32 = 60_000;

/// Saves bytes under a name, where the browser puts downloads. Says whether the browser took them.
pub fn save(file_name: &str, media_type: &str, bytes: &Uint8Array) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(bytes);
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return false };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return false };
    let anchor = document().create_element("a").ok().and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    let Some(anchor) = anchor else { return false };
    anchor.set_href(&address);
    anchor.set_download(file_name);
    anchor.click();
    Timeout::new(RELEASE_MILLIS, move || {
        // Only an address that was never made cannot be released.
        let _released = Url::revoke_object_url(&address);
    })
    .forget();
    true
}
