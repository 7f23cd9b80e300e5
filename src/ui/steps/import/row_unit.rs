//! What one row of the file is.

use crate::ui::view::prelude::*;

use crate::engine::features::RowUnit;
use crate::engine::present::message::label;

/// Two cards, one of them chosen, each with what it would mean for this file.
#[component]
pub fn RowUnitChoice(
    /// What is chosen.
    unit: Signal<RowUnit>,
    /// Why a row would be this, in numbers.
    reason: Callback<RowUnit, String>,
    /// Takes the choice.
    on_choose: Callback<RowUnit>,
) -> View {
    let card = move |it: RowUnit| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="row-unit"
                    prop:checked=move || unit.get() == it
                    on:change=move |_| on_choose.run(it)
                />
                <span class="choice__name">{label::row_unit(it)}</span>
                <span class="choice__reason">{move || reason.run(it)}</span>
            </label>
        }
    };
    view! {
        <div class="choices" role="radiogroup" aria-labelledby="row-unit-title">
            {card(RowUnit::Orders)}
            {card(RowUnit::Customers)}
        </div>
    }
}
