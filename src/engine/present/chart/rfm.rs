//! The recency × frequency grid: cells of two scores, coloured by typical spend, parted into named regions.

use crate::engine::present::chart::{Reading, Twin};
use crate::engine::present::number;
use crate::engine::profile::{FeatureProfile, Profiles};
use crate::engine::segmentation::{RfmCell, RfmDetail};

/// The grid as a table of a row for each recency score (the best first) and a column for each
/// frequency score.
#[derive(Debug, Clone, PartialEq)]
pub struct RfmGrid {
    /// Headings of the columns, by number of orders, few to many.
    pub columns: Vec<AxisStep>,
    /// Rows, most recent first.
    pub rows: Vec<GridRow>,
    /// Customers in the grid.
    pub n: usize,
    /// What the lightest and the darkest step stand for; `None` where no money is known.
    pub heat_ends: Option<(String, String)>,
    /// Positions of the segments that have a region, in order of appearance.
    pub segments: Vec<usize>,
    /// Whether every region's name has room in its first cell.
    pub names_fit: bool,
}

/// One step of an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisStep {
    /// From where to where: "32–88", "389+"; "–" where no value falls.
    pub label: String,
    /// "days", "order", "orders".
    pub unit: &'static str,
}

/// One row of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// Its heading.
    pub head: AxisStep,
    /// A cell for each frequency score, few orders to many.
    pub cells: Vec<GridCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// Recency score.
    pub r: u8,
    /// Frequency score.
    pub f: u8,
    /// Customers.
    pub n: usize,
    /// "1,130".
    pub count: String,
    /// "9.1%".
    pub share: String,
    /// Typical spend, written out.
    pub spend: Option<String>,
    /// 1 to 7.
    pub heat: u8,
    /// Position of the segment most of its customers are in.
    pub segment: Option<usize>,
    /// Name of that segment.
    pub name: Option<String>,
    /// Colour and shape of that segment.
    pub slot: Option<u8>,
    /// What of its region's name stands here.
    pub sign: RegionSign,
    /// Whether another region lies above.
    pub parts_above: bool,
    /// Whether another region lies before it in the row.
    pub parts_before: bool,
}

/// What of a region's name stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionSign {
    /// Nothing: the name stands in another cell.
    Elsewhere,
    /// Shape and name.
    Name,
    /// The shape alone; the name has no room and stands in the key.
    Shape,
}

impl RegionSign {
    fn fitting(letters: usize, cells: usize) -> Self {
        if letters <= cells * LETTERS_PER_CELL { Self::Name } else { Self::Shape }
    }
}

/// The heading of a step that no value falls into.
const NO_VALUE: &str = "–";
/// Letters of a name that one cell has room for beside the shape.
const LETTERS_PER_CELL: usize = 10;

impl RfmGrid {
    /// The grid of an analysis.
    pub fn new(detail: &RfmDetail, profiles: &Profiles) -> Self {
        let n = detail.cells.iter().map(|it| it.n).sum();
        let heat = Heat::of(&detail.cells);
        let mut rows: Vec<GridRow> = (1..=detail.bins)
            .rev()
            .map(|r| GridRow {
                head: recency_step(detail, profiles, r),
                cells: (1..=detail.bins).map(|f| cell(detail, profiles, heat, (r, f))).collect(),
            })
            .collect();
        part_regions(&mut rows);
        let columns = (1..=detail.bins).map(|f| frequency_step(detail, profiles, f)).collect();
        let mut segments = Vec::new();
        for segment in rows.iter().flat_map(|row| &row.cells).filter_map(|it| it.segment) {
            if !segments.contains(&segment) {
                segments.push(segment);
            }
        }
        let names_fit = rows.iter().flat_map(|row| &row.cells).all(|it| it.sign != RegionSign::Shape);
        let currency = profiles.currency.as_deref();
        let heat_ends =
            heat.map(|it| (number::money(it.step_end(1), currency), number::money(it.step_end(6), currency)));
        Self { columns, rows, n, heat_ends, segments, names_fit }
    }
}

impl RfmGrid {
    /// What each cell says, row by row.
    pub fn readings(&self) -> Vec<Reading> {
        let mut readings = Vec::with_capacity(self.rows.len() * self.columns.len());
        for row in &self.rows {
            for (cell, column) in row.cells.iter().zip(&self.columns) {
                readings.push(reading(&row.head, column, cell));
            }
        }
        readings
    }

