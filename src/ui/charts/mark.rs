//! A segment's shape in its colour, alone or with its name.

use crate::ui::view::prelude::*;

use crate::engine::present::palette;

/// The address of a slot's shape in the page's sprite.
pub fn shape_href(slot: u8) -> String {
    format!("#mark-{}", palette::shape(slot))
}

/// A segment's shape, coloured by the nearest `data-slot` around it or by its own.
#[component]
pub fn Mark(
    /// Colour and shape.
    palette_slot: u8,
    /// More classes.
    class: &'static str,
) -> View {
    view! {
        <svg class=format!("mark {class}") data-slot=palette_slot aria-hidden="true">
            <use_ href=shape_href(palette_slot) />
        </svg>
    }
}

/// A segment's shape and name.
#[component]
pub fn SegmentChip(
    /// Colour and shape.
    palette_slot: u8,
    /// The segment's name.
    name: String,
) -> View {
    view! { <span class="segment-chip"><Mark palette_slot class=""/>{name}</span> }
}
