//! Patterns that tell segments apart on paper without colour.

use crate::ui::view::prelude::*;

use crate::engine::present::palette::{N_SLOTS, hatch};

/// One pattern a slot, to be filled with: `hatch-1` to `hatch-12`.
pub fn hatches() -> View {
    let pattern = |slot: u8| {
        view! {
            <pattern
                id=format!("hatch-{slot}")
                data-slot=slot
                width="8"
                height="8"
                patternUnits="userSpaceOnUse"
            >
                <rect class="hatch__ground" width="8" height="8"></rect>
                <path class="hatch__line" d=hatch(slot)></path>
            </pattern>
        }
    };
    let patterns = (1..=N_SLOTS).map(pattern).collect_view();
    view! { <svg class="hatch" width="0" height="0" aria-hidden="true"><defs>{patterns}</defs></svg> }
}
