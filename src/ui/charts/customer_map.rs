//! Customers on a plane: points on a canvas, middles and names over it.
//!
//! Up to 20,000 points are written into one picture and put on the canvas in one call, which takes
//! a few milliseconds; twenty thousand SVG elements would not. The middles are SVG, so that they
//! follow the theme, can be pointed at and read.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, MapCentre, MapView, percent};
use crate::ui::browser::canvas;
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::{SegmentChip, shape_href};

/// The map with its key and twin.
#[component]
pub fn CustomerMap(
    /// Points and middles.
    map: MapView,
    /// Finding and basis.
    caption: Caption,
    /// Opens a segment.
    on_open: Option<Callback<usize>>,
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
    let points = StoredValue::new(map.points);
    let draw = move || {
        let (Some(field), Some(surface)) = (field.get_untracked(), surface.get_untracked()) else { return };
        let colours = canvas::colours_of(&field, ".customer-map__probe");
        points.with_value(|points| canvas::draw_points(&surface, points, &colours));
    };
    follow_up(move |_| {
        if let Some(field) = field.get() {
            canvas::on_change_of_look(&field, draw);
        }
    });
    view! {
        <Figure caption name="customer-map" readings twin on_open>
            <div class="customer-map" node_ref=field>
                {probes}
                <canvas class="customer-map__points" node_ref=surface role="img" aria-label=summary></canvas>
                <svg class="plot customer-map__middles" aria-hidden="true">{centres}</svg>
            </div>
            <p class="figure__key">{chips}</p>
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
