//! How customers are grouped: the options of each method.

use serde::{Deserialize, Serialize};

use crate::engine::by_name::ByName;
use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::rules::RulesOptions;
use crate::engine::segmentation::tiers::TiersOptions;
use crate::engine::segmentation::{RfmOptions, TreeOptions};
use crate::kernel::mixture::Covariance;

/// Customers that can be asked for near each other at most.
const MAX_NEAR: f64 = 100_000_000.0;

/// What a category that differs may cost at most.
const MAX_GAMMA: f64 = 1e9;

/// A way to segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Recency, frequency and monetary value, scored.
    Rfm(RfmOptions),
    /// Natural groups, found in one of several ways.
    Groups(GroupsOptions),
    /// A person's own rules.
    Rules(RulesOptions),
    /// Tiers by what customers are worth.
    Tiers(TiersOptions),
    /// Leaves of a tree learnt from an outcome.
    ResponseTree(TreeOptions),
}

/// The options of one method.
pub trait MethodOptions: Clone + Default + PartialEq + Send + Sync + 'static {
    /// Those of a method; `None` of another one.
    fn of(method: &Method) -> Option<&Self>;
    /// Those of a method, to be changed; `None` of another one.
    fn of_mut(method: &mut Method) -> Option<&mut Self>;
}

macro_rules! options_of {
    ($($variant:ident: $options:ty,)*) => {$(
        impl MethodOptions for $options {
            fn of(method: &Method) -> Option<&Self> {
                if let Method::$variant(options) = method { Some(options) } else { None }
            }

            fn of_mut(method: &mut Method) -> Option<&mut Self> {
                if let Method::$variant(options) = method { Some(options) } else { None }
            }
        }
    )*};
}

options_of! {
    Rfm: RfmOptions,
    Groups: GroupsOptions,
    Rules: RulesOptions,
    Tiers: TiersOptions,
    ResponseTree: TreeOptions,
}

/// How natural groups are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupsOptions {
    /// Ids of the features; all numeric ones where empty.
    pub features: Vec<String>,
    /// How features are made comparable.
    pub scale: Scale,
    /// Number of groups, 1 to 12; the one recommended where `None`.
    pub k: Option<u8>,
    /// Random starts for each number of groups, 1 to 500; the tightest is kept.
    pub starts: u16,
    /// Seed of all random choices.
    pub seed: u64,
    /// How they are found.
    pub algorithm: Algorithm,
    /// How often a feature's squared differences count, by its id, 0 to 1,000; once where it is not
    /// named.
    pub weights: ByName<f64>,
    /// What becomes of customers without a value in a feature.
    pub missing: Missing,
}

/// What becomes of customers without a value in a feature that groups are found by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// They are in no group; ways that compare customers by what both have keep them.
    #[default]
    LeaveOut,
    /// The median of a number, the most frequent value of a category takes its place.
    Impute,
    /// Of a category, not to be known is a value like others; without a number they are in no group.
    OwnLevel,
}

/// A way to find natural groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// The groups with the smallest sum of squared distances to their middles.
    #[default]
    Kmeans,
    /// The most likely mixture of normal distributions.
    Mixture {
        /// How free the shape of each group is.
        #[serde(default)]
        covariance: Covariance,
    },
    /// Groups by numbers and categories together (k-prototypes).
    Prototypes {
        /// What a category that differs costs, from 0; half the mean standard deviation of the scaled
        /// numbers where `None`.
        #[serde(default)]
        gamma: Option<f64>,
    },
    /// Groups of customers who answer alike (latent classes).
    LatentClasses,
    /// Merging the two groups that add least to the sum of squared distances to their middles.
    Ward,
    /// Merging the two groups whose customers are nearest on average.
    Average,
    /// The groups with the smallest sum of distances to a customer in the middle of each.
    Medoids {
        /// How far customers are apart.
        #[serde(default)]
        distance: Distance,
    },
    /// Places where customers are dense; the others are unlike any group.
    Hdbscan {
        /// Customers that a group has at least, from 2; 1 % of all but at least 15 where `None`.
        #[serde(default)]
        min_size: Option<u32>,
        /// How many customers near each other say that a place is dense, from 1; the smallest size of
        /// a group but at most 15 where `None`.
        #[serde(default)]
        min_samples: Option<u32>,
    },
    /// Places where customers are dense by one distance for the whole file.
    Dbscan {
        /// Customers within that distance of each other are near, on the scaled features.
        eps: f64,
        /// How many near customers, itself among them, make a customer the core of a group, from 1.
        min_samples: u32,
    },
}

