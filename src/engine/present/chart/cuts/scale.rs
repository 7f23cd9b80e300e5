//! What a cut point of RFM slides along: a number, by its square root.

use std::cmp::Ordering;

use crate::engine::features::Unit;
use crate::engine::present::chart::Cut;
use crate::engine::present::chart::cuts::{CROWDED, TOUCHING};
use crate::engine::present::number;
use crate::engine::segmentation::RfmCuts;

/// The numbers that can be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOf {
    /// Days since the last order.
    Recency,
    /// Orders.
    Frequency,
    /// Money.
    Monetary,
}

impl CutOf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Recency, Self::Frequency, Self::Monetary];

    /// Its own of all cut points.
    pub fn of(self, cuts: &RfmCuts) -> &Vec<f64> {
        match self {
            Self::Recency => &cuts.recency_days,
            Self::Frequency => &cuts.frequency,
            Self::Monetary => &cuts.monetary,
        }
    }

    /// Its own of all cut points, to be changed.
    pub fn of_mut(self, cuts: &mut RfmCuts) -> &mut Vec<f64> {
        match self {
            Self::Recency => &mut cuts.recency_days,
            Self::Frequency => &mut cuts.frequency,
            Self::Monetary => &mut cuts.monetary,
        }
    }
}

/// Where the values of a number stand on its picture: by their square root between two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct CutScale {
    /// Which number it is.
    pub of: CutOf,
    /// Value at the left end.
    pub low: f64,
    /// Value at the right end; larger than `low`.
    pub high: f64,
    /// How far one press of an arrow key goes: a 1, 2 or 5 with noughts.
    pub step: f64,
    unit: Unit,
    currency: Option<String>,
}

impl CutScale {
    pub(super) fn new(of: CutOf, unit: Unit, (low, high): (f64, f64), currency: Option<&str>) -> Self {
        let step = match of {
            CutOf::Recency | CutOf::Frequency => 1.0,
            CutOf::Monetary => round_step((high - low) / 200.0),
        };
        Self { of, low, high, step, unit, currency: currency.map(str::to_owned) }
    }

    /// The nearest value of a step between both ends.
    fn kept(&self, value: f64) -> f64 {
        ((value / self.step).round() * self.step).clamp(self.low, self.high)
    }

    /// A line for each cut point, equal ones too; of those only the first is labelled.
    pub fn lines(&self, cuts: &[f64]) -> Vec<Cut> {
        let mut lines: Vec<Cut> = Vec::with_capacity(cuts.len());
        for &cut in cuts {
            let (x, label) = (self.place(cut), self.written(cut));
            let before = lines.iter().rfind(|it| it.has_room);
            let is_same = before.is_some_and(|it| it.label == label);
            let is_lifted = before.is_some_and(|it| !it.is_lifted && x - it.x < CROWDED);
            let has_room = !is_same && before.is_none_or(|it| x - it.x >= TOUCHING);
            lines.push(Cut { x, label, is_lifted, has_room });
        }
        lines
    }
}

impl Slide for CutScale {
    fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn step(&self) -> f64 {
        self.step
    }

    fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0).sqrt()
    }

    fn value_at(&self, x: f64) -> f64 {
        let x = x.clamp(0.0, 1.0);
        self.kept(self.low + x * x * (self.high - self.low))
    }

    fn written(&self, value: f64) -> String {
        match self.unit {
            Unit::Count => number::plain(value),
            Unit::Money | Unit::Days | Unit::Share | Unit::Plain => {
                number::value(value, self.unit, self.currency.as_deref())
            }
        }
    }
}

/// Something along which a cut point slides.
pub trait Slide: Send + Sync {
    /// Smallest and largest value that it slides to.
    fn ends(&self) -> (f64, f64);

    /// How far one press of an arrow key goes.
    fn step(&self) -> f64;

    /// Where a value stands, 0..=1.
    fn place(&self, value: f64) -> f64;

