//! A response tree as an indented table with bars, and the curve of its gains.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{GainsChart, TreeChart, TreeRow, percent};
use crate::ui::charts::figure::Figure;

/// Height of the field of gains, in pixels.
const FIELD: f64 = 180.0;

/// The nodes of a tree.
#[component]
pub fn TreeRows(
    /// The nodes.
    tree: TreeChart,
    /// Opens the segment of a leaf, where leaves open anything.
    on_open: Option<Callback<usize>>,
) -> View {
    let (readings, twin) = (tree.readings(), tree.twin());
    let TreeChart { rows, caption, .. } = tree;
    view! {
        <Figure caption name="tree" readings twin on_open>
            <div class="funnel">{rows.into_iter().enumerate().map(row).collect_view()}</div>
        </Figure>
    }
}

fn row((idx, row): (usize, TreeRow)) -> View {
    let TreeRow { label, depth, n, rate, interval, span, segment, has_failed, .. } = row;
    let class = if segment.is_some() { "plot__accent" } else { "plot__population" };
    let failed = has_failed.then(|| view! { " " <span class="tag tag--warn">"Did not hold up"</span> });
    view! {
        <div class="funnel__row funnel__row--wide" data-depth=depth.min(4) data-mark=idx>
            <span class="funnel__line">{label} {failed}</span>
            <svg class="funnel__bar" aria-hidden="true">
                <rect class="plot__sunken" width="100%" height="10"></rect>
                <rect class=class width=percent(span.size) height="10"></rect>
            </svg>
            <span class="funnel__n">{rate} " " <small>{format!("{interval}, n = {n}")}</small></span>
        </div>
    }
}

/// How early the outcome is reached.
#[component]
pub fn GainsCurve(
    /// The curve.
    gains: GainsChart,
) -> View {
    let twin = gains.twin();
    let GainsChart { path, points, readings, caption } = gains;
    let bottom = FIELD + 8.5;
    let mark = |(idx, (x, y)): (usize, (f64, f64))| {
        view! { <circle class="plot__accent" data-mark=idx cx=percent(x) cy=8.0 + FIELD * y r="4"></circle> }
    };
    view! {
        <Figure caption name="gains" readings twin on_open=None>
            <svg class="plot" height=FIELD + 32.0 aria-hidden="true">
                <svg x="0" y="8" width="100%" height=FIELD viewBox="0 0 100 100" preserveAspectRatio="none">
                    <path class="plot__chance" d="M0 100L100 0"></path>
                    <path class="plot__line" d=path></path>
                </svg>
                <line class="plot__axis" x1="0" x2="100%" y1=bottom y2=bottom></line>
                {points.into_iter().enumerate().map(mark).collect_view()}
                <text x="0" y=bottom + 17.0>"0% of customers"</text>
                <text x="100%" y=bottom + 17.0 text-anchor="end">"100%"</text>
            </svg>
        </Figure>
    }
}
