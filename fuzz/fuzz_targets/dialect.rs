//! Bytes to a table and to records in any dialect, whole, in pieces and many at once.

#![no_main]

#[path = "../bodies/reading.rs"]
mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reading::dialect(bytes));
