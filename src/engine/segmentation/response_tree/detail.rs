//! What a response tree learnt: aggregates only.

use serde::{Deserialize, Serialize};

use crate::engine::features::Unit;
use crate::engine::segmentation::response_tree::TreeKind;

/// What given names of leaves begin with.
pub const LEAF: &str = "Leaf";

/// A tree, and how it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TreeDetail {
    /// How nodes were split.
    pub tree: TreeKind,
    /// The column or measure that was explained.
    pub outcome: String,
    /// The value that counts as yes; `None` where the outcome is an amount.
    pub response: Option<String>,
    /// What amounts are; a share for yes and no.
    pub unit: Unit,
    /// Customers the tree was learnt from.
    pub n_train: usize,
    /// Customers kept back to test it on.
    pub n_holdout: usize,
    /// Customers whose outcome is not known; the tree placed them all the same.
    pub n_no_outcome: usize,
    /// Customers of a leaf at least, of those the tree was learnt from.
    pub min_size: usize,
    /// Whether a leaf was not split because there were enough.
    pub is_cut_short: bool,
    /// Each node before those below it; the first is everyone.
    pub nodes: Vec<TreeNode>,
    /// Each predictor by itself, on those the tree was learnt from, in the order of the columns.
    pub predictors: Vec<PredictorCheck>,
    /// How early the outcome is reached when leaves are taken best first; `None` where the outcome's
    /// sum is not above zero.
    pub gains: Option<Gains>,
    /// How well the leaves rank customers they were learnt from; `None` for amounts.
    pub auc_train: Option<Ranking>,
    /// The same of customers kept back; `None` for amounts, and where none were.
    pub auc_holdout: Option<Ranking>,
    /// What became of the tree on the customers kept back.
    pub verdict: Verdict,
}

/// What became of a tree on customers it was not learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing tells customers apart: there is one leaf.
    NothingFound,
    /// Nobody was kept back.
    Untested,
    /// The leaves differ, and each is as it was.
    Held,
    /// The leaves differ, but not all are as they were.
    PartlyHeld,
    /// The leaves differ no more than chance makes them (5 %).
    Failed,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TreeNode {
    /// Position of the node above; `None` for everyone.
    pub parent: Option<usize>,
    /// Splits above it.
    pub depth: u8,
    /// What sets it apart from the others below the same node; `None` for everyone.
    pub condition: Option<Condition>,
    /// How it is split; `None` for leaves.
    pub split: Option<SplitCheck>,
    /// Those the tree was learnt from.
    pub train: NodeFigures,
    /// Those kept back; `None` where nobody was.
    pub holdout: Option<NodeFigures>,
    /// Mean outcome ÷ that of everyone, of those the tree was learnt from; `None` where everyone's is
    /// not above zero.
    pub lift: Option<f64>,
    /// All customers placed here.
    pub n_placed: usize,
    /// Its number among the leaves, from 1, the highest mean first: `Leaf 1` is the given name of the
    /// segment it became. `None` where it is split.
    pub leaf: Option<u8>,
    /// Whether the leaf is as it was on the customers kept back: its mean within their interval, and
    /// on the same side of everyone's. `None` for nodes that are split, and where nobody was kept back.
    pub holds_up: Option<bool>,
}

/// The outcome of some customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NodeFigures {
    /// Customers.
    pub n: usize,
    /// How many said yes, or the sum of their amounts.
    pub total: f64,
    /// The share of yes, or the mean amount; `None` of nobody.
    pub mean: Option<f64>,
    /// Where the mean is, 95 %: Wilson's interval of a share, Student's of an amount; `None` where it
    /// cannot be told.
    pub interval: Option<[f64; 2]>,
}

/// One branch of a split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Id of the feature, or name of the category's column.
    pub predictor: String,
    /// Its name on the screen.
    pub label: String,
    /// What its numbers are; `None` for categories.
    pub unit: Option<Unit>,
    /// What form its numbers have.
    pub form: Form,
    /// Numbers above this.
    pub above: Option<f64>,
    /// Numbers up to and including this.
    pub up_to: Option<f64>,
    /// Categories: the values of this branch.
    pub values: Vec<String>,
    /// Categories: the values of the other branches.
    pub others: Vec<String>,
    /// Whether values that nobody had come here too.
    pub takes_unseen: bool,
    /// Whether those without a value come here; `None` where everybody had one.
    pub takes_missing: Option<bool>,
}

