//! Who a contact is to advertisers' tools: one form for each value, and its hash.

pub mod countries;
pub mod digest;
pub mod normal;
mod rules;

pub use rules::{DEFAULT_COUNTRY, Places, country, hash_of_it, hashed_email, hashed_phone, hashed_text};
