//! A name that is being changed, in place.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// A field over a name: Enter or leaving it keeps the new name, Esc the old one.
#[component]
pub fn NameField(
    /// The name as it is.
    #[prop(into)]
    name: String,
    /// What is named.
    #[prop(into)]
    label: String,
    /// Takes the new name; `None` when the old one stays.
    #[prop(into)]
    on_done: Callback<Option<String>>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let is_done = StoredValue::new(false);
    let before = StoredValue::new(name.clone());
    Effect::new(move |_| {
        if let Some(it) = field.get() {
            // A field that cannot take the keyboard leaves it where it is.
            let _moved = it.focus();
            it.select();
        }
    });
    let finish = move |is_kept: bool| {
        if is_done.get_value() {
            return;
        }
        is_done.set_value(true);
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let is_changed = is_kept && before.with_value(|it| it != written.trim());
        on_done.run(is_changed.then_some(written));
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            finish(true);
        }
        "Escape" => {
            event.prevent_default();
            finish(false);
        }
        _ => {}
    };
    view! {
        <input
            class="input name-field"
            node_ref=field
            aria-label=label
            prop:value=name
            maxlength="60"
            autocomplete="off"
            on:keydown=on_key
            on:blur=move |_| finish(true)
        />
    }
}
