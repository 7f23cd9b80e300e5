//! The values of a category column: bars here, a tick for everyone, and the index.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{BarRow, Caption, Reading, percent};
use crate::ui::charts::figure::Figure;

/// The most frequent values.
#[component]
pub fn CategoryRows(
    /// The rows.
    rows: Vec<BarRow>,
    /// Name of the column.
    column: String,
    /// Colour of the segment.
    palette_slot: u8,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let twin = BarRow::twin(&rows, &column);
    let say = |it: &BarRow| format!("{}: {} here, {} everyone", it.label, it.value, it.everyone_value);
    let readings: Vec<_> = rows.iter().map(|it| Reading::new(say(it), None)).collect();
    view! {
        <Figure caption name="categories" readings twin on_open=None>
            <div class="bar-rows" data-slot=palette_slot>
                <div class="bar-rows__row bar-rows__head">
                    <span>{column}</span>
                    <span></span>
                    <span class="bar-rows__value">"Index"</span>
                </div>
                {rows.into_iter().enumerate().map(row).collect_view()}
            </div>
        </Figure>
    }
}

fn row((idx, row): (usize, BarRow)) -> View {
    let label = percent(row.size.max(row.everyone));
    view! {
        <div class="bar-rows__row" data-mark=idx>
            <span>{row.label}</span>
            <svg class="plot bar-rows__plot" aria-hidden="true">
                <rect class="plot__slot" y="2" width=percent(row.size) height="12"></rect>
                <rect class="plot__ink" x=percent(row.everyone) y="-2" width="2" height="20"></rect>
                <text class="plot__strong" x=label dx="9" y="12.5">{row.value}</text>
            </svg>
            <span class="bar-rows__value">{row.index.unwrap_or_else(|| "–".to_owned())}</span>
        </div>
    }
}
