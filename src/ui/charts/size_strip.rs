//! Shares of customers in one strip, with a key below.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, Ribbon, percent};
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::{SegmentChip, shape_href};

/// How large the segments are.
#[component]
pub fn SizeStrip(
    /// Its upper half is drawn.
    ribbon: Ribbon,
    /// Finding and basis.
    caption: Caption,
    /// Opens a segment, where marks open anything.
    on_open: Option<Callback<usize>>,
) -> View {
    let pieces = ribbon.pieces.iter().enumerate().map(|(idx, it)| {
        let start = percent(it.above.span.start);
        let size = it.above.span.size;
        let text_class = if size < 0.12 { "plot__on plot__wide" } else { "plot__on" };
        let label = (size >= 0.045).then(|| {
            view! {
                <text class=text_class x=start.clone() dx="8" y="40.5">{it.above.label.clone()}</text>
            }
        });
        view! {
            <g data-slot=it.slot data-mark=idx>
                <rect class="plot__slot" x=start.clone() y="20" width=percent(size) height="32"></rect>
                <line class="plot__gap" x1=start.clone() x2=start.clone() y1="20" y2="52"></line>
                {label}
                <svg x=start y="2" width="24" height="12">
                    <use_ class="plot__slot" href=shape_href(it.slot) x="1" width="11" height="11"></use_>
                </svg>
            </g>
        }
    });
    let pieces = pieces.collect_view();
    let chips =
        ribbon.pieces.iter().map(|it| view! { <SegmentChip palette_slot=it.slot name=it.name.clone() /> });
    let chips = chips.collect_view();
    view! {
        <Figure caption name="sizes" readings=ribbon.readings() twin=ribbon.twin() on_open>
            <svg class="plot" height="54" aria-hidden="true">{pieces}</svg>
            <p class="figure__key">{chips}</p>
        </Figure>
    }
}
