//! A column in a few numbers and a small picture.

use serde::{Deserialize, Serialize};

use crate::kernel::cells::{Cells, MISSING_CODE, MISSING_DAY, Texts};
use crate::kernel::column::distinct;
use crate::kernel::column::spread::Spread;

const N_BINS: usize = 16;
const N_SPANS: usize = 24;
const N_TOP: usize = 5;
const MAX_DISTINCT: usize = 1_000_000;

/// The shape of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MicroChart {
    /// Counts in 16 bins of equal width between the 1st and 99th percentile.
    Histogram {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Median.
        median: f64,
        /// Counts per bin, from small to large.
        bins: Vec<u32>,
    },
    /// Counts in 24 spans of equal length between the first and last day.
    Dates {
        /// First day, since 1970-01-01.
        first: i32,
        /// Last day, since 1970-01-01.
        last: i32,
        /// Counts per span.
        bins: Vec<u32>,
    },
    /// The most frequent values with their counts, at most five.
    Top {
        /// Value and rows, most frequent first.
        values: Vec<(String, u32)>,
    },
    /// Nearly every value is different.
    Distinct,
    /// No value at all.
    Empty,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Portrait {
    /// Cells without a value.
    pub n_missing: usize,
    /// Different values, at most 1,000,000.
    pub n_distinct: usize,
    /// Its shape.
    pub chart: MicroChart,
}

/// Looks at all cells of a column; the number of different texts need not be counted twice.
#[inline(never)]
pub fn draw(cells: &Cells, n_distinct: Option<u64>) -> Portrait {
    let portrait = match cells {
        Cells::Numbers(values) => of_numbers(values),
        Cells::Days(days) => of_days(days),
        Cells::Codes { codes, dictionary } => of_codes(codes, dictionary),
        Cells::Texts(texts) => of_texts(texts, n_distinct),
    };
    Portrait { n_distinct: portrait.n_distinct.min(MAX_DISTINCT), ..portrait }
}

#[inline(never)]
fn of_numbers(values: &[f64]) -> Portrait {
    let Some(Spread { n, n_distinct, min, max, median, bins }) = Spread::of(values, N_BINS) else {
        return Portrait { n_missing: values.len(), n_distinct: 0, chart: MicroChart::Empty };
    };
    let chart = MicroChart::Histogram { min, max, median, bins };
    Portrait { n_missing: values.len() - n, n_distinct, chart }
}

#[inline(never)]
fn of_days(days: &[i32]) -> Portrait {
    let known = || days.iter().copied().filter(|it| *it != MISSING_DAY);
    let n_missing = days.len() - known().count();
    let (Some(first), Some(last)) = (known().min(), known().max()) else {
        return Portrait { n_missing, n_distinct: 0, chart: MicroChart::Empty };
    };
    let since = |day: i32| usize::try_from(i64::from(day) - i64::from(first)).unwrap_or(0);
    let n_days = since(last) + 1;
    let mut of_day = vec![0_u32; n_days];
    for day in known() {
        if let Some(count) = of_day.get_mut(since(day)) {
            *count += 1;
        }
    }
    let mut bins = vec![0; N_SPANS];
    for (day, n) in of_day.iter().enumerate() {
        if let Some(count) = bins.get_mut(day * N_SPANS / n_days) {
            *count += n;
        }
    }
    let n_distinct = of_day.iter().filter(|it| **it > 0).count();
    Portrait { n_missing, n_distinct, chart: MicroChart::Dates { first, last, bins } }
}

#[inline(never)]
fn of_codes(codes: &[u32], dictionary: &Texts) -> Portrait {
    let mut counts = vec![0_u32; dictionary.len()];
    let mut n_missing = 0;
    for code in codes {
        match counts.get_mut(*code as usize) {
            Some(count) => *count += 1,
            None => n_missing += usize::from(*code == MISSING_CODE),
        }
    }
    let n_distinct = counts.iter().filter(|it| **it > 0).count();
    let n_present = codes.len() - n_missing;
    let chart = if n_distinct == 0 {
        MicroChart::Empty
    } else if n_present >= 20 && n_distinct * 10 >= n_present * 9 {
        MicroChart::Distinct
    } else {
        MicroChart::Top { values: top(&counts, dictionary) }
    };
    Portrait { n_missing, n_distinct, chart }
}

/// The most frequent first, and among equals the one that came first in the file.
fn top(counts: &[u32], dictionary: &Texts) -> Vec<(String, u32)> {
    let mut best: Vec<(usize, u32)> = Vec::with_capacity(N_TOP + 1);
    for (code, &count) in counts.iter().enumerate().filter(|it| *it.1 > 0) {
        if best.len() == N_TOP && best.last().is_some_and(|it| it.1 >= count) {
            continue;
        }
        let at = best.partition_point(|it| it.1 >= count);
        best.insert(at, (code, count));
        best.truncate(N_TOP);
    }
    best.into_iter().map(|(code, count)| (dictionary.get(code).chars().take(80).collect(), count)).collect()
}

#[inline(never)]
fn of_texts(texts: &Texts, n_distinct: Option<u64>) -> Portrait {
    let n_present = texts.n_present();
    let chart = if n_present == 0 { MicroChart::Empty } else { MicroChart::Distinct };
    let n_distinct =
        n_distinct.map_or_else(|| self::n_distinct(texts), |it| usize::try_from(it).unwrap_or(MAX_DISTINCT));
    Portrait { n_missing: texts.len() - n_present, n_distinct, chart }
}

/// Different texts. Two with one hash of 64 bits are not to be expected in a file.
pub fn n_distinct(texts: &Texts) -> usize {
    let hashes = || texts.iter().filter(|it| !it.is_empty()).map(|it| distinct::hash(it.as_bytes()));
    distinct::count(hashes, texts.len())
}
