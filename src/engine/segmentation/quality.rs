//! How one number of natural groups did, and which number is recommended.

use serde::{Deserialize, Serialize};

/// How one number of groups did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct KQuality {
    /// Number of groups.
    pub k: u8,
    /// Sum of squared distances to the centre.
    pub inertia: f64,
    /// Mean silhouette; `None` where it is not defined.
    pub silhouette: Option<f64>,
    /// Standard error of the silhouette, where it is of a sample.
    pub silhouette_se: Option<f64>,
    /// Spread between groups over spread within; `None` where it is not defined.
    pub calinski_harabasz: Option<f64>,
    /// How much each group overlaps with the one it overlaps with most; the smaller, the better.
    pub davies_bouldin: Option<f64>,
    /// Gap statistic, against customers drawn evenly from a box along the principal components.
    pub gap: Option<f64>,
    /// Standard error of the gap.
    pub gap_se: Option<f64>,
    /// Mean over the groups of their stability in resampled customers, 0 to 1; `None` for one group.
    pub stability: Option<f64>,
    /// How much better the groups describe a customer than one group does; `None` where that was not
    /// worked out.
    pub gain: Option<f64>,
    /// Whether there are clearly fewer customers between any two of the groups than within them.
    pub is_apart: bool,
    /// Share of the largest group, 0 to 1.
    pub largest_share: f64,
    /// Bayesian information criterion, the lower the better, of the customers that the search saw;
    /// `None` where the way has none.
    pub bic: Option<f64>,
}

/// How many groups, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Number of groups.
    pub k: u8,
    /// Why this number.
    pub reason: KReason,
}

/// Why a number of groups is recommended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KReason {
    /// The person set it.
    #[default]
    Set,
    /// The groups describe customers clearly better than one group, and there is a valley between
    /// any two of them; with more groups one would be cut in two.
    Apart,
    /// One group: no number of groups describes customers clearly better.
    NothingGained,
    /// One group: others describe customers better, but without a valley between them.
    NoValley,
    /// The smallest Bayesian information criterion.
    SmallestBic,
    /// The way finds the number by itself, from how close customers are.
    ByDensity,
    /// The largest mean silhouette.
    ClearestSilhouette,
}
