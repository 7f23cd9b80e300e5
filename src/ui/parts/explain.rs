//! What a number is, on demand: over the page, so that nothing moves.
//!
//! The card is the browser's own popover: Esc and a press elsewhere close it, and the keyboard is
//! back at the button.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::ui::view::prelude::*;

use crate::engine::present::glossary;
use crate::ui::parts::Icon;
use crate::ui::route::{Page, Route};

/// Tells the cards of a page apart.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A small button beside a number, and the card it opens.
#[component]
pub fn Explain(
    /// Id of the word in the glossary.
    id: &'static str,
    /// The numbers that went into this one, with what each is.
    here: Vec<(String, String)>,
) -> View {
    let Some(entry) = glossary::find(id) else { return View::nothing() };
    let card = format!("explain-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let (target, closes, title_id) = (card.clone(), card.clone(), format!("{card}-title"));
    let labelled = title_id.clone();
    let label = format!("Explain: {}", entry.term);
    let numbers = (!here.is_empty()).then(|| {
        let rows = here.into_iter().map(|(what, value)| view! { <dt>{what}</dt><dd>{value}</dd> });
        view! { <p class="explain__part">"Here"</p><dl class="facts">{rows.collect_view()}</dl> }
    });
    let address = Route::to(Page::Help(Some(entry.id)), "").href();
    view! {
        <button class="explain" type="button" popovertarget=target aria-label=label.clone() title=label>
            <Icon name="question"/>
        </button>
        <div class="explain__card" id=card popover="auto" role="dialog" aria-labelledby=labelled>
            <p class="explain__term" id=title_id>{entry.term}</p>
            <p>{entry.plain}</p>
            <p class="explain__part">"How it is worked out"</p>
            <p>{entry.exact}</p>
            {numbers}
            <p class="cluster">
                <a href=address>"In the list of words"</a>
                <button class="button button--small" type="button" popovertarget=closes popovertargetaction="hide">
                    "Close"
                </button>
            </p>
        </div>
    }
}
