//! The recency × frequency grid: a real table, coloured by typical spend.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{AxisStep, Caption, GridCell, GridRow, RegionSign, RfmGrid};
use crate::ui::charts::figure::{Figure, Readings};
use crate::ui::charts::mark::{SegmentChip, shape_href};

/// The grid with its key.
#[component]
pub fn RfmGridChart(
    /// The grid.
    grid: RfmGrid,
    /// Finding and basis.
    caption: Caption,
    /// Opens the segment of a cell, where cells open anything.
    on_open: Option<Callback<usize>>,
    /// The smaller form, without shares.
    is_small: bool,
) -> View {
    let readings = Readings { marks: grid.readings(), per_row: Some(grid.columns.len()) };
    let twin = grid.twin();
    let key = key(&grid);
    let heat = grid.heat_ends.clone();
    let RfmGrid { columns, rows, .. } = grid;
    let table = view! {
        <table class="rfm-grid" class:rfm-grid--small=is_small>
            <caption class="visually-hidden">
                "Customers by time since last order and number of orders"
            </caption>
            <thead>
                <tr>
                    <td class="rfm-grid__corner">"Last order"</td>
                    {columns.into_iter().map(|it| head(it, "col", "rfm-grid__f")).collect_view()}
                </tr>
            </thead>
            <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
        {key}
        {heat.map(heat_key)}
    };
    view! { <Figure caption name="rfm-grid" readings twin on_open>{table}</Figure> }
}

fn head(step: AxisStep, scope: &'static str, class: &'static str) -> View {
    view! {
        <th scope=scope class=class>
            {step.label}
            " "
            <small>{step.unit}</small>
        </th>
    }
}

fn row((idx, row): (usize, GridRow)) -> View {
    let first = idx * row.cells.len();
    let cells = row.cells.into_iter().enumerate();
    view! {
        <tr>
            {head(row.head, "row", "rfm-grid__r")}
            {cells.map(|(column, it)| cell(first + column, it)).collect_view()}
        </tr>
    }
}

fn cell(mark: usize, cell: GridCell) -> View {
    let name = cell.name.clone().unwrap_or_default();
    let sign = match (cell.sign, cell.slot) {
        (RegionSign::Elsewhere, _) | (_, None) => {
            view! { <span class="visually-hidden">{name}</span> }
        }
        (sign, Some(slot)) => {
            let hidden = if sign == RegionSign::Shape { "visually-hidden" } else { "" };
            view! {
                <span class="rfm-grid__name">
                    <svg class="mark" aria-hidden="true">
                        <use_ href=shape_href(slot) />
                    </svg>
                    <span class=hidden>{name}</span>
                </span>
            }
        }
    };
    view! {
        <td
            class="rfm-grid__cell"
            class:rfm-grid__cell--top=cell.parts_above
            class:rfm-grid__cell--start=cell.parts_before
            data-heat=cell.heat
            data-mark=mark
        >
            {sign}
            <span class="rfm-grid__n">{cell.count}</span>
            <span class="rfm-grid__share">{cell.share}</span>
        </td>
    }
}

/// The names of all regions: always where one has no room, otherwise only on narrow pages.
fn key(grid: &RfmGrid) -> View {
    let cells: Vec<&GridCell> = grid.rows.iter().flat_map(|row| &row.cells).collect();
    let chip = |segment: &usize| {
        let cell = cells.iter().find(|it| it.segment == Some(*segment))?;
        let (slot, name) = cell.slot.zip(cell.name.clone())?;
        Some(view! { <SegmentChip palette_slot=slot name /> })
    };
    let chips = grid.segments.iter().filter_map(chip).collect_view();
    let class = if grid.names_fit { "figure__key rfm-grid__key" } else { "figure__key" };
    view! { <p class=class>{chips}</p> }
}

fn heat_key((low, high): (String, String)) -> View {
    view! {
        <div class="figure__key">
            <p class="heat-key">
                <span>{format!("Typical spend under {low}")}</span>
                <span class="heat-key__scale" aria-hidden="true">
                    {(1..=7)
                        .map(|it| view! { <span class="heat-key__step" data-heat=it></span> })
                        .collect_view()}
                </span>
                <span>{format!("{high} and over")}</span>
            </p>
        </div>
    }
}
