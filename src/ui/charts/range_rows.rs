//! Where the middle half of a segment lies beside the middle half of everyone.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, RangeRow, Reading, percent};
use crate::ui::charts::figure::Figure;

/// One row per number, each on its own scale.
#[component]
pub fn RangeRows(
    /// The rows.
    rows: Vec<RangeRow>,
    /// Colour of the segment.
    palette_slot: u8,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let twin = RangeRow::twin(&rows);
    let say = |it: &RangeRow| {
        format!("{}: half here {}, half of everyone {}", it.label, it.range, it.everyone_range)
    };
    let readings: Vec<_> = rows.iter().map(|it| Reading::new(say(it), None)).collect();
    view! {
        <Figure caption name="ranges" readings twin on_open=None>
            <div class="bar-rows bar-rows--range" data-slot=palette_slot>
                <div class="bar-rows__row bar-rows__head">
                    <span>"Number"</span>
                    <span>"Low to high"</span>
                    <span class="bar-rows__value">"Here, everyone"</span>
                </div>
                {rows.into_iter().enumerate().map(row).collect_view()}
            </div>
        </Figure>
    }
}

fn row((idx, row): (usize, RangeRow)) -> View {
    let all = percent(row.everyone_median);
    view! {
        <div class="bar-rows__row" data-mark=idx>
            <span>{row.label}<small class="bar-rows__scale">{row.scale}</small></span>
            <svg class="plot bar-rows__plot" aria-hidden="true">
                <line class="plot__grid" x1="0" x2="100%" y1="14.5" y2="14.5"></line>
                <rect
                    class="plot__population"
                    x=percent(row.everyone.start)
                    y="8"
                    width=percent(row.everyone.size)
                    height="13"
                ></rect>
                <line class="plot__leader" x1=all.clone() x2=all y1="8" y2="21"></line>
                <rect
                    class="plot__slot"
                    x=percent(row.here.start)
                    y="12"
                    width=percent(row.here.size)
                    height="5"
                ></rect>
                <rect class="plot__slot" x=percent(row.here_median) y="4" width="4" height="21"></rect>
            </svg>
            <span class="bar-rows__value">{row.value} " " <small>{row.everyone_value}</small></span>
        </div>
    }
}