/// How far customers are apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// Gower's: numbers by their range, categories by being equal, gaps set aside.
    #[default]
    Gower,
    /// The straight line, on the scaled numbers.
    Euclidean,
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
    /// (x − smallest) ÷ (largest − smallest).
    MinMax,
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
            weights: ByName::new(),
            missing: Missing::default(),
        }
    }
}

impl Algorithm {
    /// The ways a person is offered, each with its options as they come.
    pub fn offered() -> Vec<Self> {
        vec![
            Self::Kmeans,
            Self::Mixture { covariance: Covariance::default() },
            Self::Prototypes { gamma: None },
            Self::LatentClasses,
            Self::Medoids { distance: Distance::default() },
            Self::Ward,
            Self::Average,
            Self::Hdbscan { min_size: None, min_samples: None },
        ]
    }

    /// Whether the number of groups can be set.
    pub fn takes_k(self) -> bool {
        !matches!(self, Self::Hdbscan { .. } | Self::Dbscan { .. })
    }

    /// Whether customers are compared by categories too.
    pub fn weighs_categories(self) -> bool {
        matches!(
            self,
            Self::Prototypes { .. } | Self::LatentClasses | Self::Medoids { distance: Distance::Gower }
        )
    }

    /// What a category that differs costs, of prototypes where it is known.
    pub fn gamma(self) -> Option<f64> {
        if let Self::Prototypes { gamma } = self { gamma } else { None }
    }

    /// Its name on the command line and in analyses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kmeans => "kmeans",
            Self::Ward => "ward",
            Self::Average => "average",
            Self::Medoids { .. } => "medoids",
            Self::Hdbscan { .. } => "hdbscan",
            Self::Dbscan { .. } => "dbscan",
            Self::Mixture { .. } => "mixture",
            Self::Prototypes { .. } => "prototypes",
            Self::LatentClasses => "latent_classes",
        }
    }
}

impl Method {
    /// Checks what can be checked without data.
    pub fn check(&self) -> Result<(), RecipeError> {
        match self {
            Self::Rfm(options) => options.check(),
            Self::Groups(options) => options.check(),
            Self::Rules(options) => options.check(),
            Self::Tiers(options) => options.check(),
            Self::ResponseTree(options) => options.check(),
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
            in_range("k", f64::from(k), 1.0, 12.0)?;
        }
        match self.algorithm {
            Algorithm::Hdbscan { min_size, min_samples } => {
                in_range("min_size", f64::from(min_size.unwrap_or(2)), 2.0, MAX_NEAR)?;
                in_range("min_samples", f64::from(min_samples.unwrap_or(1)), 1.0, MAX_NEAR)?;
            }
            Algorithm::Prototypes { gamma } => in_range("gamma", gamma.unwrap_or(0.0), 0.0, MAX_GAMMA)?,
            Algorithm::Dbscan { eps, min_samples } => {
                in_range("eps", eps, f64::MIN_POSITIVE, f64::MAX)?;
                in_range("min_samples", f64::from(min_samples), 1.0, MAX_NEAR)?;
            }
            Algorithm::Kmeans
            | Algorithm::Mixture { .. }
            | Algorithm::LatentClasses
            | Algorithm::Ward
            | Algorithm::Average
            | Algorithm::Medoids { .. } => {}
        }
        for weight in self.weights.things() {
            in_range("weights", *weight, 0.0, 1_000.0)?;
        }
        in_range("starts", f64::from(self.starts), 1.0, 500.0)
    }
}
