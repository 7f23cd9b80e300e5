//! The cuts between value tiers, moved under their curve.

use std::sync::Arc;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::{ShareOf, ShareScale, Slide, with_share_at};
use crate::engine::profile::Profiles;
use crate::engine::segmentation::tiers::{TierRule, TiersDetail, TiersOptions};
use crate::ui::actions::Actions;
use crate::ui::charts::{CutHandle, Moving, PARETO_FOOT};
use crate::ui::steps::learnt::tiers;

/// The curve of value with a handle for each cut that is a share.
pub fn tuned_tiers(
    session: LiveSession,
    actions: Actions,
    moving: Moving,
    detail: &TiersDetail,
    profiles: &Profiles,
) -> View {
    let options = session.options::<TiersOptions>();
    let values = Memo::new(move |_| {
        let options = options.read();
        let Some((_, cuts)) = ShareOf::cuts(&options.by) else { return Vec::new() };
        moving.at.get().map_or(cuts.clone(), |(idx, value)| with_share_at(cuts, idx, value))
    });
    let n = Memo::new(move |_| values.with(Vec::len));
    let of = Memo::new(move |_| ShareOf::cuts(&options.read().by).map(|it| it.0));
    let change = Callback::new(move |cuts: Vec<f64>| {
        actions.set_tiers("cuts", |it| match &mut it.by {
            TierRule::Customers(own) | TierRule::Revenue(own) => *own = cuts,
            TierRule::Amounts(_) | TierRule::Quadrant(_) => {}
        });
    });
    let of_curve = [ShareOf::Customers, ShareOf::Revenue].map(|it| {
        let scale: Arc<dyn Slide> = Arc::new(ShareScale::new(it, detail));
        (it, scale)
    });
    let handles = move || {
        let found = of.get().and_then(|of| of_curve.iter().find(|it| it.0 == of));
        let Some((_, scale)) = found else { return View::nothing() };
        let handle = |idx: usize| {
            let (scale, name, height) = (Arc::clone(scale), "Tiers", PARETO_FOOT + 6.0);
            view! { <CutHandle idx name scale values moving on_change=change height/> }
        };
        (0..n.get()).map(handle).collect_view()
    };
    tiers(detail, profiles, handles.into_view(), moving.field)
}