    /// The same numbers as a list: a row for each cell.
    pub fn twin(&self) -> Twin {
        let dash = || "–".to_owned();
        let row = |head: &AxisStep, (cell, column): (&GridCell, &AxisStep)| {
            let step = |it: &AxisStep| format!("{} {}", it.label, it.unit);
            let name = cell.name.clone().unwrap_or_else(dash);
            let spend = cell.spend.clone().unwrap_or_else(dash);
            [step(head), step(column), name, number::count(cell.n), cell.share.clone(), spend]
        };
        let rows = self.rows.iter().flat_map(|it| {
            it.cells.iter().zip(&self.columns).map(|cell| row(&it.head, cell)).collect::<Vec<_>>()
        });
        let heads = ["Last order", "Orders", "Segment", "Customers", "Share of all", "Typical spend"];
        Twin::new(heads, rows)
    }
}

fn reading(recency: &AxisStep, frequency: &AxisStep, cell: &GridCell) -> Reading {
    if cell.n == 0 {
        return Reading::new("Nobody is here", None);
    }
    let customers = if cell.n == 1 { "customer" } else { "customers" };
    let text = format!(
        "{} {customers}, {}. Last order {} {} ago, {} {}",
        cell.count, cell.share, recency.label, recency.unit, frequency.label, frequency.unit
    );
    let spend = cell.spend.as_ref().map_or_else(String::new, |it| format!(". Typical spend {it}"));
    let name = cell.name.as_ref().map_or_else(String::new, |it| format!("{it}: "));
    Reading::new(format!("{name}{text}{spend}"), cell.segment)
}

/// Seven steps of equal ratio between the smallest and the largest typical spend.
#[derive(Debug, Clone, Copy)]
struct Heat {
    low: f64,
    high: f64,
}

impl Heat {
    fn of(cells: &[RfmCell]) -> Option<Self> {
        let known = cells.iter().filter_map(|it| it.median_monetary).filter(|it| *it > 0.0);
        let (low, high) = known.fold((f64::INFINITY, 0.0), |(low, high), it| (it.min(low), it.max(high)));
        (high > 0.0).then_some(Self { low, high })
    }

    fn step_end(self, step: u8) -> f64 {
        let ratio = libm::log(self.high / self.low);
        self.low * libm::exp(ratio * f64::from(step) / 7.0)
    }

    fn step(self, spend: f64) -> u8 {
        let above = (1..7).filter(|step| spend >= self.step_end(*step)).count();
        u8::try_from(above).unwrap_or(6) + 1
    }
}

fn cell(detail: &RfmDetail, profiles: &Profiles, heat: Option<Heat>, (r, f): (u8, u8)) -> GridCell {
    let found = detail.cells.iter().find(|it| it.r == r && it.f == f);
    let n = found.map_or(0, |it| it.n);
    let spend = found.and_then(|it| it.median_monetary);
    let segment = found.and_then(|it| it.segment).map(|it| usize::from(it.0));
    let profile = segment.and_then(|it| profiles.segments.get(it));
    let total: usize = detail.cells.iter().map(|it| it.n).sum();
    GridCell {
        r,
        f,
        n,
        count: number::count(n),
        share: small_share(n, total),
        spend: spend.map(|it| number::money(it, profiles.currency.as_deref())),
        heat: heat.zip(spend).map_or(1, |(heat, spend)| heat.step(spend)),
        segment: profile.and(segment),
        name: profile.map(|it| it.segment.name.clone()),
        slot: profile.map(|it| it.segment.slot),
        sign: RegionSign::Elsewhere,
        parts_above: false,
        parts_before: false,
    }
}

fn small_share(n: usize, total: usize) -> String {
    if n == 0 {
        return String::new();
    }
    let share = n as f64 / total as f64;
    if share < 0.001 { "<0.1%".to_owned() } else { number::share_fine(share) }
}

/// Marks the borders between regions, and the cell of each region that carries its name: the first
/// in reading order of cells that hang together.
#[expect(clippy::indexing_slicing, reason = "all indices are below the side of the grid")]
fn part_regions(rows: &mut [GridRow]) {
    let side = rows.len();
    let region: Vec<Vec<Option<usize>>> =
        rows.iter().map(|row| row.cells.iter().map(|it| it.segment).collect()).collect();
    let mut seen = vec![vec![false; side]; side];
    for row in 0..side {
        for column in 0..side {
            let own = region[row][column];
            let cell = &mut rows[row].cells[column];
            cell.parts_above = row > 0 && region[row - 1][column] != own;
            cell.parts_before = column > 0 && region[row][column - 1] != own;
            if own.is_some() && !seen[row][column] {
                let room = (column..side).take_while(|it| region[row][*it] == own).count();
                let letters = cell.name.as_ref().map_or(0, |it| it.chars().count());
                cell.sign = RegionSign::fitting(letters, room);
                flood(&region, &mut seen, (row, column));
            }
        }
    }
}

