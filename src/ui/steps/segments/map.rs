//! Segments as areas, and where the method saw them: in the RFM grid, or on the map of customers.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{MapView, Measure, QualityLine, RfmGrid, TreeMap};
use crate::engine::present::sentence::captions;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::Detail;
use crate::ui::actions::Actions;
use crate::ui::charts::{CustomerMap, QualityByK, RfmGridChart, TreemapChart};
use crate::ui::steps::segments::opening;

/// The charts that an analysis can give.
pub fn map_view(profiles: &Profiles) -> View {
    let on_open = Some(opening(expect_context::<Actions>()));
    let own = match &profiles.detail {
        Some(Detail::Rfm(detail)) => {
            let (grid, caption) = (RfmGrid::new(detail, profiles), captions::rfm_grid(detail, profiles));
            Some(view! { <RfmGridChart grid caption on_open is_small=false/> })
        }
        Some(Detail::Groups(detail)) => {
            let (map, caption) = (MapView::new(detail, profiles), captions::map(detail, profiles));
            let line = (detail.tried.len() > 1).then(|| {
                let (line, caption) = (QualityLine::new(detail), captions::quality(detail));
                view! { <QualityByK line caption/> }
            });
            Some(view! { <CustomerMap map caption on_open/> {line} })
        }
        None => None,
    };
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
