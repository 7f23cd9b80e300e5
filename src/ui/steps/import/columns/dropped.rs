//! Columns that are left out when the file is read, and the way back.

use crate::ui::view::prelude::*;

use crate::ui::parts::Icon;

/// A line of names, each with a button; nothing where every column is read.
#[component]
pub fn DroppedColumns(
    /// Their names.
    names: Signal<Vec<String>>,
    /// Reads a column again.
    on_keep: Callback<String>,
) -> View {
    let button = move |name: String| {
        let label = format!("Read {name} again");
        let own = name.clone();
        view! {
            <button class="link-button" type="button" aria-label=label on:click=move |_| on_keep.run(own.clone())>
                {name}
            </button>
        }
    };
    let is_any = move || !names.with(Vec::is_empty);
    view! {
        <Show when=is_any>
            <p class="remark dropped-columns">
                <Icon name="note"/>
                <span>
                    "Not read, and nothing of it is kept. Read again: "
                    {move || names.get().into_iter().map(button).collect_view()}
                </span>
            </p>
        </Show>
    }
}
