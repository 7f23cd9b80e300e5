//! From the text of one cell to what it says: a number, a day, yes or no, nothing.
//!
//! A cell alone is often not enough to tell; then all its readings are given, and the column decides.

pub mod date;
pub mod number;

mod currency;
mod missing;
mod narrow;
mod yes_no;

pub use currency::{CURRENCIES, is_currency_code};
pub use missing::{is_doubtful, is_missing, is_missing_value};
pub use narrow::narrow;
pub use yes_no::{is_no, is_yes, is_yes_no};
