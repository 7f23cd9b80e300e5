//! Choosing customers on the map: an outline drawn with the mouse, or a part given by numbers.

use crate::ui::view::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDivElement, PointerEvent};

use crate::engine::present::chart::MapView;
use crate::engine::present::number;
use crate::engine::segmentation::{MapPoint, Outline};
use crate::ui::parts::NumberField;

/// A place on the plot, in shares of its width and height.
pub type Spot = (f64, f64);

/// What outlines need beside the plot.
#[derive(Clone)]
pub struct Outlining {
    /// The points that the map was made from.
    pub points: Vec<MapPoint>,
    /// Takes the outline of a new segment.
    pub on_outline: Callback<Outline>,
}

/// The outline as it is drawn, and as it is once it is closed.
#[derive(Clone, Copy)]
pub struct Lasso {
    drawn: RwSignal<Vec<Spot>>,
    closed: RwSignal<Vec<Spot>>,
    is_drawing: RwSignal<bool>,
}

/// Share of the plot that the pointer must go before there is another corner.
const STEP: f64 = 0.006;
/// Corners of an outline, at most.
const MAX_CORNERS: usize = 400;

impl Lasso {
    /// Nothing is drawn.
    pub fn new() -> Self {
        Self {
            drawn: RwSignal::new(Vec::new()),
            closed: RwSignal::new(Vec::new()),
            is_drawing: RwSignal::new(false),
        }
    }

    /// Whether an outline is being drawn.
    pub fn is_drawing(self) -> bool {
        self.is_drawing.get_untracked()
    }

    /// Starts where the mouse or the pen went down; a finger scrolls the page instead.
    pub fn start(self, event: &PointerEvent, at: Spot) {
        if event.button() != 0 || event.pointer_type() == "touch" {
            return;
        }
        self.drawn.set(vec![at]);
        self.closed.set(Vec::new());
        self.is_drawing.set(true);
    }

    /// Goes on to a place.
    pub fn go(self, at: Spot) {
        self.drawn.update(|it| {
            let is_far = it.last().is_none_or(|last| (last.0 - at.0).hypot(last.1 - at.1) > STEP);
            if is_far && it.len() < MAX_CORNERS {
                it.push(at);
            }
        });
    }

    /// Closes the outline; a click alone draws none.
    pub fn close(self) {
        if !self.is_drawing.get_untracked() {
            return;
        }
        self.is_drawing.set(false);
        let drawn = self.drawn.get_untracked();
        if drawn.len() < 4 {
            self.drawn.set(Vec::new());
        } else {
            self.closed.set(drawn);
        }
    }

    fn clear(self) {
        self.drawn.set(Vec::new());
        self.closed.set(Vec::new());
    }

    fn choose(self, [left, right, bottom, top]: [u32; 4]) {
        let share = |it: u32| f64::from(it) / 100.0;
        let (left, right, top, bottom) = (share(left), share(right), 1.0 - share(top), 1.0 - share(bottom));
        let corners = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
        self.drawn.set(corners.clone());
        self.closed.set(corners);
    }

    /// Steps of the outline on a field of 100 × 100.
    fn path(self) -> String {
        let step = |(x, y): &(f64, f64)| format!("{:.2} {:.2}", x * 100.0, y * 100.0);
        let steps: Vec<_> = self.drawn.with(|it| it.iter().map(step).collect());
        if steps.is_empty() { String::new() } else { format!("M{}z", steps.join("L")) }
    }
}

/// Where the pointer is on the plot.
pub fn spot_of(event: &PointerEvent, field: NodeRef<HtmlDivElement>) -> Option<Spot> {
    let place = field.get_untracked()?.get_bounding_client_rect();
    let share = |at: i32, from: f64, size: f64| ((f64::from(at) - from) / size.max(1.0)).clamp(0.0, 1.0);
    Some((
        share(event.client_x(), place.left(), place.width()),
        share(event.client_y(), place.top(), place.height()),
    ))
}

/// Whether the pointer is on the middle of a segment, which says its own words.
pub fn is_on_mark(event: &PointerEvent) -> bool {
    let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    element.is_some_and(|it| it.closest("[data-mark]").is_ok_and(|it| it.is_some()))
}

