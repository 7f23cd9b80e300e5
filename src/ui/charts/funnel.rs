//! From everyone to a segment, line by line.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{FunnelChart, FunnelRow, percent};
use crate::ui::charts::figure::Figure;

/// The bars of one segment.
#[component]
pub fn FunnelBars(
    /// The bars.
    funnel: FunnelChart,
) -> View {
    let (readings, twin) = (funnel.readings(), funnel.twin());
    let FunnelChart { rows, caption } = funnel;
    view! {
        <Figure caption name="funnel" readings twin on_open=None>
            <div class="funnel">{rows.into_iter().enumerate().map(row).collect_view()}</div>
        </Figure>
    }
}

fn row((idx, row): (usize, FunnelRow)) -> View {
    let FunnelRow { label, depth, span, left, change, is_culprit } = row;
    let class = if is_culprit {
        "plot__below"
    } else if idx == 0 {
        "plot__population"
    } else {
        "plot__accent"
    };
    view! {
        <div class="funnel__row" class:funnel__row--culprit=is_culprit data-depth=depth.min(4) data-mark=idx>
            <span class="funnel__line">{label}</span>
            <svg class="funnel__bar" aria-hidden="true">
                <rect class="plot__sunken" width="100%" height="10"></rect>
                <rect class=class width=percent(span.size) height="10"></rect>
            </svg>
            <span class="funnel__n">{left} " " <small>{change}</small></span>
        </div>
    }
}
