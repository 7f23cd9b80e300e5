//! Customers in a test and a control group.
//!
//! Chance decides, and the same chance each time: every customer has a number made of the seed and the
//! customer's identifier ([`lot`]), whatever row they stand in and whoever stands beside them. By the
//! exact rule each segment gives its share of customers, those with the lowest numbers; by the steady
//! rule a customer is in the control group where the number is below the share, so that a file that was
//! refreshed moves nobody. Customers of an earlier split keep their group by both.
//!
//! Counts of the exact rule are those of systematic sampling through the strata (W. Cochran, *Sampling
//! Techniques*, 1977, chapter 8): each stratum gives its share rounded up or down, all of them together
//! the share of all, and no small stratum is left out each time.

mod earlier;
mod lot;
mod strata;

use serde::{Deserialize, Serialize};

use crate::engine::features::FeatureMatrix;
use crate::engine::segmentation::{Segmentation, UNASSIGNED};
use crate::kernel::order;

pub use earlier::{Earlier, earlier, says_groups, word};
pub use lot::lot;
use strata::strata;

/// How customers are split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SplitOptions {
    /// How large the control group is.
    pub control: ControlSize,
    /// What chance starts from.
    pub seed: u64,
    /// Columns and measures by which customers are parted further, beside the segment.
    pub strata: Vec<String>,
    /// What is kept exactly.
    pub rule: SplitRule,
}

/// How large the control group is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlSize {
    /// This share of the customers of each segment, above 0 and below 1.
    Share(f64),
    /// So many customers in all, each segment giving the same share.
    Customers(usize),
}

/// What a split keeps exactly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitRule {
    /// The share within each stratum.
    #[default]
    Exact,
    /// Each customer's group, however the file changes.
    Steady,
}

/// What a customer is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Gets what is tested.
    Test,
    /// Is left alone.
    Control,
}

/// Customers in two groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// One for each customer; `None` for those in no segment.
    pub groups: Vec<Option<Group>>,
    /// Customers of each segment by group: test, control.
    pub counts: Vec<[usize; 2]>,
    /// Customers that an earlier split had put into a group, which they keep.
    pub n_kept: usize,
    /// Strata that customers were drawn from.
    pub n_strata: usize,
}

/// Why customers cannot be split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SplitError {
    /// A share that is not between 0 and 1.
    #[error("the control group's share is {share}; it lies between 0 and 1")]
    Share {
        /// What was asked for.
        share: f64,
    },
    /// More customers than there are.
    #[error("{asked} customers were asked for the control group, {found} are in segments")]
    TooMany {
        /// What was asked for.
        asked: usize,
        /// Customers in a segment.
        found: usize,
    },
    /// Nothing of that name is measured.
    #[error("there is no column or measure {name}")]
    StratumMissing {
        /// The name.
        name: String,
    },
}

impl Default for SplitOptions {
    fn default() -> Self {
        Self { control: ControlSize::Share(0.1), seed: 1, strata: Vec::new(), rule: SplitRule::Exact }
    }
}

impl Group {
    /// What stands in the column `group`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Control => "control",
        }
    }

    /// The group of a word, in any capitals; `None` for others.
    pub fn of(word: &str) -> Option<Self> {
        let is = |it: &str| word.trim().eq_ignore_ascii_case(it);
        match () {
            () if is("test") || is("treatment") || is("treated") => Some(Self::Test),
            () if is("control") || is("holdout") => Some(Self::Control),
            () => None,
        }
    }
}

impl Split {
    /// Customers in the test group, and in the control group.
    pub fn totals(&self) -> [usize; 2] {
        self.counts.iter().fold([0, 0], |[a, b], [test, control]| [a + test, b + control])
    }
}

/// A customer to be drawn.
#[derive(Debug, Clone, Copy)]
struct Ticket {
    customer: usize,
    stratum: u64,
    lot: u64,
}

