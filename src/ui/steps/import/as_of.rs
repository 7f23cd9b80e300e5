//! The day that days are counted back from.

use crate::ui::view::prelude::*;

use crate::engine::features::AsOf;
use crate::engine::present::number;
use crate::ui::browser::clock;

/// Two radios: the last order, or a chosen day.
#[component]
pub fn AsOfChoice(
    /// What is chosen.
    as_of: Signal<AsOf>,
    /// The last day of the file, where it is known.
    last_day: Signal<Option<i32>>,
    /// Takes the choice.
    on_choose: Callback<AsOf>,
) -> View {
    let is_last = move || as_of.get() == AsOf::LastOrder;
    let day = move || match as_of.get() {
        AsOf::Day(day) => Some(day),
        AsOf::LastOrder => last_day.get(),
    };
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let choose_day = move |_| {
        let typed = node.get_untracked().and_then(|it| clock::day_from_iso(&it.value()));
        if let Some(day) = typed {
            on_choose.run(AsOf::Day(day));
        }
    };
    let choose_own = move |_| {
        if let Some(day) = untrack(day).or_else(|| Some(clock::today())) {
            on_choose.run(AsOf::Day(day));
        }
    };
    let last = move || {
        let day = last_day.get().map_or_else(String::new, |it| format!(", {}", number::date(it)));
        format!("The last order in the file{day}")
    };
    view! {
        <fieldset class="fieldset as-of">
            <legend>"Count days back from"</legend>
            <label class="check">
                <input
                    type="radio"
                    name="as-of"
                    prop:checked=is_last
                    on:change=move |_| on_choose.run(AsOf::LastOrder)
                />
                <span>{last}</span>
            </label>
            <label class="check">
                <input type="radio" name="as-of" prop:checked=move || !is_last() on:change=choose_own/>
                <span>
                    "A day I choose"
                    <span class="check__note">"Orders after it are left out"</span>
                </span>
            </label>
            <input
                class="input as-of__day"
                type="date"
                aria-label="The day"
                node_ref=node
                prop:value=move || day().map(clock::iso_from_day).unwrap_or_default()
                disabled=is_last
                on:change=choose_day
            />
        </fieldset>
    }
}
