//! The page's door to the destinations: from batches of contacts to files, in the same module.
//!
//! Contacts, wishes and summaries cross as the bytes of the program's own messages; the bytes of
//! files go out through a callback while a call lasts.

use enclave_destinations::destinations::{Catalogue, Contacts, Export, Refusal, Sink, Summary, Wish, pack};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

/// Every destination for these contacts, given and told as the bytes of a message.
#[wasm_bindgen]
pub fn catalogue(contacts: &[u8]) -> Vec<u8> {
    let contacts = postcard::from_bytes::<Contacts>(contacts).unwrap_or_default();
    postcard::to_stdvec(&Catalogue::of(&contacts)).unwrap_or_default()
}

/// Files on their way to a destination.
#[wasm_bindgen]
pub struct Delivery {
    export: Option<Export>,
    summary: Option<Summary>,
    keeps: bool,
}

/// Hands bytes to the program: `give(file, bytes)` says whether to go on. It may want none.
struct Giver {
    give: Function,
    keeps: bool,
}

impl Sink for Giver {
    fn bytes(&mut self, file: usize, bytes: &[u8]) -> bool {
        if !self.keeps {
            return true;
        }
        let said = self.give.call2(&JsValue::NULL, &(file as f64).into(), &Uint8Array::from(bytes).into());
        said.is_ok_and(|it| it.is_truthy())
    }
}

#[wasm_bindgen]
impl Delivery {
    /// Begins, if what is asked for makes sense; `keeps` says whether bytes are handed out, or all is
    /// only counted.
    #[wasm_bindgen(constructor)]
    pub fn new(contacts: &[u8], wish: &[u8], keeps: bool) -> Result<Self, Vec<u8>> {
        let both = (postcard::from_bytes::<Contacts>(contacts), postcard::from_bytes::<Wish>(wish));
        let (Ok(contacts), Ok(wish)) = both else { return Err(Vec::new()) };
        let export = Export::new(&contacts, &wish).map_err(|it| told(&it))?;
        Ok(Self { export: Some(export), summary: None, keeps })
    }

    /// Whether all batches are to be looked at before the first is written.
    pub fn wants_look(&self) -> bool {
        self.export.as_ref().is_some_and(Export::wants_look)
    }

    /// Looks at a batch.
    pub fn look(&mut self, batch: &[u8]) -> Result<(), Vec<u8>> {
        let export = self.export.as_mut().ok_or_else(Vec::new)?;
        export.look(batch).map_err(|it| told(&it))
    }

    /// Writes a batch.
    pub fn push(&mut self, batch: &[u8], give: Function) -> Result<(), Vec<u8>> {
        let mut giver = Giver { give, keeps: self.keeps };
        let export = self.export.as_mut().ok_or_else(Vec::new)?;
        export.push(batch, &mut giver).map_err(|it| told(&it))
    }

    /// Writes the rest.
    pub fn finish(&mut self, give: Function) -> Result<(), Vec<u8>> {
        let mut giver = Giver { give, keeps: self.keeps };
        let export = self.export.take().ok_or_else(Vec::new)?;
        self.summary = Some(export.finish(&mut giver).map_err(|it| told(&it))?);
        Ok(())
    }

    /// What was changed and left out, cell by cell, as comma-separated text; it is told once.
    pub fn problems(&mut self) -> Vec<u8> {
        self.summary.as_mut().map(|it| std::mem::take(&mut it.problems_csv).into_bytes()).unwrap_or_default()
    }

    /// What came of it, without the list of problems.
    pub fn summary(&mut self) -> Vec<u8> {
        self.problems();
        self.summary.as_ref().map(|it| postcard::to_stdvec(it).unwrap_or_default()).unwrap_or_default()
    }

    /// The pieces of one archive of all files, in order: `take(-1, bytes)`, or `take(file, [])` where
    /// the bytes of a file belong. Says whether there is one.
    pub fn archive(&self, take: &Function) -> bool {
        let Some(pieces) = self.summary.as_ref().and_then(pack::pieces) else { return false };
        pieces.into_iter().all(|piece| {
            let (file, bytes) = match piece {
                pack::Piece::Bytes(bytes) => (-1.0, bytes),
                pack::Piece::File(file) => (file as f64, Vec::new()),
            };
            take.call2(&JsValue::NULL, &file.into(), &Uint8Array::from(bytes.as_slice()).into()).is_ok()
        })
    }
}

fn told(refusal: &Refusal) -> Vec<u8> {
    postcard::to_stdvec(refusal).unwrap_or_default()
}