/// Marks all cells of a region that hang together with one of them.
#[expect(clippy::indexing_slicing, reason = "all indices are below the side of the grid")]
fn flood(region: &[Vec<Option<usize>>], seen: &mut [Vec<bool>], from: (usize, usize)) {
    let own = region[from.0][from.1];
    let mut waiting = vec![from];
    while let Some((row, column)) = waiting.pop() {
        if row >= seen.len() || column >= seen.len() || seen[row][column] || region[row][column] != own {
            continue;
        }
        seen[row][column] = true;
        waiting.extend([(row + 1, column), (row, column + 1)]);
        waiting.extend(row.checked_sub(1).map(|it| (it, column)));
        waiting.extend(column.checked_sub(1).map(|it| (row, it)));
    }
}

fn recency_step(detail: &RfmDetail, profiles: &Profiles, r: u8) -> AxisStep {
    let step = usize::from(detail.bins - r);
    let is_used = detail.cells.iter().any(|it| it.r == r && it.n > 0);
    let least = least(profiles, "recency_days").unwrap_or(0.0).min(0.0);
    let label = step_label(&detail.cuts.recency_days, step, least, is_used);
    let unit = if label == NO_VALUE { "" } else { "days" };
    AxisStep { label, unit }
}

fn frequency_step(detail: &RfmDetail, profiles: &Profiles, f: u8) -> AxisStep {
    let step = usize::from(f) - 1;
    let is_used = detail.cells.iter().any(|it| it.f == f && it.n > 0);
    let least = least(profiles, "frequency").unwrap_or(1.0);
    let label = step_label(&detail.cuts.frequency, step, least, is_used);
    let unit = match label.as_str() {
        "1" => "order",
        NO_VALUE => "",
        _ => "orders",
    };
    AxisStep { label, unit }
}

fn least(profiles: &Profiles, id: &str) -> Option<f64> {
    let feature: &FeatureProfile = profiles.everyone.features.iter().find(|it| it.id == id)?;
    feature.spread.map(|it| it.min)
}

/// "0–31", "32–88", "389+". Where two cuts are equal, the step between them holds that one value if
/// ties were split, and nothing otherwise.
fn step_label(cuts: &[f64], step: usize, least: f64, is_used: bool) -> String {
    let is_whole = cuts.iter().all(|it| it.fract() == 0.0);
    let below = step.checked_sub(1).and_then(|it| cuts.get(it)).copied();
    let end = cuts.get(step).copied();
    let start = match below {
        None => least,
        Some(cut) if is_whole => cut + 1.0,
        Some(cut) => cut,
    };
    match end {
        None => format!("{}+", number::plain(start)),
        Some(end) if !is_used && (end < start || below.is_some_and(|it| end <= it)) => NO_VALUE.to_owned(),
        Some(end) if end <= start => number::plain(end),
        Some(end) => format!("{}–{}", number::plain(start), number::plain(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_from_their_first_to_their_last_value() {
        let cuts = [31.0, 88.0, 187.0, 388.0];
        let written: Vec<_> = (0..5).map(|it| step_label(&cuts, it, 0.0, true)).collect();
        assert_eq!(written, ["0–31", "32–88", "89–187", "188–388", "389+"]);
        let written: Vec<_> = (0..5).map(|it| step_label(&[1.0, 2.0, 3.0, 5.0], it, 1.0, true)).collect();
        assert_eq!(written, ["1", "2", "3", "4–5", "6+"]);
    }

    #[test]
    fn a_step_between_equal_cuts_is_empty_or_holds_the_split_value() {
        assert_eq!(step_label(&[1.0, 1.0, 2.0, 4.0], 1, 1.0, false), "–");
        assert_eq!(step_label(&[0.0, 1.0, 2.0, 4.0], 0, 1.0, false), "–");
        assert_eq!(step_label(&[1.0, 1.0, 2.0, 4.0], 1, 1.0, true), "1");
    }

    #[test]
    fn heat_has_seven_steps_of_equal_ratio() {
        let heat = Heat { low: 10.0, high: 1_280.0 };
        let steps: Vec<_> =
            [1.0, 10.0, 21.0, 41.0, 81.0, 161.0, 321.0, 641.0, 1_280.0].map(|it| heat.step(it)).into();
        assert_eq!(steps, [1, 1, 2, 3, 4, 5, 6, 7, 7]);
        let flat = Heat { low: 5.0, high: 5.0 };
        assert!((1..=7).contains(&flat.step(5.0)));
    }
}
