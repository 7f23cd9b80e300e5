//! How unequally value is spread: aggregates only.

use serde::{Deserialize, Serialize};

/// Tiers, and how value is spread over customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TiersDetail {
    /// What was ranked by: id of a measure, or name of a column.
    pub amount: String,
    /// Customers with an amount.
    pub n: usize,
    /// The sum of all amounts.
    pub total: f64,
    /// Customers with less than nothing: they count as nothing where shares are worked out.
    pub n_below_zero: usize,
    /// Every tier from the top, those without customers too.
    pub tiers: Vec<Tier>,
    /// From nobody to everybody, the most valuable first: share of customers, share of the amount they
    /// bring; at most 201 points. Turned around, it is the Lorenz curve.
    pub pareto: Vec<[f64; 2]>,
    /// 0 where all bring the same, near 1 where one brings all; `None` where nobody brings anything.
    pub gini: Option<f64>,
    /// What the most valuable customers bring.
    pub top: Vec<TopShare>,
    /// Value against cost to serve, where that was asked for.
    pub quadrant: Option<QuadrantDetail>,
}

/// One tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tier {
    /// Given name.
    pub name: String,
    /// The least amount in it; `None` where nobody is.
    pub from: Option<f64>,
    /// Customers.
    pub n: usize,
    /// What they bring.
    pub amount: f64,
    /// Share of what all bring, 0..=1; `None` where nobody brings anything.
    pub share: Option<f64>,
}

/// What the most valuable customers bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopShare {
    /// How many of all customers, in per cent.
    pub percent: u8,
    /// Customers: that share of all, rounded up.
    pub n: usize,
    /// Share of what all bring, 0..=1.
    pub share: f64,
}

/// Value against cost to serve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuadrantDetail {
    /// The column with the margin.
    pub margin: String,
    /// The column with the cost to serve.
    pub cost: String,
    /// A margin above this is high.
    pub margin_cut: f64,
    /// A cost above this is high.
    pub cost_cut: f64,
    /// Of everybody.
    pub all: Contribution,
    /// Of each of the four: high value at low cost, high at high, low at low, low at high.
    pub quarters: Vec<Contribution>,
}

/// What is left of the margin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// Given name; empty for everybody.
    pub name: String,
    /// Customers.
    pub n: usize,
    /// Sum of margins.
    pub margin: f64,
    /// Sum of costs to serve.
    pub cost: f64,
    /// Margin less cost.
    pub contribution: f64,
    /// Customers who cost more than they bring.
    pub n_below_zero: usize,
    /// What those cost more than they bring, as a number below zero.
    pub lost: f64,
}
