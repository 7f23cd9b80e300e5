//! One hash of all that is read of a file: records, kinds, typed cells, issues.
//!
//! The browser calls three functions with numbers: no memory is shared, so nothing is unsafe but the
//! attribute that gives a function its name.

use std::sync::Mutex;

use enclave_engine::engine::table::{Cells, ReadingOptions, Source, TableError, records};
use enclave_engine::kernel::text::Fingerprint;

static BYTES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Takes up to four bytes of a file, the first in the lowest place.
#[unsafe(no_mangle)]
pub extern "C" fn push(word: u32, n: u32) {
    if let (Ok(mut bytes), Ok(n)) = (BYTES.lock(), usize::try_from(n)) {
        bytes.extend(word.to_le_bytes().into_iter().take(n));
    }
}

/// The end of the file: its hash.
#[unsafe(no_mangle)]
pub extern "C" fn finish() -> u64 {
    let bytes = BYTES.lock().map(|mut it| std::mem::take(&mut *it)).unwrap_or_default();
    u64::from_str_radix(&hash(&bytes), 16).unwrap_or(0)
}

/// The hash of what is read of these bytes, in hex.
pub fn hash(bytes: &[u8]) -> String {
    let mut hash = Fingerprint::default();
    let options = ReadingOptions::default();
    let mut say = |text: &str| {
        hash.push(text.as_bytes());
        hash.push(&[0xFF]);
    };
    let feed = |take: &mut dyn FnMut(&[u8]) -> Result<(), TableError>| take(bytes);
    let listed = records::<TableError>(&options, feed, &mut |cells| {
        cells.iter().for_each(|it| say(it));
        say("");
    });
    say(&format!("{listed:?}"));
    match Source::from_bytes("file", bytes, &options) {
        Err(error) => say(&format!("{error:?}")),
        Ok(source) => {
            say(&format!("{:?} {:?}", source.summary(), source.problems));
            for column in &source.table.columns {
                say(&format!("{} {:?}", column.name, column.kind));
                typed(&column.cells, &mut say);
            }
        }
    }
    hash.hex()
}

fn typed(cells: &Cells, say: &mut dyn FnMut(&str)) {
    match cells {
        Cells::Numbers(values) => values.iter().for_each(|it| say(&format!("{:x}", bits(*it)))),
        Cells::Days(days) => days.iter().for_each(|it| say(&it.to_string())),
        Cells::Codes { codes, dictionary } => {
            codes.iter().for_each(|it| say(&it.to_string()));
            dictionary.iter().for_each(say);
        }
        Cells::Texts(texts) => texts.iter().for_each(say),
    }
}

/// Machines differ in the bits of what is no number.
fn bits(value: f64) -> u64 {
    if value.is_nan() { u64::MAX } else { value.to_bits() }
}
