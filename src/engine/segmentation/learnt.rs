//! What a method learnt, as far as it takes to place a customer whom it has not seen.
//!
//! Natural groups and trees say it here while they are found; what RFM, tiers and rules learnt stands in
//! their details and options. It is data: nothing here computes.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::Missing;

/// What a method learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Learnt {
    /// Natural groups.
    Groups(LearntGroups),
    /// A tree.
    Tree(LearntTree),
}

/// How customers are compared with natural groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LearntGroups {
    /// The numbers, in the order of every centre.
    pub numbers: Vec<NumberScale>,
    /// The categories, in the order of every mode.
    pub categories: Vec<CategoryStates>,
    /// What becomes of a customer without a value.
    pub missing: Missing,
    /// What customers are compared with.
    pub way: Way,
}

/// How a number is made comparable: (x − centre) ÷ width × factor, of ln(1 + x) where that is taken;
/// zero where the width is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberScale {
    /// Id of the feature.
    pub feature: String,
    /// Whether ln(1 + x) takes the place of x.
    pub log: bool,
    /// What becomes zero.
    pub centre: f64,
    /// What becomes one, before the factor.
    pub width: f64,
    /// The root of the feature's weight; 1 where distances weigh columns themselves.
    pub factor: f64,
    /// What takes the place of a number that is not known, before any of this; `None` where nothing does.
    pub fill: Option<f64>,
}

/// The states of a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryStates {
    /// Name of the column, or id of the feature where its numbers are the states.
    pub column: String,
    /// What each state from 0 stands for.
    pub values: StateValues,
    /// The state of those without a value; `None` where they have none.
    pub missing: Option<u32>,
}

/// What states stand for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateValues {
    /// Values of a category.
    Texts(Vec<String>),
    /// Numbers, rising.
    Numbers(Vec<f64>),
}

impl Default for StateValues {
    fn default() -> Self {
        Self::Numbers(Vec::new())
    }
}

/// What customers are compared with. Wherever several are equally near or probable, the first counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The nearest centre, by squared differences.
    Centres {
        /// Whether the method itself placed customers so; elsewhere it is the nearest one to what it did.
        is_exact: bool,
        /// One for each group.
        centres: Vec<Centre>,
    },
    /// The most probable of normal distributions.
    Mixture(Vec<Normal>),
    /// The nearest prototype: squared differences of numbers, and `gamma` for each state that differs.
    Prototypes {
        /// What a state that differs costs.
        gamma: f64,
        /// One for each group.
        prototypes: Vec<Typical>,
    },
    /// The most probable class of answers.
    Classes(Vec<AnswerClass>),
    /// The nearest of some customers.
    Medoids {
        /// By Gower's distance the weight of each number and category; `None` by the straight line.
        gower: Option<ColumnWeights>,
        /// One for each group.
        medoids: Vec<Medoid>,
    },
}

impl Default for Way {
    fn default() -> Self {
        Self::Centres { is_exact: false, centres: Vec::new() }
    }
}

/// The middle of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Centre {
    /// Position of the segment.
    pub segment: u8,
    /// The numbers as they are compared.
    pub at: Vec<f64>,
}

/// A normal distribution with a weight. Its density at a point x goes with
/// exp(`height` − ½ |W (x − mean)|²), where W is the lower triangle `whitening`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Normal {
    /// Position of the segment; `None` where it was the most probable one of nobody.
    pub segment: Option<u8>,
    /// Share of the customers.
    pub weight: f64,
    /// The numbers as they are compared.
    pub mean: Vec<f64>,
    /// Row by row, each up to and including the diagonal: the inverse of the covariance's Cholesky factor.
    pub whitening: Vec<Vec<f64>>,
    /// ln weight − ½ ln |covariance|.
    pub height: f64,
}

/// A prototype.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Typical {
    /// Position of the segment.
    pub segment: u8,
    /// The mean of each number as it is compared.
    pub mean: Vec<f64>,
    /// The state of each category.
    pub modes: Vec<u32>,
}

