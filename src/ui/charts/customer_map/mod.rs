//! Customers on a plane: points on a canvas, middles and names over it.
//!
//! Up to 200,000 points are written into one picture and put on the canvas in one call, which takes
//! some milliseconds; as many SVG elements would not. The middles are SVG, so that they
//! follow the theme, can be pointed at and read.

mod hover;
mod outlining;

pub use outlining::Outlining;

use crate::ui::view::prelude::*;
use web_sys::{HtmlCanvasElement, HtmlDivElement, PointerEvent};

use crate::engine::present::chart::{Caption, MapCentre, MapView, percent};
use crate::ui::browser::canvas;
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::{SegmentChip, shape_href};

use hover::Hover;
use outlining::Lasso;

/// The map with its key and twin.
#[component]
pub fn CustomerMap(
    /// Points and middles.
    map: MapView,
    /// Finding and basis.
    caption: Caption,
    /// Opens a segment.
    on_open: Option<Callback<usize>>,
    /// Where customers can be chosen for a new segment.
    outlining: Option<Outlining>,
) -> View {
    let (readings, twin) = (map.readings(), map.twin());
    let summary = summary(&map);
    let centres = map.centres.iter().enumerate().map(centre).collect_view();
    let chips =
        map.centres.iter().map(|it| view! { <SegmentChip palette_slot=it.slot name=it.name.clone()/> });
    let chips = chips.collect_view();
    let slots: Vec<u8> = slots(&map);
    let probes = slots.iter().map(|it| view! { <i class="customer-map__probe" data-slot=*it></i> });
    let probes = probes.collect_view();
    let (field, surface) = (NodeRef::<HtmlDivElement>::new(), NodeRef::<HtmlCanvasElement>::new());
    let sentences = map.description().into_iter().map(|it| view! { <li>{it}</li> }).collect_view();
    let map = StoredValue::new(map);
    let lasso = Lasso::new();
    let can_outline = outlining.is_some();
    let hover = Hover::over(map, field);
    let on_move = move |event: PointerEvent| {
        let Some(at) = outlining::spot_of(&event, field) else { return };
        if lasso.is_drawing() {
            lasso.go(at);
        } else if outlining::is_on_mark(&event) {
            hover.leave();
        } else {
            hover.go(at);
        }
    };
    let on_down = move |event: PointerEvent| {
        if let Some(at) = outlining::spot_of(&event, field).filter(|_| can_outline) {
            hover.leave();
            lasso.start(&event, at);
        }
    };
    let choosing = outlining.map(|it| outlining::choosing(map, it, lasso));
    draw_again(map, field, surface);
    view! {
        <Figure caption name="customer-map" readings twin on_open>
            <div class="customer-map-frame">
            <div
                class="customer-map"
                class:customer-map--outlines=can_outline
                node_ref=field
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=move |_: PointerEvent| lasso.close()
                on:pointerleave=move |_: PointerEvent| {
                    hover.leave();
                    lasso.close();
                }
            >
                {probes}
                <canvas class="customer-map__points" node_ref=surface role="img" aria-label=summary></canvas>
                <svg class="plot customer-map__middles" aria-hidden="true">{centres}</svg>
                {outlining::outline_view(lasso)}
            </div>
            {hover.tip()}
            </div>
            <p class="figure__key">{chips}</p>
            <details class="disclosure customer-map__described">
                <summary>
                    <span>"Describe this map"</span>
                </summary>
                <ul>{sentences}</ul>
            </details>
            {choosing}
        </Figure>
    }
}

/// Draws the points, now and whenever the map changes its size or the page its theme.
fn draw_again(
    map: StoredValue<MapView>,
    field: NodeRef<HtmlDivElement>,
    surface: NodeRef<HtmlCanvasElement>,
) {
    let draw = move || {
        let (Some(field), Some(surface)) = (field.get_untracked(), surface.get_untracked()) else { return };
        let colours = canvas::colours_of(&field, ".customer-map__probe");
        map.with_value(|it| canvas::draw_points(&surface, &it.points, &colours));
    };
    follow_up(move |_| {
        if let Some(field) = field.get() {
            canvas::on_change_of_look(&field, draw);
        }
    });
}

/// The slot of each position among the segments, so that a point finds its colour.
fn slots(map: &MapView) -> Vec<u8> {
    let n = map.centres.iter().map(|it| it.segment + 1).max().unwrap_or(0);
    let slot_of = |idx| map.centres.iter().find(|it| it.segment == idx).map_or(12, |it| it.slot);
    (0..n).map(slot_of).collect()
}

fn summary(map: &MapView) -> String {
    let names: Vec<_> = map.centres.iter().map(|it| it.name.as_str()).collect();
    format!("Map of {} customers in {} groups: {}", map.points.len(), names.len(), names.join(", "))
}

fn centre((idx, centre): (usize, &MapCentre)) -> View {
    let (dx, anchor) = if centre.is_label_before { ("-14", "end") } else { ("14", "start") };
    view! {
        <g data-slot=centre.slot data-mark=idx>
            <svg class="customer-map__middle" x=percent(centre.x) y=percent(centre.y) width="1" height="1">
                <circle class="plot__reach" r="16"></circle>
                <use_ class="customer-map__shape" href=shape_href(centre.slot) x="-9" y="-9" width="18" height="18"></use_>
                <text class="customer-map__name" dx=dx y=centre.label_shift + 4.5 text-anchor=anchor>
                    {centre.name.clone()}
                </text>
            </svg>
        </g>
    }
}
