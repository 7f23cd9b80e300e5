//! Customers on a plane: points on a canvas, middles and names over it.
//!
//! Up to 200,000 points are written into one picture and put on the canvas in one call, which takes
//! some milliseconds; as many SVG elements would not. The middles are SVG, so that they
//! follow the theme, can be pointed at and read.

mod outlining;

pub use outlining::Outlining;

use crate::ui::view::prelude::*;
use web_sys::PointerEvent;

use crate::engine::present::chart::{Caption, Grid, MapCentre, MapView, percent};
use crate::ui::browser::canvas;
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::{SegmentChip, shape_href};

use outlining::{Lasso, Spot};

/// How far around the pointer customers are counted, in pixels.
const REACH: f64 = 14.0;

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
    let (field, surface) =
        (NodeRef::<web_sys::HtmlDivElement>::new(), NodeRef::<web_sys::HtmlCanvasElement>::new());
    let sentences = map.description().into_iter().map(|it| view! { <li>{it}</li> }).collect_view();
    let grid = StoredValue::new(Grid::new(&map.points));
    let map = StoredValue::new(map);
    let lasso = Lasso::new();
    let can_outline = outlining.is_some();
    let hovered = RwSignal::new(None::<(Spot, String)>);
    let on_move = move |event: PointerEvent| {
        let Some(at) = outlining::spot_of(&event, field) else { return };
        if lasso.is_drawing() {
            lasso.go(at);
        } else if outlining::is_on_mark(&event) {
            hovered.set(None);
        } else {
            hovered.set(field.get_untracked().and_then(|it| {
                let reach = (
                    REACH / f64::from(it.client_width().max(1)),
                    REACH / f64::from(it.client_height().max(1)),
                );
                let words = map.with_value(|map| {
                    let around = grid.with_value(|grid| grid.around(&map.points, at, reach))?;
                    Some(map.say_around(&around))
                })?;
                Some((at, words))
            }));
        }
    };
    let on_down = move |event: PointerEvent| {
        if let Some(at) = outlining::spot_of(&event, field).filter(|_| can_outline) {
            hovered.set(None);
            lasso.start(&event, at);
        }
    };
    let choosing = outlining.map(|it| outlining::choosing(map, it, lasso));
    let place = move |pick: fn(&Spot) -> f64| {
        move || {
            hovered
                .with(|it| it.as_ref().map_or_else(String::new, |it| format!("{:.2}%", pick(&it.0) * 100.0)))
        }
    };
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
                    hovered.set(None);
                    lasso.close();
                }
            >
                {probes}
                <canvas class="customer-map__points" node_ref=surface role="img" aria-label=summary></canvas>
                <svg class="plot customer-map__middles" aria-hidden="true">{centres}</svg>
                {outlining::outline_view(lasso)}
            </div>
            <div
                class="figure__tip"
                class:figure__tip--shown=move || hovered.with(Option::is_some)
                style:left=place(|it| it.0.clamp(0.15, 0.85))
                style:top=place(|it| it.1)
            >
                {move || hovered.with(|it| it.as_ref().map(|it| it.1.clone()))}
            </div>
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
