//! Pieces that know no session.

mod icon;
mod select;
mod select_field;

pub use icon::Icon;
pub use select::{Options, Select, SelectLook};
pub use select_field::SelectField;
