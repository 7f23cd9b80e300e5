//! The first rows of each file for another tool, exactly as they will be written.

use crate::ui::view::prelude::*;

use crate::destinations::{Shown, Summary};
use crate::session::Outgoing;

/// Files whose first rows are shown; more are named in the sum.
const N_FILES: usize = 4;

/// A table for each file.
#[component]
pub fn FirstRowsOfFiles(
    /// What is known of files for other tools.
    outgoing: Signal<Outgoing>,
) -> View {
    let checked = Memo::new(move |_| outgoing.with(|it| it.checked.clone()));
    move || match checked.get() {
        Some((_, Ok(summary))) if !summary.shown.is_empty() => tables(&summary),
        _ => View::nothing(),
    }
}

fn tables(summary: &Summary) -> View {
    let table = |it: &Shown| {
        let name = summary.files.get(it.file).map_or_else(String::new, |it| it.name.clone());
        let cell = |it: &String| view! { <td>{it.clone()}</td> };
        let row = |cells: &Vec<String>| view! { <tr>{cells.iter().map(cell).collect_view()}</tr> };
        let heading = |it: &String| view! { <th scope="col">{it.clone()}</th> };
        view! {
            <h3 class="export__part">{name.clone()}</h3>
            <div class="scroll-x" tabindex="0" role="group" aria-label=format!("First rows of {name}")>
                <table class="data-table data-table--tight data-table--sheet">
                    <thead><tr>{it.headings.iter().map(heading).collect_view()}</tr></thead>
                    <tbody>{it.rows.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    };
    let n_more = summary.files.len().saturating_sub(N_FILES);
    let more =
        (n_more > 0).then(|| view! { <p class="figure__basis">{format!("And {n_more} more files.")}</p> });
    view! {
        <section class="section" aria-labelledby="rows-title">
            <div class="section__head">
                <h2 id="rows-title">"The first rows, as they will be written"</h2>
            </div>
            {summary.shown.iter().take(N_FILES).map(table).collect_view()}
            {more}
        </section>
    }
}
