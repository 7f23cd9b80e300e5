//! Customers ranked by value: tiers, how unequal they are, and value against cost to serve.
//!
//! Equal amounts are in the same tier. Sums are kept in whole small units, so that parts add up to
//! the whole and the order of customers changes nothing.

mod curve;
mod detail;
mod options;
mod quadrant;

pub use detail::{Contribution, QuadrantDetail, Tier, TiersDetail, TopShare};
pub use options::{QuadrantOptions, TierRule, TiersOptions};

use crate::engine::features::{Origin, RowUnit, Trace};
use crate::engine::segmentation::rules::fields::{self, View};
use crate::engine::segmentation::rules::{RuleMisfit, rounded_up};
use crate::engine::segmentation::{Customers, Figure, SegmentationError, UNASSIGNED};
use crate::engine::table::{Cells, IssueKind, Issues};
use crate::kernel::ledger::Units;
use crate::kernel::order;

/// Customers in tiers.
#[derive(Debug)]
pub struct Tiered {
    /// Given names of the tiers with customers, from the top.
    pub names: Vec<String>,
    /// Position of each customer's tier among them, or [`UNASSIGNED`].
    pub assignment: Vec<u8>,
    /// What customers were ranked by.
    pub figures: Vec<Figure>,
    /// What came out.
    pub detail: TiersDetail,
}

/// Puts customers into tiers; those without an amount are in none.
pub fn find(
    customers: Customers<'_>,
    options: &TiersOptions,
    issues: &mut Issues,
) -> Result<Tiered, SegmentationError> {
    if let TierRule::Quadrant(own) = &options.by {
        return quadrant::find(customers, own, issues);
    }
    let amounts = column(&options.amount, customers)?;
    count_missing(&options.amount, &amounts, issues);
    let ranked = Ranked::of(&amounts)?;
    let names = options.names();
    let edges = match &options.by {
        TierRule::Customers(shares) => by_customers(&ranked, shares),
        TierRule::Revenue(shares) => by_revenue(&ranked, shares),
        TierRule::Amounts(cuts) => cuts.iter().rev().copied().collect(),
        TierRule::Quadrant(_) => Vec::new(),
    };
    let tier_of = |amount: f64| edges.iter().position(|&it| amount >= it).unwrap_or(edges.len());
    let mut tiers = vec![(0_usize, 0_i64, f64::INFINITY); edges.len() + 1];
    let mut places = vec![UNASSIGNED; amounts.len()];
    for (place, &amount) in places.iter_mut().zip(&amounts).filter(|it| !it.1.is_nan()) {
        let tier = tier_of(amount);
        *place = u8::try_from(tier).unwrap_or(UNASSIGNED);
        if let Some((n, units, least)) = tiers.get_mut(tier) {
            *n += 1;
            *units += ranked.units.count(amount);
            *least = least.min(amount);
        }
    }
    let positive = ranked.positive();
    let tier = |(name, &(n, units, least)): (&String, &(usize, i64, f64))| Tier {
        name: name.clone(),
        from: (n > 0).then_some(least),
        n,
        amount: ranked.units.as_amount(units),
        share: (positive > 0).then(|| units as f64 / positive as f64),
    };
    let detail = TiersDetail {
        tiers: names.iter().zip(&tiers).map(tier).collect(),
        ..curve::spread(&options.amount, &ranked)
    };
    let figures = vec![Figure { name: "value".to_owned(), values: amounts }];
    let (names, assignment) = with_customers(&names, places);
    Ok(Tiered { names, assignment, figures, detail })
}

/// The names that somebody has, and positions among them.
fn with_customers(names: &[String], mut places: Vec<u8>) -> (Vec<String>, Vec<u8>) {
    let mut used = Vec::new();
    let mut moved = Vec::new();
    for (place, name) in (0_u8..).zip(names) {
        let is_used = places.contains(&place);
        moved.push(u8::try_from(used.len()).unwrap_or(UNASSIGNED));
        if is_used {
            used.push(name.clone());
        }
    }
    for it in &mut places {
        *it = moved.get(usize::from(*it)).copied().unwrap_or(UNASSIGNED);
    }
    (used, places)
}

