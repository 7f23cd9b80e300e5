//! Customers on their way to other tools: from the engine's batches through the module that writes
//! files, a piece at a time.
//!
//! The module is the one that undoes wrappings; each delivery has an instance to itself, whose memory
//! goes with it. What is written leaves this worker's memory in blobs, which a browser may keep on
//! disk, so a million customers cost no more than a few of their batches.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use crate::engine::error::EngineError;
use crate::engine::export::{ContactRows, ContactsChoice};
use crate::engine::progress::{Observer, Stage};
use crate::worker::part;
use crate::worker::protocol::{Answer, Command, Errand};
use crate::worker::told::Told;
use crate::worker::workbench::Workbench;

/// Bytes of a file that are gathered before they become a blob.
const PIECE_BYTES: u32 = 1 << 23;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = enclaveWrapping, js_name = catalogue, catch)]
    fn catalogue_of(contacts: &[u8]) -> Result<Vec<u8>, JsValue>;

    /// Files on their way, in the module.
    type Delivery;

    #[wasm_bindgen(js_namespace = enclaveWrapping, js_name = deliver, catch)]
    fn begin(contacts: &[u8], wish: &[u8], keeps: bool) -> Result<Delivery, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn wants_look(this: &Delivery) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn look(this: &Delivery, batch: &[u8]) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn push(
        this: &Delivery,
        batch: &[u8],
        give: &mut dyn FnMut(f64, Uint8Array) -> bool,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn finish(this: &Delivery, give: &mut dyn FnMut(f64, Uint8Array) -> bool) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn problems(this: &Delivery) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn summary(this: &Delivery) -> Result<Vec<u8>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn archive(this: &Delivery, take: &mut dyn FnMut(f64, Uint8Array)) -> Result<bool, JsValue>;
}

/// How much of the work a look at all contacts is, where one comes before.
const LOOK_SHARE: f32 = 0.2;

/// Whether a command is about files for other tools.
pub fn is_about(command: &Command) -> bool {
    matches!(command, Command::Destinations | Command::Check(_) | Command::Deliver { .. })
}

/// Answers such a command. Files travel beside the answer, behind the list of what was changed and left
/// out.
pub fn answer(
    bench: &Workbench,
    command: &Command,
    observer: &mut dyn Observer,
) -> Result<(Answer, Vec<Blob>), EngineError> {
    let (errand, keep) = if let Command::Deliver { errand, is_archive } = command {
        (Some(errand), if *is_archive { Keep::Archive } else { Keep::Files })
    } else if let Command::Check(errand) = command {
        (Some(errand), Keep::Nothing)
    } else {
        (None, Keep::Nothing)
    };
    let segments = errand.map(|it| it.segments.clone()).unwrap_or_default();
    let choice = ContactsChoice { segments, ..ContactsChoice::default() };
    let rows = ContactRows::new(bench.material()?, &choice)?;
    let contacts = postcard::to_stdvec(rows.contacts()).unwrap_or_default();
    let Some(Errand { wish, .. }) = errand else {
        let told = if part::is_there().is_err() {
            Told::Missing
        } else {
            catalogue_of(&contacts).map_or(Told::Broken, Told::Catalogue)
        };
        return Ok((Answer::Catalogue(told), Vec::new()));
    };
    let (told, blobs) = if part::is_there().is_err() {
        (Told::Missing, Vec::new())
    } else {
        let deliverer = Deliverer { rows: &rows, contacts: &contacts, keep, observer };
        match deliverer.deliver(wish) {
            Ok((summary, blobs)) => (Told::Written(summary), blobs),
            Err(thrown) => (refused(thrown), Vec::new()),
        }
    };
    Ok((if keep == Keep::Nothing { Answer::Checked(told) } else { Answer::Delivered(told) }, blobs))
}

/// What is done with what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Nothing is kept: what would be written is counted.
    Nothing,
    /// Each file by itself.
    Files,
    /// One archive, where there are several files.
    Archive,
}

