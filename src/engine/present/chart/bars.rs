//! Rows of label, bar and value, and histograms.

use crate::engine::present::chart::{Scale, Span, Twin};
use crate::engine::present::number;
use crate::engine::profile::{CategoryProfile, FeatureProfile, Spread};
use crate::kernel::order;

/// A bar from zero beside a tick for everyone.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    /// What it counts.
    pub label: String,
    /// How long it is, 0..=1.
    pub size: f64,
    /// Where everyone's tick stands, 0..=1.
    pub everyone: f64,
    /// "63%".
    pub value: String,
    /// Everyone's, written out.
    pub everyone_value: String,
    /// Share here ÷ share of everyone × 100; `None` where nobody has it.
    pub index: Option<String>,
}

impl BarRow {
    /// The values of a category column, most frequent here first, and all others together.
    pub fn of_category(here: &CategoryProfile, everyone: &CategoryProfile, n_rows: usize) -> Vec<Self> {
        let mut pairs: Vec<(&str, f64, f64)> = here
            .shares
            .iter()
            .map(|it| {
                let all = everyone.shares.iter().find(|all| all.value == it.value);
                (it.value.as_str(), it.share, all.map_or(0.0, |all| all.share))
            })
            .collect();
        order::sort_by(&mut pairs, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        pairs.truncate(n_rows);
        let (shown, shown_all) = pairs.iter().fold((0.0, 0.0), |(a, b), it| (a + it.1, b + it.2));
        if shown < 0.9995 && shown_all < 0.9995 {
            pairs.push(("Everything else", 1.0 - shown, 1.0 - shown_all));
        }
        let longest = pairs.iter().map(|it| it.1.max(it.2)).fold(0.0, f64::max).max(1e-9);
        let row = |(label, share, all): (&str, f64, f64)| Self {
            label: label.to_owned(),
            size: 0.82 * share / longest,
            everyone: 0.82 * all / longest,
            value: number::share(share),
            everyone_value: number::share(all),
            index: (all > 0.0).then(|| number::fixed(share / all * 100.0, 0)),
        };
        pairs.into_iter().map(row).collect()
    }
}

impl BarRow {
    /// The same numbers as a table; `what` heads the first column.
    pub fn twin(rows: &[Self], what: &str) -> Twin {
        let row = |it: &Self| {
            let index = it.index.clone().unwrap_or_else(|| "–".to_owned());
            [it.label.clone(), it.value.clone(), it.everyone_value.clone(), index]
        };
        Twin::new([what, "Here", "Everyone", "Index"], rows.iter().map(row))
    }
}

/// A bar that starts at a centre rule: how far a number is from everyone's.
#[derive(Debug, Clone, PartialEq)]
pub struct VersusRow {
    /// What it compares.
    pub label: String,
    /// From the centre rule to its end.
    pub span: Span,
    /// Whether it is above everyone's.
    pub is_above: bool,
    /// "+137%".
    pub change: String,
    /// Here, written out.
    pub here: String,
    /// Everyone's, written out.
    pub everyone: String,
}

/// Half of the plot, less the room of the longest label.
const VERSUS_REACH: f64 = 0.34;
/// Differences beyond this many times everyone's are drawn at full length; the label tells.
const VERSUS_MAX: f64 = 4.0;

impl VersusRow {
    /// Rows drawn to one scale; `change` is (here − everyone) ÷ everyone.
    pub fn scaled(rows: Vec<(String, f64, String, String)>) -> Vec<Self> {
        let longest = rows.iter().map(|it| it.1.abs().min(VERSUS_MAX)).fold(0.5, f64::max);
        let row = |(label, change, here, everyone): (String, f64, String, String)| {
            let size = VERSUS_REACH * change.abs().min(longest) / longest;
            let is_above = change > 0.0;
            let start = if is_above { 0.5 } else { 0.5 - size };
            let span = Span { start, size };
            Self { label, span, is_above, change: number::change(change), here, everyone }
        };
        rows.into_iter().map(row).collect()
    }
}

impl VersusRow {
    /// The same numbers as a table.
    pub fn twin(rows: &[Self]) -> Twin {
        let row = |it: &Self| [it.label.clone(), it.here.clone(), it.everyone.clone(), it.change.clone()];
        Twin::new(["Typical customer", "Here", "Everyone", "Difference"], rows.iter().map(row))
    }
}

/// Where the middle half of a group lies beside the middle half of everyone.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeRow {
    /// Which number.
    pub label: String,
    /// "0 to 720".
    pub scale: String,
    /// Middle half of everyone.
    pub everyone: Span,
    /// Typical customer of everyone, 0..=1.
    pub everyone_median: f64,
    /// Middle half here.
    pub here: Span,
    /// Typical customer here, 0..=1.
    pub here_median: f64,
    /// "311".
    pub value: String,
    /// "131".
    pub everyone_value: String,
    /// "244–402 days".
    pub range: String,
    /// Everyone's.
    pub everyone_range: String,
}

