//! Why someone is in the segment, which segment is nearest, and the statistics on demand.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{RfmGrid, statistics};
use crate::engine::present::number;
use crate::engine::present::sentence::captions;
use crate::engine::present::sentence::quality;
use crate::engine::present::sentence::traits::traits;
use crate::engine::present::sentence::why::why;
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::engine::segmentation::Detail;
use crate::ui::actions::Actions;
use crate::ui::charts::{Mark, RfmGridChart, TwinTable};
use crate::ui::parts::Explain;
use crate::ui::steps::segment::apart::differences;
use crate::ui::steps::segment::described::{TypicalMembers, short_rule};
use crate::ui::steps::segments::{Shown, address, opening, sign};

/// Traits named here.
const N_TRAITS: usize = 5;

/// The second tab.
#[component]
pub fn Why(
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
                    <section class="tab-panel" aria-label="Why">
                        <div class="columns">
                            <div class="columns__7 stack stack--loose">
                                <div>
                                    <h2>"Why someone is here " {explained(profiles)}</h2>
                                    {rule(profile, profiles)}
                                </div>
                                {short_rule(profile, profiles)}
                                {differences(profile, profiles)}
                                {grid(profiles)}
                            </div>
                            <div class="columns__5 stack stack--loose">
                                <div>
                                    <h2>"In a few words " <Explain id="trait" here=Vec::new()/></h2>
                                    <ul class="segment-card__traits">
                                        {traits(profile, profiles, N_TRAITS).into_iter().map(sign).collect_view()}
                                    </ul>
                                </div>
                                {nearest(profile, profiles)}
                                {sureness(profiles, idx)}
                                {separation(profiles)}
                                <TypicalMembers shown idx/>
                            </div>
                        </div>
                        {numbers(profile, profiles)}
                    </section>
                }
            })
        })
    }
}

/// The word behind the rule of the method.
fn explained(profiles: &Profiles) -> View {
    let id = match &profiles.detail {
        Some(Detail::Rfm(_)) => "score",
        Some(Detail::Groups(_)) => "natural-groups",
        Some(Detail::Rules(_)) => "rule",
        Some(Detail::Tiers(_)) => "tier",
        Some(Detail::ResponseTree(_)) => "response-tree",
        None => return View::nothing(),
    };
    view! { <Explain id here=Vec::new()/> }
}

fn rule(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let phrases = why(profile, profiles).into_iter().map(|it| {
        if it.is_strong {
            view! { <b>{it.text}</b> }
        } else {
            it.text.into_view()
        }
    });
    view! { <p class="rule-words">{phrases.collect_view()}</p> }
}

fn grid(profiles: &Profiles) -> Option<View> {
    let Some(Detail::Rfm(detail)) = &profiles.detail else { return None };
    let on_open = Some(opening(expect_context::<Actions>()));
    let (grid, caption) = (RfmGrid::new(detail, profiles), captions::rfm_grid(detail, profiles));
    Some(view! { <RfmGridChart grid caption on_open is_small=true/> })
}

fn nearest(profile: &SegmentProfile, profiles: &Profiles) -> Option<View> {
    let actions = expect_context::<Actions>();
    let idx = profile.nearest?;
    let other = profiles.segments.get(idx)?;
    let (name, slot) = (other.segment.name.clone(), other.segment.slot);
    let size = number::counted(other.group.n, "customer", "customers");
    Some(view! {
        <div>
            <h2>"Nearest neighbour"</h2>
            <p>
                <span class="segment-chip">
                    <Mark palette_slot=slot class=""/>
                    <a href=move || address(actions, idx)>{name}</a>
                </span>
                {format!(", {size}: typical numbers closest to these")}
            </p>
        </div>
    })
}

/// How often a group is found again; not told of segments that were merged or split by hand.
fn sureness(profiles: &Profiles, idx: usize) -> Option<View> {
    let Some(Detail::Groups(detail)) = &profiles.detail else { return None };
    if profiles.segments.iter().any(|it| it.segment.derived.is_some()) {
        return None;
    }
    let found_again = detail.stability.get(idx).copied().flatten()?;
    let words = quality::stability(found_again);
    let parts = vec![("Mean similarity when found again".to_owned(), number::fixed(found_again, 2))];
    Some(view! {
        <div>
            <h2>"How surely it is a group " <Explain id="stability" here=parts/></h2>
            <p>
                {number::capitalised(&words)}
                <span class="persona__source">" found again in groupings of other draws of these customers"</span>
            </p>
        </div>
    })
}

fn separation(profiles: &Profiles) -> Option<View> {
    let Some(Detail::Groups(detail)) = &profiles.detail else { return None };
    let words = quality::separation(detail);
    let n = number::count(detail.n_quality_sample);
    let silhouette = detail.silhouette.map_or_else(|| "–".to_owned(), |it| number::fixed(it, 2));
    let parts = vec![
        ("Mean silhouette".to_owned(), silhouette),
        ("Customers it was worked out on".to_owned(), n.clone()),
        ("Groups".to_owned(), number::count(usize::from(detail.k))),
    ];
    Some(view! {
        <div>
            <h2>"How clearly separated all groups are " <Explain id="separation" here=parts/></h2>
            <p>{words} <span class="persona__source">{format!(" worked out on {n} customers")}</span></p>
        </div>
    })
}

fn numbers(profile: &SegmentProfile, profiles: &Profiles) -> View {
    view! {
        <div class="section">
            <div class="section__head">
                <h2>"The statistics " <Explain id="effect-size" here=Vec::new()/></h2>
                <p>"Size of a difference in spreads of everyone: 0.2 small, 0.5 medium, 0.8 large"</p>
            </div>
            <TwinTable twin=statistics(profile, profiles) is_open=RwSignal::new(false) summary="Show the statistics"/>
        </div>
    }
}
