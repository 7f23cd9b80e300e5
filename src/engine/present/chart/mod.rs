//! The geometry of every chart: where marks stand, in fractions of the plot.
//!
//! A mark's place and width are fractions from 0 to 1, because the plot stretches with the page;
//! text keeps its size, so a label is offered only where it has room at the narrowest width that
//! shows the chart. The same geometry serves the page, the report and print. What stands beside a
//! mark is already written out, so that a chart and its table twin cannot disagree.

mod bars;
mod caption;
pub mod compare;
mod cuts;
pub mod drawing;
mod learnt;
mod map;
mod quality;
mod rfm;
mod ribbon;
mod segment_table;
mod statistics;
mod treemap;

pub use bars::{BarRow, Histogram, RangeRow, VersusRow, cell_bar};
pub use caption::{Caption, Reading, Twin};
pub use cuts::{Cut, CutOf, CutRow, CutScale, ShareOf, ShareScale, Slide, with_cut_at, with_share_at};
pub use learnt::{
    Crosstab, CrosstabCell, CrosstabHead, CrosstabRow, FunnelChart, FunnelRow, GainsChart, ParetoChart,
    ParetoCut, TreeChart, TreeRow, agreement, change, leak, line_said, quarters,
};
pub use map::{Around, Grid, MapCentre, MapView};
pub use quality::{QualityLine, QualityPoint};
pub use rfm::{AxisStep, GridCell, GridRow, RegionSign, RfmGrid};
pub use ribbon::{NamePlace, Ribbon, RibbonPiece, Strip};

pub use segment_table::{SegmentTable, TableColumn, TableRow};
pub use statistics::statistics;
pub use treemap::{Area, Measure, TreeCell, TreeLine, TreeMap, squarify};

/// From where to where, in fractions of the plot.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Span {
    /// Where it starts, 0..=1.
    pub start: f64,
    /// How wide it is, 0..=1.
    pub size: f64,
}

impl Span {
    /// Where it ends.
    pub fn end(self) -> f64 {
        self.start + self.size
    }

    /// Its middle.
    pub fn middle(self) -> f64 {
        self.start + self.size / 2.0
    }
}

/// A fraction as the value of an SVG attribute: `"38.25%"`.
pub fn percent(fraction: f64) -> String {
    let fraction = if fraction.is_finite() { fraction } else { 0.0 };
    let text = format!("{:.2}", fraction * 100.0);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}%", if short == "-0" { "0" } else { short })
}

/// A number line from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The value at 0.
    pub low: f64,
    /// The value at 1.
    pub high: f64,
}

impl Scale {
    /// A line with round ends that holds both values, and zero unless that wastes most of it.
    pub fn around(low: f64, high: f64) -> Self {
        let reaches_zero = low >= 0.0 && low < 0.6 * high;
        if reaches_zero || high <= low {
            return Self { low: low.min(0.0), high: round_up(high.max(low)) };
        }
        let step = round_up((high - low) / 4.0);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step }
    }

    /// Where a value stands, held within the line.
    pub fn place(self, value: f64) -> f64 {
        let width = self.high - self.low;
        if width > 0.0 && value.is_finite() { ((value - self.low) / width).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// From where to where two values reach.
    pub fn span(self, from: f64, to: f64) -> Span {
        let start = self.place(from.min(to));
        Span { start, size: self.place(from.max(to)) - start }
    }
}

/// The smallest round number that is not below `x`: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a
/// power of ten.
pub fn round_up(x: f64) -> f64 {
    const ROUND: [f64; 11] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    if !x.is_finite() || x <= 0.0 {
        return 1.0;
    }
    let mut power = 1.0;
    while x > 10.0 * power && power < 1e300 {
        power *= 10.0;
    }
    while x <= power && power > 1e-300 {
        power /= 10.0;
    }
    ROUND.into_iter().map(|it| it * power).find(|it| *it >= x * (1.0 - 1e-12)).unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_become_short_attributes() {
        let written: Vec<_> = [0.0, 0.5, 0.3825, 1.0 / 3.0, -1e-9, f64::NAN].map(percent).into();
        assert_eq!(written, ["0%", "50%", "38.25%", "33.33%", "0%", "0%"]);
    }

    #[test]
    fn round_ends_hold_the_value() {
        for x in [0.0037, 0.1, 0.9, 1.0, 7.3, 11.9, 99.0, 100.0, 700.0, 1_095.0, 2e9] {
            let end = round_up(x);
            assert!(end >= x && end <= 1.6 * x, "{x} → {end}");
        }
        assert!((round_up(700.0) - 800.0).abs() < 1e-9);
        assert!((round_up(0.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_scale_starts_at_zero_unless_that_wastes_it() {
        assert_eq!(Scale::around(3.0, 710.0), Scale { low: 0.0, high: 800.0 });
        let far = Scale::around(1_013.0, 1_029.0);
        assert!(far.low > 1_000.0 && far.low <= 1_013.0 && far.high >= 1_029.0, "{far:?}");
        let below = Scale::around(-3.1, 2.2);
        assert!(below.low <= -3.1 && below.high >= 2.2, "{below:?}");
        assert!((Scale::around(5.0, 5.0).place(5.0) - 1.0).abs() < 1e-9);
    }
}
