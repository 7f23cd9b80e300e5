//! The browser's own way to print.

use leptos::prelude::window;

/// Opens the print dialogue.
pub fn print() {
    window().print().ok();
}