/// A number of each customer; in a file of orders, a column is summed over the customer's rows.
pub fn column(name: &str, customers: Customers<'_>) -> Result<Vec<f64>, SegmentationError> {
    let unknown = || SegmentationError::Rule(RuleMisfit::unknown(name));
    let no_trace = |_| unknown();
    let trace = |origin: Origin<'_>| origin.trace(customers.matrix).map_err(no_trace);
    let own = customers.origin.and_then(|it| it.column(name));
    let is_orders = customers.origin.is_some_and(|it| it.mapping.unit == RowUnit::Orders);
    if let (Some(origin), Some(Cells::Numbers(values)), true) =
        (customers.origin, own.map(|it| &it.cells), is_orders)
    {
        return match trace(origin)? {
            Trace::Orders(orders) => Ok(orders.all.sums(values)),
            Trace::Row(_) => Err(unknown()),
        };
    }
    let found = customers.origin.map(trace).transpose()?;
    match fields::of_customers(name, customers, found.as_ref()) {
        Some(View::Numbers(values, _)) => Ok(values.into_owned()),
        Some(View::Codes(..) | View::Texts(..)) => {
            let condition = "value needs a number".to_owned();
            Err(SegmentationError::Rule(RuleMisfit::DoesNotFit { field: name.to_owned(), condition }))
        }
        None => Err(unknown()),
    }
}

fn count_missing(name: &str, values: &[f64], issues: &mut Issues) {
    let n_missing = values.iter().filter(|it| it.is_nan()).count();
    issues.count(IssueKind::NoFeature, Some(name), n_missing as u64);
}

/// Known amounts from the largest to the smallest, in whole units too.
#[derive(Debug)]
struct Ranked {
    amounts: Vec<f64>,
    units: Units,
}

impl Ranked {
    fn of(amounts: &[f64]) -> Result<Self, SegmentationError> {
        let mut known: Vec<f64> = amounts.iter().copied().filter(|it| !it.is_nan()).collect();
        if known.is_empty() {
            return Err(SegmentationError::TooFewCustomers { n_customers: 0, needed: 1 });
        }
        order::sort_by_number(&mut known, |it| !order::rank(*it));
        Ok(Self { units: Units::of(&known), amounts: known })
    }

    /// What an amount counts where shares are worked out: nothing if it is below zero.
    fn worth(&self, amount: f64) -> i64 {
        self.units.count(amount).max(0)
    }

    /// What all bring.
    fn positive(&self) -> i64 {
        self.amounts.iter().map(|&it| self.worth(it)).sum()
    }
}

/// The least amount of each tier but the last.
fn by_customers(ranked: &Ranked, shares: &[f64]) -> Vec<f64> {
    let edge = |share: &f64| {
        let n = rounded_up(share / 100.0 * ranked.amounts.len() as f64);
        n.checked_sub(1).and_then(|it| ranked.amounts.get(it)).copied().unwrap_or(f64::INFINITY)
    };
    shares.iter().map(edge).collect()
}

/// The least amount of each tier but the last: customers are in a tier while those above them bring
/// less than its share.
fn by_revenue(ranked: &Ranked, shares: &[f64]) -> Vec<f64> {
    let all = ranked.positive() as f64;
    let mut edges = vec![f64::INFINITY; shares.len()];
    let mut before = 0_i64;
    for alike in ranked.amounts.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
        let Some(&amount) = alike.first().filter(|it| **it > 0.0) else { break };
        for (edge, share) in edges.iter_mut().zip(shares) {
            if (before as f64) < (share / 100.0 - 1e-12) * all {
                *edge = amount;
            }
        }
        before += ranked.worth(amount) * i64::try_from(alike.len()).unwrap_or(0);
    }
    edges
}

impl TiersOptions {
    /// The names of all tiers, the best first; none of quadrants.
    pub fn names(&self) -> Vec<String> {
        match &self.by {
            TierRule::Customers(shares) => share_names(shares, "Top", ""),
            TierRule::Revenue(shares) => share_names(shares, "First", " of revenue"),
            TierRule::Amounts(cuts) => amount_names(cuts),
            TierRule::Quadrant(_) => Vec::new(),
        }
    }
}

fn share_names(shares: &[f64], first: &str, of: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut from = None;
    for share in shares {
        names.push(match from {
            None => format!("{first} {share}%{of}"),
            Some(from) => format!("{from}–{share}%{of}"),
        });
        from = Some(share);
    }
    let left = 100.0 - from.copied().unwrap_or_default();
    // A share such as 0.1 leaves 99.9, whatever the last digits of the difference.
    let left = (left * 1e9 + 0.5).trunc() / 1e9;
    names.push(format!("Last {left}%{of}"));
    names
}

fn amount_names(cuts: &[f64]) -> Vec<String> {
    let mut names = Vec::new();
    let mut above: Option<&f64> = None;
    for cut in cuts.iter().rev() {
        names.push(match above {
            None => format!("{cut} and more"),
            Some(above) => format!("{cut} to under {above}"),
        });
        above = Some(cut);
    }
    names.push(format!("Under {}", above.copied().unwrap_or_default()));
    names
}
