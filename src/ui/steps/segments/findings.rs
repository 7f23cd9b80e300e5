//! The sentences that open the page, each with the way to its numbers.

use crate::ui::view::prelude::*;

use crate::engine::present::sentence::headline::{Evidence, Finding, headlines};
use crate::ui::actions::Actions;
use crate::ui::browser::focus;
use crate::ui::charts::Mark;
use crate::ui::steps::segments::{Shown, address};

/// At most three sentences.
#[component]
pub fn Findings(
    /// The result.
    shown: Shown,
) -> View {
    let found = move || {
        shown.with(|it| {
            let slot = |finding: &Finding| {
                it.profiles.segments.get(finding.segment).map_or(12, |it| it.segment.slot)
            };
            headlines(&it.profiles).into_iter().map(|finding| (slot(&finding), finding)).collect::<Vec<_>>()
        })
    };
    view! {
        <section aria-labelledby="find-h">
            <h2 class="visually-hidden" id="find-h">"What stands out"</h2>
            <ul class="findings">{move || found().into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

fn item((slot, finding): (u8, Finding)) -> View {
    let actions = expect_context::<Actions>();
    let name = finding.name.clone();
    let link = match finding.evidence {
        Evidence::Segment => view! {
            <a class="findings__link" href=move || address(actions, finding.segment)>
                "See the group"
                <span class="visually-hidden">{format!(" {name}")}</span>
            </a>
        },
        Evidence::Shares => view! {
            <button class="link-button findings__link" type="button" on:click=|_| focus::bring("#shares-h")>
                "See the shares"
            </button>
        },
    };
    view! {
        <li class="findings__item">
            <Mark palette_slot=slot class=""/>
            <p class="findings__text">
                <strong>{finding.name}</strong>
                {finding.rest}
            </p>
            {link}
        </li>
    }
}
