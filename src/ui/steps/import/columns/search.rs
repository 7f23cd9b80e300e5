//! Finding a column of a wide file.

use crate::ui::view::prelude::*;

use crate::engine::present::number;

/// A field for a part of the name, with the number of columns that have it.
#[component]
pub fn ColumnSearch(
    /// What is looked for.
    wanted: RwSignal<String>,
    /// Columns that have it in their name.
    n_found: Signal<usize>,
) -> View {
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let search = move |_| {
        if let Some(field) = node.get_untracked() {
            wanted.set(field.value());
        }
    };
    view! {
        <label class="field column-search">
            <span class="field__label">"Find a column"</span>
            <input class="input" type="search" autocomplete="off" node_ref=node on:input=search/>
            <span class="field__hint" role="status">
                {move || number::counted(n_found.get(), "column", "columns")}
            </span>
        </label>
    }
}
