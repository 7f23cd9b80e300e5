//! A small line drawing beside words.

use crate::ui::view::prelude::*;

/// One of the icons of the sprite in index.html; decoration, never the only sign.
#[component]
pub fn Icon(
    /// Its name there, without `icon-`.
    name: &'static str,
) -> View {
    view! { <svg class="icon" aria-hidden="true"><use_ href=format!("#icon-{name}")/></svg> }
}