/// A class of answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerClass {
    /// Position of the segment; `None` where it was the most probable one of nobody.
    pub segment: Option<u8>,
    /// Share of the customers.
    pub share: f64,
    /// The probability of each state of each category.
    pub answers: Vec<Vec<f64>>,
}

/// How much columns weigh in Gower's distance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnWeights {
    /// Of each number.
    pub numbers: Vec<f64>,
    /// Of each category.
    pub categories: Vec<f64>,
}

/// A customer in the middle of a group, without its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Medoid {
    /// Position of the segment.
    pub segment: u8,
    /// The numbers as they are compared; `None` where not known.
    pub numbers: Vec<Option<f64>>,
    /// The states; `None` where not known.
    pub states: Vec<Option<u32>>,
}

/// A tree; the first node is everyone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LearntTree {
    /// Each node before those below it.
    pub nodes: Vec<LearntNode>,
}

/// A node: split, or a leaf.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LearntNode {
    /// A segment, by its position.
    Leaf(u8),
    /// Customers go on by a column.
    Split(LearntSplit),
}

/// How customers go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LearntSplit {
    /// Id of the feature, or name of the category's column.
    pub column: String,
    /// By what.
    pub by: SplitBy,
    /// The nodes below, by their positions.
    pub children: Vec<usize>,
    /// Which of the children takes those without a value.
    pub missing: u8,
    /// Which of them takes categories that nobody here had.
    pub unseen: u8,
}

/// By what customers go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitBy {
    /// A number up to and including the first cut goes to the first child, and so on; rising.
    Cuts(Vec<f64>),
    /// The values of a category that go to each child.
    Values(Vec<Vec<String>>),
}

impl LearntGroups {
    /// Whether every group has as many numbers and states as there are columns, and a place below `n_places`.
    pub fn is_sound(&self, n_places: usize) -> bool {
        let (numbers, categories) = (self.numbers.len(), self.categories.len());
        let is_place = |it: u8| usize::from(it) < n_places;
        let maybe = |it: Option<u8>| it.is_none_or(is_place);
        match &self.way {
            Way::Centres { centres, .. } => {
                centres.iter().all(|it| it.at.len() == numbers && is_place(it.segment))
            }
            Way::Mixture(all) => all.iter().all(|it| {
                let is_triangle = it.whitening.iter().zip(1..).all(|(row, n)| row.len() == n);
                it.mean.len() == numbers && it.whitening.len() == numbers && is_triangle && maybe(it.segment)
            }),
            Way::Prototypes { prototypes, .. } => prototypes
                .iter()
                .all(|it| it.mean.len() == numbers && it.modes.len() == categories && is_place(it.segment)),
            Way::Classes(all) => all.iter().all(|it| it.answers.len() == categories && maybe(it.segment)),
            Way::Medoids { gower, medoids } => {
                let is_weighed = gower
                    .as_ref()
                    .is_none_or(|it| it.numbers.len() == numbers && it.categories.len() == categories);
                is_weighed
                    && medoids.iter().all(|it| {
                        it.numbers.len() == numbers && it.states.len() == categories && is_place(it.segment)
                    })
            }
        }
    }
}

impl LearntTree {
    /// Whether every node leads to one below it, and every leaf has a place below `n_places`.
    pub fn is_sound(&self, n_places: usize) -> bool {
        let is_sound = |(at, node): (usize, &LearntNode)| match node {
            LearntNode::Leaf(place) => usize::from(*place) < n_places,
            LearntNode::Split(it) => {
                let n = it.children.len();
                let fits = match &it.by {
                    SplitBy::Cuts(cuts) => cuts.len() < n,
                    SplitBy::Values(values) => values.len() <= n,
                };
                let is_below = |child: &usize| *child > at && *child < self.nodes.len();
                fits && it.children.iter().all(is_below)
                    && usize::from(it.missing) < n
                    && usize::from(it.unseen) < n
            }
        };
        !self.nodes.is_empty() && self.nodes.iter().enumerate().all(is_sound)
    }
}
