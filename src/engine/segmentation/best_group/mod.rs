//! The best group that one rule or two can describe: the customers who bring or do most, on average,
//! among all groups of a size that is worth it.
//!
//! Every rule is tried: "at least" and "at most" each step of a number, each frequent value of a
//! category; then every two of them together. Numbers have their different values as steps, or where
//! there are more than [`MAX_STEPS`], as many steps with equally many customers: then the answer is
//! the best of those. The cost is linear in customers: one pass for each two columns counts their
//! cells, and groups are sums of cells.

mod axis;

use serde::{Deserialize, Serialize};

use crate::engine::features::Unit;
use crate::engine::progress::{Observer, Stage};
use crate::engine::segmentation::response_tree::answers::{self, Answers};
use crate::engine::segmentation::rules::Tested;
use crate::engine::segmentation::{Customers, SegmentationError, TreeOptions};
use axis::{Axis, Piece};

/// Steps of one number at most.
pub const MAX_STEPS: usize = 32;
/// The fewest customers of a group where nothing is asked for.
const SMALLEST: u32 = 50;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BestGroupOptions {
    /// The column or id of a measure that is to be high: an amount, or yes and no; the column with the
    /// role of the outcome where `None`.
    pub outcome: Option<String>,
    /// Customers of the group at least; 2 % of those with an outcome, but not below 50, where `None`.
    pub min_size: Option<u32>,
    /// Ids of features and names of columns that are not to be used.
    pub excluded: Vec<String>,
}

/// The best groups found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BestGroups {
    /// The column or measure that is high in them.
    pub outcome: String,
    /// The value that counts as yes; `None` where the outcome is an amount.
    pub response: Option<String>,
    /// What amounts are.
    pub unit: Unit,
    /// Customers with an outcome.
    pub n: usize,
    /// Their mean outcome; a share, 0..=1, where the outcome is yes or no.
    pub mean: f64,
    /// Customers of a group at least.
    pub min_size: usize,
    /// Groups that were large enough and compared.
    pub n_tried: u64,
    /// The best of one rule; `None` where no group is large enough, or none is above the mean.
    pub one: Option<BestGroup>,
    /// The best of two rules; `None` where none is better than the best of one.
    pub two: Option<BestGroup>,
}

/// A group by rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BestGroup {
    /// One rule or two that hold together.
    pub rules: Vec<Tested>,
    /// Customers with an outcome in it.
    pub n: usize,
    /// Their mean outcome.
    pub mean: f64,
}

/// A group while it is compared: its size and the sum of its outcomes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sum {
    n: u32,
    total: f64,
}

/// The best so far.
#[derive(Debug, Default)]
struct Best {
    found: Option<(Sum, Vec<Tested>)>,
    n_tried: u64,
}

/// Looks for the group with the highest mean outcome; of equals the larger, then the first.
pub fn find(
    customers: Customers<'_>,
    options: &BestGroupOptions,
    observer: &mut dyn Observer,
) -> Result<BestGroups, SegmentationError> {
    let tree = TreeOptions { outcome: options.outcome.clone(), ..TreeOptions::default() };
    let answers = answers::find(&customers, &tree)?;
    let known = answers.values.iter().filter(|it| it.is_finite());
    let (n, total) = known.fold((0_usize, 0.0), |(n, total), it| (n + 1, total + it));
    let mean = if n > 0 { total / n as f64 } else { 0.0 };
    let usual = (n as u64).div_ceil(50).max(u64::from(SMALLEST));
    let min_size = options.min_size.map_or(usual, u64::from).max(1);
    let min_size = usize::try_from(min_size).unwrap_or(usize::MAX);
    if n < min_size {
        return Err(SegmentationError::TooFewCustomers { n_customers: n, needed: min_size });
    }
    let axes = axes(customers, &answers, options);
    let (mut one, mut two) = (Best::default(), Best::default());
    for axis in &axes {
        let cells = axis.cells(&answers.values);
        for piece in axis.pieces() {
            one.look(sum_of(&cells, piece), min_size, &|| vec![axis.rule(piece)]);
        }
        for (low, high) in axis.both_ends() {
            let sum = sum_of(&cells, Piece { first: low.first, last: high.last });
            two.look(sum, min_size, &|| vec![axis.rule(low), axis.rule(high)]);
        }
    }
    let n_pairs = axes.len() * axes.len().saturating_sub(1) / 2;
    let mut n_done = 0;
    for (place, a) in axes.iter().enumerate() {
        for b in axes.iter().skip(place + 1) {
            pair(a, b, &answers.values, min_size, &mut two);
            n_done += 1;
            observer.progress(Stage::Segmenting, n_done as f32 / n_pairs as f32);
        }
    }
    let n_tried = one.n_tried + two.n_tried;
    let one = one.group(mean);
    let two = two.group(one.as_ref().map_or(mean, |it| it.mean));
    let Answers { label: outcome, response, unit, .. } = answers;
    Ok(BestGroups { outcome, response, unit, n, mean, min_size, n_tried, one, two })
}

