//! Who is around the pointer.

use crate::ui::view::prelude::*;
use web_sys::HtmlDivElement;

use crate::engine::present::chart::{Grid, MapView};
use crate::ui::charts::customer_map::outlining::Spot;

/// How far around the pointer customers are counted, in pixels.
const REACH: f64 = 14.0;

/// Words about a place on the map, and where they float.
#[derive(Clone, Copy)]
pub struct Hover {
    map: StoredValue<MapView>,
    field: NodeRef<HtmlDivElement>,
    grid: StoredValue<Grid>,
    words: RwSignal<Option<(Spot, String)>>,
}

impl Hover {
    /// Over the points of a map.
    pub fn over(map: StoredValue<MapView>, field: NodeRef<HtmlDivElement>) -> Self {
        let grid = StoredValue::new(map.with_value(|it| Grid::new(&it.points)));
        Self { map, field, grid, words: RwSignal::new(None) }
    }

    /// The pointer is at a place.
    pub fn go(self, at: Spot) {
        let Some(field) = self.field.get_untracked() else { return };
        let share = |pixels: i32| REACH / f64::from(pixels.max(1));
        let reach = (share(field.client_width()), share(field.client_height()));
        let words = self.map.with_value(|map| {
            let around = self.grid.with_value(|grid| grid.around(&map.points, at, reach))?;
            Some((at, map.say_around(&around)))
        });
        self.words.set(words);
    }

    /// The pointer is elsewhere.
    pub fn leave(self) {
        self.words.set(None);
    }

    /// The words beside the pointer.
    pub fn tip(self) -> View {
        let words = self.words;
        let place = move |pick: fn(&Spot) -> f64| {
            let percent = move |it: &(Spot, String)| format!("{:.2}%", pick(&it.0) * 100.0);
            move || words.with(|it| it.as_ref().map_or_else(String::new, percent))
        };
        view! {
            <div
                class="figure__tip"
                class:figure__tip--shown=move || words.with(Option::is_some)
                style:left=place(|it| it.0.clamp(0.15, 0.85))
                style:top=place(|it| it.1)
            >
                {move || words.with(|it| it.as_ref().map(|it| it.1.clone()))}
            </div>
        }
    }
}
