//! What is bought together: asked for where the file names goods, because it takes a walk through them.

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::affinity::{Affinity, MIN_BOTH, Pair};
use crate::engine::features::RowUnit;
use crate::engine::present::number;
use crate::engine::table::Role;
use crate::ui::actions::Actions;
use crate::ui::parts::Explain;

/// Pairs shown at most.
const MAX_SHOWN: usize = 20;

/// A section below the segments of orders that name goods.
#[component]
pub fn BoughtTogether() -> View {
    let session = expect_context::<LiveSession>();
    let has_goods = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        shown.as_ref().is_some_and(|it| {
            let mapping = &it.recipe.mapping;
            let named = mapping.column(Role::Product).or_else(|| mapping.column(Role::Category));
            mapping.unit == RowUnit::Orders && named.is_some()
        })
    });
    view! { <Show when=move || has_goods.get()>{section()}</Show> }
}

fn section() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    // A newer result asks anew.
    let is_open = RwSignal::new(false);
    follow_up(move |_| {
        let has_result = session.shown().read().is_some();
        if is_open.get() && has_result {
            actions.find_bought_together();
        }
    });
    let shown = move || match session.bought_together().get() {
        None if session.asides().read().is_empty() => view! { <p>"It could not be found out."</p> },
        None => view! { <p role="status">"Looking at what each customer has bought…"</p> },
        Some(None) => view! { <p>"The goods of this file cannot be told apart."</p> },
        Some(Some(found)) => table(&found),
    };
    view! {
        <section class="section" aria-labelledby="bought-together-h">
            <div class="section__head">
                <h2 id="bought-together-h">"Bought together"</h2>
                <p>"Who has one often has the other. Who lacks it is worth an offer"</p>
            </div>
            <Show
                when=move || is_open.get()
                fallback=move || view! {
                    <button class="button" type="button" on:click=move |_| is_open.set(true)>
                        "Find what is bought together"
                    </button>
                }
            >
                {shown}
            </Show>
        </section>
    }
}

fn table(found: &Same<Affinity>) -> View {
    if found.pairs.is_empty() {
        let words = format!(
            "No two of {} belong together more than chance would have it.",
            number::counted(found.n_seen as usize, "article", "articles")
        );
        return view! { <p>{words}</p> };
    }
    let basis = format!(
        "{} and {}. A pair needs {MIN_BOTH} customers with both and must not be chance.",
        number::counted(found.n_customers as usize, "customer", "customers"),
        if found.n_seen < found.n_items {
            format!(
                "the {} most bought of {} articles",
                number::count(found.n_seen as usize),
                number::count(found.n_items as usize)
            )
        } else {
            number::counted(found.n_items as usize, "article", "articles")
        }
    );
    let rows = found.pairs.iter().take(MAX_SHOWN).map(row).collect_view();
    view! {
        <p class="cluster">{basis} <Explain id="bought-together" here=Vec::new()/></p>
        <div class="scroll-x" tabindex="0" role="group" aria-label="What is bought together">
            <table class="data-table data-table--tight">
                <thead>
                    <tr>
                        <th scope="col">"Who has"</th>
                        <th scope="col">"often has"</th>
                        <th scope="col" class="is-number">"How many"</th>
                        <th scope="col" class="is-number">"Of everyone"</th>
                        <th scope="col" class="is-number">"Times as often"</th>
                        <th scope="col" class="is-number">"Lack it"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(pair: &Pair) -> View {
    let count = |n: u32| number::count(n as usize);
    view! {
        <tr>
            <th scope="row">{pair.item.clone()}</th>
            <td>{pair.companion.clone()}</td>
            <td class="is-number">
                {format!("{} ({} of {})", number::share(pair.confidence()), count(pair.n_both), count(pair.n_item))}
            </td>
            <td class="is-number">{number::share(pair.usual())}</td>
            <td class="is-number">{number::fixed(pair.lift(), 1)}</td>
            <td class="is-number">{count(pair.n_lacking())}</td>
        </tr>
    }
}
