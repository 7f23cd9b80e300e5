//! The bar that leads from the columns to the method.

use crate::ui::view::prelude::*;

use crate::engine::features::AsOf;
use crate::engine::present::number;
use crate::ui::parts::Icon;
use crate::ui::steps::import::as_of::AsOfChoice;

/// What the bar knows of the customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Customers {
    /// Being counted.
    Counting,
    /// Not countable with the choices on screen.
    Unknown,
    /// Counted with the choices on screen.
    Counted(usize),
    /// Something stands in the way; the page says what.
    Blocked,
}

/// The day that is counted back from, the problem rows, and the way on.
#[component]
pub fn Advance(
    /// Which day is chosen.
    as_of: Signal<AsOf>,
    /// The last day in the file; `None` without dates.
    last_day: Signal<Option<i32>>,
    /// Whether the day is being chosen.
    is_choosing: RwSignal<bool>,
    /// Takes the day.
    on_as_of: Callback<AsOf>,
    /// Whether there are rows to save.
    has_problems: Signal<bool>,
    /// Saves the problem rows.
    on_save: Callback<()>,
    /// How many customers there are.
    customers: Signal<Customers>,
    /// Where the way leads.
    href: Signal<String>,
) -> View {
    view! {
        <Show when=move || is_choosing.get() && last_day.get().is_some()>
            <AsOfChoice as_of last_day on_choose=on_as_of/>
        </Show>
        <div class="advance">
            <p class="advance__sum">
                {move || last_day.get().map(|last| counted_from(as_of.get(), last, is_choosing))}
            </p>
            <div class="advance__tools">
                <Show when=move || customers.get() == Customers::Counting>
                    <span class="advance__counting">"Counting customers"</span>
                </Show>
                <Show when=move || has_problems.get()>
                    <button class="button" type="button" on:click=move |_| on_save.run(())>
                        <Icon name="down"/>
                        "Problem rows (CSV)"
                    </button>
                </Show>
                {move || way_on(customers.get(), href)}
            </div>
        </div>
    }
}

fn counted_from(as_of: AsOf, last: i32, is_choosing: RwSignal<bool>) -> View {
    let (day, why) = match as_of {
        AsOf::LastOrder => (last, "the last order"),
        AsOf::Day(day) => (day, "the day you chose"),
    };
    view! {
        "Days are counted back from "
        <strong>{number::date(day)}</strong>
        {format!(", {why}. ")}
        <button
            class="link-button"
            type="button"
            aria-expanded=move || is_choosing.get().to_string()
            on:click=move |_| is_choosing.update(|it| *it = !*it)
        >
            {move || if is_choosing.get() { "Done" } else { "Change" }}
        </button>
    }
}

fn way_on(customers: Customers, href: Signal<String>) -> View {
    let words = match customers {
        Customers::Counted(n) => format!("Continue with {}", number::counted(n, "customer", "customers")),
        Customers::Counting | Customers::Unknown | Customers::Blocked => "Continue".to_owned(),
    };
    if customers == Customers::Blocked {
        return view! {
            <button class="button button--primary" type="button" aria-disabled="true" aria-describedby="import-blocked">
                {words}
            </button>
        };
    }
    view! { <a class="button button--primary" href=move || href.get()>{words}</a> }
}
