//! What people believe about their customers, put to the file: "women make 90 % of purchases".
//!
//! A claim is bound to a question that the file can answer: whom it is about, in the language of a
//! person's own rules; what is measured of them; and what that is compared with. Customers are taken as
//! drawn from all such customers, so that each answer has an interval of 95 %, and what lies on both
//! sides of a claim is too little data, not a yes.

mod estimate;
mod judge;

pub use judge::{Answer, Finding, Untold, Verdict, judge};

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::rules::{Rule, RulesError, RulesOptions, text};

/// The least customers, whom a claim is about and whom they are compared with, before anything is
/// decided.
pub const LEAST_CUSTOMERS: usize = 10;
/// Claims at most.
pub const MAX_CLAIMS: usize = 40;

/// Something a person believes, and the question it is bound to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// In the person's words.
    pub text: String,
    /// Conditions, one a line, of the customers that are looked at; everyone where empty.
    pub among: String,
    /// Conditions, one a line, of those of them that the claim is about.
    pub who: String,
    /// What is measured of them.
    pub measure: Measure,
    /// What it is compared with.
    pub against: Against,
    /// On which side it must be.
    pub side: Side,
}

/// What is measured.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Their share of the customers looked at, 0 to 1.
    #[default]
    Customers,
    /// Their share of those customers' orders, 0 to 1.
    Orders,
    /// Their share of what those customers spent, 0 to 1.
    Revenue,
    /// Their mean of a number, by its id or its column's name; of yes and no the share of yes.
    Mean(String),
}

/// What it is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// A number; shares from 0 to 1.
    Value(f64),
    /// The same of all others that are looked at.
    Others,
    /// The same of another group, by its conditions.
    Group(String),
}

/// On which side of what it is compared with it must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// As much, or more.
    #[default]
    AtLeast,
    /// As much, or less.
    AtMost,
    /// No further away than this.
    About(f64),
}

impl Default for Against {
    fn default() -> Self {
        Self::Value(0.5)
    }
}

impl Measure {
    /// Whether it is a share of the whole, 0 to 1.
    pub fn is_share(&self) -> bool {
        !matches!(self, Self::Mean(_))
    }
}

impl Claim {
    /// Checks what can be checked without a file.
    pub fn check(&self) -> Result<(), RecipeError> {
        conditions(&self.among)?;
        conditions(&self.who)?;
        if let Against::Group(lines) = &self.against {
            conditions(lines)?;
        }
        let max = if self.measure.is_share() { 1.0 } else { f64::MAX };
        let out_of = |option: &str, value: f64, min: f64| {
            let is_out = !(min..=max).contains(&value);
            is_out.then(|| RecipeError::OutOfRange { option: option.to_owned(), value, min, max })
        };
        let value = match &self.against {
            Against::Value(value) => {
                out_of("against", *value, if self.measure.is_share() { 0.0 } else { f64::MIN })
            }
            Against::Others | Against::Group(_) => None,
        };
        let about = if let Side::About(by) = self.side { out_of("about", by, 0.0) } else { None };
        value.or(about).map_or(Ok(()), Err)
    }
}

/// Checks a board of claims.
pub fn check(claims: &[Claim]) -> Result<(), RecipeError> {
    if claims.len() > MAX_CLAIMS {
        let (value, max) = (claims.len() as f64, MAX_CLAIMS as f64);
        return Err(RecipeError::OutOfRange { option: "claims".to_owned(), value, min: 0.0, max });
    }
    claims.iter().try_for_each(Claim::check)
}

/// The conditions of a text, one a line; all of them must hold.
pub fn conditions(lines: &str) -> Result<Vec<Rule>, RecipeError> {
    if lines.trim().is_empty() {
        return Ok(Vec::new());
    }
    // The lines of a segment, further in than its name; the name is a line of its own.
    let mut whole = "segment \"it\":".to_owned();
    for line in lines.lines() {
        whole.push_str("\n  ");
        whole.push_str(line);
    }
    let read = text::parse(&whole).map_err(|mut error| {
        error.line = error.line.saturating_sub(1).max(1);
        error.column = error.column.saturating_sub(2).max(1);
        RecipeError::from(RulesError::Text(error))
    })?;
    let options = RulesOptions { uses: Vec::new(), ..read };
    options.check()?;
    Ok(options.segments.into_iter().next().map(|it| it.all).unwrap_or_default())
}
