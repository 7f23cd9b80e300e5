//! Whether test and control group are alike before anything was done.
//!
//! Standardised mean differences (P. Austin, *Balance diagnostics for comparing the distribution of
//! baseline covariates*, 2009): the difference of the means in standard deviations, the variances of
//! both groups averaged. They do not depend on the number of customers, so that a large group is not
//! blamed for its size; what chance alone makes of so many customers is said beside them.

use serde::{Deserialize, Serialize};

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use crate::engine::plan::split::{Group, Split};
use crate::engine::segmentation::Segmentation;
use crate::kernel::tails::normal::exceeded;

/// Below this two groups are called alike (Austin 2009).
pub const ALIKE: f64 = 0.1;
/// Above this they are called apart (E. Stuart, *Matching methods for causal inference*, 2010).
pub const APART: f64 = 0.25;
/// Values of a column that are compared; the rest is one more.
const MAX_VALUES: usize = 12;

/// Both groups beside each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// Customers: test, control.
    pub n: [usize; 2],
    /// What a difference stays below in 95 of 100 splits by chance, in standard deviations: 1.96 √(1/n +
    /// 1/m).
    pub by_chance: f64,
    /// Numbers measured.
    pub numbers: Vec<NumberBalance>,
    /// The segment, and columns of categories.
    pub categories: Vec<CategoryBalance>,
}

/// A number in both groups; always test, then control.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberBalance {
    /// What it is called.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// Customers of whom it is known.
    pub n: [usize; 2],
    /// Means; 0 of nobody.
    pub mean: [f64; 2],
    /// Standard deviations, with n − 1; 0 of fewer than two.
    pub sd: [f64; 2],
    /// (Test − control) in standard deviations; `None` where neither group differs in itself.
    pub smd: Option<f64>,
}

/// A column of categories in both groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryBalance {
    /// What it is called.
    pub label: String,
    /// Its values, the most frequent first; then the others as one, and those without a value.
    pub values: Vec<ValueBalance>,
}

/// A value in both groups; always test, then control.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueBalance {
    /// The value; `None` for all others, or for none.
    pub value: Option<String>,
    /// Whether it stands for those without a value.
    pub is_missing: bool,
    /// Customers.
    pub n: [usize; 2],
    /// Shares of the group, 0 to 1.
    pub share: [f64; 2],
    /// (Test − control) in standard deviations of a share; `None` where nobody differs.
    pub smd: Option<f64>,
}

/// What is to be said of a balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceVerdict {
    /// No difference reaches 0.1.
    Alike,
    /// Some do, but no further than chance carries so few customers.
    ByChance,
    /// Some reach 0.1.
    Look,
    /// Some reach 0.25.
    Apart,
}

impl Balance {
    /// Every difference that is known.
    pub fn differences(&self) -> impl Iterator<Item = (&str, f64)> {
        let numbers = self.numbers.iter().filter_map(|it| Some((it.label.as_str(), it.smd?)));
        let of = |column: &CategoryBalance| column.values.iter().filter_map(|it| it.smd).fold(0.0, larger);
        numbers.chain(self.categories.iter().map(move |it| (it.label.as_str(), of(it))))
    }

    /// The largest difference, and of what.
    pub fn worst(&self) -> Option<(&str, f64)> {
        self.differences().fold(None, |worst, it| match worst {
            Some((_, most)) if f64::abs(most) >= it.1.abs() => worst,
            _ => Some(it),
        })
    }

    /// What is to be said.
    pub fn verdict(&self) -> BalanceVerdict {
        let worst = self.worst().map_or(0.0, |it| it.1.abs());
        match () {
            () if worst < ALIKE => BalanceVerdict::Alike,
            () if worst < self.by_chance => BalanceVerdict::ByChance,
            () if worst < APART => BalanceVerdict::Look,
            () => BalanceVerdict::Apart,
        }
    }
}

fn larger(a: f64, b: f64) -> f64 {
    if b.abs() > a.abs() { b } else { a }
}

