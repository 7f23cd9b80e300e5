//! From one row of numbers per customer to segments.
//!
//! [`segment`] gives every customer exactly one segment, or none where a number it needs is not
//! known; those are counted in the issues. Segments stand in canonical order, so that the same
//! groups have the same numbers whatever random start found them.

pub mod best_group;
mod comparison;
pub mod edit;
mod error;
pub mod groups;
pub mod learnt;
mod method;
mod outcome;
mod own_map;
mod painting;
mod quality;
pub mod response_tree;
pub mod rfm_grid;
mod rfm_map;
mod rfm_options;
pub mod rules;
mod score;
pub mod tiers;

pub use crate::kernel::mixture::Covariance;
pub use comparison::{Comparison, compare};
pub use edit::{Outline, SegmentEdit};
pub use error::SegmentationError;
pub use method::{Algorithm, Distance, GroupsOptions, Method, MethodOptions, Missing, Scale};
pub use outcome::{
    Derived, Detail, Figure, GroupsDetail, MapPoint, RfmCell, RfmDetail, Segment, SegmentId, SegmentNames,
    Segmentation, UNASSIGNED,
};
pub use own_map::{MAX_OWN_NAMES, OTHERS, OwnMap};
pub use painting::{NameFault, Painted};
pub use quality::{KQuality, KReason, Recommendation};
pub use response_tree::{TreeDetail, TreeKind, TreeOptions};
pub use rfm_map::RfmName;
pub use rfm_options::{MAX_BINS, MIN_BINS, RfmCuts, RfmMap, RfmOptions, ScoreRule};

use crate::engine::features::{FeatureMatrix, Origin};
use crate::engine::progress::{Observer, Stage};
use crate::engine::segmentation::groups::{Ahead, Grouping};
use crate::engine::segmentation::learnt::Learnt;
use crate::engine::segmentation::rules::{Ruled, RulesCounter, RulesOptions};
use crate::engine::segmentation::tiers::{Tiered, TiersOptions};
use crate::engine::table::Issues;

/// Given name of the segment of those who are unlike any group.
pub const UNLIKE: &str = "Unlike any group";
/// Given name of the only segment of customers who don't fall into groups.
pub const EVERYONE: &str = "Everyone";
/// Colours and shapes there are.
const N_SLOTS: u8 = 12;

/// Customers, and the way back to the rows they were measured by where it is known.
#[derive(Debug, Clone, Copy)]
pub struct Customers<'a> {
    /// One row of numbers each.
    pub matrix: &'a FeatureMatrix,
    /// What they were measured by.
    pub origin: Option<Origin<'a>>,
    /// Natural groups of them that were found ahead.
    pub ahead: Option<&'a Ahead>,
}

impl<'a> From<&'a FeatureMatrix> for Customers<'a> {
    fn from(matrix: &'a FeatureMatrix) -> Self {
        Self { matrix, origin: None, ahead: None }
    }
}

/// Puts each customer into a segment, by a method and the changes a person made after it.
pub fn segment<'a>(
    customers: impl Into<Customers<'a>>,
    changed_method: (&Method, &[SegmentEdit]),
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    segment_counting(customers.into(), changed_method, &mut RulesCounter::new(), issues, observer)
}

/// [`segment`], with what is known already of rules for these customers.
pub fn segment_counting(
    customers: Customers<'_>,
    (method, edits): (&Method, &[SegmentEdit]),
    counter: &mut RulesCounter,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let mut segmentation = match method {
        Method::Rules(options) => by_rules(customers, options, counter, observer)?,
        Method::Rfm(_) | Method::Groups(_) | Method::Tiers(_) | Method::ResponseTree(_) => {
            by_method(customers, method, issues, observer)?
        }
    };
    edit::apply(&mut segmentation, customers, edits, issues, observer);
    Ok(segmentation)
}

/// Puts each customer into a segment of a method.
fn by_method(
    customers: Customers<'_>,
    method: &Method,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    match method {
        Method::Rfm(options) => by_rfm(customers.matrix, options, issues, observer),
        Method::Groups(options) => by_groups(customers, options, issues, observer),
        Method::Rules(options) => by_rules(customers, options, &mut RulesCounter::new(), observer),
        Method::Tiers(options) => by_tiers(customers, options, issues, observer),
        Method::ResponseTree(options) => by_tree(&customers, options, issues, observer),
    }
}

