//! A number that is typed, checked beside the field.

use crate::ui::view::prelude::*;

use crate::ui::parts::Icon;

/// A labelled field for a number.
#[component]
pub fn NumberField(
    /// Tells the field apart from others of the page.
    id: &'static str,
    /// What is typed here.
    label: &'static str,
    /// Smallest and largest number that is taken; only whole ones are.
    range: (u32, u32),
    /// What it says now.
    value: Signal<u32>,
    /// Takes a number that is in the range.
    on_change: Callback<u32>,
    /// Good to know.
    hint: &'static str,
) -> View {
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let is_wrong = RwSignal::new(false);
    let take = move |_| {
        let Some(input) = node.get_untracked() else { return };
        let typed = input.value().trim().replace(',', "").parse::<u32>().ok();
        let number = typed.filter(|it| (range.0..=range.1).contains(it));
        is_wrong.set(number.is_none());
        if let Some(number) = number {
            on_change.run(number);
        }
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
                inputmode="numeric"
                autocomplete="off"
                node_ref=node
                prop:value=move || value.get().to_string()
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=described
                on:change=take
            />
            <Show when=move || is_wrong.get()>
                <span class="field__error" id=error_id.clone()>
                    <Icon name="warn"/>
                    {format!("A whole number from {} to {}", range.0, range.1)}
                </span>
            </Show>
            {(!hint.is_empty()).then(|| view! { <span class="field__hint">{hint}</span> })}
        </div>
    }
}
