//! The cells of a map: one tab stop, moved in by arrows, named by letters, painted by the pointer.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlTableElement, KeyboardEvent, PointerEvent};

use crate::engine::present::chart::RfmGrid;
use crate::engine::segmentation::{Detail, OTHERS, OwnMap, Painted};
use crate::ui::actions::Actions;
use crate::ui::charts::shape_href;
use crate::ui::steps::method::paint::names::change;
use crate::ui::steps::method::paint::{letter, place_of};

/// What is written beside the rows and over the columns.
type Heads = (Vec<String>, Vec<String>);

/// Everything the cells need.
#[derive(Clone, Copy)]
struct Board {
    actions: Actions,
    /// As the controls say, or as it will be once the pointer lets go.
    map: Memo<OwnMap>,
    /// The map while the pointer paints.
    stroke: RwSignal<Option<OwnMap>>,
    brush: RwSignal<Option<u8>>,
    bins: Signal<u8>,
    /// The cell that takes the keyboard.
    at: RwSignal<usize>,
    table: NodeRef<HtmlTableElement>,
}

/// Rows by recency, the best first; columns by frequency, the lowest first.
#[component]
pub fn PaintedCells(
    /// For what the steps are.
    session: LiveSession,
    /// The map.
    map: Memo<OwnMap>,
    /// What is painted with.
    brush: RwSignal<Option<u8>>,
    /// Scores of each number.
    bins: Signal<u8>,
) -> View {
    let stroke = RwSignal::new(None::<OwnMap>);
    let now = Memo::new(move |_| stroke.get().unwrap_or_else(|| map.get()));
    let actions = expect_context::<Actions>();
    let table = NodeRef::new();
    let board = Board { actions, map: now, stroke, brush, bins, at: RwSignal::new(0), table };
    let heads = Memo::new(move |_| heads(session, bins.get()));
    let rows = move || {
        let bins = bins.get();
        (0..usize::from(bins)).map(|row| board.row(row, usize::from(bins), heads)).collect_view()
    };
    let columns = move || {
        let (_, columns) = heads.get();
        columns.into_iter().map(|it| view! { <th scope="col">{it}</th> }).collect_view()
    };
    view! {
        <table
            class="paint__cells"
            role="grid"
            aria-label="Cells of the map"
            node_ref=table
            on:keydown=move |event: KeyboardEvent| board.take_key(&event)
            on:pointerup=move |_| board.end_stroke()
            on:pointerleave=move |_| board.end_stroke()
            on:pointercancel=move |_| stroke.set(None)
        >
            <thead>
                <tr>
                    <th class="paint__corner" scope="col">"Days, orders"</th>
                    {columns}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The steps of the result on screen; their numbers while it has another number of them.
fn heads(session: LiveSession, bins: u8) -> Heads {
    let shown = session.shown();
    let shown = shown.read();
    if let Some(shown) = shown.as_ref()
        && let Some(Detail::Rfm(detail)) = &shown.analysis.profiles.detail
        && detail.bins == bins
    {
        let grid = RfmGrid::new(detail, &shown.analysis.profiles);
        let rows = grid.rows.into_iter().map(|it| it.head.label).collect();
        return (rows, grid.columns.into_iter().map(|it| it.label).collect());
    }
    let numbers = |it: u8| it.to_string();
    ((1..=bins).rev().map(numbers).collect(), (1..=bins).map(numbers).collect())
}

impl Board {
    fn row(self, row: usize, bins: usize, heads: Memo<Heads>) -> View {
        let head = move || heads.with(|it| it.0.get(row).cloned());
        let cells = (0..bins).map(|column| self.cell(row * bins + column, heads)).collect_view();
        view! { <tr><th scope="row">{head}</th>{cells}</tr> }
    }

    fn cell(self, cell: usize, heads: Memo<Heads>) -> View {
        let painted = Memo::new(move |_| self.painted(cell));
        let slot = move || match painted.get() {
            Painted::Name(place) => place + 1,
            Painted::Nothing | Painted::Several => 12,
        };
        let sign = move || match painted.get() {
            Painted::Name(place) => letter(place).to_string(),
            Painted::Nothing => String::new(),
            Painted::Several => "…".to_owned(),
        };
        let label = move || {
            let bins = usize::from(self.bins.get());
            let (days, orders) = heads.with(|(rows, columns)| {
                let of = |all: &Vec<String>, idx: usize| all.get(idx).cloned().unwrap_or_default();
                (of(rows, cell / bins.max(1)), of(columns, cell % bins.max(1)))
            });
            format!("{}: last order {days} days ago, orders {orders}", self.called(painted.get()))
        };
        let press = move |event: PointerEvent| {
            if event.button() == 0 {
                let_go_of(&event);
                self.stroke.set(Some(self.map.get_untracked()));
                self.paint(cell);
            }
        };
        let pass = move |_| {
            if self.stroke.read_untracked().is_some() {
                self.paint(cell);
            }
        };
        view! {
            <td
                class="paint__cell"
                class:paint__cell--none=move || painted.get() == Painted::Nothing
                role="gridcell"
                data-cell=cell
                data-slot=slot
                tabindex=move || if self.at() == cell { "0" } else { "-1" }
                aria-label=label
                on:pointerdown=press
                on:pointerenter=pass
                on:focus=move |_| self.at.set(cell)
            >
                <svg class="mark" aria-hidden="true"><use_ href=move || shape_href(slot())/></svg>
                <span aria-hidden="true">{sign}</span>
            </td>
        }
    }

    /// The cell that the keyboard is on; the last one where there are fewer than before.
    fn at(self) -> usize {
        let bins = usize::from(self.bins.get());
        self.at.get().min((bins * bins).saturating_sub(1))
    }

    /// The name that is painted with; the first where the one chosen is gone, none for Others.
    fn brush(self) -> Option<u8> {
        let n = self.map.with_untracked(|it| it.names.len());
        self.brush.get_untracked().map(|it| if usize::from(it) < n { it } else { 0 })
    }

    /// Recency and frequency scores of a cell.
    fn scores(self, cell: usize) -> (u8, u8) {
        let bins = self.bins.get_untracked().max(1);
        let cell = u8::try_from(cell).unwrap_or(0);
        (bins.saturating_sub(cell / bins), cell % bins + 1)
    }

    fn painted(self, cell: usize) -> Painted {
        self.map.with(|it| it.painted(self.scores(cell), self.bins.get()))
    }

    fn called(self, painted: Painted) -> String {
        match painted {
            Painted::Nothing => OTHERS.to_owned(),
            Painted::Several => "Several names, by spend".to_owned(),
            Painted::Name(place) => {
                self.map.with(|it| it.names.get(usize::from(place)).cloned().unwrap_or_default())
            }
        }
    }

    /// Paints a cell with the brush, as long as the pointer is down.
    fn paint(self, cell: usize) {
        let (at, bins, brush) = (self.scores(cell), self.bins.get_untracked(), self.brush());
        let mut next = self.map.get_untracked();
        next.paint(at, bins, brush);
        self.stroke.set(Some(next));
    }

    /// Everything painted since the pointer went down is one change.
    fn end_stroke(self) {
        let Some(next) = self.stroke.get_untracked() else { return };
        change(self.actions, "painted cells", |own| *own = next);
        self.stroke.set(None);
    }

    fn name(self, name: Option<u8>) {
        let (at, bins) = (self.scores(untrack(|| self.at())), self.bins.get_untracked());
        change(self.actions, "painted cells", |own| own.paint(at, bins, name));
    }

    fn take_key(self, event: &KeyboardEvent) {
        if event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let is_taken = match key.as_str() {
            "Escape" => {
                self.stroke.set(None);
                false
            }
            _ if self.go(&key, event.ctrl_key()) => true,
            _ if event.ctrl_key() => false,
            "Enter" | " " => {
                self.name(self.brush());
                true
            }
            "Delete" | "Backspace" => {
                self.name(None);
                true
            }
            key => match place_of(key, self.map.with_untracked(|it| it.names.len())) {
                Some(place) => {
                    self.brush.set(Some(place));
                    self.name(Some(place));
                    true
                }
                None => false,
            },
        };
        if is_taken {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// Leads to another cell; says whether the key does that.
    fn go(self, key: &str, is_far: bool) -> bool {
        let (from, n) = (untrack(|| self.at()), usize::from(self.bins.get_untracked()));
        let (row, column, last) = (from / n.max(1), from % n.max(1), n.saturating_sub(1));
        let (row, column) = match key {
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "ArrowRight" => (row, (column + 1).min(last)),
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowDown" => ((row + 1).min(last), column),
            "Home" if is_far => (0, 0),
            "End" if is_far => (last, last),
            "Home" => (row, 0),
            "End" => (row, last),
            "PageUp" => (0, column),
            "PageDown" => (last, column),
            _ => return false,
        };
        let to = row * n + column;
        self.at.set(to);
        let cell = self.table.get_untracked().and_then(|it| {
            it.query_selector(&format!("[data-cell=\"{to}\"]")).ok()??.dyn_into::<HtmlElement>().ok()
        });
        if let Some(cell) = cell {
            // A cell that cannot take the keyboard leaves it where it is.
            let _moved = cell.focus();
        }
        true
    }
}

/// A finger's news come to the cell that it is over, not to the one where it went down.
fn let_go_of(event: &PointerEvent) {
    let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    if let Some(element) = element.filter(|it| it.has_pointer_capture(event.pointer_id())) {
        // It is held, so it can be let go.
        let _let_go = element.release_pointer_capture(event.pointer_id());
    }
}
