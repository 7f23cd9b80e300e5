//! Code that runs again when a signal it read changes.

use leptos::prelude::{RenderEffect, untrack};

use super::View;

/// Runs now, and again whenever a signal that it reads changes, until the handle is dropped.
pub type Follower = RenderEffect<()>;

/// Follows the signals that `run` reads.
pub fn follow(mut run: Box<dyn FnMut()>) -> Follower {
    RenderEffect::new(move |_| run())
}

/// Makes a view without hearing of the signals that are read meanwhile.
pub fn unheard(make: Box<dyn FnOnce() -> View>) -> View {
    untrack(make)
}
