//! What a person likes, kept in the browser. No customer data comes here.

use gloo::storage::{LocalStorage, Storage as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::engine::json;

const PREFIX: &str = "enclave.";

/// What was kept under a name; `None` where there is nothing, or nothing of this form.
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    let text = LocalStorage::raw().get_item(&format!("{PREFIX}{name}")).ok()??;
    json::read(&text).ok()
}

/// Keeps something. A browser that keeps nothing is no reason to trouble a person.
pub fn save<T: Serialize>(name: &str, value: &T) {
    let _kept = LocalStorage::raw().set_item(&format!("{PREFIX}{name}"), &json::in_one_line(value));
}

/// Forgets everything that was kept.
pub fn clear() {
    LocalStorage::clear();
}
