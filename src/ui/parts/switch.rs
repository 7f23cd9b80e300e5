//! One of a few, all in sight.

use crate::ui::view::prelude::*;

/// Radio buttons side by side.
#[component]
pub fn Switch<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen here.
    legend: &'static str,
    /// Tells its radio buttons from those of other switches.
    name: &'static str,
    /// What can be chosen.
    options: Vec<(T, &'static str)>,
    /// What is chosen.
    selected: Signal<T>,
    /// Takes the choice.
    on_choose: Callback<T>,
) -> View {
    let option = move |(value, label): (T, &'static str)| {
        view! {
            <label class="switch__option">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || selected.get() == value
                    on:change=move |_| on_choose.run(value)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="fieldset">
            <legend>{legend}</legend>
            <div class="switch switch--wide">{options.into_iter().map(option).collect_view()}</div>
        </fieldset>
    }
}
