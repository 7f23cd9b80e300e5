//! How customers are ranked by what they are worth.

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;

/// Cuts between tiers at most: there are at most six tiers.
const MAX_CUTS: usize = 5;

/// Tiers by value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TiersOptions {
    /// The amount: id of a measure, or name of a column; the sum over a customer's rows in a file of
    /// orders.
    pub amount: String,
    /// How customers are parted.
    pub by: TierRule,
}

/// How customers are parted by what they are worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierRule {
    /// By shares of customers from the top, rising, in per cent: 1, 5, 20 gives four tiers.
    Customers(Vec<f64>),
    /// By shares of the amount that customers bring from the top, rising, in per cent.
    Revenue(Vec<f64>),
    /// By fixed amounts, rising; an amount equal to a cut is in the tier above it.
    Amounts(Vec<f64>),
    /// High and low value by high and low cost to serve.
    Quadrant(QuadrantOptions),
}

/// Value against cost to serve.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuadrantOptions {
    /// The column with the margin.
    pub margin: String,
    /// The column with the cost to serve.
    pub cost: String,
    /// A margin above this is high; the median where `None`.
    pub margin_cut: Option<f64>,
    /// A cost above this is high; the median where `None`.
    pub cost_cut: Option<f64>,
}

impl Default for TiersOptions {
    fn default() -> Self {
        Self { amount: "monetary".to_owned(), by: TierRule::Customers(vec![1.0, 5.0, 20.0]) }
    }
}

impl TiersOptions {
    /// Checks what can be checked without data.
    pub fn check(&self) -> Result<(), RecipeError> {
        let (name, cuts) = match &self.by {
            TierRule::Customers(cuts) => ("share of customers", cuts),
            TierRule::Revenue(cuts) => ("share of revenue", cuts),
            TierRule::Amounts(cuts) => ("amount", cuts),
            TierRule::Quadrant(options) => return options.check(),
        };
        let out_of_range = |value: f64, min: f64, max: f64| {
            Err(RecipeError::OutOfRange { option: name.to_owned(), value, min, max })
        };
        if !(1..=MAX_CUTS).contains(&cuts.len()) {
            return out_of_range(cuts.len() as f64, 1.0, MAX_CUTS as f64);
        }
        let is_share = !matches!(self.by, TierRule::Amounts(_));
        if let Some(&cut) = cuts.iter().find(|&&it| is_share && !(it > 0.0 && it < 100.0)) {
            return out_of_range(cut, 0.0, 100.0);
        }
        let is_rising = cuts.windows(2).all(|it| it.first() < it.last());
        if is_rising && cuts.iter().all(|it| it.is_finite()) {
            return Ok(());
        }
        Err(RecipeError::CutsNotRising { feature: name.to_owned() })
    }
}

impl QuadrantOptions {
    fn check(&self) -> Result<(), RecipeError> {
        let cuts = [("margin", self.margin_cut), ("cost", self.cost_cut)];
        let endless = cuts.iter().find(|it| it.1.is_some_and(|it| !it.is_finite()));
        let Some((name, _)) = endless else { return Ok(()) };
        Err(RecipeError::CutsNotRising { feature: (*name).to_owned() })
    }
}
