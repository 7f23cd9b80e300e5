//! Handing a file to the person.

use gloo::timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::prelude::{Closure, JsCast as _, JsValue};
use web_sys::js_sys::{Array, Uint8Array};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url,
};

/// Pixels of a saved picture for each pixel of the page.
const SHARPNESS: f64 = 2.0;

/// A browser may still be reading the address when the click returns.
const RELEASE_MILLIS: u32 = 60_000;

/// Saves bytes under a name, where the browser puts downloads. Says whether the browser took them.
pub fn save(file_name: &str, media_type: &str, bytes: &Uint8Array) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(bytes);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).is_ok_and(|it| save_blob(file_name, &it))
}

/// Saves a file that is known by its handle, as [`save`] does bytes.
pub fn save_file(file_name: &str, media_type: &str, file: &Blob) -> bool {
    file.slice_with_f64_and_f64_and_content_type(0.0, file.size(), media_type)
        .is_ok_and(|it| save_blob(file_name, &it))
}

fn save_blob(file_name: &str, blob: &Blob) -> bool {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return false };
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

/// Saves words under a name, as [`save`] does bytes.
pub fn save_text(file_name: &str, media_type: &str, text: &str) -> bool {
    save(file_name, media_type, &Uint8Array::from(text.as_bytes()))
}

/// Saves a drawing, an SVG of this size, as a PNG of twice as many pixels, once it is painted.
pub fn save_as_png(file_name: String, svg: &str, (width, height): (f64, f64)) {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let parts = Array::of1(&Uint8Array::from(svg.as_bytes()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    let Ok(address) = blob.and_then(|it| Url::create_object_url_with_blob(&it)) else { return };
    let Ok(image) = HtmlImageElement::new() else { return };
    let painted = image.clone();
    let source = address.clone();
    let done = Closure::once_into_js(move || {
        // A browser that gives no surface to paint on has nothing to save either.
        let _begun = paint(&painted, &file_name, (width, height));
        // Only an address that was never made cannot be released.
        let _released = Url::revoke_object_url(&source);
    });
    image.set_onload(Some(done.unchecked_ref()));
    image.set_src(&address);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of pixels")]
fn paint(image: &HtmlImageElement, file_name: &str, (width, height): (f64, f64)) -> Option<()> {
    let surface: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let (width, height) = (width * SHARPNESS, height * SHARPNESS);
    surface.set_width(width as u32);
    surface.set_height(height as u32);
    let context: CanvasRenderingContext2d = surface.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let file_name = file_name.to_owned();
    let take = Closure::once_into_js(move |blob: JsValue| {
        if let Some(blob) = blob.dyn_ref::<Blob>() {
            // The browser says by itself where it cannot save.
            let _saved = save_blob(&file_name, blob);
        }
    });
    surface.to_blob(take.unchecked_ref()).ok()
}
