//! The beginning of the file, exactly as it will be written.

use crate::ui::view::prelude::*;

use crate::engine::present::records::records;
use crate::session::{FileKind, Same};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use crate::ui::route::Page;

/// A table for tables, text for the rest.
#[component]
pub fn Preview(
    /// Which file.
    kind: Signal<FileKind>,
    /// Its beginning; `None` while it is being written.
    text: Signal<Option<Same<String>>>,
    /// Which of several files it is.
    which: Signal<Option<String>>,
) -> View {
    let title = move || match kind.get() {
        FileKind::Customers | FileKind::Problems | FileKind::Tool => {
            "The first five rows, as they will be written"
        }
        FileKind::Report => "What it looks like",
        FileKind::Analysis | FileKind::Recipe => "The first lines, as they will be written",
    };
    // The text may still be of the file chosen before, so it says itself what it is.
    let content = move || match text.get() {
        None => skeleton(),
        Some(text) if text.starts_with('{') => lines(&text),
        Some(text) if text.starts_with('<') => on_paper(),
        Some(text) => table(&text),
    };
    view! {
        <section class="section" aria-labelledby="preview-title">
            <div class="section__head">
                <h2 id="preview-title">{title}</h2>
                <p>{which}</p>
            </div>
            {content}
        </section>
    }
}

fn skeleton() -> View {
    view! {
        <div class="skeleton" aria-hidden="true">
            <div class="skeleton__line skeleton__line--mid"></div>
            <div class="skeleton__line"></div>
            <div class="skeleton__line"></div>
        </div>
    }
}

fn table(text: &str) -> View {
    let mut records = records(text).into_iter();
    let header = records.next().unwrap_or_default();
    let rows: Vec<_> = records.collect();
    if rows.is_empty() {
        return view! { <p class="figure__basis">"The file has column names and no rows."</p> };
    }
    let row = |cells: Vec<String>| {
        view! { <tr>{cells.into_iter().map(|it| view! { <td>{it}</td> }).collect_view()}</tr> }
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label="Preview of five rows">
            <table class="data-table data-table--tight data-table--sheet">
                <thead>
                    <tr>{header.into_iter().map(|it| view! { <th scope="col">{it}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn on_paper() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <p class="remark">
            <Icon name="note"/>
            <span>
                "The same leaves, words and numbers as "
                <a href=move || actions.href(Page::Report)>"the report on this page"</a>
                ", where sections can be left out. One file without a script."
            </span>
        </p>
    }
}

fn lines(text: &str) -> View {
    view! {
        <pre class="dialect__sample" tabindex="0" role="group" aria-label="Preview of the first lines">
            {text.trim_end().to_owned()}
        </pre>
    }
}
