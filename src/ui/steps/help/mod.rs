//! What the words mean: in plain words first, then exactly.

use crate::ui::view::prelude::*;

use crate::engine::present::glossary::{Entry, GLOSSARY, find};
use crate::ui::actions::Actions;
use crate::ui::browser::focus;
use crate::ui::frame::TourState;
use crate::ui::route::Page;

/// The list of words; the one of the address has the keyboard.
#[component]
pub fn Help() -> View {
    let actions = expect_context::<Actions>();
    let tour = expect_context::<TourState>();
    follow_up(move |_| {
        if let Page::Help(Some(id)) = actions.route().read().page {
            focus::on_now(&format!("#word-{id}"));
        }
    });
    view! {
        <div class="page-head">
            <h1 tabindex="-1">"What the words mean"</h1>
            <p class="page-head__lead">
                "Every word of the pages, in plain words first and then exactly. The same words are in the report."
            </p>
            <div class="page-head__tools">
                <button class="button" type="button" on:click=move |_| tour.begin(actions)>"Take the tour"</button>
            </div>
        </div>
        <dl class="words">{GLOSSARY.iter().map(word).collect_view()}</dl>
    }
}

fn word(entry: &'static Entry) -> View {
    let Entry { id, term, plain, exact, see } = entry;
    view! {
        <div class="words__item">
            <dt class="words__term" id=format!("word-{id}") tabindex="-1">{*term}</dt>
            <dd class="words__plain">{*plain}</dd>
            <dd class="words__exact"><b>"Exactly: "</b>{*exact}</dd>
            <dd class="words__see">"See also " {see.iter().filter_map(|it| find(it)).map(link).collect_view()}</dd>
        </div>
    }
}

fn link(entry: &'static Entry) -> View {
    let actions = expect_context::<Actions>();
    view! { <a href=move || actions.href(Page::Help(Some(entry.id)))>{entry.term}</a> " " }
}