/// Puts the customers in segments into two groups. `earlier` has the group of each customer that an
/// earlier split knew; it is empty where there was none.
pub fn split(
    matrix: &FeatureMatrix,
    segmentation: &Segmentation,
    options: &SplitOptions,
    earlier: &[Option<Group>],
) -> Result<Split, SplitError> {
    let assignment = &segmentation.assignment;
    let is_in = |it: usize| assignment.get(it).is_some_and(|it| *it != UNASSIGNED);
    let all: Vec<usize> = (0..matrix.n_customers()).filter(|it| is_in(*it)).collect();
    let share = share_of(options.control, all.len())?;
    let stratum_of = strata(matrix, assignment, &options.strata)?;
    let mut groups = vec![None; matrix.n_customers()];
    let mut tickets = Vec::with_capacity(all.len());
    for customer in all {
        if let Some(known) = earlier.get(customer).copied().flatten() {
            put(&mut groups, customer, known);
            continue;
        }
        let stratum = stratum_of.get(customer).copied().unwrap_or_default();
        tickets.push(Ticket { customer, stratum, lot: lot(options.seed, matrix.customers.get(customer)) });
    }
    let n_kept = groups.iter().flatten().count();
    order::sort_by_number(&mut tickets, |it| it.lot);
    order::sort_by_number(&mut tickets, |it| it.stratum);
    let n_strata = tickets.chunk_by(|a, b| a.stratum == b.stratum).count();
    match options.rule {
        SplitRule::Exact => draw(&tickets, share, options.seed, &mut groups),
        SplitRule::Steady => {
            let bar = bar(share);
            for it in &tickets {
                put(&mut groups, it.customer, if it.lot < bar { Group::Control } else { Group::Test });
            }
        }
    }
    let mut counts = vec![[0, 0]; segmentation.segments.len()];
    for (group, segment) in groups.iter().zip(assignment) {
        if let (Some(group), Some([test, control])) = (group, counts.get_mut(usize::from(*segment))) {
            *(if *group == Group::Test { test } else { control }) += 1;
        }
    }
    Ok(Split { groups, counts, n_kept, n_strata })
}

fn put(groups: &mut [Option<Group>], customer: usize, group: Group) {
    if let Some(it) = groups.get_mut(customer) {
        *it = Some(group);
    }
}

/// The share of the control group among `n` customers.
fn share_of(size: ControlSize, n: usize) -> Result<f64, SplitError> {
    match size {
        ControlSize::Share(share) if share > 0.0 && share < 1.0 => Ok(share),
        ControlSize::Share(share) => Err(SplitError::Share { share }),
        ControlSize::Customers(asked) if asked > 0 && asked < n => Ok(asked as f64 / n as f64),
        ControlSize::Customers(0) => Err(SplitError::Share { share: 0.0 }),
        ControlSize::Customers(asked) => Err(SplitError::TooMany { asked, found: n }),
    }
}

/// The number below which a share of all numbers lies.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 2⁶⁴ is a number from 0 to 2⁶⁴; casts stop at the ends"
)]
fn bar(share: f64) -> u64 {
    (share * 18_446_744_073_709_552_000.0) as u64
}

/// Gives each stratum its share of places in the control group, to those with the lowest numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of customers are far below 2⁵³ and not negative"
)]
fn draw(tickets: &[Ticket], share: f64, seed: u64, groups: &mut [Option<Group>]) {
    let n = tickets.len() as f64;
    let wanted = (share * n).round();
    // So that the last stratum ends on a whole number: rounding leaves nothing over.
    let start = (lot(seed, "") >> 11) as f64 / 9_007_199_254_740_992.0;
    let due = |n_before: usize| -> usize {
        if n_before == tickets.len() {
            return wanted as usize;
        }
        (wanted * n_before as f64 / n + start).floor().min(wanted) as usize
    };
    let mut n_before = 0;
    for stratum in tickets.chunk_by(|a, b| a.stratum == b.stratum) {
        let n_control = due(n_before + stratum.len()).saturating_sub(due(n_before));
        for (place, it) in stratum.iter().enumerate() {
            put(groups, it.customer, if place < n_control { Group::Control } else { Group::Test });
        }
        n_before += stratum.len();
    }
}
