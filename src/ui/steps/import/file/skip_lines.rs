//! How many lines at the top of the file are no table.

use crate::ui::view::prelude::*;

/// A number field; what is no number leaves it as it was.
#[component]
pub fn SkipLines(
    /// Lines left out now.
    n_lines: Signal<u32>,
    /// Takes another number of lines.
    on_change: Callback<u32>,
) -> View {
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let change = move |_| {
        let Some(field) = node.get_untracked() else { return };
        match field.value().trim().parse::<u32>() {
            Ok(n) if n == n_lines.get_untracked() => {}
            Ok(n) => on_change.run(n),
            Err(_) => field.set_value(&n_lines.get_untracked().to_string()),
        }
    };
    view! {
        <label class="field">
            <span class="field__label">"Skip top lines"</span>
            <input
                class="input input--number"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="6"
                node_ref=node
                prop:value=move || n_lines.get().to_string()
                on:change=change
            />
        </label>
    }
}
