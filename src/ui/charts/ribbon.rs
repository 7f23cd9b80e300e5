//! Shares of customers above, shares of revenue below; rows of two bars where the page is narrow.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, NamePlace, Ribbon, RibbonPiece, Strip, percent};
use crate::ui::charts::figure::Figure;
use crate::ui::charts::mark::{SegmentChip, shape_href};

/// The least share whose strip has room for a shape beside it.
const SHAPE_ROOM: f64 = 0.014;

/// The ribbon with its twin.
#[component]
pub fn RibbonChart(
    /// Pieces and bases.
    ribbon: Ribbon,
    /// Finding and basis.
    caption: Caption,
    /// Opens a segment, where marks open anything.
    on_open: Option<Callback<usize>>,
) -> View {
    let readings = ribbon.readings();
    let twin = ribbon.twin();
    let rows = rows(&ribbon);
    let plot = if ribbon.base_below.is_some() { wide(&ribbon) } else { strip(&ribbon) };
    view! {
        <Figure caption name="shares" readings twin on_open>
            {plot}
            {rows}
        </Figure>
    }
}

fn wide(ribbon: &Ribbon) -> View {
    let bands = ribbon.pieces.iter().map(|it| {
        view! { <path class="plot__band" data-slot=it.slot d=it.band.clone()></path> }
    });
    let bands = bands.collect_view();
    let pieces = ribbon.pieces.iter().enumerate().map(piece).collect_view();
    let base = (ribbon.base_above.clone(), ribbon.base_below.clone());
    view! {
        <svg class="plot ribbon" height="204" aria-hidden="true">
            <svg x="0" y="76" width="100%" height="56" viewBox="0 0 100 100" preserveAspectRatio="none">
                {bands}
            </svg>
            {pieces}
            <text x="0" y="13">{base.0}</text>
            <text x="0" y="200">{base.1}</text>
        </svg>
        {named_in_key(ribbon)}
    }
}

fn piece((idx, piece): (usize, &RibbonPiece)) -> View {
    let above = &piece.above;
    let start = percent(above.span.start);
    let middle = percent(above.span.middle());
    let name = piece.name.clone();
    let named = match piece.place {
        NamePlace::Over => view! {
            <g>
                {small_shape(&start, "27", piece.slot)}
                <text class="plot__strong" x=start dx="17" y="37">{name}</text>
            </g>
        },
        NamePlace::Lead => view! {
            <g>
                <line class="plot__leader" x1=middle.clone() x2=middle.clone() y1="20" y2="44"></line>
                <text class="plot__strong" x=middle y="13" text-anchor="middle">
                    {format!("{name} {}", above.label)}
                </text>
            </g>
        },
        NamePlace::Key => {
            let shape = (above.span.size > SHAPE_ROOM).then(|| small_shape(&start, "27", piece.slot));
            view! { <g>{shape}</g> }
        }
    };
    let below = piece.below.as_ref().map(|it| {
        let start = percent(it.span.start);
        let shape = (it.span.size > SHAPE_ROOM).then(|| small_shape(&start, "170", piece.slot));
        view! {
            <g>
                {bar(it, 132)}
                {shape}
            </g>
        }
    });
    view! {
        <g data-slot=piece.slot data-mark=idx>
            {bar(above, 44)}
            {named}
            {below}
        </g>
    }
}

fn bar(strip: &Strip, y: u32) -> View {
    let start = percent(strip.span.start);
    let label = strip.label_inset.map(|inset| {
        view! {
            <text class="plot__on" x=start.clone() dx=inset y=f64::from(y) + 20.5>
                {strip.label.clone()}
            </text>
        }
    });
    let gap = (strip.span.start > 0.0).then(|| {
        view! { <line class="plot__gap" x1=start.clone() x2=start.clone() y1=y y2=y + 32></line> }
    });
    view! {
        <rect class="plot__slot" x=start y=y width=percent(strip.span.size) height="32"></rect>
        {label}
        {gap}
    }
}

fn small_shape(x: &str, y: &'static str, slot: u8) -> View {
    view! {
        <svg x=x.to_owned() y=y width="24" height="12">
            <use_ class="plot__slot" href=shape_href(slot) x="1" width="11" height="11"></use_>
        </svg>
    }
}

/// Only customers: one strip.
fn strip(ribbon: &Ribbon) -> View {
    let pieces = ribbon.pieces.iter().enumerate().map(|(idx, it)| {
        let start = percent(it.above.span.start);
        let shape = (it.above.span.size > SHAPE_ROOM).then(|| small_shape(&start, "2", it.slot));
        view! {
            <g data-slot=it.slot data-mark=idx>
                {bar(&it.above, 20)}
                {shape}
            </g>
        }
    });
    let pieces = pieces.collect_view();
    let chips =
        ribbon.pieces.iter().map(|it| view! { <SegmentChip palette_slot=it.slot name=it.name.clone() /> });
    let chips = chips.collect_view();
    view! {
        <svg class="plot ribbon" height="54" aria-hidden="true">{pieces}</svg>
        <p class="figure__key ribbon-key">{chips}</p>
    }
}

fn named_in_key(ribbon: &Ribbon) -> View {
    let unnamed = ribbon.pieces.iter().filter(|it| it.place == NamePlace::Key);
    let chips: Vec<_> =
        unnamed.map(|it| view! { <SegmentChip palette_slot=it.slot name=it.name.clone() /> }).collect();
    (!chips.is_empty()).then(|| view! { <p class="figure__key ribbon-key">{chips}</p> }).into_view()
}

fn rows(ribbon: &Ribbon) -> View {
    let largest = ribbon.largest.max(1e-9) / 0.95;
    let row = |(idx, piece): (usize, &RibbonPiece)| {
        let bar = |strip: &Strip| percent((strip.share / largest).clamp(0.0, 1.0));
        let below = piece.below.as_ref();
        let value = below
            .map_or_else(|| piece.above.label.clone(), |it| format!("{} · {}", piece.above.label, it.label));
        let revenue = below.map(|it| {
            view! { <rect class="plot__slot" y="9" width=bar(it) height="6"></rect> }
        });
        view! {
            <div class="bar-rows__row" data-slot=piece.slot data-mark=idx>
                <SegmentChip palette_slot=piece.slot name=piece.name.clone() />
                <svg class="bar-rows__plot" width="100%" height="16" aria-hidden="true">
                    <rect class="plot__population" y="1" width=bar(&piece.above) height="6"></rect>
                    {revenue}
                </svg>
                <span class="bar-rows__value">{value}</span>
            </div>
        }
    };
    let rows = ribbon.pieces.iter().enumerate().map(row).collect_view();
    let basis = if ribbon.base_below.is_some() {
        "Grey: share of customers. Colour: share of revenue"
    } else {
        "Grey: share of customers"
    };
    view! {
        <div class="ribbon-list bar-rows">
            <p class="figure__basis">{basis}</p>
            {rows}
        </div>
    }
}
