//! The frame of every chart: finding, basis, plot, what the pointed mark says, and the table twin.
//!
//! The plot is one tab stop. Arrow keys move from mark to mark, Enter opens the mark's segment, `t`
//! shows the table, Esc lets go. A mark is any element inside the plot with `data-mark`, its
//! position in the readings; the pointed one and the reached one say the same words.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDivElement, KeyboardEvent, PointerEvent};

use crate::engine::present::chart::{Caption, Reading, Twin};
use crate::ui::charts::twin::TwinTable;

/// What the marks of a plot say, and how many stand in a row.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// One per mark, in reading order.
    pub marks: Vec<Reading>,
    /// Marks in a row where they stand in a grid; all of them otherwise.
    pub per_row: Option<usize>,
}

impl From<Vec<Reading>> for Readings {
    fn from(marks: Vec<Reading>) -> Self {
        Self { marks, per_row: None }
    }
}

/// Where the words of a mark float, in pixels from the plot's corner.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Spot {
    x: f64,
    y: f64,
}

/// A chart with everything that belongs to it.
#[component]
pub fn Figure(
    /// Finding and basis.
    caption: Caption,
    /// What the marks say.
    #[prop(into)]
    readings: Readings,
    /// The same numbers as a table; none where the plot is a table itself.
    twin: Option<Twin>,
    /// Opens the segment of a mark, where marks open anything.
    on_open: Option<Callback<usize>>,
    /// The plot, and its key.
    children: Children,
) -> impl IntoView {
    let reached = RwSignal::new(None::<usize>);
    let is_twin_open = RwSignal::new(false);
    let plot = NodeRef::<Div>::new();
    let spot = Memo::new(move |_| reached.get().and_then(|mark| spot_of(&plot.get()?, mark)));
    Effect::new(move |_| show_reached(plot.get().as_ref(), reached.get()));
    let marks = StoredValue::new(readings.marks);
    let n = marks.with_value(Vec::len);
    let step = readings.per_row.unwrap_or(1);
    let words = move || {
        reached.get().and_then(|it| marks.with_value(|all| all.get(it).map(|mark| mark.text.clone())))
    };
    let has_twin = twin.is_some();
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let handled = match event.key().as_str() {
            "Escape" => reached.get_untracked().is_some_and(|_| {
                reached.set(None);
                true
            }),
            "t" if has_twin => {
                is_twin_open.update(|it| *it = !*it);
                true
            }
            "Enter" => open(reached.get_untracked(), marks, on_open),
            key => moved(key, reached.get_untracked(), n, step).is_some_and(|to| {
                reached.set(Some(to));
                true
            }),
        };
        if handled {
            event.prevent_default();
        }
    };
    let on_point = move |event: PointerEvent| reached.set(mark_under(&event));
    let on_click = move |event: leptos::ev::MouseEvent| {
        let mark = event.target().and_then(|it| mark_of(it.dyn_into::<Element>().ok()?));
        let _ = open(mark, marks, on_open);
    };
    let tab_stop = (n > 0).then_some("0");
    let label = plot_label(&caption, n);
    view! {
        <figure class="figure">
            <figcaption>
                <span class="figure__finding">{caption.finding}</span>
                <span class="figure__basis">{caption.basis}</span>
            </figcaption>
            <div
                class="figure__plot"
                class=("figure__plot--opens", on_open.is_some())
                node_ref=plot
                role="group"
                tabindex=tab_stop
                aria-label=label
                on:keydown=on_key
                on:pointerover=on_point
                on:pointerleave=move |_| reached.set(None)
                on:blur=move |_| reached.set(None)
                on:click=on_click
            >
                {children()}
                <div
                    class="figure__tip"
                    class=("figure__tip--shown", move || spot.get().is_some())
                    role="status"
                    style:left=move || format!("{}px", spot.get().unwrap_or_default().x)
                    style:top=move || format!("{}px", spot.get().unwrap_or_default().y)
                >
                    {words}
                </div>
            </div>
            {twin.map(|twin| view! { <TwinTable twin is_open=is_twin_open /> })}
        </figure>
    }
}

fn plot_label(caption: &Caption, n: usize) -> String {
    let finding = &caption.finding;
    if n == 0 { finding.clone() } else { format!("{finding}. Arrow keys move through {n} marks") }
}

fn open(mark: Option<usize>, marks: StoredValue<Vec<Reading>>, on_open: Option<Callback<usize>>) -> bool {
    let segment = mark.and_then(|it| marks.with_value(|all| all.get(it).and_then(|mark| mark.segment)));
    let Some((segment, on_open)) = segment.zip(on_open) else { return false };
    on_open.run(segment);
    true
}

/// The mark an arrow key leads to; the first from nowhere.
fn moved(key: &str, from: Option<usize>, n: usize, step: usize) -> Option<usize> {
    let last = n.checked_sub(1)?;
    let is_arrow = matches!(key, "ArrowRight" | "ArrowLeft" | "ArrowUp" | "ArrowDown");
    let Some(from) = from else { return (is_arrow || key == "Home").then_some(0) };
    match key {
        "ArrowRight" => Some((from + 1).min(last)),
        "ArrowLeft" => Some(from.saturating_sub(1)),
        "ArrowDown" => Some(from + step).filter(|it| *it <= last).or(Some(from)),
        "ArrowUp" => Some(from.checked_sub(step).unwrap_or(from)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn mark_under(event: &PointerEvent) -> Option<usize> {
    mark_of(event.target()?.dyn_into::<Element>().ok()?)
}

fn mark_of(element: Element) -> Option<usize> {
    element.closest("[data-mark]").ok()??.get_attribute("data-mark")?.parse().ok()
}

/// Every drawing of a mark: some plots have a wide and a narrow form.
fn drawings(plot: &HtmlDivElement, selector: &str) -> Vec<Element> {
    let Ok(found) = plot.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|idx| found.item(idx)?.dyn_into().ok()).collect()
}

fn show_reached(plot: Option<&HtmlDivElement>, mark: Option<usize>) {
    let Some(plot) = plot else { return };
    for it in drawings(plot, ".is-reached") {
        it.class_list().remove_1("is-reached").ok();
    }
    let Some(mark) = mark else { return };
    for it in drawings(plot, &format!("[data-mark=\"{mark}\"]")) {
        it.class_list().add_1("is-reached").ok();
    }
}

/// Over the middle of the mark, inside the plot; the drawing with a size counts.
fn spot_of(plot: &HtmlDivElement, mark: usize) -> Option<Spot> {
    let frame = plot.get_bounding_client_rect();
    let marks = drawings(plot, &format!("[data-mark=\"{mark}\"]"));
    let place = marks.iter().map(Element::get_bounding_client_rect).find(|it| it.width() > 0.0)?;
    let middle = place.left() - frame.left() + place.width() / 2.0;
    let inset = 120.0_f64.min(frame.width() / 2.0);
    Some(Spot { x: middle.clamp(inset, frame.width() - inset), y: place.top() - frame.top() })
}