/// Everything that can be a rule but the outcome, what is excluded, and other money where the outcome
/// is money: who spends much on average spends much.
fn axes<'a>(customers: Customers<'a>, answers: &Answers, options: &BestGroupOptions) -> Vec<Axis<'a>> {
    let matrix = customers.matrix;
    let is_wanted = |id: &str, label: &str| {
        !answers::is_outcome(answers, id, label)
            && !options.excluded.iter().any(|it| it == id || it == label)
            && !matrix.is_protected(label)
    };
    let is_same = |unit: Unit| answers.unit == Unit::Money && unit == Unit::Money;
    let numbers = matrix.features.iter().filter(|it| is_wanted(&it.id, &it.label) && !is_same(it.unit));
    let names = matrix.categories.iter().filter(|it| is_wanted(&it.label, &it.label));
    let all = numbers.map(Axis::of_number).chain(names.map(Axis::of_category));
    all.filter(|it| it.n_bins() > 1).collect()
}

/// Every rule of one column with every rule of another.
fn pair(a: &Axis<'_>, b: &Axis<'_>, values: &[f64], min_size: usize, best: &mut Best) {
    let (rows, columns) = (a.n_bins(), b.n_bins());
    let mut cells = vec![Sum::default(); rows * columns];
    for ((row, column), value) in a.bins.iter().zip(&b.bins).zip(values) {
        let cell = usize::from(*row) * columns + usize::from(*column);
        if usize::from(*row) < rows
            && usize::from(*column) < columns
            && value.is_finite()
            && let Some(it) = cells.get_mut(cell)
        {
            it.n += 1;
            it.total += value;
        }
    }
    for of_a in a.pieces() {
        let mut line = vec![Sum::default(); columns];
        for row in of_a.first..=of_a.last {
            let own = cells.iter().skip(row * columns).take(columns);
            for (sum, cell) in line.iter_mut().zip(own) {
                sum.n += cell.n;
                sum.total += cell.total;
            }
        }
        for of_b in b.pieces() {
            best.look(sum_of(&line, of_b), min_size, &|| vec![a.rule(of_a), b.rule(of_b)]);
        }
    }
}

fn sum_of(cells: &[Sum], piece: Piece) -> Sum {
    let own = cells.iter().take(piece.last + 1).skip(piece.first);
    own.fold(Sum::default(), |sum, it| Sum { n: sum.n + it.n, total: sum.total + it.total })
}

impl Sum {
    fn mean(self) -> f64 {
        self.total / f64::from(self.n.max(1))
    }
}

impl Best {
    fn look(&mut self, sum: Sum, min_size: usize, rules: &dyn Fn() -> Vec<Tested>) {
        if (sum.n as usize) < min_size {
            return;
        }
        self.n_tried += 1;
        let is_better = self.found.as_ref().is_none_or(|(best, _)| {
            let (mean, other) = (sum.mean(), best.mean());
            // Sums in another order differ in the last digits.
            let near = 1e-12 * mean.abs().max(other.abs());
            mean > other + near || ((mean - other).abs() <= near && sum.n > best.n)
        });
        if is_better {
            self.found = Some((sum, rules()));
        }
    }

    /// What was found, where it is better than something else.
    fn group(self, than: f64) -> Option<BestGroup> {
        let (sum, rules) = self.found?;
        let mean = sum.mean();
        (mean > than + 1e-12 * than.abs()).then_some(BestGroup { rules, n: sum.n as usize, mean })
    }
}
