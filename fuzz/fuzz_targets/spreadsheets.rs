//! No workbook and no archive ends in a panic, hangs, or takes more room than is stated.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src/wrapping/tests/files/hostile.rs"]
mod hostile;

fuzz_target!(|bytes: &[u8]| hostile::take(bytes));
