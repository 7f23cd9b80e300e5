//! Where the cut points of RFM lie among the customers: three histograms with lines.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, Cut, CutRow, Span, percent};
use crate::ui::charts::figure::Figure;

/// From the label of a cut down to the foot of the bars, in pixels.
const FOOT: f64 = 82.0;
/// Height of the highest bar, in pixels.
const FIELD: f64 = 52.0;

/// One row per number.
#[component]
pub fn CutRowsChart(
    /// Bars and cut points.
    rows: Vec<CutRow>,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let readings = CutRow::readings(&rows);
    let twin = CutRow::twin(&rows);
    let first_mark = |idx: usize| rows.iter().take(idx).map(|it| it.cuts.len()).sum::<usize>();
    let starts: Vec<_> = (0..rows.len()).map(first_mark).collect();
    let rows = rows.into_iter().zip(starts).map(|(it, first)| row(it, first)).collect_view();
    view! {
        <Figure caption name="cuts" readings twin on_open=None>
            <div class="cut-rows">{rows}</div>
        </Figure>
    }
}

fn row(row: CutRow, first_mark: usize) -> View {
    let bars = row.bins.into_iter().zip(row.heights).map(bar).collect_view();
    let cuts = row.cuts.into_iter().enumerate().map(|(idx, it)| cut(first_mark + idx, it)).collect_view();
    view! {
        <div class="cut-rows__row">
            <p class="cut-rows__name">
                {row.name}
                <span class="cut-rows__hint">{row.hint}</span>
            </p>
            <svg class="plot cut-rows__plot" aria-hidden="true">
                {bars}
                <line class="plot__axis" x1="0" x2="100%" y1=FOOT + 0.5 y2=FOOT + 0.5></line>
                {cuts}
                <text x="0" y="100">{row.low}</text>
                <text x="100%" y="100" text-anchor="end">{row.high}</text>
            </svg>
        </div>
    }
}

fn bar((bin, height): (Span, f64)) -> View {
    let height = height * FIELD;
    view! {
        <rect
            class="plot__quiet"
            x=percent(bin.start)
            y=FOOT - height
            width=percent(bin.size * 0.9)
            height=height
        ></rect>
    }
}

fn cut(mark: usize, cut: Cut) -> View {
    let x = percent(cut.x);
    let anchor = match cut.x {
        x if x < 0.03 => "start",
        x if x > 0.97 => "end",
        _ => "middle",
    };
    let class = if cut.is_lifted { "plot__strong plot__lift" } else { "plot__strong" };
    let label = cut.has_room.then(|| {
        view! { <text class=class x=x.clone() y="11" text-anchor=anchor>{cut.label}</text> }
    });
    view! {
        <g data-mark=mark>
            <line class="plot__cut" x1=x.clone() x2=x y1="18" y2=FOOT></line>
            {label}
        </g>
    }
}
