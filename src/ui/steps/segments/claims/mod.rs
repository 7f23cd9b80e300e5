//! The assumption board: what a person believes, put to the file.

mod form;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::claims::{Claim, Finding, Verdict};
use crate::engine::present::sentence::told::claims::{Told, told};
use crate::ui::actions::Actions;
use crate::ui::steps::segments::Shown;
use form::Form;

/// What was claimed, what came of it, and the form for one more.
#[component]
pub fn Claims(
    /// The result.
    shown: Shown,
) -> View {
    let session = expect_context::<LiveSession>();
    let changing = RwSignal::new(Claim::default());
    let listed = move || {
        let all = session.shown().get();
        let claims = all.map(|it| it.recipe.claims).unwrap_or_default();
        let item = |(claim, finding): (Claim, &Finding)| {
            let words = shown.with(|it| told(&claim, finding, &it.profiles));
            item(claim, verdict(finding), words, changing)
        };
        shown.with(|it| claims.into_iter().zip(&it.claims).map(item).collect_view())
    };
    view! {
        <section class="section" aria-labelledby="claims-h">
            <div class="section__head">
                <h2 id="claims-h">"What you assume"</h2>
                <p>"What you believe about your customers, put to the file. Kept in the recipe"</p>
            </div>
            <ul class="claims" aria-live="polite">{listed}</ul>
            <Form shown changing/>
        </section>
    }
}

fn verdict(finding: &Finding) -> Option<Verdict> {
    match finding {
        Finding::Answered(it) => Some(it.verdict),
        Finding::Untold(_) => None,
    }
}

/// One claim; the word says what the colour does.
fn item(claim: Claim, verdict: Option<Verdict>, words: Told, changing: RwSignal<Claim>) -> View {
    let actions = expect_context::<Actions>();
    let class = match verdict {
        Some(Verdict::Supported) => "tag tag--good",
        Some(Verdict::NotSupported) => "tag tag--warn",
        Some(Verdict::TooLittleData) | None => "tag",
    };
    let Told { claim: text, verdict, question, found, basis } = words;
    let named = format!(": {text}");
    let (own, gone) = (claim.clone(), claim);
    let take_away = move |_| actions.set_claims("assumption taken away", |all| all.retain(|it| *it != gone));
    view! {
        <li class="claims__item">
            <p><span class=class>{verdict}</span>" "<b>{text}</b></p>
            <p>{found}</p>
            <p class="field__hint">{question}</p>
            <p class="field__hint">{basis}</p>
            <p class="cluster">
                <button class="link-button" type="button" on:click=move |_| changing.set(own.clone())>
                    "Change"
                    <span class="visually-hidden">{named.clone()}</span>
                </button>
                <button class="link-button" type="button" on:click=take_away>
                    "Take away"
                    <span class="visually-hidden">{named}</span>
                </button>
            </p>
        </li>
    }
}
