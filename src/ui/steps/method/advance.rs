//! The bar that leads to the segments.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::ui::actions::Actions;

/// How many segments there are, and the way to them.
#[component]
pub fn MethodAdvance() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let sum = Memo::new(move |_| session.shown().read().as_ref().map(|it| sum(&it.analysis.profiles)));
    view! {
        <div class="advance">
            <p class="advance__sum">
                {move || match sum.get() {
                    Some((segments, rest)) => view! { <strong>{segments}</strong> {rest} },
                    None => "No segments yet".into_view(),
                }}
            </p>
            <div class="advance__tools">
                <button class="button button--primary" type="button" on:click=move |_| actions.see_segments()>
                    "See the segments"
                </button>
            </div>
        </div>
    }
}

fn sum(profiles: &Profiles) -> (String, String) {
    let segments = number::counted(profiles.segments.len(), "segment", "segments");
    let customers = number::counted(profiles.everyone.n, "customer", "customers");
    let smallest = profiles.segments.iter().map(|it| it.group.n).min().unwrap_or(0);
    (segments, format!(" from {customers}. The smallest has {}.", number::count(smallest)))
}
