//! Two ways to group the same customers, crossed.

use crate::engine::present::chart::{Caption, Reading, Twin};
use crate::engine::present::number;
use crate::engine::segmentation::{Comparison, Segment};

/// Steps of heat.
const N_HEATS: f64 = 7.0;

/// A table of the segments of one way against those of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    /// Segments of the other way.
    pub columns: Vec<CrosstabHead>,
    /// Segments on screen.
    pub rows: Vec<CrosstabRow>,
}

/// A segment at the edge of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosstabHead {
    /// Its name.
    pub name: String,
    /// Its colour and shape.
    pub slot: u8,
}

/// The customers of one segment on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct CrosstabRow {
    /// Which.
    pub head: CrosstabHead,
    /// How they are spread over the other segments.
    pub cells: Vec<CrosstabCell>,
}

/// Customers in both segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosstabCell {
    /// "1,204"; a dash where nobody is.
    pub count: String,
    /// Share of the row's segment: "38%"; empty where nobody is.
    pub share: String,
    /// Colour by that share, 1 to 7; 0 where nobody is.
    pub heat: u8,
}

impl Crosstab {
    /// The table of a comparison, with every segment of both ways.
    pub fn new(comparison: &Comparison) -> Self {
        let Comparison { rows, columns, counts, .. } = comparison;
        let cell = |n: u64, all: u64| {
            if n == 0 {
                return CrosstabCell { count: "–".to_owned(), share: String::new(), heat: 0 };
            }
            let share = n as f64 / all.max(1) as f64;
            CrosstabCell { count: number::count(fit(n)), share: number::share(share), heat: heat(share) }
        };
        let row = |(segment, counts): (&Segment, &Vec<u64>)| CrosstabRow {
            head: head(segment),
            cells: counts.iter().map(|&n| cell(n, counts.iter().sum())).collect(),
        };
        Self { columns: columns.iter().map(head).collect(), rows: rows.iter().zip(counts).map(row).collect() }
    }

    /// What each cell says, row by row.
    pub fn readings(&self) -> Vec<Reading> {
        let of_row = |row: &CrosstabRow| {
            let cells = row.cells.iter().zip(&self.columns);
            cells.map(|(cell, column)| reading(&row.head.name, &column.name, cell)).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }

    /// The same numbers as a list: a row for each pair that has customers.
    pub fn twin(&self) -> Twin {
        let of_row = |row: &CrosstabRow| {
            let cells = row.cells.iter().zip(&self.columns).filter(|(cell, _)| cell.heat > 0);
            let pair = |(cell, column): (&CrosstabCell, &CrosstabHead)| {
                [row.head.name.clone(), column.name.clone(), cell.count.clone(), cell.share.clone()]
            };
            cells.map(pair).collect::<Vec<_>>()
        };
        let heads = ["Segment here", "Segment there", "Customers in both", "Share of the segment here"];
        Twin::new(heads, self.rows.iter().flat_map(of_row))
    }
}

fn reading(row: &str, column: &str, cell: &CrosstabCell) -> Reading {
    let text = if cell.heat == 0 {
        format!("{row} and {column}: nobody")
    } else {
        format!("{row} and {column}: {} customers, {} of {row}", cell.count, cell.share)
    };
    Reading { text, segment: None }
}

/// A number of customers; they are all in memory.
fn fit(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn head(segment: &Segment) -> CrosstabHead {
    CrosstabHead { name: segment.name.clone(), slot: segment.slot }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 7")]
fn heat(share: f64) -> u8 {
    (share * N_HEATS).ceil().clamp(1.0, N_HEATS) as u8
}

/// Over the table: how far the two ways agree.
///
/// The words follow D. Steinley, *Properties of the Hubert-Arabie adjusted Rand index*, 2004: above
/// 0.90 excellent, above 0.80 good, above 0.65 moderate, below that poor.
pub fn agreement(comparison: &Comparison) -> Caption {
    let finding = match comparison.adjusted_rand {
        None => "One of the two puts everybody into one group",
        Some(it) if it > 0.9 => "Both ways find almost the same groups",
        Some(it) if it > 0.8 => "Both ways find much the same groups",
        Some(it) if it > 0.65 => "Both ways agree in part",
        Some(it) if it > 0.1 => "The two ways see the customers differently",
        Some(_) => "The two ways have hardly anything in common",
    };
    let agreement = comparison.adjusted_rand.map_or_else(String::new, |it| {
        format!(" Agreement {}: 1 is the same groups, 0 is chance.", number::fixed(it, 2))
    });
    let n = number::count(fit(comparison.n_both));
    let n_left: u64 = comparison.n_only.iter().sum();
    let left = if n_left == 0 {
        String::new()
    } else {
        format!(
            " {} that only one way places are left out.",
            number::counted(fit(n_left), "customer", "customers")
        )
    };
    let basis = format!("Customers in both, and their share of the row.{agreement} n = {n}.{left}");
    Caption::new(finding.to_owned(), basis)
}