/// Compares both groups in everything that is measured.
pub fn balance(matrix: &FeatureMatrix, segmentation: &Segmentation, split: &Split) -> Balance {
    let groups = &split.groups;
    let n = split.totals();
    let [test, control] = n.map(|it| it as f64);
    let by_chance =
        if test > 0.0 && control > 0.0 { exceeded(0.05) * (1.0 / test + 1.0 / control).sqrt() } else { 0.0 };
    let segments = CategoryFeature {
        label: "Segment".to_owned(),
        codes: segmentation.assignment.iter().map(|it| u32::from(*it)).collect(),
        dictionary: segmentation.segments.iter().map(|it| it.name.as_str()).collect(),
    };
    let columns = std::iter::once(&segments).chain(&matrix.categories);
    Balance {
        n,
        by_chance,
        numbers: matrix.features.iter().map(|it| number(it, groups)).collect(),
        categories: columns.map(|it| category(it, groups, n)).collect(),
    }
}

fn number(feature: &Feature, groups: &[Option<Group>]) -> NumberBalance {
    let values = |group: Group| {
        let pairs = feature.values.iter().zip(groups);
        pairs.filter(move |it| *it.1 == Some(group) && !it.0.is_nan()).map(|it| *it.0)
    };
    let side = |group: Group| {
        let n = values(group).count();
        let mean = if n == 0 { 0.0 } else { values(group).sum::<f64>() / n as f64 };
        let squares: f64 = values(group).map(|it| (it - mean) * (it - mean)).sum();
        (n, mean, if n < 2 { 0.0 } else { squares / (n as f64 - 1.0) })
    };
    let (test, control) = (side(Group::Test), side(Group::Control));
    NumberBalance {
        label: feature.label.clone(),
        unit: feature.unit,
        n: [test.0, control.0],
        mean: [test.1, control.1],
        sd: [test.2.sqrt(), control.2.sqrt()],
        smd: standardised(test.1 - control.1, [test.2, control.2]),
    }
}

fn standardised(difference: f64, variances: [f64; 2]) -> Option<f64> {
    let [a, b] = variances;
    let spread = f64::midpoint(a, b).sqrt();
    Some(difference / spread).filter(|it| spread > 0.0 && it.is_finite())
}

fn category(column: &CategoryFeature, groups: &[Option<Group>], n: [usize; 2]) -> CategoryBalance {
    let n_values = column.dictionary.len();
    // One more for those without a value.
    let mut counts = vec![[0_usize; 2]; n_values + 1];
    for (&code, group) in column.codes.iter().zip(groups) {
        let side = match group {
            Some(Group::Test) => 0,
            Some(Group::Control) => 1,
            None => continue,
        };
        if let Some(it) = counts.get_mut((code as usize).min(n_values)).and_then(|it| it.get_mut(side)) {
            *it += 1;
        }
    }
    let missing = counts.pop().unwrap_or_default();
    let total = |it: &[usize; 2]| it.iter().sum::<usize>();
    let mut order: Vec<(u64, usize)> = counts.iter().map(|it| !(total(it) as u64)).zip(0..).collect();
    crate::kernel::order::sort_by_number(&mut order, |it| it.0);
    let count = |at: usize| counts.get(at).copied().unwrap_or_default();
    let mut values = Vec::new();
    let mut others = [0, 0];
    for (place, (_, at)) in order.into_iter().enumerate() {
        let [a, b] = count(at);
        if a + b > 0 && place < MAX_VALUES {
            values.push(value(Some(column.dictionary.get(at).to_owned()), false, [a, b], n));
        } else {
            others = [others[0] + a, others[1] + b];
        }
    }
    for (is_missing, counts) in [(false, others), (true, missing)] {
        if total(&counts) > 0 {
            values.push(value(None, is_missing, counts, n));
        }
    }
    CategoryBalance { label: column.label.clone(), values }
}

fn value(value: Option<String>, is_missing: bool, counts: [usize; 2], n: [usize; 2]) -> ValueBalance {
    let ([n_here, n_there], [all_here, all_there]) = (counts, n);
    let share = |n: usize, all: usize| n as f64 / all.max(1) as f64;
    let (here, there) = (share(n_here, all_here), share(n_there, all_there));
    let smd = standardised(here - there, [here * (1.0 - here), there * (1.0 - there)]);
    ValueBalance { value, is_missing, n: counts, share: [here, there], smd }
}
