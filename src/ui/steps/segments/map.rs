//! Segments where the method saw them, and as areas.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Measure, TreeMap};
use crate::engine::present::sentence::captions;
use crate::engine::profile::Profiles;
use crate::ui::actions::Actions;
use crate::ui::charts::TreemapChart;
use crate::ui::steps::learnt::learnt;
use crate::ui::steps::segments::opening;

/// The charts that an analysis can give.
pub fn map_view(profiles: &Profiles) -> View {
    let actions = expect_context::<Actions>();
    let own = learnt(profiles, Some(opening(actions)), Some(Callback::new(move |it| actions.outline(it))));
    view! { <div class="stack stack--loose">{own}{areas(profiles)}</div> }
}

/// Areas by revenue or by customers; the choice only where there is money.
fn areas(profiles: &Profiles) -> View {
    let actions = expect_context::<Actions>();
    let has_money = profiles.everyone.revenue.is_some_and(|it| it > 0.0);
    let measure = RwSignal::new(if has_money { Measure::Revenue } else { Measure::Customers });
    let profiles = StoredValue::new(profiles.clone());
    let chart = move || {
        let measure = measure.get();
        let what = match measure {
            Measure::Revenue => "Revenue",
            Measure::Customers => "Customers",
        };
        profiles.with_value(|it| {
            let (map, caption) = (TreeMap::new(it, measure), captions::shares(it, measure));
            view! { <TreemapChart map what caption on_open=Some(opening(actions))/> }
        })
    };
    let option = move |it: Measure, name: &'static str| {
        view! {
            <label class="switch__option">
                <input
                    type="radio"
                    name="area"
                    prop:checked=move || measure.get() == it
                    on:change=move |_| measure.set(it)
                />
                <span>{name}</span>
            </label>
        }
    };
    let switch = has_money.then(|| {
        view! {
            <div class="switch" role="group" aria-label="Area is">
                {option(Measure::Revenue, "By revenue")}
                {option(Measure::Customers, "By customers")}
            </div>
        }
    });
    view! {
        <div class="section">
            <div class="section__head"><h3>"Shares as areas"</h3>{switch}</div>
            {chart}
        </div>
    }
}
