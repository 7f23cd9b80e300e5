//! How customers are grouped: the options of each method.

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::RfmOptions;

/// A way to segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Recency, frequency and monetary value, scored.
    Rfm(RfmOptions),
    /// Natural groups, found in one of several ways.
    Groups(GroupsOptions),
}

/// How natural groups are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupsOptions {
    /// Ids of the features; all numeric ones where empty.
    pub features: Vec<String>,
    /// How features are made comparable.
    pub scale: Scale,
    /// Number of groups, 2 to 12; chosen by silhouette where `None`.
    pub k: Option<u8>,
    /// Random starts for each number of groups, 1 to 500; the tightest is kept.
    pub starts: u16,
    /// Seed of all random choices.
    pub seed: u64,
    /// How they are found.
    pub algorithm: Algorithm,
}

/// A way to find natural groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// The groups with the smallest sum of squared distances to their middles.
    #[default]
    Kmeans,
}

/// How features are made comparable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// (x − mean) ÷ standard deviation (population).
    Zscore,
    /// ln(1 + x) for features that are skewed and not negative, then z-score.
    #[default]
    Log,
    /// (x − median) ÷ interquartile range.
    Robust,
    /// As they are.
    None,
}

impl Default for GroupsOptions {
    fn default() -> Self {
        Self {
            features: Vec::new(),
            scale: Scale::default(),
            k: None,
            starts: 50,
            seed: 1,
            algorithm: Algorithm::default(),
        }
    }
}

impl Algorithm {
    /// Its name on the command line and in analyses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kmeans => "kmeans",
        }
    }
}

impl Method {
    /// Checks what can be checked without data.
    pub fn check(&self) -> Result<(), RecipeError> {
        match self {
            Self::Rfm(options) => options.check(),
            Self::Groups(options) => options.check(),
        }
    }
}

impl GroupsOptions {
    fn check(&self) -> Result<(), RecipeError> {
        let in_range = |option: &str, value: f64, min: f64, max: f64| {
            if (min..=max).contains(&value) {
                return Ok(());
            }
            Err(RecipeError::OutOfRange { option: option.to_owned(), value, min, max })
        };
        if let Some(k) = self.k {
            in_range("k", f64::from(k), 2.0, 12.0)?;
        }
        in_range("starts", f64::from(self.starts), 1.0, 500.0)
    }
}
