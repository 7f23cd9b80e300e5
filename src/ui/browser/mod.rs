//! The browser, as far as the page needs it: the only place that names its interfaces.

pub mod canvas;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod drawn;
pub mod file;
pub mod focus;
pub mod paper;
pub mod place;
pub mod shell;
pub mod storage;
