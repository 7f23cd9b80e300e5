//! What stands around every step.

mod colophon;
mod job_voice;
mod masthead;
mod menu;
mod open_as;
mod rail;
pub mod shortcuts;
mod toasts;
mod tour;
mod window_drop;

pub use colophon::Colophon;
pub use job_voice::JobVoice;
pub use masthead::Masthead;
pub use menu::{Menu, MenuState};
pub use open_as::OpenAs;
pub use rail::Rail;
pub use toasts::Toasts;
pub use tour::{Tour, TourState};
pub use window_drop::WindowDrop;