/// What form the numbers of a column have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 1 for yes, 0 for no.
    YesNo,
    /// Whole numbers.
    Whole,
    /// Any numbers, or none.
    Other,
}

/// How sure a split is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SplitCheck {
    /// Position of its predictor among the checks.
    pub predictor: usize,
    /// Chi-square of yes and no, F of amounts.
    pub statistic: f64,
    /// Degrees of freedom.
    pub dof: f64,
    /// Degrees of freedom within groups, for F.
    pub dof_within: Option<f64>,
    /// Probability that chance alone gives a split like it, adjusted for all that were looked at.
    pub p: f64,
    /// Its decimal logarithm, also where `p` is too small for a number.
    pub log10_p: f64,
    /// Share of the node's sum of squares that the split explains, 0 to 1.
    pub explained: f64,
    /// Customers of the node without a value.
    pub n_missing: usize,
}

/// A predictor by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PredictorCheck {
    /// Id of the feature, or name of the category's column.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// Chi-square of yes and no, F of amounts, over all its values or ten parts of its numbers.
    pub statistic: f64,
    /// Degrees of freedom.
    pub dof: f64,
    /// Degrees of freedom within groups, for F.
    pub dof_within: Option<f64>,
    /// Probability of chance, not adjusted.
    pub p: f64,
    /// Its decimal logarithm.
    pub log10_p: f64,
    /// How often a customer with yes is ranked before one with no, 0.5 to 1; `None` for amounts.
    pub auc: Option<f64>,
    /// Share of the outcome's sum of squares that it explains, 0 to 1.
    pub explained: f64,
    /// Distinct values, missing ones as one more.
    pub n_values: usize,
    /// What is doubtful about it.
    pub warning: Option<Leak>,
}

/// Why a predictor may tell what it cannot know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leak {
    /// It is the outcome once more: not used.
    Copy,
    /// It nearly decides the outcome by itself.
    NearlyDecides,
    /// By its name, it is known only afterwards.
    KnownAfterwards,
}

/// How early the outcome is reached when leaves are taken best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gains {
    /// Whether it was worked out on the customers kept back, else on those learnt from.
    pub is_holdout: bool,
    /// Leaf by leaf.
    pub steps: Vec<Gain>,
    /// At each tenth of the customers from 0 to 10, between leaves by share.
    pub deciles: Vec<Gain>,
}

/// A point of the gains.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// Share of the customers, 0 to 1.
    pub customers: f64,
    /// Share of all who said yes, or of all money.
    pub outcome: f64,
}

/// How often a customer with yes is ranked before one with no, ties by half.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// The area under the ROC curve, 0 to 1.
    pub auc: f64,
    /// Where it is, 95 % (Hanley and `McNeil` 1982).
    pub interval: [f64; 2],
}

impl TreeDetail {
    /// The leaf that became the segment of a given name.
    pub fn leaf(&self, given_name: &str) -> Option<&TreeNode> {
        let number: u8 = given_name.strip_prefix(LEAF)?.trim().parse().ok()?;
        self.nodes.iter().find(|it| it.leaf == Some(number))
    }

    /// The leaves in canonical order.
    pub fn leaves(&self) -> impl Iterator<Item = &TreeNode> {
        let n = u8::try_from(self.nodes.len()).unwrap_or(u8::MAX);
        (1..=n).filter_map(|number| self.nodes.iter().find(|it| it.leaf == Some(number)))
    }

    /// The conditions on the way to a node, from the top.
    pub fn path<'a>(&'a self, node: &'a TreeNode) -> Vec<&'a Condition> {
        let mut path = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            path.extend(node.condition.as_ref());
            at = node.parent.and_then(|it| self.nodes.get(it));
        }
        path.reverse();
        path
    }

    /// How many leaves did not hold up.
    pub fn n_failed(&self) -> usize {
        self.nodes.iter().filter(|it| it.holds_up == Some(false)).count()
    }
}
