//! The options of response trees.

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;

/// How a tree is learnt from an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeOptions {
    /// The column to be explained, or the id of a measure; the column with the role of the outcome
    /// where `None`.
    pub outcome: Option<String>,
    /// The value that counts as yes; where `None`, what means yes in columns of two values.
    pub response: Option<String>,
    /// How nodes are split.
    pub tree: TreeKind,
    /// What CART calls impure; amounts are always judged by their variance.
    pub criterion: Criterion,
    /// Splits between everyone and a leaf, at most: 1 to 5.
    pub depth: u8,
    /// Customers of a leaf at least, of those the tree is learnt from; 2 % of them, but not below 50,
    /// where `None`.
    pub min_size: Option<u32>,
    /// Leaves at most, 2 to 30.
    pub max_leaves: u8,
    /// Share of customers kept back to test the tree on, 0 to 0.9.
    pub holdout: f64,
    /// Seed of the draw.
    pub seed: u64,
    /// A split is made if chance alone gives one like it with at most this probability, above 0; from
    /// 1 on, every split that gains anything is.
    pub alpha: f64,
    /// CHAID merges values that differ with a larger probability of chance than this, above 0 to 1.
    pub alpha_merge: f64,
    /// Ids of features and names of columns that are not to be used.
    pub excluded: Vec<String>,
}

/// How nodes are split.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreeKind {
    /// In two, by the impurity that falls most.
    #[default]
    Cart,
    /// In as many groups as differ, by the smallest adjusted probability of chance.
    Chaid,
}

/// What CART calls impure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Gini's index.
    #[default]
    Gini,
    /// Entropy.
    Entropy,
}

impl Default for TreeOptions {
    fn default() -> Self {
        Self {
            outcome: None,
            response: None,
            tree: TreeKind::default(),
            criterion: Criterion::default(),
            depth: 3,
            min_size: None,
            max_leaves: 12,
            holdout: 0.3,
            seed: 1,
            alpha: 0.05,
            alpha_merge: 0.05,
            excluded: Vec::new(),
        }
    }
}

impl TreeOptions {
    /// Checks what can be checked without data.
    pub fn check(&self) -> Result<(), RecipeError> {
        let in_range = |option: &str, value: f64, min: f64, max: f64| {
            if (min..=max).contains(&value) {
                return Ok(());
            }
            Err(RecipeError::OutOfRange { option: option.to_owned(), value, min, max })
        };
        in_range("depth", f64::from(self.depth), 1.0, 5.0)?;
        in_range("min_size", f64::from(self.min_size.unwrap_or(1)), 1.0, f64::from(u32::MAX))?;
        in_range("max_leaves", f64::from(self.max_leaves), 2.0, 30.0)?;
        in_range("holdout", self.holdout, 0.0, 0.9)?;
        in_range("alpha", self.alpha, 1e-12, 1.0)?;
        in_range("alpha_merge", self.alpha_merge, 1e-12, 1.0)
    }
}