impl RangeRow {
    /// From where to where the middle halves of both and nearly all of everyone reach.
    pub fn scale(own: Spread, all: Spread) -> Scale {
        let low = all.p01.min(own.q1).min(all.q1);
        let high = all.p99.max(own.q3).max(all.q3);
        Scale::around(low, high)
    }

    /// The row of one number; `None` where nobody here has it.
    pub fn new(here: &FeatureProfile, everyone: &FeatureProfile, currency: Option<&str>) -> Option<Self> {
        let (own, all) = (here.spread?, everyone.spread?);
        let scale = Self::scale(own, all);
        let unit = here.unit;
        Some(Self {
            label: crate::engine::present::sentence::titled(&here.label),
            scale: format!(
                "{} to {}",
                number::figure(scale.low, unit, currency),
                number::figure(scale.high, unit, currency)
            ),
            everyone: scale.span(all.q1, all.q3),
            everyone_median: scale.place(all.median),
            here: scale.span(own.q1, own.q3),
            here_median: scale.place(own.median),
            value: number::figure(own.median, unit, currency),
            everyone_value: number::figure(all.median, unit, currency),
            range: number::range(own.q1, own.q3, unit, currency),
            everyone_range: number::range(all.q1, all.q3, unit, currency),
        })
    }
}

impl RangeRow {
    /// The same numbers as a table.
    pub fn twin(rows: &[Self]) -> Twin {
        let row = |it: &Self| {
            let parts = [&it.label, &it.value, &it.range, &it.everyone_value, &it.everyone_range];
            parts.map(Clone::clone)
        };
        let headings = ["Typical customer", "Here", "Middle half", "Everyone", "Everyone’s middle half"];
        Twin::new(headings, rows.iter().map(row))
    }
}

/// Bars over a number line; here in front of everyone, both as shares of their own customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// Where each bin stands.
    pub bins: Vec<Span>,
    /// How high each bar is here, 0..=1.
    pub here: Vec<f64>,
    /// How high each bar of everyone is, 0..=1.
    pub everyone: Vec<f64>,
    /// Value at the left end, written out.
    pub low: String,
    /// Value at the right end, written out; outer values are in the outer bins.
    pub high: String,
    /// Rows of the table twin: from, to, share here, share of everyone.
    pub rows: Vec<[String; 4]>,
}

impl Histogram {
    /// The histogram of one number; `None` where nobody here has it or all are alike.
    pub fn new(here: &FeatureProfile, everyone: &FeatureProfile, currency: Option<&str>) -> Option<Self> {
        let all = everyone.spread?;
        here.spread?;
        let n = here.bins.len().min(everyone.bins.len());
        if n == 0 || all.p99 <= all.p01 {
            return None;
        }
        let shares = |bins: &[u32]| {
            let total: f64 = bins.iter().map(|it| f64::from(*it)).sum();
            bins.iter().map(|it| if total > 0.0 { f64::from(*it) / total } else { 0.0 }).collect::<Vec<_>>()
        };
        let (own, others) = (shares(&here.bins), shares(&everyone.bins));
        let highest = own.iter().chain(&others).copied().fold(0.0, f64::max).max(1e-9);
        let width = 1.0 / n as f64;
        let bins = (0..n).map(|idx| Span { start: idx as f64 * width, size: width }).collect();
        let edge = |idx: usize| {
            let value = all.p01 + (all.p99 - all.p01) * idx as f64 / n as f64;
            number::figure(value, here.unit, currency)
        };
        let rows = (0..n).zip(own.iter().zip(&others));
        let rows = rows
            .map(|(idx, (own, all))| {
                [edge(idx), edge(idx + 1), number::share_fine(*own), number::share_fine(*all)]
            })
            .collect();
        let heights = |shares: &[f64]| shares.iter().map(|it| it / highest).collect();
        Some(Self {
            bins,
            here: heights(&own),
            everyone: heights(&others),
            low: edge(0),
            high: edge(n),
            rows,
        })
    }
}

impl Histogram {
    /// The same numbers as a table.
    pub fn twin(&self) -> Twin {
        Twin::new(["From", "To", "Here", "Everyone"], self.rows.iter().cloned())
    }
}

/// How long a bar in a cell is beside the largest of its column, 0..=1.
pub fn cell_bar(value: f64, largest: f64) -> f64 {
    if largest > 0.0 && value > 0.0 { (value / largest).min(1.0) * 0.95 } else { 0.0 }
}
