//! Customers in segments, and what the method learnt on the way.

use serde::{Deserialize, Serialize};

use crate::engine::by_name::ByName;
use crate::engine::segmentation::learnt::Learnt;
use crate::engine::segmentation::rules::RulesDetail;
use crate::engine::segmentation::tiers::TiersDetail;
use crate::engine::segmentation::{Algorithm, KQuality, Recommendation, RfmCuts, TreeDetail};

/// Position of a segment in canonical order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SegmentId(pub u8);

/// The assignment of a customer that could not be placed.
pub const UNASSIGNED: u8 = u8::MAX;

/// Names the person gave, by the given name (`Champions`, `Group 1`).
pub type SegmentNames = ByName<String>;

/// A group of customers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Position in canonical order.
    pub id: SegmentId,
    /// The name the method gives: stable, in English, the key of [`SegmentNames`].
    pub given_name: String,
    /// The name on the screen and in exports.
    pub name: String,
    /// Colour and shape, 1 to 12.
    pub slot: u8,
    /// Whether the given name is but a number, so that a name is proposed from what sets it apart.
    pub is_numbered: bool,
    /// What it was made from, where it is not a segment of the method itself.
    pub derived: Option<Derived>,
}

/// What a segment was made from by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Derived {
    /// Several segments that became one.
    Merged {
        /// Their given names.
        of: Vec<String>,
    },
    /// A segment that was segmented anew.
    PartOf {
        /// Its given name.
        whole: String,
    },
    /// An outline on the map.
    Outlined,
}

/// A number of each customer that a method worked with.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is called in exports.
    pub name: String,
    /// One for each customer; `NaN` where not known.
    pub values: Vec<f64>,
}

/// Customers in segments.
#[derive(Debug, Clone)]
pub struct Segmentation {
    /// In canonical order; only segments with customers.
    pub segments: Vec<Segment>,
    /// Position of each customer's segment, or [`UNASSIGNED`].
    pub assignment: Vec<u8>,
    /// Scores from 1 of each customer, for RFM: recency, frequency, monetary; 0 where unassigned.
    pub scores: Option<[Vec<u8>; 3]>,
    /// How surely each customer is in its segment, 0..=1, where the method can tell; `NaN` where unassigned.
    pub confidence: Option<Vec<f32>>,
    /// Positions of the customers that are points of the method's map, in the order of its points.
    pub shown_on_map: Vec<u32>,
    /// Where each customer is on the method's map, drawn or not; `NaN` where unassigned, empty where
    /// the method has no map.
    pub places_on_map: Vec<[f32; 2]>,
    /// All segments that take each customer, bit by position, where a customer may be in several.
    pub memberships: Option<Vec<u16>>,
    /// Further numbers of each customer that the method worked with.
    pub figures: Vec<Figure>,
    /// What natural groups and trees place customers by; `None` of other methods.
    pub learnt: Option<Learnt>,
    /// What the method learnt.
    pub detail: Detail,
}

impl Segmentation {
    /// Gives the segments the numbers of their places.
    pub fn number(&mut self) {
        for (segment, id) in self.segments.iter_mut().zip(0..) {
            segment.id = SegmentId(id);
        }
    }
}

/// What the method learnt, without any customer's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// Of RFM.
    Rfm(RfmDetail),
    /// Of natural groups.
    Groups(GroupsDetail),
    /// Of a person's own rules.
    Rules(RulesDetail),
    /// Of tiers by value.
    Tiers(TiersDetail),
    /// Of a tree learnt from an outcome.
    ResponseTree(Box<TreeDetail>),
}

/// The RFM grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RfmDetail {
    /// Scores of each number, 3 to 5.
    pub bins: u8,
    /// Upper ends of score groups, one fewer than scores for each number, as used.
    pub cuts: RfmCuts,
    /// By recency score, the best first, then by frequency score, the lowest first: all cells of
    /// both.
    pub cells: Vec<RfmCell>,
}

/// One cell of the recency × frequency grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RfmCell {
    /// Recency score, from 1.
    pub r: u8,
    /// Frequency score, from 1.
    pub f: u8,
    /// Customers in it.
    pub n: usize,
    /// Median money of its customers; `None` where nobody is in it.
    pub median_monetary: Option<f64>,
    /// The segment most of its customers are in.
    pub segment: Option<SegmentId>,
}

/// The fit of natural groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupsDetail {
    /// How they were found.
    pub algorithm: Algorithm,
    /// Number of groups.
    pub k: u8,
    /// Ids of the features used, in order.
    pub features: Vec<String>,
    /// Sum of squared distances to the centre, on the scaled features.
    pub inertia: f64,
    /// Mean silhouette, −1 to 1; `None` where it is not defined.
    pub silhouette: Option<f64>,
    /// Standard error of the silhouette, where it is of a sample.
    pub silhouette_se: Option<f64>,
    /// Mean silhouette of each segment, in their order; empty where it is not defined.
    pub segment_silhouettes: Vec<Option<f64>>,
    /// Customers the silhouette was worked out on.
    pub n_quality_sample: usize,
    /// Spread between groups over spread within; `None` where it is not defined.
    pub calinski_harabasz: Option<f64>,
    /// How much each group overlaps with the one it overlaps with most, on average.
    pub davies_bouldin: Option<f64>,
    /// Gap statistic, against customers drawn evenly from a box along the principal components.
    pub gap: Option<f64>,
    /// Standard error of the gap.
    pub gap_se: Option<f64>,
    /// How often each segment is found again in resampled customers, 0 to 1 (mean Jaccard
    /// coefficient), in their order; empty where it was not worked out.
    pub stability: Vec<Option<f64>>,
    /// Customers that gap and stability were worked out on.
    pub n_resampled: usize,
    /// Share of the largest segment among those in one, 0 to 1.
    pub largest_share: f64,
    /// How many groups are recommended, and why.
    pub recommendation: Recommendation,
    /// Natural logarithm of the likelihood of all customers, where the way has one.
    pub log_likelihood: Option<f64>,
    /// Bayesian information criterion, the lower the better, where the way has one.
    pub bic: Option<f64>,
    /// What the way made as small as it could, where that is not the inertia.
    pub cost: Option<f64>,
    /// How far groups were apart when they were merged, rising: all of few, the last of many. Empty
    /// where groups are found otherwise.
    pub heights: Vec<f64>,
    /// Position of the customer in the middle of each segment, where the way has one.
    pub medoids: Vec<u32>,
    /// Names of the categories used beside the features.
    pub categories: Vec<String>,
    /// Every number of groups tried, ascending; one where the person set it.
    pub tried: Vec<KQuality>,
    /// Whether the best start settled before its rounds ran out.
    pub is_converged: bool,
    /// Mean of each scaled feature by segment: segments × features, row by row.
    pub centres: Vec<f64>,
    /// Customers on the plane of the first two principal components, at most 200,000.
    pub map: Vec<MapPoint>,
    /// Share of the spread that each of the two components shows.
    pub map_explained: [f64; 2],
    /// Weight of each feature in the two components, features × 2, row by row.
    pub map_loadings: Vec<f64>,
}

/// A customer on the map.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MapPoint {
    /// First component.
    pub x: f32,
    /// Second component.
    pub y: f32,
    /// Position of the segment.
    pub segment: u8,
}