struct Deliverer<'a> {
    rows: &'a ContactRows<'a>,
    contacts: &'a [u8],
    keep: Keep,
    observer: &'a mut dyn Observer,
}

impl Deliverer<'_> {
    fn deliver(mut self, wish: &[u8]) -> Result<(Vec<u8>, Vec<Blob>), JsValue> {
        let delivery = begin(self.contacts, wish, self.keep != Keep::Nothing)?;
        let looked = if delivery.wants_look()? { LOOK_SHARE } else { 0.0 };
        if looked > 0.0 {
            self.each_batch((0.0, looked), &mut |batch| delivery.look(batch))?;
        }
        let files = self.write(&delivery, looked)?;
        let problems: JsValue = delivery.problems()?.into();
        let mut blobs = vec![Blob::new_with_u8_array_sequence(&Array::of1(&problems))?];
        let wants_one = self.keep == Keep::Archive && files.length() > 1;
        match if wants_one { archived(&delivery, &files)? } else { None } {
            Some(archive) => blobs.push(archive),
            None => blobs.extend(files.iter().map(JsCast::unchecked_into::<Blob>)),
        }
        Ok((delivery.summary()?, blobs))
    }

    /// Writes all batches: a blob for each file.
    fn write(&mut self, delivery: &Delivery, looked: f32) -> Result<Array, JsValue> {
        let mut files = Vec::<Pieces>::new();
        let mut take = |file: f64, bytes: Uint8Array| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of a file")]
            let at = file as usize;
            files.resize_with(files.len().max(at + 1), Pieces::default);
            files.get_mut(at).is_some_and(|it| it.add(&bytes).is_ok())
        };
        self.each_batch((looked, 1.0), &mut |batch| delivery.push(batch, &mut take))?;
        delivery.finish(&mut take)?;
        let blobs = Array::new();
        for mut file in files {
            file.gather()?;
            let whole = Blob::new_with_blob_sequence(&file.blobs)?;
            blobs.push(&whole);
        }
        Ok(blobs)
    }

    /// Hands over all batches, and says how much of the work is done with each.
    fn each_batch(
        &mut self,
        (start, end): (f32, f32),
        take: &mut dyn FnMut(&[u8]) -> Result<(), JsValue>,
    ) -> Result<(), JsValue> {
        let n = self.rows.n_customers().max(1) as f32;
        let mut from = 0;
        while let Some((batch, next)) = self.rows.batch(from) {
            take(&batch)?;
            from = next;
            self.observer.progress(Stage::Writing, start + (end - start) * from as f32 / n);
        }
        Ok(())
    }
}

/// The bytes of a file so far.
#[derive(Default)]
struct Pieces {
    blobs: Array,
    gathered: Array,
    n_gathered: u32,
}

impl Pieces {
    fn add(&mut self, bytes: &Uint8Array) -> Result<(), JsValue> {
        self.gathered.push(bytes);
        self.n_gathered += bytes.length();
        if self.n_gathered >= PIECE_BYTES { self.gather() } else { Ok(()) }
    }

    fn gather(&mut self) -> Result<(), JsValue> {
        let blob = Blob::new_with_u8_array_sequence(&self.gathered)?;
        self.blobs.push(&blob);
        self.gathered = Array::new();
        self.n_gathered = 0;
        Ok(())
    }
}

/// All files in one archive; none where they pass what an archive of this form can say.
fn archived(delivery: &Delivery, files: &Array) -> Result<Option<Blob>, JsValue> {
    let parts = Array::new();
    let is_one = delivery.archive(&mut |file, bytes| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of a file")]
        let it = if file < 0.0 { JsValue::from(bytes) } else { files.get(file as u32) };
        parts.push(&it);
    })?;
    is_one.then(|| Blob::new_with_blob_sequence(&parts)).transpose()
}

/// Why there is nothing: the module's own words, or a breakdown.
fn refused(thrown: JsValue) -> Told {
    let words = thrown.dyn_into::<Uint8Array>().map(|it| it.to_vec()).unwrap_or_default();
    if words.is_empty() { Told::Broken } else { Told::Refused(words) }
}
