//! Examples to learn from, made on this device, and the way to the tour and the words.

use crate::ui::view::prelude::*;

use crate::engine::learning::{Words, words};
use crate::engine::sample::Example;
use crate::session::Goal;
use crate::ui::actions::Actions;
use crate::ui::frame::TourState;
use crate::ui::route::Page;

/// One click each, from nothing to segments.
#[component]
pub fn Examples() -> View {
    let actions = expect_context::<Actions>();
    let tour = expect_context::<TourState>();
    view! {
        <section class="section">
            <h2 class="section__head">"Learn from an example"</h2>
            <ul class="samples">{Example::ALL.map(row).collect_view()}</ul>
            <p class="cluster">
                <button class="button" type="button" on:click=move |_| tour.begin(actions)>"Take the tour"</button>
                <a class="button button--quiet" href=move || actions.href(Page::Help(None))>
                    "What the words mean"
                </a>
            </p>
        </section>
    }
}

fn row(example: Example) -> View {
    let actions = expect_context::<Actions>();
    let Words { name, size, question, .. } = words(example);
    view! {
        <li>
            <button
                class="samples__item samples__item--example"
                type="button"
                on:click=move |_| actions.use_example(example, Goal::Segments)
            >
                <span class="samples__name">{name}</span>
                <span class="samples__size">{size}</span>
                <span class="samples__question">{question}</span>
            </button>
        </li>
    }
}
