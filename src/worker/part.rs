//! The part of the program that undoes wrappings: a module of its own, which boot.js left in the
//! worker's text, if it could be loaded.
//!
//! Every wrapping has an instance of the module to itself. One that breaks down over a hostile file
//! is an error, and nothing else is lost.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::engine::table::{Detect, Encoding, Sink, TableError, Unwrap, Unwrapped, Unwrapper};

#[wasm_bindgen]
extern "C" {
    /// Done when the module is there, or known not to come.
    #[wasm_bindgen(js_namespace = enclavePart, js_name = settled, catch)]
    fn settled_here() -> Result<Promise, JsValue>;

    /// A wrapping that is being undone, in the module.
    type Undoing;

    #[wasm_bindgen(js_namespace = enclaveWrapping, js_name = unwrap, catch)]
    fn undo(name: &str, sheet: Option<String>) -> Result<Undoing, JsValue>;

    #[wasm_bindgen(js_namespace = enclaveWrapping, js_name = transcode, catch)]
    fn undo_encoding(encoding: &[u8]) -> Result<Undoing, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn push(this: &Undoing, bytes: &[u8], take: &mut dyn FnMut(bool, Vec<u8>) -> bool)
    -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn finish(this: &Undoing, take: &mut dyn FnMut(bool, Vec<u8>) -> bool) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn unwrapped(this: &Undoing) -> Result<Vec<u8>, JsValue>;

    /// An encoding that is being found, in the module.
    type Detecting;

    #[wasm_bindgen(js_namespace = enclaveWrapping, js_name = detect, catch)]
    fn detect_encoding() -> Result<Detecting, JsValue>;

    #[wasm_bindgen(method, js_name = push, catch)]
    fn feed(this: &Detecting, bytes: &[u8]) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn guess(this: &Detecting, is_whole: bool) -> Result<Vec<u8>, JsValue>;
}

/// Waits until the module is there or known not to come: what a file is understood as must not depend
/// on how quickly it was opened.
pub async fn settled() {
    if let Ok(settled) = settled_here() {
        // It is settled either way.
        let _settled = JsFuture::from(settled).await;
    }
}

/// The module, if it was loaded.
#[derive(Debug, Clone, Copy)]
pub struct Part;

impl Unwrapper for Part {
    fn unwrap(&self, name: &str, sheet: Option<&str>) -> Result<Box<dyn Unwrap>, TableError> {
        is_there()?;
        Ok(Box::new(Undone(undo(name, sheet.map(str::to_owned)).map_err(told)?)))
    }

    fn transcode(&self, encoding: Encoding) -> Result<Box<dyn Unwrap>, TableError> {
        is_there()?;
        let encoding = postcard::to_stdvec(&encoding).unwrap_or_default();
        Ok(Box::new(Undone(undo_encoding(&encoding).map_err(told)?)))
    }

    fn detect(&self) -> Option<Box<dyn Detect>> {
        is_there().ok()?;
        detect_encoding().ok().map(|it| Box::new(Detected(it)) as Box<dyn Detect>)
    }
}

/// Whether it was loaded.
pub fn is_there() -> Result<(), TableError> {
    let found = Reflect::get(&js_sys::global(), &JsValue::from_str("enclaveWrapping"));
    if found.is_ok_and(|it| it.is_truthy()) { Ok(()) } else { Err(TableError::PartMissing) }
}

/// Why the module stopped: its own words, or a breakdown.
fn told(thrown: JsValue) -> TableError {
    let bytes = thrown.dyn_into::<Uint8Array>().map(|it| it.to_vec()).unwrap_or_default();
    postcard::from_bytes(&bytes).unwrap_or(TableError::PartBroken)
}

struct Undone(Undoing);

/// Hands on what comes out while a call lasts; an error of the one who takes it comes before what
/// the module makes of being stopped.
fn through(
    sink: &mut dyn Sink,
    call: impl FnOnce(&mut dyn FnMut(bool, Vec<u8>) -> bool) -> Result<(), JsValue>,
) -> Result<(), TableError> {
    let mut taken = Ok(());
    let ended = call(&mut |is_text, bytes| {
        taken = if is_text {
            sink.text(&bytes)
        } else {
            postcard::from_bytes(&bytes).or(Err(TableError::PartBroken)).and_then(|it| sink.begin(&it))
        };
        taken.is_ok()
    });
    taken.and(ended.map_err(told))
}

impl Unwrap for Undone {
    fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), TableError> {
        through(sink, |take| self.0.push(bytes, &mut |is_text, text| take(is_text, text)))
    }

    fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), TableError> {
        through(sink, |take| self.0.finish(&mut |is_text, text| take(is_text, text)))
    }

    fn unwrapped(&mut self) -> Unwrapped {
        let bytes = self.0.unwrapped().unwrap_or_default();
        postcard::from_bytes(&bytes).unwrap_or_default()
    }
}

struct Detected(Detecting);

impl Detect for Detected {
    fn push(&mut self, bytes: &[u8]) {
        // A module that broke down says so when it is asked.
        let _fed = self.0.feed(bytes);
    }

    fn guess(&mut self, is_whole: bool) -> Encoding {
        let bytes = self.0.guess(is_whole).unwrap_or_default();
        postcard::from_bytes(&bytes).unwrap_or(Encoding::Windows1252)
    }
}
