//! Customers × features, and the choices that make them.

use serde::{Deserialize, Serialize};

use crate::engine::features::{Measure, ScaleFit, SplitColumn, SurveyScale};
use crate::engine::table::{IssueKind, Texts};

/// What is measured about each customer, and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeatureChoices {
    /// The day recency is counted back from.
    pub as_of: AsOf,
    /// What a customer's frequency counts.
    pub frequency: FrequencyRule,
    /// What an amount below zero does.
    pub returns: Returns,
    /// Which row speaks of a customer who has several in a customer file.
    pub repeats: Repeats,
    /// What is odd about the rows that are left out; see [`may_be_left_out`].
    pub left_out: Vec<IssueKind>,
    /// What else is measured; nothing where empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Items of a survey that are put together, in a file with one row for each customer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<SurveyScale>,
    /// Columns with several answers in a cell, in such a file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<SplitColumn>,
}

impl FeatureChoices {
    /// Whether something is measured that builds before the fifth version of recipes would read past.
    pub fn is_of_surveys_or_hours(&self) -> bool {
        let has_hours = self.measures.contains(&Measure::DaypartShares);
        !self.scales.is_empty() || !self.split.is_empty() || has_hours
    }

    /// Whether rows with this oddity are left out.
    pub fn leaves_out(&self, kind: IssueKind) -> bool {
        self.left_out.contains(&kind)
    }
}

/// Whether an oddity is one of rows that are kept unless a person leaves them out.
pub fn may_be_left_out(kind: IssueKind) -> bool {
    is_of_reading(kind) || matches!(kind, IssueKind::RepeatedRow | IssueKind::ZeroAmount)
}

/// Of those, the ones that reading finds.
pub fn is_of_reading(kind: IssueKind) -> bool {
    matches!(
        kind,
        IssueKind::ShortRow
            | IssueKind::LongRow
            | IssueKind::OpenQuote
            | IssueKind::SpacedQuote
            | IssueKind::JoinedLines
            | IssueKind::ChangedSeparator
            | IssueKind::SecondTable
            | IssueKind::StrayQuote
            | IssueKind::BadBytes
            | IssueKind::NulCharacters
            | IssueKind::UnreadableNumber
            | IssueKind::UnreadableDate
            | IssueKind::TotalRow
    )
}

/// Which row speaks of a customer who has several in a customer file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// The first.
    #[default]
    First,
    /// The last.
    Last,
    /// None: the customer is left out.
    None,
}

/// The day recency is counted back from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsOf {
    /// The day of the last order in the file.
    #[default]
    LastOrder,
    /// A day, as days since 1970-01-01; rows after it are left out.
    Day(i32),
}

/// What a customer's frequency counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyRule {
    /// Distinct orders; distinct days where no column is the order.
    #[default]
    Orders,
    /// Distinct days with a purchase.
    Days,
    /// Rows of the file.
    Rows,
}

/// What an amount below zero does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    /// It is taken off the customer's total and is no order of its own.
    #[default]
    Net,
    /// The row is left out.
    Drop,
    /// It counts like any other row.
    Keep,
}

/// What a feature's numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money, in the file's currency.
    Money,
    /// Days.
    Days,
    /// Orders, pieces: whole things.
    Count,
    /// A share, in 0..=1.
    Share,
    /// No unit known.
    Plain,
}

/// One number per customer.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Name in recipes: `recency_days`, `frequency`, `monetary`, `average_order`, `tenure_days`,
    /// or the column's name; in order files such a column has the value of the customer's latest row.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What the numbers are.
    pub unit: Unit,
    /// One per customer; `NaN` where not known.
    pub values: Vec<f64>,
}

impl Feature {
    /// Whether it says only yes (1) and no (0).
    pub fn is_yes_no(&self) -> bool {
        let mut known = self.values.iter().filter(|it| !it.is_nan()).peekable();
        known.peek().is_some() && known.all(|it| *it == 0.0 || it.to_bits() == 1.0_f64.to_bits())
    }
}

/// One category per customer: of a customer file the cell, of an order file the value most of the
/// customer's rows have (the first in byte order of those that tie).
#[derive(Debug, Clone)]
pub struct CategoryFeature {
    /// The column's name.
    pub label: String,
    /// One per customer; `MISSING_CODE` where not known.
    pub codes: Vec<u32>,
    /// What each code stands for.
    pub dictionary: Texts,
}

/// Customers × features.
#[derive(Debug, Clone, Default)]
pub struct FeatureMatrix {
    /// Identifier of each customer; the row's number from 1 where no column is the customer.
    pub customers: Texts,
    /// All numbers measured.
    pub features: Vec<Feature>,
    /// All categories known.
    pub categories: Vec<CategoryFeature>,
    /// Money each customer brings, in the file's currency; `None` where no column says so.
    pub revenue: Option<Vec<f64>>,
    /// Orders each customer made; `None` for customer files without such a column.
    pub orders: Option<Vec<u32>>,
    /// The day recency was counted back from; `None` where there are no dates.
    pub as_of: Option<i32>,
    /// First and last day of the rows used.
    pub period: Option<(i32, i32)>,
    /// Rows of the file that were used.
    pub n_rows_used: usize,
    /// Sign or code of the currency, where the file tells.
    pub currency: Option<String>,
    /// The file's columns about protected traits, in its order.
    pub protected: Vec<ProtectedColumn>,
    /// How well the items of each scale agree.
    pub scales: Vec<ScaleFit>,
}

/// A column about a protected trait (age, gender, religion, health and their like).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectedColumn {
    /// The column's name, and that of what is measured by it.
    pub column: String,
    /// Whether the person lets it tell customers apart.
    pub is_used: bool,
}

impl FeatureMatrix {
    /// How many customers there are.
    pub fn n_customers(&self) -> usize {
        self.customers.len()
    }

    /// Some of the customers, in the order asked for.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        let pick = |it: &Feature| Feature {
            id: it.id.clone(),
            label: it.label.clone(),
            unit: it.unit,
            values: picked(&it.values, rows),
        };
        let pick_category = |it: &CategoryFeature| CategoryFeature {
            label: it.label.clone(),
            codes: picked(&it.codes, rows),
            dictionary: it.dictionary.clone(),
        };
        let mut customers = Texts::default();
        for &row in rows {
            customers.push(self.customers.get(row));
        }
        Self {
            customers,
            features: self.features.iter().map(pick).collect(),
            categories: self.categories.iter().map(pick_category).collect(),
            revenue: self.revenue.as_ref().map(|it| picked(it, rows)),
            orders: self.orders.as_ref().map(|it| picked(it, rows)),
            as_of: self.as_of,
            period: self.period,
            n_rows_used: self.n_rows_used,
            currency: self.currency.clone(),
            protected: self.protected.clone(),
            scales: self.scales.clone(),
        }
    }

    /// Whether a column is about a protected trait.
    pub fn is_protected(&self, column: &str) -> bool {
        self.protected.iter().any(|it| it.column == column)
    }

    /// The feature of that id.
    pub fn feature(&self, id: &str) -> Option<&Feature> {
        self.features.iter().find(|it| it.id == id)
    }
}

fn picked<T: Copy>(values: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().filter_map(|it| values.get(*it)).copied().collect()
}
