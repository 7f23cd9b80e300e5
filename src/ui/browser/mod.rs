//! The browser, as far as the page needs it: the only place that names its interfaces.

pub mod shell;
