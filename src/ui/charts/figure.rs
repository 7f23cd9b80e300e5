//! The frame of every chart: finding, basis, plot, what the pointed mark says, and the table twin.
//!
//! The plot is one tab stop. Arrow keys move from mark to mark, Enter opens the mark's segment, `t`
//! shows the table, Esc lets go. A mark is any element inside the plot with `data-mark`, its
//! position in the readings; the pointed one and the reached one say the same words.

use crate::ui::view::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, EventTarget, HtmlDivElement, KeyboardEvent, PointerEvent};

use crate::engine::present::chart::{Caption, Reading, Twin};
use crate::engine::present::glossary;
use crate::ui::charts::save::Save;
use crate::ui::charts::twin::TwinTable;
use crate::ui::parts::Explain;

/// Marks that the keyboard reaches; the table has all of them.
const MAX_REACHED: usize = 60;

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
    /// Name of the chart in saved files, never of anything in it: "customer-map".
    name: &'static str,
    /// What the marks say.
    readings: Readings,
    /// The same numbers as a table.
    twin: Twin,
    /// Opens the segment of a mark, where marks open anything.
    on_open: Option<Callback<usize>>,
    /// The plot, and its key.
    children: View,
) -> View {
    let plot = NodeRef::<HtmlDivElement>::new();
    let figure = NodeRef::<Element>::new();
    let marks = Marks::new(readings, on_open);
    let spot = Memo::new(move |_| marks.reached.get().and_then(|mark| spot_of(&plot.get()?, mark)));
    follow_up(move |_| show_reached(plot.get().as_ref(), marks.reached.get()));
    let n = marks.n;
    let on_key = move |event: KeyboardEvent| {
        let is_plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        // Keys of a control inside the plot are the control's.
        let is_own = event.target() == event.current_target();
        if is_plain && is_own && marks.take_key(&event.key()) {
            event.prevent_default();
        }
    };
    let on_point = move |event: PointerEvent| marks.reached.set(event.target().and_then(mark_of));
    let on_click = move |event: web_sys::MouseEvent| {
        marks.open(event.target().and_then(mark_of));
    };
    let tab_stop = (n > 0).then_some("0");
    let label = plot_label(&caption, n);
    let kept = caption.clone();
    let copy = twin.clone();
    let explained = glossary::of_chart(name).map(|id| view! { <Explain id here=Vec::new()/> });
    view! {
        <figure class="figure" node_ref=figure>
            <figcaption>
                <span class="figure__finding">{caption.finding}</span>
                <span class="figure__basis">{caption.basis}</span>
            </figcaption>
            <div
                class="figure__plot"
                class:figure__plot--opens=on_open.is_some()
                node_ref=plot
                role="group"
                tabindex=tab_stop
                aria-label=label
                on:keydown=on_key
                on:pointerover=on_point
                on:pointerleave=move |_| marks.reached.set(None)
                on:blur=move |_| marks.reached.set(None)
                on:click=on_click
            >
                {children}
                <div
                    class="figure__tip"
                    class:figure__tip--shown=move || spot.get().is_some()
                    role="status"
                    style:left=move || format!("{}px", spot.get().unwrap_or_default().x)
                    style:top=move || format!("{}px", spot.get().unwrap_or_default().y)
                >
                    {move || marks.words()}
                </div>
            </div>
            <div class="figure__foot">
                <TwinTable twin is_open=marks.is_twin_open summary="Show as table"/>
                <Save figure name caption=kept twin=copy/>
                {explained}
            </div>
        </figure>
    }
}

fn plot_label(caption: &Caption, n: usize) -> String {
    let finding = &caption.finding;
    match n {
        0 => finding.clone(),
        n if n > MAX_REACHED => {
            format!(
                "{finding}. Arrow keys move through the first {MAX_REACHED} of {n} marks, T shows all as a table"
            )
        }
        n => format!("{finding}. Arrow keys move through {n} marks, T shows them as a table"),
    }
}

/// The marks of a plot, and which of them is pointed at or reached.
#[derive(Clone, Copy)]
struct Marks {
    all: StoredValue<Vec<Reading>>,
    n: usize,
    per_row: usize,
    reached: RwSignal<Option<usize>>,
    is_twin_open: RwSignal<bool>,
    on_open: Option<Callback<usize>>,
}

impl Marks {
    fn new(readings: Readings, on_open: Option<Callback<usize>>) -> Self {
        Self {
            n: readings.marks.len(),
            per_row: readings.per_row.unwrap_or(1),
            all: StoredValue::new(readings.marks),
            reached: RwSignal::new(None),
            is_twin_open: RwSignal::new(false),
            on_open,
        }
    }

    fn words(self) -> Option<String> {
        let reached = self.reached.get()?;
        self.all.with_value(|all| all.get(reached).map(|it| it.text.clone()))
    }

    /// Says whether the key was for the plot.
    fn take_key(self, key: &str) -> bool {
        let reached = self.reached.get_untracked();
        match key {
            "Escape" => {
                self.reached.set(None);
                reached.is_some()
            }
            "t" | "T" => {
                self.is_twin_open.update(|it| *it = !*it);
                true
            }
            "Enter" => self.open(reached),
            key => moved(key, reached, self.n.min(MAX_REACHED), self.per_row).is_some_and(|to| {
                self.reached.set(Some(to));
                true
            }),
        }
    }

    /// Opens the segment of a mark; says whether there is one.
    fn open(self, mark: Option<usize>) -> bool {
        let segment = mark.and_then(|it| self.all.with_value(|all| all.get(it).and_then(|it| it.segment)));
        let Some((segment, on_open)) = segment.zip(self.on_open) else { return false };
        on_open.run(segment);
        true
    }
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

fn mark_of(target: EventTarget) -> Option<usize> {
    let element = target.dyn_into::<Element>().ok()?;
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
