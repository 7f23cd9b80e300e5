//! Who they are, beside everyone.

use crate::kernel::order;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::VersusRow;
use crate::engine::present::sentence::advice::advice;
use crate::engine::present::sentence::captions;
use crate::engine::present::sentence::difference::differences;
use crate::engine::present::sentence::persona::{Fact, description, facts};
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::ui::charts::VersusRows;
use crate::ui::steps::segment::apart::response;
use crate::ui::steps::segment::described::of_use;
use crate::ui::steps::segment::spread::spread;
use crate::ui::steps::segments::Shown;

/// Rows against everyone.
const N_ROWS: usize = 8;

/// The first tab.
#[component]
pub fn Profile(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    move || {
        shown.with(|it| {
            let profiles = &it.profiles;
            profiles.segments.get(idx).map(|profile| {
                view! {
                    <section class="tab-panel" aria-label="Profile">
                        <div class="columns">
                            {persona(profile, profiles)}
                            <div class="columns__7 figure--ruled">{versus(profile, profiles)}</div>
                        </div>
                        {spread(profile, profiles)}
                        {response(profile, profiles)}
                        {of_use(profile, profiles)}
                    </section>
                }
            })
        })
    }
}

fn persona(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let line = |Fact { term, text }: Fact| view! { <dt>{term}</dt><dd>{text}</dd> };
    let lines = facts(profile, profiles).into_iter().map(line).collect_view();
    view! {
        <article class="persona columns__5">
            <p class="persona__sentence">{description(profile, profiles)}</p>
            <dl class="facts">
                {lines}
                <dt>"An idea"</dt>
                <dd>{advice(profile, profiles)}</dd>
            </dl>
            <p class="persona__source">"Written from the numbers on this page by fixed rules."</p>
        </article>
    }
}

fn versus(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let currency = profiles.currency.as_deref();
    let found = differences(profile, profiles);
    let mut rows: Vec<_> = found
        .iter()
        .filter_map(|it| {
            let (here, everyone) = it.written(currency);
            Some((it.label(), it.change()?, here, everyone))
        })
        .take(N_ROWS)
        .collect();
    order::sort_by(&mut rows, |a, b| b.1.total_cmp(&a.1));
    let caption = captions::versus(profile, profiles);
    view! { <VersusRows rows=VersusRow::scaled(rows) caption/> }
}
