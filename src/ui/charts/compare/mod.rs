//! A few segments side by side, drawn from `engine::present::chart::compare`.

mod fingerprint;
mod lanes;
mod medians;
mod stacked;

pub use fingerprint::FingerprintChart;
pub use lanes::LaneRows;
pub use medians::MedianLines;
pub use stacked::StackedBars;

use crate::ui::view::prelude::*;

use crate::engine::present::chart::compare::ComparedHead;
use crate::ui::charts::mark::SegmentChip;

/// Shapes and names of the segments.
fn key<'a>(heads: impl Iterator<Item = &'a ComparedHead>) -> View {
    let chips = heads.map(|it| view! { <SegmentChip palette_slot=it.slot name=it.name.clone()/> });
    view! { <p class="figure__key">{chips.collect_view()}</p> }
}
