//! Where the cut points of RFM lie among the customers, and what moving a cut point means.

mod scale;
mod share;

pub use scale::{CutOf, CutScale, Slide, with_cut_at};
pub use share::{ShareOf, ShareScale, with_share_at};

use crate::engine::features::Unit;
use crate::engine::present::chart::{Caption, Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::profile::{FeatureProfile, Profiles};
use crate::engine::segmentation::RfmDetail;

/// Labels nearer than this to one another, as a share of the plot, take turns in height on a narrow
/// page.
const CROWDED: f64 = 0.12;
/// Labels nearer than this to one another would touch on every page: the later one is left out.
const TOUCHING: f64 = 0.045;

/// One number of all customers, and its cut points.
#[derive(Debug, Clone, PartialEq)]
pub struct CutRow {
    /// What the scale is called: "Recent".
    pub name: &'static str,
    /// What is counted, and which end is better.
    pub hint: String,
    /// Where each bin stands.
    pub bins: Vec<Span>,
    /// How high each bar is, 0..=1.
    pub heights: Vec<f64>,
    /// Different cut points, rising.
    pub cuts: Vec<Cut>,
    /// Value at the left end, written out.
    pub low: String,
    /// Value at the right end, written out; outer values are in the outer bins.
    pub high: String,
    /// Where values stand, for those who move a cut point.
    pub scale: CutScale,
}

/// One cut point.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Where it stands, 0..=1.
    pub x: f64,
    /// Its value.
    pub label: String,
    /// Whether its label would touch the one before it on a narrow page.
    pub is_lifted: bool,
    /// Whether its label has room on a wide page.
    pub has_room: bool,
}

impl CutRow {
    /// The three numbers of RFM; those that are the same for everybody are left out.
    pub fn all(detail: &RfmDetail, profiles: &Profiles) -> Vec<Self> {
        let row = |of: CutOf| {
            let id = match of {
                CutOf::Recency => "recency_days",
                CutOf::Frequency => "frequency",
                CutOf::Monetary => "monetary",
            };
            let feature = profiles.everyone.features.iter().find(|it| it.id == id)?;
            Self::new(of, feature, of.of(&detail.cuts), profiles.currency.as_deref())
        };
        CutOf::ALL.into_iter().filter_map(row).collect()
    }

    fn new(of: CutOf, feature: &FeatureProfile, cuts: &[f64], currency: Option<&str>) -> Option<Self> {
        let (name, hint) = match of {
            CutOf::Recency => ("Recent", "Days since last order. Fewer is better"),
            CutOf::Frequency => ("Frequent", "Orders. More is better"),
            CutOf::Monetary => ("Valuable", "Spend. More is better"),
        };
        let spread = feature.spread?;
        let n = feature.bins.len();
        if n == 0 || spread.p99 <= spread.p01 {
            return None;
        }
        let edge = |idx: usize| (idx as f64 / n as f64).sqrt();
        let bins: Vec<_> =
            (0..n).map(|idx| Span { start: edge(idx), size: edge(idx + 1) - edge(idx) }).collect();
        let dense = bins.iter().zip(&feature.bins).map(|(bin, count)| f64::from(*count) / bin.size);
        let dense: Vec<_> = dense.collect();
        let highest = dense.iter().copied().fold(0.0, f64::max);
        if highest <= 0.0 {
            return None;
        }
        let scale = CutScale::new(of, feature.unit, (spread.p01, spread.p99), currency);
        let end = |value: f64| match feature.unit {
            Unit::Count if value <= 1.0 => "1 order".to_owned(),
            Unit::Count => format!("{} orders", number::plain(value)),
            Unit::Money | Unit::Days | Unit::Share | Unit::Plain => scale.written(value),
        };
        Some(Self {
            name,
            hint: hint.to_owned(),
            heights: dense.iter().map(|it| it / highest).collect(),
            bins,
            cuts: spaced(scale.lines(cuts)),
            low: end(spread.p01),
            high: format!("{} and more", end(spread.p99)),
            scale,
        })
    }

    /// What each cut point of all rows says.
    pub fn readings(rows: &[Self]) -> Vec<Reading> {
        let say = |row: &Self, cut: &Cut| Reading::new(format!("{}: cut at {}", row.name, cut.label), None);
        rows.iter().flat_map(|row| row.cuts.iter().map(move |cut| say(row, cut))).collect()
    }

