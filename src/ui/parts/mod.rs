//! Pieces that know no session.

mod icon;

pub use icon::Icon;
