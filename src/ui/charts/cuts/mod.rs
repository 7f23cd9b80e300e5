//! Where the cut points of RFM lie among the customers: three histograms with lines to move.

mod handle;

use std::sync::Arc;

use crate::engine::present::chart::{Caption, Cut, CutOf, CutRow, Slide, Span, percent, with_cut_at};
use crate::engine::segmentation::RfmCuts;
use crate::ui::charts::figure::{Figure, Readings};
use crate::ui::view::prelude::*;

pub use handle::{CutHandle, Moving};

/// From the label of a cut down to the foot of the bars, in pixels.
const FOOT: f64 = 82.0;
/// Height of the highest bar, in pixels.
const FIELD: f64 = 52.0;

/// Takes all cut points of a number.
pub type OnCut = Callback<(CutOf, Vec<f64>)>;

/// One row per number. Every cut point is a slider of its own.
#[component]
pub fn CutRowsChart(
    /// Bars and ends.
    rows: Vec<CutRow>,
    /// Cut points as the controls say.
    cuts: Signal<Option<RfmCuts>>,
    /// What is being moved in each row: it outlives a new result.
    moving: [Moving; 3],
    /// Takes cut points, rising.
    on_change: OnCut,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let twin = CutRow::twin(&rows);
    let rows =
        rows.into_iter().zip(moving).map(|(it, moving)| row(it, cuts, moving, on_change)).collect_view();
    view! {
        <Figure caption name="cuts" readings=Readings::default() twin on_open=None>
            <div class="cut-rows">{rows}</div>
        </Figure>
    }
}

fn row(row: CutRow, cuts: Signal<Option<RfmCuts>>, moving: Moving, on_change: OnCut) -> View {
    let CutRow { name, hint, bins, heights, low, high, scale, cuts: _ } = row;
    let of = scale.of;
    let field = moving.field;
    let values = Memo::new(move |_| {
        let values = cuts.with(|it| it.as_ref().map(|it| of.of(it).clone()).unwrap_or_default());
        moving.at.get().map_or(values.clone(), |(idx, value)| with_cut_at(&values, idx, value))
    });
    let own = scale.clone();
    let lines = Memo::new(move |_| own.lines(&values.read()));
    let n = Memo::new(move |_| values.with(Vec::len));
    let bars = bins.into_iter().zip(heights).map(bar).collect_view();
    let scale: Arc<dyn Slide> = Arc::new(scale);
    let take = Callback::new(move |cuts: Vec<f64>| on_change.run((of, cuts)));
    let handles = move || {
        let handle = |idx: usize| {
            let (scale, height) = (Arc::clone(&scale), FOOT + 6.0);
            view! { <CutHandle idx name scale values moving on_change=take height/> }
        };
        (0..n.get()).map(handle).collect_view()
    };
    view! {
        <div class="cut-rows__row">
            <p class="cut-rows__name">
                {name}
                <span class="cut-rows__hint">{hint}</span>
            </p>
            <div class="cut-rows__field" node_ref=field>
                <svg class="plot cut-rows__plot" aria-hidden="true">
                    {bars}
                    <line class="plot__axis" x1="0" x2="100%" y1=FOOT + 0.5 y2=FOOT + 0.5></line>
                    {move || lines.with(|all| all.iter().map(line).collect_view())}
                    <text x="0" y="100">{low}</text>
                    <text x="100%" y="100" text-anchor="end">{high}</text>
                </svg>
                {handles}
            </div>
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

fn line(cut: &Cut) -> View {
    let x = percent(cut.x);
    let anchor = match cut.x {
        x if x < 0.03 => "start",
        x if x > 0.97 => "end",
        _ => "middle",
    };
    let class = if cut.is_lifted { "plot__strong plot__lift" } else { "plot__strong" };
    let label = cut.has_room.then(|| {
        view! { <text class=class x=x.clone() y="11" text-anchor=anchor>{cut.label.clone()}</text> }
    });
    view! {
        <g>
            <line class="plot__cut" x1=x.clone() x2=x y1="18" y2=FOOT></line>
            {label}
        </g>
    }
}