    /// The same numbers as a table.
    pub fn twin(rows: &[Self]) -> Twin {
        let words = |row: &Self| {
            let cuts: Vec<_> = row.cuts.iter().map(|it| it.label.clone()).collect();
            [row.name.to_owned(), cuts.join(", "), format!("{} to {}", row.low, row.high)]
        };
        Twin::new(["Scale", "Cut points", "Customers lie from"], rows.iter().map(words))
    }

    /// The words over all three.
    pub fn caption(profiles: &Profiles) -> Caption {
        let currency = profiles.currency.as_deref();
        let median = |id: &str| {
            let feature = profiles.everyone.features.iter().find(|it| it.id == id)?;
            Some((feature.spread?.median, feature.unit))
        };
        let finding = match (median("frequency"), median("monetary")) {
            (Some((orders, _)), Some((money, unit))) => {
                let orders = if orders <= 1.0 {
                    "one order".to_owned()
                } else {
                    format!("{} orders", number::plain(orders))
                };
                let money = number::figure(money, unit, currency);
                format!("Half of all customers made at most {orders}, half spent at most {money}")
            }
            (_, _) => "How customers are spread over the three scales".to_owned(),
        };
        let n = number::count(profiles.everyone.n);
        let basis = format!(
            "The lines are the cut points. Drawn on a square-root scale, so that the crowded end has room. n = {n}"
        );
        Caption::new(finding, basis)
    }
}

/// Lines at different places.
fn spaced(mut lines: Vec<Cut>) -> Vec<Cut> {
    lines.dedup_by(|later, before| later.label == before.label);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::profile::Spread;

    fn feature(unit: Unit) -> FeatureProfile {
        let spread = Spread {
            mean: 5.0,
            sd: 2.0,
            min: 0.0,
            p01: 0.0,
            q1: 2.0,
            median: 5.0,
            q3: 7.0,
            p99: 10.0,
            max: 90.0,
        };
        FeatureProfile {
            id: "frequency".to_owned(),
            label: "Orders".to_owned(),
            unit,
            n_known: 7,
            n_missing: 0,
            spread: Some(spread),
            mean_interval: None,
            bins: vec![1, 4, 2, 0],
        }
    }

    #[test]
    fn cut_points_stand_where_their_values_are_and_never_outside() {
        let row =
            CutRow::new(CutOf::Frequency, &feature(Unit::Count), &[1.0, 5.0, 10.0, 40.0], None).unwrap();
        let xs: Vec<_> = row.cuts.iter().map(|it| it.x).collect();
        assert_eq!(xs, [0.1_f64.sqrt(), 0.5_f64.sqrt(), 1.0, 1.0]);
    }

    #[test]
    fn the_area_of_a_bar_is_its_customers() {
        let row = CutRow::new(CutOf::Frequency, &feature(Unit::Count), &[1.0, 5.0, 6.0, 7.0], None).unwrap();
        let areas: Vec<_> = row.bins.iter().zip(&row.heights).map(|(bin, it)| bin.size * it).collect();
        assert!((areas[1] / areas[0] - 4.0).abs() < 1e-9);
        assert!((areas[2] / areas[0] - 2.0).abs() < 1e-9);
        assert!(areas[3].abs() < 1e-9);
        assert!((row.bins.iter().map(|it| it.size).sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn equal_cut_points_are_one_line() {
        let row = CutRow::new(CutOf::Frequency, &feature(Unit::Count), &[1.0, 1.0, 2.0, 5.0], None).unwrap();
        let labels: Vec<_> = row.cuts.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["1", "2", "5"]);
    }

    #[test]
    fn labels_that_crowd_take_turns() {
        let row = CutRow::new(CutOf::Frequency, &feature(Unit::Count), &[1.0, 1.5, 2.0, 2.1], None).unwrap();
        let lifted: Vec<_> = row.cuts.iter().map(|it| it.is_lifted).collect();
        assert_eq!(lifted, [false, true, false, true]);
        let room: Vec<_> = row.cuts.iter().map(|it| it.has_room).collect();
        assert_eq!(room, [true, true, true, false]);
    }

    #[test]
    fn a_number_that_is_the_same_for_everybody_has_no_picture() {
        let mut alike = feature(Unit::Count);
        alike.spread = alike.spread.map(|it| Spread { p99: it.p01, ..it });
        assert_eq!(CutRow::new(CutOf::Frequency, &alike, &[1.0; 4], None), None);
    }
}
