//! What stands around every step.

mod colophon;
mod masthead;
mod rail;
mod toasts;
mod window_drop;

pub use colophon::Colophon;
pub use masthead::Masthead;
pub use rail::Rail;
pub use toasts::Toasts;
pub use window_drop::WindowDrop;
