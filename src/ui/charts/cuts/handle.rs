//! One cut point as a slider: dragged, or moved by the arrow keys.

use std::sync::Arc;

use crate::ui::view::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDivElement, KeyboardEvent, PointerEvent};

use crate::engine::present::chart::{Slide, percent};

/// Steps of one press of Page Up.
const PAGE: i32 = 10;

/// What is being moved in a row, until it is let go. Made outside of what a new result makes anew, so
/// that nothing drops from the hand.
#[derive(Clone, Copy)]
pub struct Moving {
    /// The field that it is moved in.
    pub field: NodeRef<HtmlDivElement>,
    /// Which cut point, and its value now.
    pub at: RwSignal<Option<(usize, f64)>>,
}

impl Default for Moving {
    /// Nothing yet.
    fn default() -> Self {
        Self { field: NodeRef::new(), at: RwSignal::new(None) }
    }
}

/// A knob at the foot of a line of the picture; its value is said over it while it is moved.
#[component]
pub fn CutHandle(
    /// Which cut point.
    idx: usize,
    /// What the scale is called.
    name: &'static str,
    /// Where values stand.
    scale: Arc<dyn Slide>,
    /// All cut points of the number, the one that is moved where it is now.
    values: Memo<Vec<f64>>,
    /// What is being moved.
    moving: Moving,
    /// Takes all cut points, once one is let go.
    on_change: Callback<Vec<f64>>,
    /// How tall the picture is, in pixels.
    height: f64,
) -> View {
    let (low, high) = scale.ends();
    let scale = StoredValue::new(scale);
    let value = Memo::new(move |_| values.with(|it| it.get(idx).copied().unwrap_or(low)));
    let let_go = move || {
        if moving.at.read_untracked().is_some() {
            let next = values.get_untracked();
            moving.at.set(None);
            // A press without a move changes nothing.
            if values.get_untracked() != next {
                on_change.run(next);
            }
        }
    };
    let drag = move |event: &PointerEvent| {
        if let Some(x) = place_in(moving.field, event) {
            moving.at.set(Some((idx, scale.with_value(|it| it.value_at(x)))));
        }
    };
    let is_mine = move || moving.at.read_untracked().as_ref().is_some_and(|it| it.0 == idx);
    let on_down = move |event: PointerEvent| {
        if event.button() == 0 {
            hold(&event);
            moving.at.set(Some((idx, value.get_untracked())));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            moving.at.set(None);
            return;
        }
        let from = value.get_untracked();
        let Some(to) = scale.with_value(|it| reached(it.as_ref(), &key, from)) else { return };
        event.prevent_default();
        event.stop_propagation();
        moving.at.set(Some((idx, to)));
    };
    view! {
        <div
            class="cut-handle"
            class:cut-handle--moved=move || moving.at.read().as_ref().is_some_and(|it| it.0 == idx)
            role="slider"
            tabindex="0"
            aria-label=format!("{name}, cut {}", idx + 1)
            aria-orientation="horizontal"
            aria-valuemin=low.to_string()
            aria-valuemax=high.to_string()
            aria-valuenow=move || value.get().to_string()
            aria-valuetext=move || scale.with_value(|it| it.written(value.get()))
            style:height=format!("{height}px")
            style:left=move || percent(scale.with_value(|it| it.place(value.get())))
            on:pointerdown=on_down
            on:pointermove=move |event: PointerEvent| if is_mine() { drag(&event) }
            on:pointerup=move |_| let_go()
            on:pointercancel=move |_| moving.at.set(None)
            on:keydown=on_key
            on:keyup=move |_| let_go()
            on:blur=move |_| let_go()
        >
            <span class="cut-handle__label" aria-hidden="true">
                {move || scale.with_value(|it| it.written(value.get()))}
            </span>
        </div>
    }
}

/// Where a key leads from a value.
fn reached(scale: &dyn Slide, key: &str, from: f64) -> Option<f64> {
    match key {
        "ArrowRight" | "ArrowUp" => Some(scale.moved(from, 1)),
        "ArrowLeft" | "ArrowDown" => Some(scale.moved(from, -1)),
        "PageUp" => Some(scale.moved(from, PAGE)),
        "PageDown" => Some(scale.moved(from, -PAGE)),
        "Home" => Some(scale.ends().0),
        "End" => Some(scale.ends().1),
        _ => None,
    }
}

/// How far from left to right of the field the pointer is, 0..=1.
fn place_in(field: NodeRef<HtmlDivElement>, event: &PointerEvent) -> Option<f64> {
    let place = field.get_untracked()?.get_bounding_client_rect();
    (place.width() > 0.0).then(|| (f64::from(event.client_x()) - place.left()) / place.width())
}

/// The pointer's news come to the handle until it is let go, wherever it is.
fn hold(event: &PointerEvent) {
    if let Some(element) = event.current_target().and_then(|it| it.dyn_into::<Element>().ok()) {
        // A pointer that is gone already is not held.
        let _held = element.set_pointer_capture(event.pointer_id());
    }
}
