//! Something that is typed, checked beside the field.

use crate::ui::view::prelude::*;

use crate::ui::parts::Icon;

/// A labelled field whose text is taken when it is left.
#[component]
pub fn TypedField(
    /// Tells the field apart from others of the page.
    id: &'static str,
    /// What is typed here.
    label: String,
    /// Which keys a telephone offers.
    inputmode: &'static str,
    /// What it says now.
    written: Signal<String>,
    /// Takes what was typed; says whether it could be taken.
    on_typed: Callback<String, bool>,
    /// What is said where it could not.
    error: String,
    /// Good to know; may be empty.
    hint: String,
) -> View {
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let is_wrong = RwSignal::new(false);
    let take = move |_| {
        let Some(input) = node.get_untracked() else { return };
        is_wrong.set(!on_typed.run(input.value()));
    };
    let error_id = format!("{id}-error");
    let described = {
        let error_id = error_id.clone();
        move || is_wrong.get().then(|| error_id.clone())
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                class="input"
                class:input--wrong=move || is_wrong.get()
                id=id
                inputmode=inputmode
                autocomplete="off"
                node_ref=node
                prop:value=move || written.get()
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=described
                on:change=take
            />
            <Show when=move || is_wrong.get()>
                <span class="field__error" id=error_id.clone()>
                    <Icon name="warn"/>
                    {error.clone()}
                </span>
            </Show>
            {(!hint.is_empty()).then(|| view! { <span class="field__hint">{hint}</span> })}
        </div>
    }
}
