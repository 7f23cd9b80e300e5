//! Texts to values: no text ends in a panic, and what is written in any style reads back the same.

#![no_main]

#[path = "../bodies/values.rs"]
mod values;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        values::cell(text);
    }
    if let Some((head, style)) = bytes.split_first_chunk::<8>()
        && let Some(&[a, b, c, d]) = style.first_chunk::<4>()
    {
        let head = u64::from_le_bytes(*head);
        values::number(head >> 3, u32::from(head as u8 % 8), [a, b, c, d]);
        values::day((head >> 32) as u32, head as u32, [a, b, c]);
    }
});
