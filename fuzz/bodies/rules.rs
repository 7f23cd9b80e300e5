//! What holds for any text that is read as rules, or as a recipe.
//! `fuzz_targets/` tries it with texts that find new ways through the program,
//! `tests/engine/fuzzed.rs` with chance alone, in every run of the tests.

use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::rules::RulesOptions;
use enclave::engine::segmentation::rules::text::{parse, print};

/// No text ends in a panic; a fault stands in the text, and rules say the same when they are written and read again.
pub fn text(text: &str) {
    match parse(text) {
        Ok(read) => round(&read, text),
        Err(fault) => {
            let n_lines = text.lines().count().max(1);
            assert!((1..=n_lines).contains(&fault.line), "{text:?}: line {} of {n_lines}", fault.line);
            assert!(fault.column >= 1 && !fault.expected.is_empty(), "{text:?}");
        }
    }
}

fn round(read: &RulesOptions, text: &str) {
    let written = print(read);
    let again =
        parse(&written).unwrap_or_else(|fault| panic!("{text:?} was written as {written:?}: {fault:?}"));
    assert_eq!(&again, read, "{text:?} was written as {written:?}");
    assert_eq!(print(&again), written);
}

/// No text ends in a panic, and a recipe that is read is written as one that reads alike.
pub fn recipe(text: &str) {
    if let Ok(read) = Recipe::from_json(text) {
        let written = read.to_json();
        assert_eq!(Recipe::from_json(&written).as_ref().map(Recipe::to_json), Ok(written), "{text:?}");
    }
}
