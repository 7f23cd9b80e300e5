//! What the rules do to the customers, line by line: aggregates only.

use serde::{Deserialize, Serialize};

use crate::engine::segmentation::rules::tree::{Overlap, Rule};

/// The funnels of all segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RulesDetail {
    /// All customers.
    pub n_customers: usize,
    /// Every segment of the rules in their order, those without customers too.
    pub segments: Vec<Funnel>,
    /// Name of those whom no segment takes.
    pub everyone_else: String,
    /// How many they are.
    pub n_everyone_else: usize,
    /// What becomes of a customer that several segments would take.
    pub overlap: Overlap,
    /// Customers that two segments both would take, for each two that share any: positions in
    /// `segments`.
    pub shared: Vec<Shared>,
    /// Customers that more than one segment would take.
    pub n_in_several: usize,
}

/// Customers that two segments would take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// Position of one.
    pub a: u16,
    /// Position of the other, later one.
    pub b: u16,
    /// Customers.
    pub n: usize,
}

/// From everyone to a segment, line by line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// Name the rules give: the given name of the segment, where anybody is in it.
    pub name: String,
    /// The rules themselves.
    pub all: Vec<Rule>,
    /// Customers that no earlier segment took; everyone where several are allowed.
    pub n_start: usize,
    /// Of those, customers of this segment.
    pub n: usize,
    /// Of all customers, those the rules hold of, whoever took them.
    pub n_matching: usize,
    /// Of all customers, those of whom it cannot be told.
    pub n_unknown: usize,
    /// Every line from top to bottom, groups before what stands in them.
    pub lines: Vec<LineCount>,
    /// Where the rules hold of nobody, the line to look at.
    pub why_nobody: Option<WhyNobody>,
}

/// What one line does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineCount {
    /// Where it stands: its place in the segment, then in each group down to it.
    pub path: Vec<u16>,
    /// How its group takes it.
    pub taken: Taken,
    /// Customers that reach it: those the lines before it left, or all that reach the group where
    /// one line of it is enough.
    pub n_here: usize,
    /// Of those, customers it holds of.
    pub n_true: usize,
    /// Of those, customers of whom it cannot be told.
    pub n_unknown: usize,
    /// Customers left after it; where one line is enough, those that this or a line before holds of.
    pub n_left: usize,
    /// Customers it takes away: `n_here` less `n_left`; none where one line is enough.
    pub n_removed: usize,
    /// Of all customers, those it holds of.
    pub n_alone: usize,
    /// Whether any customer (or order) has a value such as the line names.
    pub is_met: bool,
}

/// How a group takes its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// Every line must hold.
    All,
    /// One line is enough.
    Any,
    /// No line may hold.
    None,
}

/// The line whose removal would give most customers back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhyNobody {
    /// Where it stands; empty where no single line is to blame.
    pub path: Vec<u16>,
    /// Customers that the rules would hold of without it.
    pub n_back: usize,
}
