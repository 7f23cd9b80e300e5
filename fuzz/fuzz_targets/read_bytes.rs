//! Bytes to a table: no bytes end in a panic, and a table that comes out is whole.

#![no_main]

#[path = "../bodies/reading.rs"]
mod reading;

use enclave::engine::table::ReadingOptions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reading::table(bytes, &ReadingOptions::default()));
