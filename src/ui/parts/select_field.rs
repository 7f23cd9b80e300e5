//! A select with its label above.

use leptos::prelude::*;

use crate::ui::parts::{Options, Select};

/// One of several values, with a visible name.
#[component]
pub fn SelectField<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What is chosen here.
    label: &'static str,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Options<T>>,
    /// What is chosen.
    #[prop(into)]
    selected: Signal<T>,
    /// Takes the choice.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView {
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">{label}</span>
            <Select label options selected on_choose/>
        </div>
    }
}
