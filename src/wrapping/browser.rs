//! The page's door to this package: a module of its own, called by the program in the worker.
//!
//! Bytes go in, text comes out through a callback while a call lasts. What was found and why there
//! is no table cross as the bytes of the program's own messages.

use enclave_engine::engine::table::{
    Detect as _, Encoding, Sink, TableError, Unwrap, Unwrapped, Unwrapper as _,
};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::wrapping::{Wrappings, letters};

/// Hands text to the program: `take(isText, bytes)` says whether to go on. What was found comes
/// first, and is no text.
struct Taker {
    take: Function,
}

impl Taker {
    fn hand(&self, is_text: bool, bytes: &[u8]) -> Result<(), TableError> {
        let said = self.take.call2(&JsValue::NULL, &is_text.into(), &Uint8Array::from(bytes).into());
        // The program knows why it stopped.
        if said.is_ok_and(|it| it.is_truthy()) { Ok(()) } else { Err(TableError::PartBroken) }
    }
}

impl Sink for Taker {
    fn begin(&mut self, found: &Unwrapped) -> Result<(), TableError> {
        self.hand(false, &postcard::to_stdvec(found).unwrap_or_default())
    }

    fn text(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        self.hand(true, bytes)
    }
}

/// A wrapping that is being undone.
#[wasm_bindgen]
pub struct Undoing {
    inner: Box<dyn Unwrap>,
}

#[wasm_bindgen]
impl Undoing {
    /// Undoes an archive or a workbook.
    pub fn unwrap(name: &str, sheet: Option<String>) -> Result<Self, Vec<u8>> {
        Ok(Self { inner: Wrappings.unwrap(name, sheet.as_deref()).map_err(told)? })
    }

    /// Undoes an encoding, given as the bytes of a message.
    pub fn transcode(encoding: &[u8]) -> Result<Self, Vec<u8>> {
        let Ok(encoding) = postcard::from_bytes::<Encoding>(encoding) else {
            return Err(told(TableError::PartBroken));
        };
        Ok(Self { inner: Wrappings.transcode(encoding).map_err(told)? })
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8], take: Function) -> Result<(), Vec<u8>> {
        self.inner.push(bytes, &mut Taker { take }).map_err(told)
    }

    /// The end of the file.
    pub fn finish(&mut self, take: Function) -> Result<(), Vec<u8>> {
        self.inner.finish(&mut Taker { take }).map_err(told)
    }

    /// All that was found.
    pub fn unwrapped(&mut self) -> Vec<u8> {
        postcard::to_stdvec(&self.inner.unwrapped()).unwrap_or_default()
    }
}

/// An encoding that is being found.
#[wasm_bindgen]
#[derive(Default)]
pub struct Detecting {
    inner: letters::Detector,
}

#[wasm_bindgen]
impl Detecting {
    /// Nothing has come yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inner.push(bytes);
    }

    /// The encoding, as the bytes of a message.
    pub fn guess(&mut self, is_whole: bool) -> Vec<u8> {
        postcard::to_stdvec(&self.inner.guess(is_whole)).unwrap_or_default()
    }
}

fn told(error: TableError) -> Vec<u8> {
    postcard::to_stdvec(&error).unwrap_or_default()
}