/// Puts each customer into a cell of the grid of recency, frequency and money.
fn by_rfm(
    matrix: &FeatureMatrix,
    options: &RfmOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let grid = rfm_grid::find(matrix, options, issues, observer)?;
    let segments = grid.names.iter().zip(0..).map(|(it, id)| named(id, &it.name, it.slot));
    Ok(Segmentation {
        segments: segments.collect(),
        assignment: grid.assignment,
        scores: Some(grid.scores),
        confidence: None,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        memberships: None,
        figures: Vec::new(),
        learnt: None,
        detail: Detail::Rfm(grid.detail),
    })
}

/// Puts each customer into a natural group.
fn by_groups(
    customers: Customers<'_>,
    options: &GroupsOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let Grouping { assignment, confidence, has_unlike, shown_on_map, places_on_map, learnt, detail } =
        groups::find_knowing(customers.matrix, options, customers.ahead, issues, observer)?;
    let is_one = detail.k == 1 && !has_unlike;
    let group = |id: u8| {
        let given = if is_one { EVERYONE.to_owned() } else { format!("Group {}", id + 1) };
        Segment { is_numbered: !is_one, ..named(id, &given, id % N_SLOTS + 1) }
    };
    let mut segments: Vec<Segment> = (0..detail.k).map(group).collect();
    if has_unlike {
        segments.push(named(detail.k, UNLIKE, N_SLOTS));
    }
    let detail = Detail::Groups(detail);
    Ok(Segmentation {
        segments,
        assignment,
        scores: None,
        confidence,
        memberships: None,
        shown_on_map,
        places_on_map,
        figures: Vec::new(),
        learnt: Some(Learnt::Groups(learnt)),
        detail,
    })
}

/// Puts each customer into a segment by a person's own rules.
fn by_rules(
    customers: Customers<'_>,
    options: &RulesOptions,
    counter: &mut RulesCounter,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let Ruled { names: given, assignment, all, detail } = rules::find(customers, options, counter)?;
    observer.progress(Stage::Segmenting, 1.0);
    let place = |name: &String| detail.segments.iter().position(|it| it.name == *name);
    let slot = |name| place(name).and_then(|it| u8::try_from(it + 1).ok()).unwrap_or(N_SLOTS);
    let segments = given.iter().zip(0..).map(|(it, id)| named(id, it, slot(it)));
    Ok(Segmentation {
        segments: segments.collect(),
        assignment,
        scores: None,
        confidence: None,
        memberships: all,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        figures: Vec::new(),
        learnt: None,
        detail: Detail::Rules(detail),
    })
}

/// Puts each customer into a tier of value.
fn by_tiers(
    customers: Customers<'_>,
    options: &TiersOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let Tiered { names: given, assignment, figures, detail } = tiers::find(customers, options, issues)?;
    observer.progress(Stage::Segmenting, 1.0);
    let segments = given.iter().zip(0..).map(|(it, id)| named(id, it, id + 1));
    Ok(Segmentation {
        segments: segments.collect(),
        assignment,
        scores: None,
        confidence: None,
        memberships: None,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        figures,
        learnt: None,
        detail: Detail::Tiers(detail),
    })
}

/// Puts each customer into a leaf of a tree.
fn by_tree(
    customers: &Customers<'_>,
    options: &TreeOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Segmentation, SegmentationError> {
    let (assignment, learnt, detail) = response_tree::find(customers, options, issues, observer)?;
    let n_leaves = u8::try_from(detail.leaves().count()).unwrap_or(UNASSIGNED);
    let leaf = |id: u8| Segment {
        is_numbered: true,
        ..named(id, &format!("{} {}", response_tree::LEAF, id + 1), id % N_SLOTS + 1)
    };
    Ok(Segmentation {
        segments: (0..n_leaves).map(leaf).collect(),
        assignment,
        scores: None,
        confidence: None,
        memberships: None,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        figures: Vec::new(),
        learnt: Some(Learnt::Tree(learnt)),
        detail: Detail::ResponseTree(Box::new(detail)),
    })
}

/// A segment under its given name.
fn named(id: u8, given_name: &str, slot: u8) -> Segment {
    Segment {
        id: SegmentId(id),
        given_name: given_name.to_owned(),
        name: given_name.to_owned(),
        slot,
        ..Segment::default()
    }
}
