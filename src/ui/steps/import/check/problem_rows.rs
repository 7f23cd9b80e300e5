//! The rows of one finding, in a dialog.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::export::Format;
use crate::engine::present::check::{self, Finding};
use crate::engine::present::message;
use crate::engine::present::number;
use crate::engine::table::Problem;
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;

/// Rows in the list at most; the file of problem rows has them all.
const N_SHOWN: usize = 300;

/// A list of lines of the file, open while a finding is looked at.
#[component]
pub fn ProblemRows(
    /// The finding looked at; `None` closes the dialog.
    seen: RwSignal<Option<Finding>>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let node = NodeRef::<web_sys::HtmlDialogElement>::new();
    follow_up(move |_| {
        let Some(dialog) = node.get() else { return };
        if seen.with(Option::is_none) {
            dialog.close();
        } else if !dialog.open() {
            let shown = dialog.show_modal();
            debug_assert!(shown.is_ok(), "a dialog in the page can be shown");
        }
    });
    let title = move || seen.with(|it| it.as_ref().map(Finding::sentence));
    let rows = move || {
        let finding = seen.get()?;
        let problems = session.problems().get();
        Some(match problems {
            Some(problems) => table(&finding, &problems),
            None => view! { <p class="dialog__note" role="status">"Looking the rows up"</p> },
        })
    };
    view! {
        <dialog
            class="dialog dialog--wide"
            node_ref=node
            aria-labelledby="problem-rows-title"
            on:close=move |_| seen.set(None)
        >
            <div class="dialog__head">
                <h2 id="problem-rows-title">{title}</h2>
                <button
                    class="button button--quiet button--icon"
                    type="button"
                    aria-label="Close"
                    on:click=move |_| seen.set(None)
                >
                    <Icon name="close"/>
                </button>
            </div>
            {rows}
            <div class="dialog__tools">
                <button class="button" type="button" on:click=move |_| actions.export(Format::Problems)>
                    <Icon name="down"/>
                    "Problem rows (CSV)"
                </button>
            </div>
        </dialog>
    }
}

fn table(finding: &Finding, problems: &[Problem]) -> View {
    let rows: Vec<_> = check::problems_of(problems, finding).into_iter().take(N_SHOWN).cloned().collect();
    let n_shown = rows.len();
    let n_total = usize::try_from(finding.n).unwrap_or(usize::MAX).max(n_shown);
    let basis = format!("{} of {} shown", number::count(n_shown), number::count(n_total));
    view! {
        <p class="dialog__note">{basis}</p>
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
}

fn row(problem: Problem) -> View {
    let line = number::count(usize::try_from(problem.line).unwrap_or(usize::MAX));
    let reason = message::reason_of(&problem);
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    view! {
        <tr>
            <td class="is-number">{line}</td>
            <td><code>{or_dash(problem.column)}</code></td>
            <td><code>{or_dash(problem.value)}</code></td>
            <td>{reason}</td>
        </tr>
    }
}
