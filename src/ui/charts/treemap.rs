//! Segments as areas; as rows where the page is narrow.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Area, Caption, TreeCell, TreeMap, percent};
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::{SegmentChip, shape_href};

/// The areas with their twin.
#[component]
pub fn TreemapChart(
    /// The areas.
    map: TreeMap,
    /// What they stand for: "Revenue", "Customers".
    what: &'static str,
    /// Finding and basis.
    caption: Caption,
    /// Opens a segment.
    on_open: Option<Callback<usize>>,
) -> View {
    let (readings, twin) = (map.readings(), map.twin(what));
    let cells = map.cells.iter().enumerate().filter_map(cell).collect_view();
    let gaps = map.cells.iter().filter_map(|it| it.area).map(gap).collect_view();
    let rows = map.cells.into_iter().enumerate().map(row).collect_view();
    view! {
        <Figure caption name="areas" readings twin on_open>
            <svg class="treemap" aria-hidden="true">{cells}{gaps}</svg>
            <div class="treemap-rows bar-rows">{rows}</div>
        </Figure>
    }
}

fn cell((idx, cell): (usize, &TreeCell)) -> Option<View> {
    let Area { across, down } = cell.area?;
    let place = (percent(across.start), percent(down.start), percent(across.size), percent(down.size));
    let (x, y, width, height) = place.clone();
    let is_roomy = across.size > 0.03 && down.size > 0.09;
    let shape = is_roomy.then(|| {
        view! { <use_ class="mark" href=shape_href(cell.slot) x="10" y="11" width="13" height="13"></use_> }
    });
    let lines = cell.lines.clone().into_iter().map(|it| {
        let class = if it.is_name { "treemap__name" } else { "treemap__n" };
        view! { <text class=class x=it.x y=it.y>{it.text}</text> }
    });
    let lines = lines.collect_view();
    Some(view! {
        <g data-slot=cell.slot data-mark=idx>
            <rect class="treemap__cell" x=place.0 y=place.1 width=place.2 height=place.3></rect>
            <svg x=x y=y width=width height=height>{shape}{lines}</svg>
        </g>
    })
}

/// Paper between an area and those to its left and above it.
fn gap(Area { across, down }: Area) -> View {
    let (left, right) = (percent(across.start), percent(across.end()));
    let (top, bottom) = (percent(down.start), percent(down.end()));
    let upright = (across.start > 1e-9).then(|| {
        view! { <line class="plot__gap" x1=left.clone() x2=left.clone() y1=top.clone() y2=bottom></line> }
    });
    let level = (down.start > 1e-9).then(|| {
        view! { <line class="plot__gap" x1=left.clone() x2=right y1=top.clone() y2=top.clone()></line> }
    });
    view! { <g>{upright}{level}</g> }
}

fn row((idx, cell): (usize, TreeCell)) -> View {
    view! {
        <div class="bar-rows__row" data-slot=cell.slot data-mark=idx>
            <SegmentChip palette_slot=cell.slot name=cell.name/>
            <svg class="bar-rows__plot" width="100%" aria-hidden="true">
                <rect class="plot__slot" y="2" width=percent(cell.bar) height="12"></rect>
            </svg>
            <span class="bar-rows__value">{cell.value}</span>
        </div>
    }
}
