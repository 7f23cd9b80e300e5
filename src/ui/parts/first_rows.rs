//! The first rows of the file, cut into cells the way they are understood.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::table::Glance;
use crate::session::Same;

/// Rows that are drawn before anybody scrolls: more than can be seen, few enough to cost no time.
const N_AT_FIRST: usize = 20;

/// A table of the first rows; it changes as soon as another reading has begun.
#[component]
pub fn FirstRows(
    /// The rows.
    glance: Signal<Same<Glance>>,
) -> View {
    let caption = move || glance.with(|it| caption(it));
    let head = move || glance.with(|it| it.names.iter().cloned().map(name).collect_view());
    let is_scrolled = RwSignal::new(false);
    let rows = move || {
        let n = if is_scrolled.get() { usize::MAX } else { N_AT_FIRST };
        glance.with(|it| it.rows.iter().take(n).map(|row| cells(row)).collect_view())
    };
    let scrolled = move |_| {
        if !is_scrolled.get_untracked() {
            is_scrolled.set(true);
        }
    };
    view! {
        <div class="first-rows scroll-x" tabindex="0" role="group" aria-label="First rows of the file" on:scroll=scrolled>
            <table class="data-table data-table--tight">
                <caption class="first-rows__caption">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn caption(glance: &Glance) -> String {
    let rows = number::counted(glance.rows.len(), "row", "rows");
    match glance.n_more_columns {
        0 => format!("The first {rows} as they are understood"),
        n => {
            format!(
                "The first {rows} as they are understood, without {} further to the right",
                number::counted(n, "column", "columns")
            )
        }
    }
}

fn name(name: String) -> View {
    view! { <th scope="col">{name}</th> }
}

fn cells(row: &[String]) -> View {
    let cell = |it: &String| {
        let text = it.clone();
        view! { <td>{text}</td> }
    };
    view! { <tr>{row.iter().map(cell).collect_view()}</tr> }
}
