//! A person's own rules as a tree: what recipes keep, what the text form says, what is evaluated.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::Method;
use crate::engine::segmentation::rules::RulesError;

/// Segments by rules at most: each needs a colour of its own, beside everyone else's.
pub const MAX_SEGMENTS: usize = 11;
/// Groups within groups at most.
pub const MAX_DEPTH: usize = 12;
/// Days of the years 1 to 9999, which can be written.
const DAYS: RangeInclusive<i32> = -719_162..=2_932_896;
/// Name of the customers that no rule takes.
pub const EVERYONE_ELSE: &str = "Everyone else";

/// Segments by a person's own rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesOptions {
    /// In the order in which they are tried.
    pub segments: Vec<RuleSegment>,
    /// What becomes of a customer that several segments would take.
    pub overlap: Overlap,
    /// Name of the customers that no segment takes.
    pub everyone_else: String,
    /// Other ways to segment that conditions may speak of, by name.
    pub uses: Vec<Used>,
}

/// What becomes of a customer that several segments would take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// The first takes them.
    #[default]
    FirstWins,
    /// They are in all of them; where one is needed, in the first.
    Several,
}

/// Another way to segment, and its name here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// Its name.
    pub name: String,
    /// How it segments.
    pub method: Method,
}

/// A segment and whom it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleSegment {
    /// Its name.
    pub name: String,
    /// Everything here must hold.
    pub all: Vec<Rule>,
}

/// A line of a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Every one of these holds.
    All(Vec<Rule>),
    /// At least one of these holds.
    Any(Vec<Rule>),
    /// Each of these is known not to hold.
    None(Vec<Rule>),
    /// One condition.
    Is(Condition),
}

/// What can be true of a customer, untrue, or not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// What a measure or a column says.
    Column(Tested),
    /// The segment of another way to segment.
    Segment(Membership),
    /// How many orders of a kind there are.
    Orders(Counted),
    /// How much was spent on orders of a kind.
    Spent(Spent),
    /// One purchase, then another on a later day, and so on.
    Bought(Vec<Step>),
}

/// A measure or a column, and what must hold of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// Id of a measure, or name of a column.
    pub field: String,
    /// What must hold.
    pub test: Test,
}

/// What must hold of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Compared with a value.
    Compare(Comparison, Value),
    /// From one value to another, both included.
    Between(Value, Value),
    /// One of several values.
    In(Vec<Value>),
    /// None of several values.
    NotIn(Vec<Value>),
    /// A text with a part; letters in either case.
    Text(Part, String),
    /// A text without such a part.
    NotText(Part, String),
    /// There is no value. Never unknown.
    Missing,
    /// There is a value. Never unknown.
    Known,
    /// A day at most so many days before the as-of day, and not after it.
    InLastDays(u32),
    /// A day more than so many days before the as-of day.
    BeforeLastDays(u32),
    /// Fewer customers than this many per cent of those with a value have a larger one.
    Top(f64),
    /// Fewer customers than this many per cent of those with a value have a smaller one.
    Bottom(f64),
    /// More than a middle.
    Above(Middle),
    /// Less than a middle.
    Below(Middle),
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The same.
    Is,
    /// Another.
    IsNot,
    /// Less.
    Less,
    /// Less or the same.
    AtMost,
    /// More.
    More,
    /// More or the same.
    AtLeast,
}

/// Where a part of a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Anywhere.
    Contains,
    /// At the start.
    StartsWith,
    /// At the end.
    EndsWith,
}

/// A middle of all customers with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Middle {
    /// As many are above as below.
    Median,
    /// The mean.
    Average,
}

/// A value in a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number.
    Number(f64),
    /// A text; letters in either case.
    Text(String),
    /// A day, since 1970-01-01.
    Day(i32),
}

/// Being in a segment of another way to segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// The other way's name in [`RulesOptions::uses`].
    pub of: String,
    /// Given names of its segments.
    pub names: Vec<String>,
    /// Whether the customer must be in another segment instead.
    pub is_not: bool,
}

/// How many orders of a kind there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// How the number is compared.
    pub comparison: Comparison,
    /// With what.
    pub n: u32,
    /// What holds of a row of the order; all of it.
    pub rows: Vec<Tested>,
    /// When.
    pub period: Option<Period>,
}

/// How much was spent on orders of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spent {
    /// How the sum is compared.
    pub comparison: Comparison,
    /// With what.
    pub amount: f64,
    /// What holds of a row of the order; all of it.
    pub rows: Vec<Tested>,
    /// When.
    pub period: Option<Period>,
}

/// When orders were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// At most so many days before the as-of day.
    InLastDays(u32),
    /// More than so many days before the as-of day.
    BeforeLastDays(u32),
}

