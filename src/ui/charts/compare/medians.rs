//! Typical customers of each segment as lines across upright axes.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::compare::{MedianAxis, MedianLine, Medians};
use crate::engine::present::chart::percent;
use crate::ui::charts::compare::key;
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::shape_href;

/// Height of the field, in pixels; the engine keeps names apart for it.
const FIELD: f64 = 240.0;
/// Room above it, for the value at the top of each axis.
const HEAD: f64 = 24.0;

/// Axes, everyone's line and a line for each segment; narrow pages are told where the same stands.
#[component]
pub fn MedianLines(
    /// Axes and lines.
    medians: Medians,
    /// Opens a segment.
    on_open: Option<Callback<usize>>,
) -> View {
    let (readings, twin) = (medians.readings(), medians.twin());
    let Medians { axes, lines, everyone, caption } = medians;
    let n_axes = axes.len();
    let heads: Vec<_> = lines.iter().map(|it| it.head.clone()).collect();
    let paths = lines.iter().map(|it| {
        view! { <path class="plot__line plot__line--slot" data-slot=it.head.slot d=it.path.clone()></path> }
    });
    let paths = paths.collect_view();
    let marks = lines.iter().enumerate().map(|(idx, it)| line(&axes, idx * n_axes, it)).collect_view();
    let labels = axes.iter().map(|it| view! { <span class="medians__label">{it.label.clone()}</span> });
    let labels = labels.collect_view();
    view! {
        <Figure caption name="medians" readings twin on_open>
            <p class="medians__narrow">"There is little room here: the ranges above show the same typical customers, and the table has the numbers."</p>
            <div class="medians">
                <svg class="plot" height=HEAD + FIELD + 24.0 aria-hidden="true">
                    {axes.iter().map(axis).collect_view()}
                    <svg x="0" y=HEAD width="100%" height=FIELD viewBox="0 0 100 100" preserveAspectRatio="none">
                        <path class="plot__chance" d=everyone></path>
                        {paths}
                    </svg>
                    {marks}
                </svg>
                <div class="medians__labels">{labels}</div>
            </div>
            {key(heads.iter())}
        </Figure>
    }
}

fn axis(axis: &MedianAxis) -> View {
    let x = percent(axis.x);
    view! {
        <g>
            <line class="plot__grid" x1=x.clone() x2=x.clone() y1=HEAD y2=HEAD + FIELD></line>
            <text x=x.clone() y="14" text-anchor="middle">{axis.high.clone()}</text>
            <text x=x y=HEAD + FIELD + 17.0 text-anchor="middle">{axis.low.clone()}</text>
        </g>
    }
}

fn line(axes: &[MedianAxis], first: usize, line: &MedianLine) -> View {
    let marks = axes.iter().zip(&line.points).enumerate().map(|(idx, (axis, point))| {
        let shape = point.as_ref().map(|(y, _)| {
            view! {
                <svg class="customer-map__middle" x=percent(axis.x) y=HEAD + FIELD * y width="1" height="1">
                    <circle class="plot__reach" r="11"></circle>
                    <use_ class="customer-map__shape" href=shape_href(line.head.slot) x="-6.5" y="-6.5" width="13" height="13"></use_>
                </svg>
            }
        });
        view! { <g data-mark=first + idx>{shape}</g> }
    });
    let marks = marks.collect_view();
    let name = line.name.clone().zip(axes.last()).map(|((name, y), axis)| {
        view! { <text class="plot__strong" x=percent(axis.x) dx="14" y=HEAD + y + 4.0>{name}</text> }
    });
    view! { <g data-slot=line.head.slot>{marks}{name}</g> }
}