    /// The value of a step that stands nearest to a place.
    fn value_at(&self, x: f64) -> f64;

    /// A value in words: "31 days".
    fn written(&self, value: f64) -> String;

    /// A value some steps further; one that stands between two steps goes to the next of them. It
    /// stays between both ends.
    fn moved(&self, value: f64, steps: i32) -> f64 {
        let (low, high) = self.ends();
        let at = value / self.step();
        let from = match at.round() {
            near if (at - near).abs() < 1e-9 => near,
            _ if steps > 0 => at.floor(),
            _ => at.ceil(),
        };
        ((from + f64::from(steps)) * self.step()).clamp(low.min(value), high.max(value))
    }
}

/// Cut points with one of them at another value; those that it passes go with it.
pub fn with_cut_at(cuts: &[f64], idx: usize, value: f64) -> Vec<f64> {
    let moved = |(place, cut): (usize, &f64)| match place.cmp(&idx) {
        Ordering::Less => cut.min(value),
        Ordering::Equal => value,
        Ordering::Greater => cut.max(value),
    };
    cuts.iter().enumerate().map(moved).collect()
}

/// The largest 1, 2 or 5 with noughts that is not above a size.
fn round_step(size: f64) -> f64 {
    if !(size.is_finite() && size > 0.0) {
        return 1.0;
    }
    let nought = libm::pow(10.0, libm::log10(size).floor());
    let times = [5.0, 2.0].into_iter().find(|it| it * nought <= size).unwrap_or(1.0);
    times * nought
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(found: &[f64], expected: &[f64]) {
        let is_same = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(is_same && found.len() == expected.len(), "{found:?} instead of {expected:?}");
    }

    #[test]
    fn a_cut_point_that_is_moved_stays_where_it_is_put() {
        let scale = CutScale::new(CutOf::Monetary, Unit::Money, (10.0, 1_510.0), None);
        assert!((scale.step - 5.0).abs() < 1e-9);
        for value in [10.0, 15.0, 200.0, 1_505.0] {
            assert!((scale.value_at(scale.place(value)) - value).abs() < 1e-9, "{value}");
        }
        is_near(&[scale.value_at(-1.0), scale.value_at(2.0)], &[10.0, 1_510.0]);
        is_near(&[scale.moved(12.0, 1), scale.moved(12.0, -1), scale.moved(15.0, 1)], &[15.0, 10.0, 20.0]);
        is_near(&[scale.moved(1_505.0, 9), scale.moved(9_000.0, -1)], &[1_510.0, 8_995.0]);
        let orders = CutScale::new(CutOf::Frequency, Unit::Count, (1.0, 12.0), None);
        is_near(&[orders.moved(3.0, 1), orders.moved(3.0, -5)], &[4.0, 1.0]);
        is_near(&[0.3, 7.0, 15.0, 260.0, f64::NAN].map(round_step), &[0.2, 5.0, 10.0, 200.0, 1.0]);
    }

    #[test]
    fn cut_points_that_are_passed_go_along_so_that_all_rise() {
        let cuts = [1.0, 2.0, 3.0, 5.0];
        is_near(&with_cut_at(&cuts, 1, 4.0), &[1.0, 4.0, 4.0, 5.0]);
        is_near(&with_cut_at(&cuts, 2, 0.0), &[0.0, 0.0, 0.0, 5.0]);
        is_near(&with_cut_at(&[2.0, 2.0, 2.0], 2, 4.0), &[2.0, 2.0, 4.0]);
    }

    #[test]
    fn equal_cut_points_have_a_line_each_and_one_label() {
        let scale = CutScale::new(CutOf::Frequency, Unit::Count, (1.0, 12.0), None);
        let lines = scale.lines(&[1.0, 1.0, 5.0]);
        let room: Vec<_> = lines.iter().map(|it| it.has_room).collect();
        assert_eq!((lines.len(), room), (3, vec![true, false, true]));
    }
}
