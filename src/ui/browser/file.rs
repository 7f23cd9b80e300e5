//! Small files read by the page itself, and what a drop or a choice holds.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Uint8Array};
use web_sys::{DataTransfer, Event, File, FileList, HtmlInputElement};

/// The text of a small file; `None` where the browser does not give it.
pub async fn text(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// A file made here; `None` where the browser makes none.
pub fn made(name: &str, bytes: &[u8]) -> Option<File> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_buffer_source_sequence(&parts, name).ok()
}

/// The files a person chose; the control is emptied, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files a person dropped or pasted.
pub fn carried(transfer: Option<DataTransfer>) -> Vec<File> {
    list(transfer.and_then(|it| it.files()))
}

fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|idx| files.get(idx)).collect()
}
