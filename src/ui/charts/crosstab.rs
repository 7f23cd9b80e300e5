//! Two ways to group the same customers, crossed: a real table, coloured by shares of the row.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, Crosstab, CrosstabCell, CrosstabHead, CrosstabRow};
use crate::ui::charts::figure::{Figure, Readings};
use crate::ui::charts::mark::SegmentChip;

/// The table with its caption.
#[component]
pub fn CrosstabChart(
    /// The table.
    crosstab: Crosstab,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let readings = Readings { marks: crosstab.readings(), per_row: Some(crosstab.columns.len()) };
    let twin = crosstab.twin();
    let Crosstab { columns, rows } = crosstab;
    let table = view! {
        <div class="scroll-x">
            <table class="rfm-grid crosstab">
                <caption class="visually-hidden">"Customers by the segments of both ways"</caption>
                <thead>
                    <tr>
                        <td class="rfm-grid__corner">"Segments here"</td>
                        {columns.into_iter().map(column).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    };
    view! { <Figure caption name="crosstab" readings twin on_open=None>{table}</Figure> }
}

fn column(CrosstabHead { name, slot }: CrosstabHead) -> View {
    view! { <th scope="col" class="rfm-grid__f"><SegmentChip palette_slot=slot name/></th> }
}

fn row((idx, CrosstabRow { head, cells }): (usize, CrosstabRow)) -> View {
    let first = idx * cells.len();
    let cells = cells.into_iter().enumerate().map(|(column, it)| cell(first + column, it));
    view! {
        <tr>
            <th scope="row" class="rfm-grid__r crosstab__row"><SegmentChip palette_slot=head.slot name=head.name/></th>
            {cells.collect_view()}
        </tr>
    }
}

fn cell(mark: usize, CrosstabCell { count, share, heat }: CrosstabCell) -> View {
    view! {
        <td class="rfm-grid__cell crosstab__cell" data-heat=(heat > 0).then_some(heat) data-mark=mark>
            <span class="rfm-grid__n">{count}</span>
            <span class="rfm-grid__share">{share}</span>
        </td>
    }
}
