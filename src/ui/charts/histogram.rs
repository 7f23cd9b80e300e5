//! How a number is spread in a segment, over everyone in grey.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, Histogram, Reading, Span, percent};
use crate::ui::charts::figure::Figure;

/// Height of the field of bars, in pixels.
const FIELD: f64 = 84.0;

/// Bars of both.
#[component]
pub fn HistogramChart(
    /// The bars.
    histogram: Histogram,
    /// Colour of the segment.
    palette_slot: u8,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let twin = histogram.twin();
    let say = |[from, to, here, all]: &[String; 4]| format!("{from} to {to}: {here} here, {all} of everyone");
    let readings: Vec<_> = histogram.rows.iter().map(|it| Reading::new(say(it), None)).collect();
    let Histogram { bins, here, everyone, low, high, rows: _ } = histogram;
    let bars = bins.into_iter().zip(here.into_iter().zip(everyone)).enumerate();
    let bars = bars.map(|(idx, (bin, (here, everyone)))| pair(idx, bin, here, everyone)).collect_view();
    view! {
        <Figure caption name="histogram" readings twin on_open=None>
            <svg class="plot" height=FIELD + 22.0 data-slot=palette_slot aria-hidden="true">
                {bars}
                <line class="plot__axis" x1="0" x2="100%" y1=FIELD + 0.5 y2=FIELD + 0.5></line>
                <text x="0" y=FIELD + 17.0>{low}</text>
                <text x="100%" y=FIELD + 17.0 text-anchor="end">{high}</text>
            </svg>
        </Figure>
    }
}

fn pair(idx: usize, bin: Span, here: f64, everyone: f64) -> View {
    let bar = |class: &'static str, inset: f64, share: f64| {
        let height = share * FIELD;
        view! {
            <rect
                class=class
                x=percent(bin.start + inset * bin.size)
                y=FIELD - height
                width=percent(bin.size * (1.0 - 2.0 * inset).min(0.95))
                height=height
            ></rect>
        }
    };
    view! {
        <g data-mark=idx>
            {bar("plot__population", 0.0, everyone)}
            {bar("plot__slot", 0.24, here)}
            <rect class="plot__reach" x=percent(bin.start) y="0" width=percent(bin.size) height=FIELD></rect>
        </g>
    }
}
