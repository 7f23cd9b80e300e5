//! Where the middle half of each segment lies beside the middle half of everyone.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::compare::{ComparedHead, Lane, LaneRow, Lanes};
use crate::engine::present::chart::percent;
use crate::ui::charts::compare::key;
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::shape_href;

/// Pixels from one lane to the next.
const LANE: f64 = 20.0;

/// One row per number, a lane in it for each segment.
#[component]
pub fn LaneRows(
    /// The rows.
    lanes: Lanes,
    /// Opens a segment.
    on_open: Option<Callback<usize>>,
) -> View {
    let (readings, twin) = (lanes.readings(), lanes.twin());
    let Lanes { heads, rows, caption } = lanes;
    let key = key(heads.iter());
    let rows = rows.into_iter().enumerate().map(|(idx, it)| row(&heads, idx, it)).collect_view();
    view! {
        <Figure caption name="compared-ranges" readings twin on_open>
            {key}
            <div class="bar-rows bar-rows--lanes">
                <div class="bar-rows__row bar-rows__head">
                    <span>"Number"</span>
                    <span>"Low to high"</span>
                    <span class="bar-rows__value">"Typical"</span>
                </div>
                {rows}
            </div>
        </Figure>
    }
}

fn row(heads: &[ComparedHead], idx: usize, row: LaneRow) -> View {
    let height = LANE * heads.len() as f64;
    let all = percent(row.everyone_median);
    let first = idx * heads.len();
    let values = row.lanes.iter().map(|it| view! { <span class="lane-value">{it.value.clone()}</span> });
    let values = values.collect_view();
    let lanes = heads.iter().zip(row.lanes).enumerate();
    let lanes = lanes.map(|(at, (head, it))| lane(head, at, first + at, it)).collect_view();
    view! {
        <div class="bar-rows__row">
            <span>
                {row.label}
                <small class="bar-rows__scale">{row.scale}</small>
                <small class="bar-rows__scale">{format!("Everyone {}", row.everyone_value)}</small>
            </span>
            <svg class="plot" height=height aria-hidden="true">
                <rect
                    class="plot__population plot__population--wide"
                    x=percent(row.everyone.start)
                    y="0"
                    width=percent(row.everyone.size)
                    height=height
                ></rect>
                <line class="plot__leader" x1=all.clone() x2=all y1="0" y2=height></line>
                {lanes}
            </svg>
            <span class="bar-rows__value">{values}</span>
        </div>
    }
}

fn lane(head: &ComparedHead, at: usize, mark: usize, Lane { place, .. }: Lane) -> View {
    let top = LANE * at as f64;
    let middle = top + LANE / 2.0;
    let drawn = place.map(|(half, median)| {
        let x = percent(median);
        view! {
            <g>
                <line class="plot__whisker" x1=percent(half.start) x2=percent(half.end()) y1=middle y2=middle></line>
                <svg class="customer-map__middle" x=x y=middle width="1" height="1">
                    <rect class="plot__slot" x="-2" y="-8" width="4" height="16"></rect>
                    <use_ class="plot__slot plot__rim" href=shape_href(head.slot) x="-5.5" y="-5.5" width="11" height="11"></use_>
                </svg>
            </g>
        }
    });
    view! {
        <g data-slot=head.slot data-mark=mark>
            <rect class="plot__reach" x="0" y=top width="100%" height=LANE></rect>
            {drawn}
        </g>
    }
}
