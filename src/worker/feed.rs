//! Bytes of a file as the browser hands them over, a piece at a time.
//!
//! A stream fills the same buffer again and again, and the browser reads on while the engine works
//! on what has come. Where a browser cannot do that (Safari before 26), the file is read in slices,
//! the next one while the last is worked on.

use js_sys::{ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::engine::table::TableError;

/// Bytes worked on at a time: few enough to stay near the processor.
const PIECE_BYTES: u32 = 1 << 18;
/// Bytes of a slice.
const SLICE_BYTES: f64 = 8.0 * 1024.0 * 1024.0;
/// Bytes of the first slice: enough to find out what the file is.
const FIRST_SLICE_BYTES: f64 = 1.25 * 1024.0 * 1024.0;

/// A file that is handed over, from its first byte to its last.
pub struct Feed {
    way: Way,
    is_over: bool,
    /// The bytes given last.
    piece: Vec<u8>,
}

enum Way {
    Stream(Stream),
    Slices(Slices),
}

impl Feed {
    /// All bytes of a file.
    pub fn of(file: &File) -> Self {
        let way = match Stream::of(file) {
            Ok(stream) => Way::Stream(stream),
            Err(_) => Way::Slices(Slices::of(file)),
        };
        Self { way, is_over: false, piece: Vec::new() }
    }

    /// The next bytes; none at the end.
    pub async fn next(&mut self) -> Result<&[u8], TableError> {
        let bytes = match &mut self.way {
            Way::Stream(stream) => stream.next().await,
            Way::Slices(slices) => slices.next().await,
        };
        self.is_over = bytes.as_ref().map_or(true, |it| it.length() == 0);
        // Browsers say only that it did not work, each in its own words.
        let bytes = bytes.map_err(|_reason| TableError::Unreadable)?;
        self.piece.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.piece);
        Ok(&self.piece)
    }
}

impl Drop for Feed {
    /// What nobody wants any more is not read.
    fn drop(&mut self) {
        if let Way::Stream(stream) = &self.way
            && !self.is_over
        {
            let _ended = stream.reader.cancel();
        }
    }
}

/// A stream that fills a buffer.
struct Stream {
    reader: Reader,
    options: Object,
    buffer: Option<ArrayBuffer>,
}

impl Stream {
    fn of(file: &File) -> Result<Self, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"mode".into(), &"byob".into())?;
        let reader = file.unchecked_ref::<Streaming>().stream()?.get_reader(&options)?;
        Ok(Self { reader, options, buffer: None })
    }

    /// Fills the buffer, at the end of the file as far as it goes.
    async fn next(&mut self) -> Result<Uint8Array, JsValue> {
        let mut n_filled = 0;
        loop {
            let buffer = self.buffer.take().unwrap_or_else(|| ArrayBuffer::new(PIECE_BYTES));
            let room = Uint8Array::new_with_byte_offset(&buffer, n_filled);
            // Browsers that do not know this give what they have.
            Reflect::set(&self.options, &"min".into(), &room.length().into())?;
            let got = JsFuture::from(self.reader.read(&room, &self.options)?).await?;
            let own: Uint8Array = Reflect::get(&got, &"value".into())?.dyn_into()?;
            n_filled += own.length();
            let is_done = Reflect::get(&got, &"done".into())?.is_truthy();
            self.buffer = Some(own.buffer());
            if is_done || n_filled == PIECE_BYTES {
                return Ok(Uint8Array::new_with_byte_offset_and_length(&own.buffer(), 0, n_filled));
            }
        }
    }
}

/// A file in slices, one of them asked for before it is needed.
struct Slices {
    file: File,
    /// Where the next slice starts that is asked for.
    start: f64,
    asked: Option<Promise>,
    /// What is being given, and how much of it was.
    slice: ArrayBuffer,
    n_given: u32,
}

impl Slices {
    fn of(file: &File) -> Self {
        Self { file: file.clone(), start: 0.0, asked: None, slice: ArrayBuffer::new(0), n_given: 0 }
    }

    async fn next(&mut self) -> Result<Uint8Array, JsValue> {
        if self.n_given == self.slice.byte_length() {
            let asked = match self.asked.take() {
                Some(asked) => Some(asked),
                None => self.ask()?,
            };
            let Some(asked) = asked else { return Ok(Uint8Array::new_with_length(0)) };
            (self.slice, self.n_given) = (JsFuture::from(asked).await?.dyn_into()?, 0);
            self.asked = self.ask()?;
        }
        let n = PIECE_BYTES.min(self.slice.byte_length() - self.n_given);
        let bytes = Uint8Array::new_with_byte_offset_and_length(&self.slice, self.n_given, n);
        self.n_given += n;
        Ok(bytes)
    }

    /// Asks for the next slice, if there is one. The first is short, so that work starts early.
    fn ask(&mut self) -> Result<Option<Promise>, JsValue> {
        if self.start >= self.file.size() {
            return Ok(None);
        }
        let end = self.start + self.start.clamp(FIRST_SLICE_BYTES, SLICE_BYTES);
        let blob = self.file.slice_with_f64_and_f64(self.start, end)?;
        self.start = end;
        Ok(Some(blob.array_buffer()))
    }
}

#[wasm_bindgen]
extern "C" {
    /// A file that can be streamed.
    type Streaming;

    #[wasm_bindgen(method, catch)]
    fn stream(this: &Streaming) -> Result<Streamed, JsValue>;

    /// A stream of bytes.
    type Streamed;

    #[wasm_bindgen(method, js_name = getReader, catch)]
    fn get_reader(this: &Streamed, options: &Object) -> Result<Reader, JsValue>;

    /// One that fills what it is given.
    type Reader;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader, room: &Uint8Array, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method)]
    fn cancel(this: &Reader) -> Promise;
}
