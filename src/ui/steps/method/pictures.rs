//! What each method does, as a picture without numbers.

use crate::ui::view::prelude::*;

use crate::ui::charts::shape_href;

/// Heat of the cells of the picture, row by row: recent and frequent at the top right.
const HEAT: [[u8; 5]; 5] =
    [[2, 3, 4, 5, 7], [2, 3, 4, 5, 6], [2, 3, 3, 5, 6], [1, 2, 3, 4, 6], [1, 2, 3, 4, 6]];

/// Places of the marks of the picture, by the slot of their group.
const MARKS: [(u8, [(f64, f64); 7]); 4] = [
    (1, [(22.3, 20.8), (18.3, 20.1), (29.4, 20.5), (34.5, 12.7), (22.5, 13.8), (15.7, 16.9), (26.0, 7.5)]),
    (2, [(76.1, 27.4), (78.9, 4.4), (73.6, 10.3), (67.9, 21.8), (70.2, 2.3), (74.5, 12.3), (62.6, 8.5)]),
    (
        3,
        [(91.0, 45.9), (95.6, 49.4), (110.7, 41.2), (89.5, 38.5), (104.8, 41.8), (107.5, 36.2), (99.7, 34.0)],
    ),
    (5, [(35.1, 44.3), (45.6, 52.3), (42.9, 46.4), (52.8, 50.4), (40.1, 55.3), (34.8, 49.0), (47.3, 42.0)]),
];

/// The grid of recency and frequency.
pub fn grid_picture() -> View {
    let cells = HEAT
        .iter()
        .enumerate()
        .flat_map(|(y, row)| row.iter().enumerate().map(move |(x, heat)| (x, y, *heat)))
        .map(|(x, y, heat)| {
            let x = format!("{}%", x as f64 * 20.0 + 0.3);
            let y = format!("{}%", y as f64 * 20.0 + 0.6);
            view! { <rect class="cover__cell" data-heat=heat x=x y=y width="19.4%" height="18.8%"/> }
        })
        .collect_view();
    view! { <svg class="method-card__diagram" aria-hidden="true">{cells}</svg> }
}

/// Marks that lie together.
pub fn groups_picture() -> View {
    let marks = MARKS
        .iter()
        .flat_map(|(slot, places)| places.iter().map(move |place| (*slot, *place)))
        .map(|(slot, (x, y))| {
            view! {
                <use_ class="plot__slot" data-slot=slot href=shape_href(slot) x=x y=y width="9" height="9"/>
            }
        })
        .collect_view();
    view! { <svg class="method-card__diagram" viewBox="0 0 120 64" aria-hidden="true">{marks}</svg> }
}

/// Fewer and fewer, line by line.
pub fn rules_picture() -> View {
    let bars = [
        (4, 116, "plot__population"),
        (20, 82, "plot__population"),
        (36, 47, "plot__population"),
        (52, 31, "plot__accent"),
    ];
    let bars = bars.map(|(y, width, class)| view! { <rect class=class x="0" y=y width=width height="9"/> });
    view! { <svg class="method-card__diagram" viewBox="0 0 120 64" aria-hidden="true">{bars.into_iter().collect_view()}</svg> }
}

/// Few bring much: the curve of value with two cuts.
pub fn tiers_picture() -> View {
    view! {
        <svg class="method-card__diagram" viewBox="0 0 120 64" aria-hidden="true">
            <path class="plot__population" d="M0 62C8 30 20 14 46 8S96 2 118 2V62z"/>
            <path class="plot__line" d="M0 62C8 30 20 14 46 8S96 2 118 2"/>
            <path class="plot__cut" d="M12 62V34M34 62V12"/>
            <path class="plot__axis" d="M0 62.5h118"/>
        </svg>
    }
}

/// A tree with one branch that stands out.
pub fn tree_picture() -> View {
    view! {
        <svg class="method-card__diagram" viewBox="0 0 120 64" aria-hidden="true">
            <path class="plot__line" d="M60 12v10M24 30v-8h72v8M24 42v6M8 54v-6h32v6M96 42v6"/>
            <rect class="plot__population" x="46" y="2" width="28" height="10"/>
            <rect class="plot__population" x="10" y="31" width="28" height="10"/>
            <rect class="plot__accent" x="82" y="31" width="28" height="10"/>
            <rect class="plot__population" x="0" y="53" width="16" height="10"/>
            <rect class="plot__ink" x="32" y="53" width="16" height="10"/>
        </svg>
    }
}
