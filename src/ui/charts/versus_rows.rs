//! How far a segment is from everyone: bars from a centre rule.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, Reading, VersusRow, percent};
use crate::ui::charts::figure::Figure;

/// The rows, largest rise first.
#[component]
pub fn VersusRows(
    /// Drawn to one scale.
    rows: Vec<VersusRow>,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let twin = VersusRow::twin(&rows);
    let say =
        |it: &VersusRow| format!("{}: {} here, {} everyone, {}", it.label, it.here, it.everyone, it.change);
    let readings: Vec<_> = rows.iter().map(|it| Reading::new(say(it), None)).collect();
    view! {
        <Figure caption name="against-everyone" readings twin on_open=None>
            <div class="bar-rows bar-rows--versus">
                <div class="bar-rows__row bar-rows__head">
                    <span>"Customer"</span>
                    <span></span>
                    <span class="bar-rows__value">"Here, everyone"</span>
                </div>
                {rows.into_iter().enumerate().map(row).collect_view()}
            </div>
        </Figure>
    }
}

fn row((idx, row): (usize, VersusRow)) -> View {
    let class = if row.is_above { "plot__above" } else { "plot__below" };
    let (end, dx, anchor) =
        if row.is_above { (row.span.end(), "6", "start") } else { (row.span.start, "-6", "end") };
    view! {
        <div class="bar-rows__row" data-mark=idx>
            <span>{row.label}</span>
            <svg class="plot bar-rows__plot" aria-hidden="true">
                <rect class=class x=percent(row.span.start) y="1" width=percent(row.span.size) height="14"></rect>
                <line class="plot__axis" x1="50%" x2="50%" y1="-11" y2="27"></line>
                <text class="plot__strong" x=percent(end) dx=dx y="12.5" text-anchor=anchor>{row.change}</text>
            </svg>
            <span class="bar-rows__value">{row.here} " " <small>{row.everyone}</small></span>
        </div>
    }
}
