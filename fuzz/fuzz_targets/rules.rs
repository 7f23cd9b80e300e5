//! Texts to rules, and to recipes: no text ends in a panic, and what is written reads back the same.

#![no_main]

#[path = "../bodies/rules.rs"]
mod rules;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        rules::text(text);
        rules::recipe(text);
    }
});
