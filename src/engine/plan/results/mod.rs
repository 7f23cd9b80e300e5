//! Whether a test worked: what customers did, by group and segment.
//!
//! [`collect`] finds what a file says of each customer, [`assess`] compares the groups. Conversions are
//! shares with Newcombe's interval, amounts are means of all customers of a group, buyers or not, with a
//! bootstrap interval and Welch's beside it. Over all segments the control group is weighted so that each
//! segment counts as in the test group.

mod amounts;
mod assess;
mod collect;
mod shares;

use serde::{Deserialize, Serialize};

pub use assess::assess;
pub use collect::{Absent, Collected, Columns, Reading, ResultsError, collect, columns};

/// What a contact costs and a purchase brings; nothing is known where all are `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Economics {
    /// Share of an amount that is left after the cost of the goods, 0 to 1.
    pub margin: Option<f64>,
    /// What a conversion brings, where no amounts are known.
    pub per_conversion: Option<f64>,
    /// What reaching a customer of the test group costs.
    pub per_contact: f64,
    /// What the test costs whatever its size.
    pub fixed: f64,
}

/// A test, looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// All segments that have customers in both groups, taken together.
    pub overall: Effect,
    /// Each segment, in canonical order.
    pub segments: Vec<Effect>,
    /// Segments without customers in both groups, which are not part of the whole.
    pub left_out: Vec<usize>,
    /// Customers in a group of whom no result is known.
    pub n_unknown: usize,
}

/// What a test did to some customers; pairs are always test, then control.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Customers with a known result.
    pub n: [usize; 2],
    /// Whether they converted.
    pub conversion: ShareEffect,
    /// How much they brought, where amounts are known.
    pub amount: Option<AmountEffect>,
    /// Whether it paid, where margin and cost are known.
    pub gain: Option<Gain>,
}

/// A share in both groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct ShareEffect {
    /// Customers who converted.
    pub n_yes: [usize; 2],
    /// Shares; over all segments that of the control group is weighted.
    pub share: [f64; 2],
    /// Test less control.
    pub uplift: f64,
    /// Where it lies with 95 %.
    pub interval: [f64; 2],
    /// ln p; `None` where the counts are too small for a probability.
    pub ln_p: Option<f64>,
    /// The same, adjusted for the number of segments.
    pub ln_adjusted: Option<f64>,
    /// What is to be said.
    pub verdict: Verdict,
    /// The least rise that groups of this size find in 80 % of such tests.
    pub detectable: Option<f64>,
}

/// A mean in both groups, of all their customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct AmountEffect {
    /// Sums.
    pub total: [f64; 2],
    /// Means; over all segments that of the control group is weighted.
    pub mean: [f64; 2],
    /// Standard deviations, with n − 1.
    pub sd: [f64; 2],
    /// Test less control.
    pub uplift: f64,
    /// Where it lies with 95 %, by samples drawn again; Welch's where nothing differs.
    pub interval: [f64; 2],
    /// The same by Welch's test.
    pub welch: [f64; 2],
    /// ln p of Welch's test; `None` of fewer than two customers, or where nobody differs.
    pub ln_p: Option<f64>,
    /// The same, adjusted for the number of segments.
    pub ln_adjusted: Option<f64>,
    /// What is to be said.
    pub verdict: Verdict,
}

/// What is to be said of a difference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Too few customers to say anything.
    #[default]
    TooFew,
    /// The difference may as well be chance.
    TooEarly,
    /// The test brought more.
    More,
    /// The test brought less.
    Less,
}

/// Whether a test paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// What the test brought that would not have come without it, after the cost of the goods.
    pub brought: f64,
    /// What it cost.
    pub cost: f64,
    /// Brought less cost.
    pub profit: f64,
    /// Where that lies with 95 %.
    pub interval: [f64; 2],
    /// Profit ÷ cost; `None` where it cost nothing.
    pub roi: Option<f64>,
}

/// The adjusted probability below which a difference is spoken of as one.
const ALPHA: f64 = 0.05;

impl Verdict {
    fn of(uplift: f64, ln_p: Option<f64>) -> Self {
        match ln_p {
            None => Self::TooFew,
            Some(it) if libm::exp(it) >= ALPHA => Self::TooEarly,
            Some(_) if uplift > 0.0 => Self::More,
            Some(_) => Self::Less,
        }
    }
}
