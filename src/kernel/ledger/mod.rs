//! From rows of orders to accounts of customers: every pass over the rows is linear and writes to
//! arrays with one place per customer.

mod accounts;
mod frequency;
mod latest;
mod modes;
mod money;
mod pairs;
mod purchases;
mod repeats;
mod rows;

pub use accounts::{Account, post};
pub use frequency::{Counted, days, orders, rows};
pub use latest::latest;
pub use modes::modes;
pub use money::{Units, products};
pub use purchases::Purchases;
pub use repeats::repeated_rows;
pub use rows::{Rows, Use, classify};
