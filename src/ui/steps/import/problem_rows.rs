//! The rows of one finding, in a dialog.

use leptos::html;
use leptos::prelude::*;

use crate::engine::present::message;
use crate::engine::present::number;
use crate::engine::table::Problem;
use crate::ui::parts::Icon;

/// What the dialog shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ProblemList {
    /// The finding in words.
    pub title: String,
    /// How many rows it has.
    pub n_total: u64,
    /// The first of them; `None` while they are looked up.
    pub rows: Option<Vec<Problem>>,
}

/// A list of lines of the file, open while there is something to show.
#[component]
pub fn ProblemRows(
    /// What to show; `None` closes the dialog.
    #[prop(into)]
    list: Signal<Option<ProblemList>>,
    /// The dialog was closed.
    on_close: Callback<()>,
    /// Saves all problem rows.
    on_save: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if list.with(Option::is_none) {
            dialog.close();
        } else if !dialog.open() {
            let shown = dialog.show_modal();
            debug_assert!(shown.is_ok(), "a dialog in the page can be shown");
        }
    });
    view! {
        <dialog
            class="dialog dialog--wide"
            node_ref=node
            aria-labelledby="problem-rows-title"
            on:close=move |_| on_close.run(())
        >
            <div class="dialog__head">
                <h2 id="problem-rows-title">{move || list.with(|it| it.as_ref().map(|it| it.title.clone()))}</h2>
                <button
                    class="button button--quiet button--icon"
                    type="button"
                    aria-label="Close"
                    on:click=move |_| on_close.run(())
                >
                    <Icon name="close"/>
                </button>
            </div>
            {move || list.get().map(table)}
            <div class="dialog__tools">
                <button class="button" type="button" on:click=move |_| on_save.run(())>
                    <Icon name="down"/>
                    "Problem rows (CSV)"
                </button>
            </div>
        </dialog>
    }
}

fn table(list: ProblemList) -> AnyView {
    let Some(rows) = list.rows else {
        return view! { <p class="figure__basis" role="status">"Looking the rows up"</p> }.into_any();
    };
    let n_shown = rows.len() as u64;
    let grouped = |n: u64| number::count(usize::try_from(n).unwrap_or(usize::MAX));
    let basis = format!("{} of {} shown", grouped(n_shown), grouped(list.n_total.max(n_shown)));
    view! {
        <p class="figure__basis">{basis}</p>
        <div class="scroll-x dialog__body" tabindex="0" role="group" aria-label="Problem rows">
            <table class="data-table data-table--tight">
                <thead>
                    <tr>
                        <th scope="col" class="is-number">"Line"</th>
                        <th scope="col">"Column"</th>
                        <th scope="col">"Value"</th>
                        <th scope="col">"Reason"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(problem: Problem) -> impl IntoView {
    let line = number::count(usize::try_from(problem.line).unwrap_or(usize::MAX));
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    view! {
        <tr>
            <td class="is-number">{line}</td>
            <td><code>{or_dash(problem.column)}</code></td>
            <td><code>{or_dash(problem.value)}</code></td>
            <td>{message::reason(problem.kind)}</td>
        </tr>
    }
}