/// The outline over the points.
pub fn outline_view(lasso: Lasso) -> View {
    view! {
        <svg class="customer-map__lasso" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path class="plot__lasso" d=move || lasso.path()></path>
        </svg>
    }
}

/// Numbers instead of an outline, and what becomes of those chosen.
pub fn choosing(map: StoredValue<MapView>, outlining: Outlining, lasso: Lasso) -> View {
    let Outlining { points, on_outline } = outlining;
    let is_sampled = map.with_value(|it| it.points.len() < it.n);
    let points = StoredValue::new(points);
    let first_name = map.with_value(first_name);
    let name = RwSignal::new(first_name);
    let n_inside = Memo::new(move |_| {
        let corners = lasso.closed.get();
        let outline = map.with_value(|it| it.outline(String::new(), &corners));
        (corners.len() > 2).then(|| points.with_value(|points| MapView::inside(&outline, points)))
    });
    let words = move || n_inside.get().map(|n| said(n, is_sampled));
    let save = move |_| {
        let (name, corners) = (name.get_untracked(), lasso.closed.get_untracked());
        let outline = map.with_value(|it| it.outline(name.trim().to_owned(), &corners));
        lasso.clear();
        on_outline.run(outline);
    };
    let label = move || match n_inside.get() {
        Some(n) if !is_sampled => {
            format!("Save {} as a new segment", number::counted(n, "customer", "customers"))
        }
        _ => "Save them as a new segment".to_owned(),
    };
    let cannot = move || n_inside.get().unwrap_or(0) == 0 || name.with(|it| it.trim().is_empty());
    view! {
        <div class="customer-map__choosing">
            <p class="figure__basis">
                "Draw around customers with the mouse to make them a segment, or choose a part of the map by numbers."
            </p>
            {by_numbers(lasso)}
            <p role="status">{words}</p>
            <Show when=move || n_inside.get().is_some()>
                <div class="cluster">
                    <label class="field">
                        <span class="field__label">"Name of the new segment"</span>
                        <input
                            class="input"
                            autocomplete="off"
                            prop:value=move || name.get()
                            on:input=move |event| name.set(event_target_value(&event))
                        />
                    </label>
                    <button class="button button--primary" type="button" disabled=cannot on:click=save>
                        {label}
                    </button>
                    <button class="button button--quiet" type="button" on:click=move |_| lasso.clear()>
                        "Clear"
                    </button>
                </div>
            </Show>
        </div>
    }
}

fn said(n: usize, is_sampled: bool) -> String {
    match n {
        0 => "Nobody is inside.".to_owned(),
        n if is_sampled => format!(
            "{} of those drawn inside. The new segment takes everyone at these places, drawn or not.",
            number::counted(n, "customer", "customers")
        ),
        n => format!("{} inside.", number::counted(n, "customer", "customers")),
    }
}

/// A name that no segment has.
fn first_name(map: &MapView) -> String {
    let is_taken = |name: &str| map.centres.iter().any(|it| it.name == name);
    let names = std::iter::once("Drawn on the map".to_owned());
    let mut names = names.chain((2..100).map(|it| format!("Drawn on the map {it}")));
    names.find(|it| !is_taken(it)).unwrap_or_default()
}

fn by_numbers(lasso: Lasso) -> View {
    let sides = RwSignal::new([0_u32, 100, 0, 100]);
    let field = move |at: usize, id: &'static str, label: &'static str| {
        let value = Signal::derive(move || sides.with(|it| it.get(at).copied().unwrap_or(0)));
        let on_change = Callback::new(move |to: u32| {
            sides.update(|all| all.iter_mut().skip(at).take(1).for_each(|it| *it = to));
        });
        view! { <NumberField id label range=(0, 100) value on_change hint=""/> }
    };
    view! {
        <details class="disclosure">
            <summary>
                <span>"Choose by numbers"</span>
            </summary>
            <div class="cluster customer-map__sides">
                {field(0, "map-left", "From the left, from %")}
                {field(1, "map-right", "to %")}
                {field(2, "map-bottom", "From the bottom, from %")}
                {field(3, "map-top", "to % of the height")}
                <button class="button" type="button" on:click=move |_| lasso.choose(sides.get_untracked())>
                    "Choose this part"
                </button>
            </div>
        </details>
    }
}
