//! All segments as a table with bars in its cells.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{SegmentTable, TableColumn, TableRow, percent};
use crate::engine::profile::Profiles;
use crate::ui::actions::Actions;
use crate::ui::charts::Mark;
use crate::ui::steps::segments::address;
use crate::ui::steps::segments::views::Order;

/// One row per segment, everyone last.
pub fn table_view(profiles: &Profiles, order: Order) -> View {
    let SegmentTable { columns, rows, foot } = SegmentTable::new(profiles);
    let has_bar: Vec<bool> = columns.iter().map(|it| it.has_bar).collect();
    let rows: Vec<_> = order.positions(profiles).into_iter().filter_map(|it| rows.get(it).cloned()).collect();
    let foot = foot.into_iter().zip(has_bar).map(|(text, has_bar)| {
        let beside = has_bar.then(|| view! { <td></td> });
        view! { <td class="is-number">{text}</td>{beside} }
    });
    let foot = foot.collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label="Segments as a table">
            <table class="data-table data-table--tight segment-table">
                <thead>
                    <tr>
                        <th scope="col">"Segment"</th>
                        {columns.into_iter().map(heading).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"Everyone"</th>
                        {foot}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn heading(column: TableColumn) -> View {
    if column.has_bar {
        view! { <th scope="colgroup" colspan="2" class="data-table__pair">{column.label}</th> }
    } else {
        view! { <th scope="col" class="is-number">{column.label}</th> }
    }
}

fn row(row: TableRow) -> View {
    let actions = expect_context::<Actions>();
    let cells = row.cells.into_iter().map(|(text, bar)| {
        let bar = bar.map(|it| {
            view! {
                <td>
                    <svg class="cell-bar" aria-hidden="true">
                        <rect class="plot__slot" width=percent(it) height="8"></rect>
                    </svg>
                </td>
            }
        });
        view! { <td class="is-number">{text}</td>{bar} }
    });
    let cells = cells.collect_view();
    view! {
        <tr data-slot=row.slot>
            <th scope="row">
                <span class="segment-chip">
                    <Mark palette_slot=row.slot class=""/>
                    <a class="segment-table__name" href=move || address(actions, row.segment)>{row.name}</a>
                </span>
            </th>
            {cells}
        </tr>
    }
}
