//! Several rising numbers that are typed, checked beside the field.

use crate::ui::view::prelude::*;

use crate::ui::parts::typed_field::TypedField;

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
    let take = move |text: String| {
        let numbers = numbers(&text).filter(|it| (1..=most).contains(&it.len()));
        let is_taken = numbers.is_some();
        if let Some(numbers) = numbers {
            on_change.run(numbers);
        }
        is_taken
    };
    let written = move || value.get().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    view! {
        <TypedField
            id
            label
            inputmode="decimal"
            written=Signal::derive(written)
            on_typed=take
            error=format!("One to {most} numbers, each larger than the one before")
            hint
        />
    }
}

/// Rising numbers; `None` where one is none, or does not rise.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let words = text.split([',', ';', ' ', '%']).map(str::trim).filter(|it| !it.is_empty());
    let numbers: Vec<f64> =
        words.map(|it| it.parse().ok().filter(|it: &f64| it.is_finite())).collect::<Option<_>>()?;
    numbers.windows(2).all(|it| it.first() < it.last()).then_some(numbers)
}
