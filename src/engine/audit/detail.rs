//! What a method knows of its segments, without what is of few customers.

use crate::engine::segmentation::response_tree::{NodeFigures, TreeDetail, TreeNode};
use crate::engine::segmentation::tiers::{Contribution, QuadrantDetail, Tier, TiersDetail};
use crate::engine::segmentation::{Detail, GroupsDetail, RfmCell, RfmDetail, SegmentId};

/// What the method learnt, with the segments at their new places and no single customer.
pub(super) fn placed(detail: &Detail, places: &[usize], least: usize) -> Detail {
    match detail {
        Detail::Rfm(RfmDetail { bins, cuts, cells }) => {
            let cell = |it: &RfmCell| {
                let place = it.segment.and_then(|it| places.get(usize::from(it.0)));
                let segment = place.and_then(|it| u8::try_from(*it).ok()).map(SegmentId);
                RfmCell { segment, ..it.clone() }
            };
            let cells = cells.iter().map(cell).collect();
            Detail::Rfm(RfmDetail { bins: *bins, cuts: cuts.clone(), cells })
        }
        Detail::Groups(detail) => {
            Detail::Groups(GroupsDetail { map: Vec::new(), medoids: Vec::new(), ..detail.clone() })
        }
        Detail::Rules(detail) => Detail::Rules(detail.clone()),
        Detail::Tiers(detail) => Detail::Tiers(tiers(detail, least)),
        Detail::ResponseTree(detail) => Detail::ResponseTree(Box::new(tree(detail, least))),
    }
}

/// Tiers without their ends, which are amounts of single customers.
fn tiers(detail: &TiersDetail, least: usize) -> TiersDetail {
    let quarter = |it: &Contribution| {
        let is_small = (1..least).contains(&it.n_below_zero);
        let (n_below_zero, lost) = if is_small { (0, 0.0) } else { (it.n_below_zero, it.lost) };
        Contribution { n_below_zero, lost, ..it.clone() }
    };
    let quadrant = detail.quadrant.as_ref().map(|it| QuadrantDetail {
        all: quarter(&it.all),
        quarters: it.quarters.iter().map(quarter).collect(),
        ..it.clone()
    });
    let tiers = detail.tiers.iter().map(|it| Tier { from: None, ..it.clone() }).collect();
    TiersDetail { tiers, quadrant, pareto: Vec::new(), top: Vec::new(), ..detail.clone() }
}

/// A tree with the outcome of its leaves where enough stand behind each answer in every leaf; otherwise
/// of none, because the others would give the small one back.
fn tree(detail: &TreeDetail, least: usize) -> TreeDetail {
    let is_small = |it: &NodeFigures| {
        let answers = it.mean.filter(|_| detail.response.is_some()).map(|share| share * it.n as f64);
        let few = |n: f64| 0.5 < n && n + 0.5 < least as f64;
        it.n < least || answers.is_some_and(|yes| few(yes) || few(it.n as f64 - yes))
    };
    let leaves = || detail.nodes.iter().filter(|it| it.leaf.is_some());
    let is_train_told = !leaves().any(|it| is_small(&it.train));
    let is_holdout_told = is_train_told && !leaves().any(|it| it.holdout.as_ref().is_some_and(is_small));
    let unsaid = |it: &NodeFigures| NodeFigures { mean: None, interval: None, total: 0.0, ..*it };
    let node = |it: &TreeNode| TreeNode {
        train: if is_train_told { it.train } else { unsaid(&it.train) },
        holdout: it.holdout.filter(|_| is_holdout_told),
        holds_up: it.holds_up.filter(|_| is_holdout_told),
        lift: it.lift.filter(|_| is_train_told),
        ..it.clone()
    };
    let nodes = detail.nodes.iter().map(node).collect();
    TreeDetail { nodes, predictors: Vec::new(), gains: None, ..detail.clone() }
}
