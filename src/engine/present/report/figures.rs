//! The charts of the report, from guarded profiles.

use crate::engine::audit::Guarded;
use crate::engine::present::chart::{BarRow, Measure, RangeRow, RfmGrid, Ribbon, VersusRow};
use crate::engine::present::number;
use crate::engine::present::report::{Block, Chart, Plot};
use crate::engine::present::sentence::difference::{Difference, Subject, differences};
use crate::engine::present::sentence::{captions, titled};
use crate::engine::profile::{CategoryProfile, Profiles, SegmentProfile};
use crate::engine::segmentation::Detail;
use crate::kernel::order;

/// Rows against everyone, ranges, and values of a column on a leaf.
const N_VERSUS: usize = 6;
const N_RANGES: usize = 4;
const N_VALUES: usize = 5;
/// Colour and shape of a chart about no single segment.
const NO_SLOT: u8 = 12;
/// What stands in a cell whose count is hidden.
const HIDDEN: &str = "…";

/// Shares of customers, and of revenue where there is any.
pub fn shares(profiles: &Profiles) -> Block {
    let ribbon = Ribbon::new(profiles);
    let caption = if ribbon.base_below.is_some() {
        captions::shares(profiles, Measure::Revenue)
    } else {
        captions::sizes(profiles)
    };
    let twin = Some(ribbon.twin());
    block(Chart { caption, slot: NO_SLOT, plot: Plot::Shares(ribbon), twin })
}

/// The grid of RFM; cells that are hidden say so.
pub fn grid(guarded: &Guarded) -> Option<Block> {
    let profiles = &guarded.profiles;
    let Some(Detail::Rfm(detail)) = &profiles.detail else { return None };
    let mut grid = RfmGrid::new(detail, profiles);
    for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if guarded.hidden_cells.contains(&(cell.r, cell.f)) {
            (cell.n, cell.heat, cell.spend) = (0, 1, None);
            (cell.count, cell.share) = (HIDDEN.to_owned(), String::new());
        }
    }
    let mut caption = captions::rfm_grid(detail, profiles);
    if guarded.hidden_cells.iter().any(|(r, f)| *r <= 2 && *f <= 2) {
        // The finding adds those corner cells up, which would give a hidden one back.
        "Customers by last order and number of orders".clone_into(&mut caption.finding);
    }
    if !guarded.hidden_cells.is_empty() {
        caption.basis =
            format!("{}. {HIDDEN} where few customers are, and where it would tell of them", caption.basis);
    }
    Some(block(Chart { caption, slot: NO_SLOT, plot: Plot::Grid(grid), twin: None }))
}

/// How far a segment is from everyone; `None` where it is near in all numbers that may be shown.
pub fn versus(profile: &SegmentProfile, profiles: &Profiles) -> Option<Block> {
    let currency = profiles.currency.as_deref();
    let row = |it: &Difference<'_>| {
        let (here, everyone) = it.written(currency);
        Some((it.label(), it.change()?, here, everyone))
    };
    let mut rows: Vec<_> = differences(profile, profiles).iter().filter_map(row).take(N_VERSUS).collect();
    order::sort_by(&mut rows, |a, b| b.1.total_cmp(&a.1));
    let rows = VersusRow::scaled(rows);
    let twin = Some(VersusRow::twin(&rows));
    let caption = captions::versus(profile, profiles);
    let slot = profile.segment.slot;
    (!rows.is_empty()).then(|| block(Chart { caption, slot, plot: Plot::Versus(rows), twin }))
}

/// Where the middle half of a segment lies, number by number, the most different first.
pub fn ranges(profile: &SegmentProfile, profiles: &Profiles) -> Option<Block> {
    let everyone = &profiles.everyone.features;
    let row = |it: &Difference<'_>| {
        let Subject::Number(here) = it.subject else { return None };
        RangeRow::new(here, everyone.iter().find(|it| it.id == here.id)?, profiles.currency.as_deref())
    };
    let rows: Vec<_> = differences(profile, profiles).iter().filter_map(row).take(N_RANGES).collect();
    let twin = Some(RangeRow::twin(&rows));
    let caption = captions::ranges(profile, profiles);
    let slot = profile.segment.slot;
    (!rows.is_empty()).then(|| block(Chart { caption, slot, plot: Plot::Ranges(rows), twin }))
}

/// The values of the category column that sets a segment apart most.
pub fn values(profile: &SegmentProfile, profiles: &Profiles) -> Option<Block> {
    let found = differences(profile, profiles);
    let leading = found.iter().find_map(|it| match it.subject {
        Subject::Value { column, .. } => Some(column),
        Subject::Number(_) => None,
    })?;
    let is_it = |it: &&CategoryProfile| it.label == leading;
    let here = profile.group.categories.iter().find(is_it)?;
    here.shares.iter().find(|it| it.n > 0)?;
    let everyone = profiles.everyone.categories.iter().find(is_it)?;
    let rows = BarRow::of_category(here, everyone, N_VALUES);
    let label = titled(&here.label);
    let basis = format!(
        "Share of {}. Bar here, tick everyone",
        number::counted(profile.group.n, "customer", "customers")
    );
    let mut caption = captions::category(here, profile.group.n);
    caption.basis = basis;
    let twin = Some(BarRow::twin(&rows, &label));
    let slot = profile.segment.slot;
    Some(block(Chart { caption, slot, plot: Plot::Values(label, rows), twin }))
}

fn block(chart: Chart) -> Block {
    Block::Chart(Box::new(chart))
}
