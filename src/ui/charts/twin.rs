//! The table twin of a chart.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::Twin;

/// The same numbers as a table, folded until asked for.
#[component]
pub fn TwinTable(
    /// Headings and rows.
    twin: Twin,
    /// Whether it is unfolded.
    is_open: RwSignal<bool>,
    /// What unfolds it.
    summary: &'static str,
) -> View {
    let details = NodeRef::<web_sys::HtmlDetailsElement>::new();
    let on_toggle = move |_| {
        if let Some(it) = details.get_untracked() {
            is_open.set(it.open());
        }
    };
    let Twin { headings, rows } = twin;
    let heads = headings.into_iter().enumerate();
    view! {
        <details
            class="disclosure figure__twin"
            node_ref=details
            prop:open=move || is_open.get()
            on:toggle=on_toggle
        >
            <summary>
                <span>{summary}</span>
            </summary>
            <div class="scroll-x" tabindex="0" role="group" aria-label="Numbers as a table">
                <table class="data-table data-table--tight">
                    <thead>
                        <tr>
                            {heads
                                .map(|(idx, it)| {
                                    view! { <th scope="col" class:is-number=0 < idx>{it}</th> }
                                })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(cells: Vec<String>) -> View {
    let mut cells = cells.into_iter();
    let name = cells.next();
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells.map(|it| view! { <td class="is-number">{it}</td> }).collect_view()}
        </tr>
    }
}
