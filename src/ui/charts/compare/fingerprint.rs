//! How far each segment is from everyone, number by number: a real table, coloured by the distance.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::compare::{ComparedHead, Fingerprint, FingerprintCell, FingerprintRow};
use crate::ui::charts::figure::{Figure, Readings};
use crate::ui::charts::mark::SegmentChip;

/// The table with its caption and the key of its colours.
#[component]
pub fn FingerprintChart(
    /// The table.
    fingerprint: Fingerprint,
    /// Opens the segment of a cell, where cells open anything.
    on_open: Option<Callback<usize>>,
) -> View {
    let readings = Readings { marks: fingerprint.readings(), per_row: Some(fingerprint.columns.len()) };
    let twin = fingerprint.twin();
    let is_wide = fingerprint.columns.len() > 5;
    let Fingerprint { columns, rows, caption } = fingerprint;
    let table = view! {
        <div class="scroll-x">
            <table class="rfm-grid crosstab fingerprint" class:fingerprint--wide=is_wide>
                <caption class="visually-hidden">"Averages of segments against everyone’s"</caption>
                <thead>
                    <tr>
                        <td class="rfm-grid__corner">"Number"</td>
                        {columns.into_iter().map(column).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
        <div class="figure__key">
            <p class="heat-key">
                <span>"Far below everyone"</span>
                <span class="heat-key__scale" aria-hidden="true">
                    {(-3..=3)
                        .map(|it| view! { <span class="heat-key__step" data-against=it></span> })
                        .collect_view()}
                </span>
                <span>"far above"</span>
            </p>
        </div>
    };
    view! { <Figure caption name="fingerprint" readings twin on_open>{table}</Figure> }
}

fn column(ComparedHead { name, slot, .. }: ComparedHead) -> View {
    view! { <th scope="col" class="rfm-grid__f"><SegmentChip palette_slot=slot name/></th> }
}

fn row((idx, FingerprintRow { label, everyone, cells }): (usize, FingerprintRow)) -> View {
    let first = idx * cells.len();
    let cells = cells.into_iter().enumerate().map(|(column, it)| cell(first + column, it));
    view! {
        <tr>
            <th scope="row" class="rfm-grid__r crosstab__row">
                {label}
                <small>{format!("Everyone {everyone}")}</small>
            </th>
            {cells.collect_view()}
        </tr>
    }
}

fn cell(mark: usize, FingerprintCell { score, average, step }: FingerprintCell) -> View {
    view! {
        <td class="rfm-grid__cell crosstab__cell" data-against=i32::from(step) data-mark=mark>
            <span class="rfm-grid__n">{score}</span>
            <span class="rfm-grid__share">{average}</span>
        </td>
    }
}
