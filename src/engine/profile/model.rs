//! The numbers of a segment.

use serde::{Deserialize, Serialize};

use crate::engine::features::Unit;
use crate::engine::segmentation::{Detail, Segment};

/// All segments, and everyone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profiles {
    /// In canonical order.
    pub segments: Vec<SegmentProfile>,
    /// All customers in a segment.
    pub everyone: GroupProfile,
    /// Customers that could not be placed.
    pub n_unassigned: usize,
    /// What the method learnt.
    pub detail: Option<Detail>,
    /// The day recency was counted back from, since 1970-01-01.
    pub as_of: Option<i32>,
    /// First and last day of the rows used.
    pub period: Option<(i32, i32)>,
    /// Rows of the file that were used.
    pub n_rows_used: usize,
    /// Sign or code of the currency, where the file tells.
    pub currency: Option<String>,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentProfile {
    /// Which.
    pub segment: Segment,
    /// Its numbers.
    pub group: GroupProfile,
    /// Position of the segment most like it, by the distance of medians in spreads of everyone.
    pub nearest: Option<usize>,
}

/// The numbers of a group of customers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupProfile {
    /// Customers.
    pub n: usize,
    /// Share of everyone, 0..=1.
    pub share: f64,
    /// Money; `None` where the file has none.
    pub revenue: Option<f64>,
    /// Share of everyone's money, 0..=1; `None` where that is not above zero.
    pub revenue_share: Option<f64>,
    /// Orders; `None` where the file has none.
    pub orders: Option<u64>,
    /// Same order for every group.
    pub features: Vec<FeatureProfile>,
    /// Same order for every group.
    pub categories: Vec<CategoryProfile>,
}

/// One number of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureProfile {
    /// Name in recipes.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What the numbers are.
    pub unit: Unit,
    /// Customers without it.
    pub n_missing: usize,
    /// `None` where nobody has it.
    pub spread: Option<Spread>,
    /// Counts in 24 bins of equal width between everyone's 1st and 99th percentile (outer values in
    /// the outer bins).
    pub bins: Vec<u32>,
}

/// How a number is spread; quantiles of type 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// Standard deviation (population).
    pub sd: f64,
    /// Smallest.
    pub min: f64,
    /// 1st percentile.
    pub p01: f64,
    /// Lower quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Upper quartile.
    pub q3: f64,
    /// 99th percentile.
    pub p99: f64,
    /// Largest.
    pub max: f64,
}

/// One category column of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryProfile {
    /// The column's name.
    pub label: String,
    /// Customers without it.
    pub n_missing: usize,
    /// The most frequent values of everyone, at most eight, same order for every group.
    pub shares: Vec<CategoryShare>,
}

/// One value of a category column in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryShare {
    /// The value.
    pub value: String,
    /// Customers with it.
    pub n: usize,
    /// Share of the group's customers that have any value, 0..=1.
    pub share: f64,
}
