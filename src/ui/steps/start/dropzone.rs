//! Where a file lands.

use crate::ui::view::prelude::*;

use crate::ui::actions::Actions;
use crate::ui::frame::WindowDrop;
use crate::ui::parts::FileButton;

/// The sheet of paper with the button on it. The whole window takes a drop; this shows where.
#[component]
pub fn Dropzone() -> View {
    let actions = expect_context::<Actions>();
    let is_over = expect_context::<WindowDrop>().is_over;
    view! {
        <div class="dropzone" class:dropzone--over=move || is_over.get()>
            {sheet()}
            <div class="dropzone__body">
                <FileButton
                    id="choose-file"
                    label="Choose a file"
                    accept=".csv,.tsv,.txt,.tab,.dat,.xlsx,.xlsm,.xls,.ods,.gz,.zip,.json"
                    class="button--primary button--large"
                    on_choose=move |files| actions.open_files(files)
                />
                <Show when=move || is_over.get() fallback=hint>
                    <p class="dropzone__hint"><strong>"Drop to open"</strong></p>
                </Show>
                <p class="dropzone__formats">"One row per order or one row per customer, as .csv, .tsv, .txt, .xlsx, .xls, .ods, .gz or .zip"</p>
            </div>
        </div>
    }
}

fn hint() -> View {
    view! {
        <p class="dropzone__hint">
            "or drop a CSV, TSV or Excel file here," <br/> "or paste rows "
            <span class="kbd">"Ctrl"</span> " " <span class="kbd">"V"</span>
        </p>
    }
}

fn sheet() -> View {
    const ROW: u32 = 32;
    let rows =
        (1..=16).map(|idx| view! { <line x1="0" x2="100%" y1=idx * ROW y2=idx * ROW/> }).collect_view();
    let columns = ["13%", "29%", "47%", "62%", "73%", "87%"]
        .map(|x| view! { <line x1=x x2=x y1="0" y2="100%"/> })
        .collect_view();
    view! {
        <svg class="dropzone__sheet" aria-hidden="true">
            <rect class="dropzone__head" width="100%" height=ROW/>
            {rows}
            {columns}
        </svg>
    }
}
