//! What a person likes, kept in the browser. No customer data comes here.

use gloo::storage::{LocalStorage, Storage as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

const PREFIX: &str = "enclave.";

/// What was kept under a name; `None` where there is nothing, or nothing of this form.
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(format!("{PREFIX}{name}")).ok()
}

/// Keeps something. A browser that keeps nothing is no reason to trouble a person.
pub fn save<T: Serialize>(name: &str, value: &T) {
    let _kept = LocalStorage::set(format!("{PREFIX}{name}"), value);
}

/// Forgets everything that was kept.
pub fn clear() {
    LocalStorage::clear();
}
