//! What to look for in the example that is open.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::learning::{Words, words};
use crate::engine::sample::Example;
use crate::ui::route::{Page, Route};

/// The question of the example, and what answers it; nothing beside a file of the person's.
#[component]
pub fn LookFor() -> View {
    let session = expect_context::<LiveSession>();
    let open = Memo::new(move |_| {
        let project = session.project().get();
        session.example().read().as_ref().filter(|it| it.project == project).map(|it| it.example)
    });
    move || {
        open.get().map(|example| {
            let Words { name, question, look_for, .. } = words(example);
            let calculator = (example == Example::CarSeats).then(|| {
                let href = Route::to(Page::Opportunity, "").href();
                view! { <p><a href=href>"Which of two conferences is worth the money? Work it out"</a></p> }
            });
            let points = look_for.map(|it| view! { <li>{it}</li> }).collect_view();
            view! {
                <section class="look-for" aria-labelledby="look-for-title">
                    <h2 class="look-for__title" id="look-for-title">{format!("Example: {name}")}</h2>
                    <p class="look-for__question">{question}</p>
                    <ul class="look-for__points">{points}</ul>
                    {calculator}
                </section>
            }
        })
    }
}
