//! What stands around every step.

mod colophon;
mod masthead;
mod rail;

pub use colophon::Colophon;
pub use masthead::Masthead;
pub use rail::Rail;
