//! A number that is typed, checked beside the field.

use crate::ui::view::prelude::*;

use crate::ui::parts::typed_field::TypedField;

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
    let take = move |text: String| {
        let typed = text.trim().replace(',', "").parse::<u32>().ok();
        let number = typed.filter(|it| (range.0..=range.1).contains(it));
        if let Some(number) = number {
            on_change.run(number);
        }
        number.is_some()
    };
    view! {
        <TypedField
            id
            label
            inputmode="numeric"
            written=Signal::derive(move || value.get().to_string())
            on_typed=take
            error=format!("A whole number from {} to {}", range.0, range.1)
            hint
        />
    }
}
