//! What the method learnt, as charts: the same while it is set up and beside its segments.

use crate::ui::parts::Icon;
use crate::ui::view::prelude::*;
use web_sys::HtmlDivElement;

use crate::engine::present::chart::compare::Fingerprint;
use crate::engine::present::chart::{
    FunnelChart, GainsChart, MapView, ParetoChart, QualityLine, RfmGrid, TreeChart, leak, quarters,
};
use crate::engine::present::number;
use crate::engine::present::sentence::{captions, quality};
use crate::engine::profile::Profiles;
use crate::engine::segmentation::rules::Funnel;
use crate::engine::segmentation::tiers::TiersDetail;
use crate::engine::segmentation::{Detail, Outline};
use crate::ui::charts::{
    CustomerMap, FingerprintChart, FunnelBars, GainsCurve, Outlining, ParetoCurve, QualityByK, RfmGridChart,
    TreeRows, TwinTable,
};

/// Groups whose fingerprints stand beside each other.
const MAX_FINGERPRINTS: usize = 12;

/// The charts of the method itself; marks open their segments where `on_open` does, and customers
/// on a map can be chosen for a new segment where `on_outline` takes it.
pub fn learnt(
    profiles: &Profiles,
    on_open: Option<Callback<usize>>,
    on_outline: Option<Callback<Outline>>,
) -> View {
    match &profiles.detail {
        Some(Detail::Rfm(detail)) => {
            let (grid, caption) = (RfmGrid::new(detail, profiles), captions::rfm_grid(detail, profiles));
            view! { <RfmGridChart grid caption on_open is_small=false/> }
        }
        Some(Detail::Groups(detail)) => {
            let line = (detail.tried.len() > 1).then(|| {
                let (line, caption) = (QualityLine::new(detail), captions::quality(detail));
                view! { <QualityByK line caption/> }
            });
            let map = (!detail.map.is_empty()).then(|| {
                let (map, caption) = (MapView::new(detail, profiles), captions::map(detail, profiles));
                let outlining =
                    on_outline.map(|on_outline| Outlining { points: detail.map.clone(), on_outline });
                view! { <CustomerMap map caption on_open outlining/> }
            });
            let all: Vec<usize> = (0..profiles.segments.len().min(MAX_FINGERPRINTS)).collect();
            let fingerprint = Fingerprint::new(profiles, &all)
                .map(|fingerprint| view! { <FingerprintChart fingerprint on_open/> });
            let agreement = quality::agreement(detail).map(|it| {
                let n = number::counted(detail.n_resampled, "customer", "customers");
                view! {
                    <p class="remark">
                        <Icon name="note"/>
                        <span>{format!("Found again among resampled customers, the groups agree {it} (of {n}).")}</span>
                    </p>
                }
            });
            view! { {line} {agreement} {map} {fingerprint} }
        }
        Some(Detail::Rules(detail)) => {
            let funnel = |it: &Funnel| view! { <FunnelBars funnel=FunnelChart::new(it, profiles)/> };
            detail.segments.iter().map(funnel).collect_view()
        }
        Some(Detail::Tiers(detail)) => tiers(detail, profiles, View::nothing(), NodeRef::new()),
        Some(Detail::ResponseTree(detail)) => {
            let doubts = detail.predictors.iter().filter_map(|it| leak(it, &detail.outcome));
            let doubts =
                doubts.map(|it| view! { <p class="remark"><Icon name="warn"/><span>{it}</span></p> });
            let gains = detail.gains.as_ref().map(|it| {
                view! { <GainsCurve gains=GainsChart::new(it, detail)/> }
            });
            view! {
                {doubts.collect_view()}
                <TreeRows tree=TreeChart::new(detail, profiles) on_open/>
                {gains}
            }
        }
        None => View::nothing(),
    }
}

/// The curve of value and, where there is one, the quadrant; `handles` lie over the curve's field.
pub fn tiers(
    detail: &TiersDetail,
    profiles: &Profiles,
    handles: View,
    field: NodeRef<HtmlDivElement>,
) -> View {
    let quarters = detail.quadrant.as_ref().map(|it| {
        let twin = quarters(it, profiles);
        view! { <TwinTable twin is_open=RwSignal::new(true) summary="Value against cost to serve"/> }
    });
    view! { <ParetoCurve pareto=ParetoChart::new(detail, profiles) handles field/> {quarters} }
}