/// A purchase in a sequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What holds of a row of it; all of it.
    pub rows: Vec<Tested>,
    /// Days since the purchase before, at most; nothing for the first.
    pub within_days: Option<u32>,
}

impl Default for RulesOptions {
    fn default() -> Self {
        Self {
            segments: Vec::new(),
            overlap: Overlap::default(),
            everyone_else: EVERYONE_ELSE.to_owned(),
            uses: Vec::new(),
        }
    }
}

impl Rule {
    /// The lines below this one.
    pub fn inner(&self) -> &[Self] {
        match self {
            Self::All(inner) | Self::Any(inner) | Self::None(inner) => inner,
            Self::Is(_) => &[],
        }
    }
}

impl RulesOptions {
    /// Checks what can be checked without data.
    pub fn check(&self) -> Result<(), RecipeError> {
        let n = self.segments.len();
        if !(1..=MAX_SEGMENTS).contains(&n) {
            let (value, max) = (n as f64, MAX_SEGMENTS as f64);
            return Err(RecipeError::OutOfRange { option: "segments".to_owned(), value, min: 1.0, max });
        }
        let mut names = vec![self.everyone_else.as_str()];
        for segment in &self.segments {
            let name = segment.name.as_str();
            if name.trim().is_empty() || names.contains(&name) {
                return Err(RulesError::Name { name: name.to_owned() }.into());
            }
            names.push(name);
            self.check_lines(name, &segment.all, 1)?;
        }
        for (idx, used) in self.uses.iter().enumerate() {
            if matches!(used.method, Method::Rules(_)) {
                return Err(RulesError::Inside { name: used.name.clone() }.into());
            }
            if self.uses.iter().take(idx).any(|it| it.name == used.name) || used.name.trim().is_empty() {
                return Err(RulesError::Name { name: used.name.clone() }.into());
            }
            used.method.check()?;
        }
        Ok(())
    }

    fn check_lines(&self, segment: &str, lines: &[Rule], depth: usize) -> Result<(), RecipeError> {
        if lines.is_empty() {
            return Err(RulesError::Empty { segment: segment.to_owned() }.into());
        }
        if depth > MAX_DEPTH {
            return Err(RulesError::TooDeep { segment: segment.to_owned(), limit: MAX_DEPTH }.into());
        }
        for line in lines {
            match line {
                Rule::All(inner) | Rule::Any(inner) | Rule::None(inner) => {
                    self.check_lines(segment, inner, depth + 1)?;
                }
                Rule::Is(condition) => {
                    self.check_condition(segment, condition)?;
                }
            }
        }
        Ok(())
    }

    fn check_condition(&self, segment: &str, condition: &Condition) -> Result<(), RulesError> {
        if !says_something(condition) {
            return Err(RulesError::Empty { segment: segment.to_owned() });
        }
        match condition {
            Condition::Segment(Membership { of, .. }) if self.uses.iter().all(|it| it.name != *of) => {
                Err(RulesError::Unknown { segment: segment.to_owned(), name: of.clone() })
            }
            Condition::Column(_)
            | Condition::Segment(_)
            | Condition::Orders(_)
            | Condition::Spent(_)
            | Condition::Bought(_) => Ok(()),
        }
    }
}

/// Whether a condition says something: lists with values, steps with something to buy, numbers
/// that are numbers.
fn says_something(condition: &Condition) -> bool {
    let all = |rows: &[Tested]| rows.iter().all(|it| is_sound(&it.test));
    match condition {
        Condition::Column(tested) => is_sound(&tested.test),
        Condition::Segment(membership) => !membership.names.is_empty(),
        Condition::Orders(counted) => all(&counted.rows),
        Condition::Spent(spent) => spent.amount.is_finite() && all(&spent.rows),
        Condition::Bought(steps) => {
            let is_first_free = steps.first().is_some_and(|it| it.within_days.is_none());
            is_first_free && steps.iter().all(|it| !it.rows.is_empty() && all(&it.rows))
        }
    }
}

fn is_sound(test: &Test) -> bool {
    let is_value = |it: &Value| match it {
        Value::Number(number) => number.is_finite(),
        Value::Day(day) => DAYS.contains(day),
        Value::Text(_) => true,
    };
    match test {
        Test::Compare(_, value) => is_value(value),
        Test::Between(low, high) => is_value(low) && is_value(high),
        Test::In(values) | Test::NotIn(values) => !values.is_empty() && values.iter().all(is_value),
        Test::Text(_, text) | Test::NotText(_, text) => !text.is_empty(),
        Test::Top(share) | Test::Bottom(share) => (0.0..=100.0).contains(share),
        Test::Missing
        | Test::Known
        | Test::InLastDays(_)
        | Test::BeforeLastDays(_)
        | Test::Above(_)
        | Test::Below(_) => true,
    }
}
