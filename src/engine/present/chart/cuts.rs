//! Where the cut points of RFM lie among the customers.

use crate::engine::features::Unit;
use crate::engine::present::chart::{Caption, Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::profile::{FeatureProfile, Profiles};
use crate::engine::segmentation::RfmDetail;

/// Labels nearer than this to one another, as a share of the plot, take turns in height.
const CROWDED: f64 = 0.09;

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
}

/// One cut point.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Where it stands, 0..=1.
    pub x: f64,
    /// Its value.
    pub label: String,
    /// Whether its label would touch the one before it at the narrowest.
    pub is_lifted: bool,
}

impl CutRow {
    /// The three numbers of RFM; those that are the same for everybody are left out.
    pub fn all(detail: &RfmDetail, profiles: &Profiles) -> Vec<Self> {
        let numbers = [
            ("Recent", "recency_days", "Days since last order. Fewer is better", detail.cuts.recency_days),
            ("Frequent", "frequency", "Orders. More is better", detail.cuts.frequency),
            ("Valuable", "monetary", "Spend. More is better", detail.cuts.monetary),
        ];
        let row = |(name, id, hint, cuts): (&'static str, &str, &str, [f64; 4])| {
            let feature = profiles.everyone.features.iter().find(|it| it.id == id)?;
            Self::new(name, hint, feature, cuts, profiles.currency.as_deref())
        };
        numbers.into_iter().filter_map(row).collect()
    }

    fn new(
        name: &'static str,
        hint: &str,
        feature: &FeatureProfile,
        cuts: [f64; 4],
        currency: Option<&str>,
    ) -> Option<Self> {
        let spread = feature.spread?;
        let n = feature.bins.len();
        if n == 0 || spread.p99 <= spread.p01 {
            return None;
        }
        let highest = feature.bins.iter().copied().max().filter(|it| *it > 0)?;
        let width = 1.0 / n as f64;
        let written = |value: f64| match feature.unit {
            Unit::Days | Unit::Count => number::plain(value),
            Unit::Money | Unit::Share | Unit::Plain => number::value(value, feature.unit, currency),
        };
        let place = |value: f64| ((value - spread.p01) / (spread.p99 - spread.p01)).clamp(0.0, 1.0);
        Some(Self {
            name,
            hint: hint.to_owned(),
            bins: (0..n).map(|idx| Span { start: idx as f64 * width, size: width }).collect(),
            heights: feature.bins.iter().map(|it| f64::from(*it) / f64::from(highest)).collect(),
            cuts: spaced(cuts.iter().map(|it| (place(*it), written(*it)))),
            low: number::value(spread.p01, feature.unit, currency),
            high: format!("{} and more", number::value(spread.p99, feature.unit, currency)),
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
        Caption::new(finding, format!("The lines are the cut points in the fields. n = {n}"))
    }
}

/// Cut points at different places, each second crowded label lifted.
fn spaced(cuts: impl Iterator<Item = (f64, String)>) -> Vec<Cut> {
    let mut spaced: Vec<Cut> = Vec::new();
    for (x, label) in cuts {
        let before = spaced.last();
        if before.is_some_and(|it| it.label == label) {
            continue;
        }
        let is_lifted = before.is_some_and(|it| !it.is_lifted && x - it.x < CROWDED);
        spaced.push(Cut { x, label, is_lifted });
    }
    spaced
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
            n_missing: 0,
            spread: Some(spread),
            bins: vec![1, 4, 2, 0],
        }
    }

    #[test]
    fn cut_points_stand_where_their_values_are_and_never_outside() {
        let row = CutRow::new("Frequent", "", &feature(Unit::Count), [1.0, 5.0, 10.0, 40.0], None).unwrap();
        let xs: Vec<_> = row.cuts.iter().map(|it| it.x).collect();
        assert_eq!(xs, [0.1, 0.5, 1.0, 1.0]);
        assert_eq!(row.heights, [0.25, 1.0, 0.5, 0.0]);
    }

    #[test]
    fn equal_cut_points_are_one_line() {
        let row = CutRow::new("Frequent", "", &feature(Unit::Count), [1.0, 1.0, 2.0, 5.0], None).unwrap();
        let labels: Vec<_> = row.cuts.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["1", "2", "5"]);
    }

    #[test]
    fn labels_that_crowd_take_turns() {
        let row = CutRow::new("Frequent", "", &feature(Unit::Count), [1.0, 1.5, 2.0, 9.0], None).unwrap();
        let lifted: Vec<_> = row.cuts.iter().map(|it| it.is_lifted).collect();
        assert_eq!(lifted, [false, true, false, false]);
    }

    #[test]
    fn a_number_that_is_the_same_for_everybody_has_no_picture() {
        let mut alike = feature(Unit::Count);
        alike.spread = alike.spread.map(|it| Spread { p99: it.p01, ..it });
        assert_eq!(CutRow::new("Frequent", "", &alike, [1.0; 4], None), None);
    }
}
