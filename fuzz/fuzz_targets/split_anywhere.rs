//! Any split of the bytes gives the same table and the same issues.

#![no_main]

use enclave::engine::table::{Finished, Reader, ReadingOptions, Source, TableError};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (n, bytes) = input;
    // Rows in front push the bytes behind the part that is held back.
    let rows = "C1,2024-01-01,5\n".repeat(70_000);
    let bytes = [b"id,date,amount\n", rows.as_bytes(), &bytes.repeat(usize::from(n) + 1)].concat();
    let whole = Source::from_bytes("fuzz.csv", &bytes, &ReadingOptions::default());
    let split = read_split(&bytes, usize::from(n) * 37 + 1);
    assert_eq!(shown(&whole), shown(&split));
});

fn read_split(bytes: &[u8], n: usize) -> Result<Source, TableError> {
    let mut reader = Reader::new("fuzz.csv", &ReadingOptions::default());
    loop {
        for piece in bytes.chunks(n) {
            reader.push(piece)?;
        }
        match reader.finish()? {
            Finished::Done(source) => return Ok(*source),
            Finished::Again(again) => reader = Reader::resume("fuzz.csv", &again),
        }
    }
}

fn shown(read: &Result<Source, TableError>) -> String {
    match read {
        Ok(source) => format!("{:?} {:?}", source.summary(), source.problems),
        Err(error) => format!("{error:?}"),
    }
}
