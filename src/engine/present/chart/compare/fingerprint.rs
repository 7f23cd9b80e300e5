//! How far each segment's averages are from everyone's, in spreads of everyone.

use crate::engine::present::chart::compare::{ComparedHead, chosen, head, numbers, spread_of};
use crate::engine::present::chart::{Caption, Reading, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence::{lowered, titled};
use crate::engine::profile::Profiles;

/// Differences that are small, medium and large (J. Cohen, *Statistical Power Analysis for the
/// Behavioral Sciences*, 1988).
const STEPS: [f64; 3] = [0.2, 0.5, 0.8];

/// A row for each number, a column for each segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// Segments.
    pub columns: Vec<ComparedHead>,
    /// Numbers.
    pub rows: Vec<FingerprintRow>,
    /// Finding and basis.
    pub caption: Caption,
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct FingerprintRow {
    /// Which.
    pub label: String,
    /// Everyone's average.
    pub everyone: String,
    /// One for each segment.
    pub cells: Vec<FingerprintCell>,
}

/// One number of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct FingerprintCell {
    /// (average here − everyone's) ÷ everyone's standard deviation: "+1.24"; a dash where unknown.
    pub score: String,
    /// The segment's average; empty where unknown.
    pub average: String,
    /// Step of colour, −3 far below to 3 far above.
    pub step: i8,
}

impl Fingerprint {
    /// The fingerprint of some segments; `None` where no number varies.
    pub fn new(profiles: &Profiles, wanted: &[usize]) -> Option<Self> {
        let chosen = chosen(profiles, wanted);
        let currency = profiles.currency.as_deref();
        let mut farthest: Option<(f64, String)> = None;
        let mut rows = Vec::new();
        for (feature, all) in numbers(profiles).filter(|it| it.1.sd > 0.0) {
            let mut cells = Vec::new();
            for (_, profile) in &chosen {
                let own = spread_of(profile, &feature.id);
                let score = own.map(|it| (it.mean - all.mean) / all.sd).filter(|it| it.is_finite());
                let is_farther = |it: &f64| farthest.as_ref().is_none_or(|far| it.abs() > far.0.abs());
                let told = |it| (it, finding(&profile.segment.name, it, &feature.label));
                farthest = score.filter(is_farther).map(told).or(farthest);
                cells.push(FingerprintCell {
                    score: score.map_or_else(|| "–".to_owned(), signed),
                    average: own
                        .map_or_else(String::new, |it| number::figure(it.mean, feature.unit, currency)),
                    step: score.map_or(0, step),
                });
            }
            let everyone = number::figure(all.mean, feature.unit, currency);
            rows.push(FingerprintRow { label: titled(&feature.label), everyone, cells });
        }
        let (_, finding) = farthest?;
        let n: usize = chosen.iter().map(|it| it.1.group.n).sum();
        let basis = format!(
            "Average against everyone’s, in standard deviations of everyone: 0.2 is a small difference, 0.5 medium, \
             0.8 large. Below, the average itself. n = {}",
            number::count(n)
        );
        let columns = chosen.into_iter().map(head).collect();
        Some(Self { columns, rows, caption: Caption::new(finding, basis) })
    }

    /// What each cell says, row by row.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |row: &FingerprintRow, column: &ComparedHead, cell: &FingerprintCell| {
            let FingerprintCell { score, average, .. } = cell;
            let text = if average.is_empty() {
                format!("{}, {}: not known", column.name, row.label)
            } else {
                format!("{}, {}: {average}, everyone {} ({score})", column.name, row.label, row.everyone)
            };
            Reading::new(text, Some(column.segment))
        };
        let of_row = |row: &FingerprintRow| {
            let cells = self.columns.iter().zip(&row.cells);
            cells.map(|(column, cell)| say(row, column, cell)).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }

    /// The same numbers as a list: a row for each cell.
    pub fn twin(&self) -> Twin {
        let of_row = |row: &FingerprintRow| {
            let cell = |(column, cell): (&ComparedHead, &FingerprintCell)| {
                let FingerprintCell { score, average, .. } = cell.clone();
                [row.label.clone(), column.name.clone(), average, row.everyone.clone(), score]
            };
            self.columns.iter().zip(&row.cells).map(cell).collect::<Vec<_>>()
        };
        let heads = ["Number", "Segment", "Average", "Everyone", "Difference in standard deviations"];
        Twin::new(heads, self.rows.iter().flat_map(of_row))
    }
}

fn signed(score: f64) -> String {
    let text = number::fixed(score, 2);
    if score > 0.0 && text != "0.00" { format!("+{text}") } else { text }
}

fn step(score: f64) -> i8 {
    let n = STEPS.iter().filter(|it| score.abs() >= **it).count();
    let n = i8::try_from(n).unwrap_or(3);
    if score < 0.0 { -n } else { n }
}

fn finding(name: &str, score: f64, label: &str) -> String {
    if score.abs() < 0.2 {
        return "These segments are close to everyone in every number".to_owned();
    }
    let side = if score > 0.0 { "above" } else { "below" };
    format!("The largest difference: {name}, {} far {side} everyone", lowered(label))
}
