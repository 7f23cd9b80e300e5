//! Several rising numbers that are typed, checked beside the field.

use crate::ui::view::prelude::*;

use crate::ui::parts::Icon;

/// A labelled field for rising numbers with commas or blanks between them.
#[component]
pub fn NumbersField(
    /// Tells the field apart from others of the page.
    id: &'static str,
    /// What is typed here.
    label: String,
    /// Numbers at most.
    most: usize,
    /// What it says now.
    value: Signal<Vec<f64>>,
    /// Takes one to `most` numbers, rising.
    on_change: Callback<Vec<f64>>,
    /// Good to know.
    hint: String,
) -> View {
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let is_wrong = RwSignal::new(false);
    let take = move |_| {
        let Some(input) = node.get_untracked() else { return };
        let numbers = numbers(&input.value()).filter(|it| (1..=most).contains(&it.len()));
        is_wrong.set(numbers.is_none());
        if let Some(numbers) = numbers {
            on_change.run(numbers);
        }
    };
    let error_id = format!("{id}-error");
    let described = {
        let error_id = error_id.clone();
        move || is_wrong.get().then(|| error_id.clone())
    };
    let written = move || value.get().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                class="input"
                class:input--wrong=move || is_wrong.get()
                id=id
                inputmode="decimal"
                autocomplete="off"
                node_ref=node
                prop:value=written
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=described
                on:change=take
            />
            <Show when=move || is_wrong.get()>
                <span class="field__error" id=error_id.clone()>
                    <Icon name="warn"/>
                    {format!("One to {most} numbers, each larger than the one before")}
                </span>
            </Show>
            <span class="field__hint">{hint}</span>
        </div>
    }
}

/// Rising numbers; `None` where one is none, or does not rise.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let words = text.split([',', ';', ' ', '%']).map(str::trim).filter(|it| !it.is_empty());
    let numbers: Vec<f64> =
        words.map(|it| it.parse().ok().filter(|it: &f64| it.is_finite())).collect::<Option<_>>()?;
    numbers.windows(2).all(|it| it.first() < it.last()).then_some(numbers)
}
