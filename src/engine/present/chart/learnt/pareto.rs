//! How much of the value the most valuable customers bring, and where tiers are cut.

use crate::engine::present::chart::{Caption, Reading, Twin};
use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::tiers::{Contribution, QuadrantDetail, TiersDetail};

/// The curve with its cuts.
#[derive(Debug, Clone, PartialEq)]
pub struct ParetoChart {
    /// Path of the curve on a field of 100 × 100.
    pub path: String,
    /// Where one tier ends and the next begins.
    pub cuts: Vec<ParetoCut>,
    /// Finding and basis.
    pub caption: Caption,
    twin: Twin,
}

/// The end of a tier on the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct ParetoCut {
    /// From left to right, 0..=1: share of customers up to here.
    pub x: f64,
    /// From the top, 0..=1.
    pub y: f64,
    /// Share of the value up to here: "41%".
    pub label: String,
    /// What it says when it is reached.
    pub reading: String,
}

impl ParetoChart {
    /// The curve of tiers.
    pub fn new(detail: &TiersDetail, profiles: &Profiles) -> Self {
        let step = |(idx, [x, y]): (usize, &[f64; 2])| {
            let verb = if idx == 0 { 'M' } else { 'L' };
            format!("{verb}{:.2} {:.2}", 100.0 * x, 100.0 * (1.0 - y.clamp(0.0, 1.0)))
        };
        let path = detail.pareto.iter().enumerate().map(step).collect::<Vec<_>>().concat();
        Self { path, cuts: cuts(detail), caption: caption(detail, profiles), twin: twin(detail, profiles) }
    }

    /// What each cut says.
    pub fn readings(&self) -> Vec<Reading> {
        self.cuts.iter().map(|it| Reading::new(it.reading.clone(), None)).collect()
    }

    /// The tiers as a table.
    pub fn twin(&self) -> Twin {
        self.twin.clone()
    }
}

fn cuts(detail: &TiersDetail) -> Vec<ParetoCut> {
    let n = detail.n.max(1) as f64;
    let (mut customers, mut amount) = (0, 0.0);
    let mut cuts = Vec::new();
    let n_inner = detail.tiers.len().saturating_sub(1);
    for tier in detail.tiers.iter().take(n_inner) {
        customers += tier.n;
        amount += tier.share.unwrap_or(0.0);
        let x = customers as f64 / n;
        let (of_customers, of_value) = (number::share(x), number::share(amount));
        cuts.push(ParetoCut {
            x,
            y: 1.0 - amount.clamp(0.0, 1.0),
            label: of_value.clone(),
            reading: format!("Down to {}: {of_customers} of customers bring {of_value}", tier.name),
        });
    }
    cuts
}

fn caption(detail: &TiersDetail, profiles: &Profiles) -> Caption {
    let top = detail.top.iter().find(|it| it.percent == 20).or(detail.top.first());
    let finding = match (top, detail.gini) {
        (Some(top), Some(_)) => {
            format!("The top {}% of customers bring {} of the value", top.percent, number::share(top.share))
        }
        _ => "Nobody brings anything".to_owned(),
    };
    let gini = detail.gini.map_or_else(String::new, |it| {
        format!(
            " Inequality (Gini) {}: 0 where all bring the same, near 1 where one brings all.",
            number::fixed(it, 2)
        )
    });
    let below = match detail.n_below_zero {
        0 => String::new(),
        n => format!(" {} with less than nothing count as nothing here.", number::count(n)),
    };
    let total = number::money(detail.total, profiles.currency.as_deref());
    let n = number::count(detail.n);
    Caption::new(
        finding,
        format!("Share of {total} that the most valuable customers bring. n = {n}.{gini}{below}"),
    )
}

fn twin(detail: &TiersDetail, profiles: &Profiles) -> Twin {
    let money = |it: f64| number::money(it, profiles.currency.as_deref());
    let rows = detail.tiers.iter().map(|it| {
        [
            it.name.clone(),
            number::count(it.n),
            it.from.map_or_else(|| "–".to_owned(), money),
            money(it.amount),
            it.share.map_or_else(|| "–".to_owned(), number::share),
        ]
    });
    Twin::new(["Tier", "Customers", "From", "Together", "Share"], rows)
}

/// Value against cost to serve, as a table.
pub fn quarters(detail: &QuadrantDetail, profiles: &Profiles) -> Twin {
    let money = |it: f64| number::money(it, profiles.currency.as_deref());
    let row = |it: &Contribution| {
        let name = if it.name.is_empty() { "Everyone".to_owned() } else { it.name.clone() };
        let below = format!("{} ({})", number::count(it.n_below_zero), money(it.lost));
        [name, number::count(it.n), money(it.margin), money(it.cost), money(it.contribution), below]
    };
    let rows = detail.quarters.iter().chain([&detail.all]).map(row);
    Twin::new(["Group", "Customers", "Margin", "Cost to serve", "Left", "Cost more than they bring"], rows)
}
