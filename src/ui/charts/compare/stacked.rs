//! The values of a category as bars of 100 %, one for each segment and one for everyone.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::compare::{Stack, StackPiece, Stacks};
use crate::engine::present::chart::percent;
use crate::ui::charts::figure::{Figure, Readings};
use crate::ui::charts::mark::SegmentChip;

/// The bars of one category column.
#[component]
pub fn StackedBars(
    /// The bars.
    stacks: Stacks,
    /// Opens a segment.
    on_open: Option<Callback<usize>>,
) -> View {
    let readings = Readings { marks: stacks.readings(), per_row: Some(stacks.values.len()) };
    let twin = stacks.twin();
    let Stacks { values, bars, caption, .. } = stacks;
    let n_values = values.len();
    let key = values.into_iter().map(|(value, heat)| {
        view! { <span><span class="heat-key__step" data-heat=heat aria-hidden="true"></span>{value}</span> }
    });
    let key = key.collect_view();
    let bars = bars.into_iter().enumerate().map(|(idx, it)| bar(idx * n_values, it)).collect_view();
    view! {
        <Figure caption name="categories-compared" readings twin on_open>
            <div class="bar-rows bar-rows--stacked">{bars}</div>
            <p class="figure__key">{key}</p>
        </Figure>
    }
}

fn bar(first: usize, Stack { head, n, pieces }: Stack) -> View {
    let name = match head {
        Some(it) => view! { <SegmentChip palette_slot=it.slot name=it.name/> },
        None => view! { <span>"Everyone"</span> },
    };
    let pieces = pieces.into_iter().enumerate().map(|(idx, it)| piece(first + idx, it)).collect_view();
    view! {
        <div class="bar-rows__row">
            {name}
            <svg class="plot bar-rows__stack" aria-hidden="true">{pieces}</svg>
            <span class="bar-rows__value">{n}</span>
        </div>
    }
}

fn piece(mark: usize, StackPiece { span, share, has_room, heat }: StackPiece) -> View {
    let (start, end) = (percent(span.start), percent(span.end()));
    let label = has_room.then(|| {
        view! { <text class="plot__on-heat" x=percent(span.middle()) y="16.5" text-anchor="middle">{share}</text> }
    });
    view! {
        <g data-heat=heat data-mark=mark>
            <rect class="plot__heat" x=start y="0" width=percent(span.size) height="24"></rect>
            {label}
            <line class="plot__gap" x1=end.clone() x2=end y1="0" y2="24"></line>
        </g>
    }
}
