//! Values of options, taken apart.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;

/// The two halves of `WORD=REST`.
pub fn halves<'a>(option: &str, value: &'a str) -> Result<(&'a str, &'a str), Failure> {
    value.split_once('=').ok_or_else(|| Failure::usage(format!("--{option} {value} lacks its equals sign.")))
}

/// A number, or what is wrong with it.
pub fn parsed_number<T: std::str::FromStr>(option: &str, text: &str) -> Result<T, Failure> {
    let text = text.trim();
    text.parse().ok().ok_or_else(|| Failure::usage(format!("--{option} cannot be “{text}”.")))
}

/// A word that names a choice, or what is wrong with it.
pub fn parsed_word<T: DeserializeOwned>(option: &str, word: &str) -> Result<T, Failure> {
    serde_json::from_value(Value::String(word.to_owned()))
        .map_err(|error| Failure::usage(format!("--{option}: {error}.")))
}
