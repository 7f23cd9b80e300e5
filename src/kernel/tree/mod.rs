//! Trees that part customers by what goes with an outcome.
//!
//! Every predictor is coded once on the customers that the tree is learnt from: a number by its
//! place among the distinct values, a name by its own code. A node then costs one pass over its
//! customers for each predictor, whatever the method: counts by code are all that splitting needs.
//! Two ways to split: [`cart`], in two, by the largest gain; [`chaid`], in as many groups as differ,
//! by the smallest probability of chance. A tree grows where most is gained, until nothing more may
//! or can be split.

mod cart;
mod chaid;
mod coded;
mod figures;
mod grow;
mod screen;

pub use figures::{Sums, Test};
pub use grow::{Admission, Node, Tree, grow};
pub use screen::{Screened, area};

/// What a tree may split by, one value for each customer.
#[derive(Debug, Clone, Copy)]
pub enum Predictor<'a> {
    /// Numbers; what is not finite is missing.
    Numbers(&'a [f64]),
    /// Codes of names below `n`; all others are missing.
    Names {
        /// One for each customer.
        codes: &'a [u32],
        /// How many names there are, below 65,535; customers with others count as missing.
        n: usize,
    },
}

/// What a tree tells apart, one value for each customer it is learnt from.
#[derive(Debug, Clone)]
pub struct Target {
    /// 1 and 0 for yes and no; amounts around their mean, in units of the largest.
    values: Vec<f64>,
    is_rate: bool,
    centre: f64,
    scale: f64,
}

impl Target {
    /// Yes and no.
    pub fn rate(values: impl Iterator<Item = bool>) -> Self {
        let values = values.map(|it| f64::from(u8::from(it))).collect();
        Self { values, is_rate: true, centre: 0.0, scale: 1.0 }
    }

    /// Finite amounts.
    pub fn amounts(mut values: Vec<f64>) -> Self {
        let largest = values.iter().fold(0.0_f64, |largest, it| largest.max(it.abs()));
        let scale = if largest > 0.0 { largest } else { 1.0 };
        let n = values.len().max(1) as f64;
        let centre = values.iter().map(|it| it / scale).sum::<f64>() / n;
        for value in &mut values {
            *value = *value / scale - centre;
        }
        Self { values, is_rate: false, centre, scale }
    }

    /// An outcome of somebody else, as this one's sums count it.
    pub fn normal(&self, value: f64) -> f64 {
        value / self.scale - self.centre
    }

    /// Whether it is yes and no.
    pub fn is_rate(&self) -> bool {
        self.is_rate
    }

    /// The mean of some customers' outcome: the share of yes, or the mean amount.
    pub fn mean(&self, sums: &Sums) -> f64 {
        (self.centre + sums.mean()) * self.scale
    }

    /// Standard deviation (of the sample) of some customers' outcome; 0 for fewer than two.
    pub fn sd(&self, sums: &Sums) -> f64 {
        if sums.n < 2.0 { 0.0 } else { (sums.within() / (sums.n - 1.0)).sqrt() * self.scale }
    }
}

/// How a tree is grown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// How nodes are split.
    pub way: Way,
    /// Splits between the root and a leaf, at most.
    pub max_depth: u8,
    /// Customers of a leaf, at least; not below 1.
    pub min_leaf: usize,
    /// Leaves, at most.
    pub max_leaves: usize,
    /// A split is made if chance alone gives one like it with at most this probability, however many
    /// splits were looked at; from 1 on, every split is.
    pub alpha: f64,
}

/// How nodes are split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Way {
    /// In two, by the impurity that falls most; of amounts always by their variance.
    Cart {
        /// Whether impurity is entropy; else it is Gini's.
        by_entropy: bool,
    },
    /// In groups of values that differ, by the smallest adjusted probability of chance.
    Chaid {
        /// Values that differ with a larger probability of chance are one group.
        alpha_merge: f64,
    },
}

/// How a node's customers are parted.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Position of the predictor.
    pub column: usize,
    /// Of numbers: a value up to and including the first goes to the first branch, and so on;
    /// rising.
    pub cuts: Vec<f64>,
    /// Of names: the branch of each code; [`UNSEEN`] for those that nobody in the node has.
    pub branches: Vec<u8>,
    /// The branch of those without a value.
    pub missing: u8,
    /// The branch of most, which also takes codes that nobody in the node had.
    pub largest: u8,
    /// Customers without a value, of those the tree is learnt from.
    pub n_missing: f64,
    /// How many branches there are.
    pub n_branches: usize,
    /// Sum of squares that the branches take away from the node's; for yes and no half of the
    /// customers times the fall of Gini's impurity.
    pub gain: f64,
    /// How far the branches differ.
    pub test: Test,
    /// ln of the probability that chance alone gives a split like it, adjusted for all that were
    /// looked at; at most 0.
    pub ln_p: f64,
}

/// A code that nobody in a node has.
pub const UNSEEN: u8 = u8::MAX;

impl Split {
    /// The branch of a customer.
    pub fn branch(&self, predictor: Predictor<'_>, row: usize) -> u8 {
        match predictor {
            Predictor::Numbers(values) => match values.get(row) {
                Some(value) if value.is_finite() => {
                    let n_below = self.cuts.partition_point(|cut| cut < value);
                    u8::try_from(n_below).unwrap_or(self.largest)
                }
                _ => self.missing,
            },
            Predictor::Names { codes, n } => match codes.get(row) {
                Some(&code) if (code as usize) < n => {
                    let branch = self.branches.get(code as usize).copied().unwrap_or(UNSEEN);
                    if branch == UNSEEN { self.largest } else { branch }
                }
                _ => self.missing,
            },
        }
    }
}
