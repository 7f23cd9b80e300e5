//! A name that is being changed, in place.

use crate::ui::view::prelude::*;
use web_sys::KeyboardEvent;

/// A field over a name: Enter or leaving it keeps the new name, Esc the old one.
#[component]
pub fn NameField(
    /// The name as it is.
    name: String,
    /// What is named.
    label: String,
    /// Takes the new name; `None` when the old one stays.
    on_done: Callback<Option<String>>,
) -> View {
    let field = NodeRef::<web_sys::HtmlInputElement>::new();
    let is_kept = StoredValue::new(true);
    let before = StoredValue::new(name.clone());
    follow_up(move |_| {
        if let Some(it) = field.get() {
            request_animation_frame(move || {
                // A field that cannot take the keyboard leaves it where it is.
                let _moved = it.focus();
                it.select();
            });
        }
    });
    // Leaving is the one way to end, so that a field that goes away is not asked again.
    let leave = move || {
        if let Some(it) = field.get_untracked() {
            let _left = it.blur();
        }
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            leave();
        }
        "Escape" => {
            event.prevent_default();
            is_kept.set_value(false);
            leave();
        }
        _ => {}
    };
    let on_blur = move |_| {
        let Some(is_kept) = is_kept.try_get_value() else { return };
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let is_changed = is_kept && before.with_value(|it| it != written.trim());
        on_done.run(is_changed.then_some(written));
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
            on:blur=on_blur
        />
    }
}
