//! A select with its label above.

use crate::ui::view::prelude::*;

use crate::ui::parts::{Options, Select, SelectLook};

/// One of several values, with a visible name.
#[component]
pub fn SelectField<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What is chosen here.
    label: &'static str,
    /// What can be chosen.
    options: Signal<Options<T>>,
    /// What is chosen.
    selected: Signal<T>,
    /// Takes the choice.
    on_choose: Callback<T>,
) -> View {
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">{label}</span>
            <Select label options selected on_choose look=SelectLook::Framed fault_id=String::new()/>
        </div>
    }
}
