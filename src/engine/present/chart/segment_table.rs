//! All segments as one table: sizes, money, and the numbers that tell them apart.

use crate::engine::features::Unit;
use crate::engine::present::chart::cell_bar;
use crate::engine::present::number;
use crate::engine::present::sentence::difference::differences;
use crate::engine::present::sentence::titled;
use crate::engine::profile::{FeatureProfile, GroupProfile, Profiles};
use crate::kernel::order;

/// The table.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentTable {
    /// Headings after the name.
    pub columns: Vec<TableColumn>,
    /// In canonical order.
    pub rows: Vec<TableRow>,
    /// Everyone.
    pub foot: Vec<String>,
}

/// One column after the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Its heading.
    pub label: String,
    /// Whether a bar stands beside each number.
    pub has_bar: bool,
}

/// One segment.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Position of the segment.
    pub segment: usize,
    /// Its name.
    pub name: String,
    /// Its colour and shape.
    pub slot: u8,
    /// One per column: the number, and how long its bar is.
    pub cells: Vec<(String, Option<f64>)>,
}

/// Numbers beside sizes and money.
const N_FEATURES: usize = 5;

impl SegmentTable {
    /// The table of an analysis.
    pub fn new(profiles: &Profiles) -> Self {
        let ids = chosen(profiles);
        let has_money = profiles.everyone.revenue.is_some();
        let sizes = ["Customers", "Share"].into_iter();
        let money = ["Revenue", "Share"].into_iter().filter(|_| has_money);
        let plain = |label: &str| TableColumn { label: label.to_owned(), has_bar: false };
        let mut columns: Vec<_> = sizes.chain(money).map(plain).collect();
        let features = ids.iter().filter_map(|id| profiles.everyone.features.iter().find(|it| it.id == **id));
        columns.extend(features.map(|it| TableColumn { label: heading(it), has_bar: has_bar(it.unit) }));
        let rows = profiles.segments.iter().enumerate().map(|(segment, profile)| TableRow {
            segment,
            name: profile.segment.name.clone(),
            slot: profile.segment.slot,
            cells: cells(&profile.group, profiles, &ids),
        });
        let foot = cells(&profiles.everyone, profiles, &ids).into_iter().map(|it| it.0).collect();
        Self { columns, rows: rows.collect(), foot }
    }
}

/// The numbers of RFM where they are known, then those that differ most between segments.
fn chosen(profiles: &Profiles) -> Vec<&str> {
    const FIRST: [&str; 4] = ["monetary", "frequency", "average_order", "recency_days"];
    let is_known = |id: &&str| profiles.everyone.features.iter().any(|it| it.id == **id);
    let mut ids: Vec<&str> = FIRST.into_iter().filter(is_known).collect();
    let mut others: Vec<(f64, &str)> = Vec::new();
    for feature in profiles.everyone.features.iter().filter(|it| !FIRST.contains(&it.id.as_str())) {
        let effects = profiles.segments.iter().flat_map(|it| differences(it, profiles));
        let effects = effects.filter(|it| it.id() == feature.id).map(|it| it.effect.abs());
        others.push((effects.fold(0.0, f64::max), &feature.id));
    }
    order::sort_by(&mut others, |a, b| b.0.total_cmp(&a.0));
    ids.extend(others.into_iter().map(|(_, id)| id));
    ids.truncate(N_FEATURES);
    ids
}

fn heading(feature: &FeatureProfile) -> String {
    match feature.id.as_str() {
        "monetary" => "Spend each".to_owned(),
        "frequency" => "Orders each".to_owned(),
        "recency_days" => "Days since".to_owned(),
        _ => titled(&feature.label),
    }
}

fn has_bar(unit: Unit) -> bool {
    matches!(unit, Unit::Money | Unit::Count | Unit::Share)
}

/// Averages of what adds up, the typical customer's of all else.
fn middle(group: &GroupProfile, id: &str) -> Option<(f64, Unit)> {
    let feature = group.features.iter().find(|it| it.id == id)?;
    let spread = feature.spread?;
    Some((if has_bar(feature.unit) { spread.mean } else { spread.median }, feature.unit))
}

fn cells(group: &GroupProfile, profiles: &Profiles, ids: &[&str]) -> Vec<(String, Option<f64>)> {
    let currency = profiles.currency.as_deref();
    let mut cells = vec![(number::count(group.n), None), (number::share_fine(group.share), None)];
    if profiles.everyone.revenue.is_some() {
        let money = group.revenue.map(|it| number::money(it, currency)).unwrap_or_default();
        let share = if group.n == profiles.everyone.n { Some(1.0) } else { group.revenue_share };
        cells.push((money, None));
        cells.push((share.map_or_else(|| "–".to_owned(), number::share_fine), None));
    }
    for id in ids {
        let values = profiles.segments.iter().filter_map(|it| middle(&it.group, id)).map(|it| it.0);
        let largest = values.fold(0.0, f64::max);
        cells.push(middle(group, id).map_or_else(
            || ("–".to_owned(), None),
            |(value, unit)| {
                (number::figure(value, unit, currency), has_bar(unit).then(|| cell_bar(value, largest)))
            },
        ));
    }
    cells
}
