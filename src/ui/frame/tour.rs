//! The guided tour: a card above the page that goes with the person from step to step.
//!
//! It holds nothing up: every control of the page works meanwhile, and it can be left at any time, by
//! its button or by Esc. Nothing of it is kept but that it was taken.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use web_sys::KeyboardEvent;

use crate::engine::learning::tour::{QUESTIONS, Question, STOPS};
use crate::engine::sample::Example;
use crate::engine::segmentation::SegmentId;
use crate::session::Goal;
use crate::ui::actions::Actions;
use crate::ui::browser::focus;
use crate::ui::parts::Icon;
use crate::ui::route::Page;

/// The example the tour goes through.
const EXAMPLE: Example = Example::CoffeeChain;

/// Where the tour is.
#[derive(Debug, Clone, Copy)]
pub struct TourState {
    /// Position of the stop; behind the last one are the questions.
    at: RwSignal<Option<usize>>,
}

impl Default for TourState {
    fn default() -> Self {
        Self { at: RwSignal::new(None) }
    }
}

impl TourState {
    /// Begins at the start page.
    pub fn begin(self, actions: Actions) {
        self.at.set(Some(0));
        actions.go(Page::Start);
    }

    fn go(self, session: LiveSession, actions: Actions, to: usize) {
        let is_open = session
            .example()
            .read_untracked()
            .as_ref()
            .is_some_and(|it| it.example == EXAMPLE && it.project == *session.project().read_untracked());
        self.at.set(Some(to));
        match to {
            0 => actions.go(Page::Start),
            1 if !is_open => actions.use_example(EXAMPLE, Goal::Import),
            1 => actions.go(Page::Import),
            2 => actions.go(Page::Method),
            3 => actions.see_segments(),
            4 => actions.go(Page::Segment(SegmentId(0))),
            5 => actions.go(Page::Export),
            _ => actions.note_tour(),
        }
    }
}

/// The card; nothing while no tour is taken.
#[component]
pub fn Tour() -> View {
    let at = expect_context::<TourState>().at;
    let actions = expect_context::<Actions>();
    let page = Memo::new(move |_| actions.route().read().page);
    // After the page has moved the keyboard to its heading, the card has it again.
    follow_up(move |_| {
        let _page = page.get();
        if at.get().is_some() {
            focus::on("#tour-title");
        }
    });
    move || at.get().map(card)
}

fn card(at: usize) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let state = expect_context::<TourState>();
    let leave = move || {
        state.at.set(None);
        focus::on("#main h1");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            leave();
        }
    };
    let go = move |to: usize| state.go(session, actions, to);
    let (is_first, has_next) = (at == 0, at < STOPS.len());
    let (place, body) = match STOPS.get(at) {
        Some(stop) => (
            format!("Tour, step {} of {}: {}", at + 1, STOPS.len(), stop.title),
            view! { <p class="tour__text">{stop.text}</p> },
        ),
        None => ("Tour: three questions".to_owned(), questions()),
    };
    let next = if at + 1 < STOPS.len() { "Next" } else { "To the questions" };
    view! {
        <section class="tour" aria-labelledby="tour-title" on:keydown=on_key>
            <p class="tour__title" id="tour-title" tabindex="-1">{place}</p>
            {body}
            <p class="cluster">
                <Show when=move || !is_first>
                    <button class="button" type="button" on:click=move |_| go(at - 1)>"Back"</button>
                </Show>
                <Show when=move || has_next>
                    <button class="button button--primary" type="button" on:click=move |_| go(at + 1)>{next}</button>
                </Show>
                <button class="button button--quiet" type="button" on:click=move |_| leave()>"Leave the tour"</button>
            </p>
        </section>
    }
}

fn questions() -> View {
    let all = (0..).zip(&QUESTIONS).map(question).collect_view();
    view! { <div class="stack">{all}</div> }
}

fn question((idx, question): (usize, &'static Question)) -> View {
    let Question { ask, answers, right, because } = question;
    let chosen = RwSignal::new(None::<usize>);
    let choice = |(place, answer): (usize, &&'static str)| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=format!("question-{idx}")
                    on:change=move |_| chosen.set(Some(place))
                />
                <span>{*answer}</span>
            </label>
        }
    };
    let choices = answers.iter().enumerate().map(choice).collect_view();
    let verdict = move || {
        chosen.get().map(|it| {
            let (icon, word) = if it == *right { ("check", "Right. ") } else { ("warn", "Not quite. ") };
            view! { <Icon name=icon/> <span><b>{word}</b>{*because}</span> }
        })
    };
    view! {
        <fieldset class="fieldset">
            <legend>{*ask}</legend>
            {choices}
            <p class="tour__verdict" role="status">{verdict}</p>
        </fieldset>
    }
}
