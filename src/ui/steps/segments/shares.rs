//! Who they are, and what they bring.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Measure, Ribbon};
use crate::engine::present::sentence::captions;
use crate::engine::profile::Profiles;
use crate::ui::actions::Actions;
use crate::ui::charts::RibbonChart;
use crate::ui::steps::segments::{Shown, opening};

/// Share of customers beside share of revenue.
#[component]
pub fn Shares(
    /// The result.
    shown: Shown,
) -> View {
    let has_money = Memo::new(move |_| shown.with(|it| it.profiles.everyone.revenue.is_some()));
    let title =
        move || if has_money.get() { "Who they are, and what they bring" } else { "How large they are" };
    view! {
        <section class="section" aria-labelledby="shares-h">
            <div class="section__head">
                <h2 id="shares-h" tabindex="-1">{title}</h2>
                <p>"Groups are a description, not a cause"</p>
            </div>
            {move || shown.with(|it| chart(&it.profiles))}
        </section>
    }
}

fn chart(profiles: &Profiles) -> View {
    let actions = expect_context::<Actions>();
    let ribbon = Ribbon::new(profiles);
    let caption = if ribbon.base_below.is_some() {
        captions::shares(profiles, Measure::Revenue)
    } else {
        captions::sizes(profiles)
    };
    view! { <RibbonChart ribbon caption on_open=Some(opening(actions))/> }
}
