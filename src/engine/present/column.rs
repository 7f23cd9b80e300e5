//! A column in a few words and a small picture.
//!
//! The picture's geometry is in fractions of its own box, so that one shape serves every size; the
//! words under it say what the marks cannot.

use crate::engine::present::number;
use crate::engine::table::{ColumnSummary, Kind, MicroChart, Reason, Sureness};

/// One mark of a small picture; all lengths are fractions of the box, from its top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MicroMark {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What the mark stands for.
    pub tone: Tone,
}

/// What a mark of a small picture stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// One of many counts.
    Quiet,
    /// The most frequent value.
    Strong,
    /// Another value.
    Soft,
}

/// A value in a caption is cut to this many characters.
const MAX_VALUE_CHARS: usize = 16;
/// Below this share of the rows, the most frequent value says nothing about a column.
const SCATTERED: f64 = 0.02;
/// Share of a bar's place that stays empty beside it.
const BAR_GAP: f64 = 0.12;
/// Gap between the parts of a strip, in shares of its length.
const PART_GAP: f64 = 0.008;
/// Marks of the picture that says "all different".
const N_TICKS: usize = 24;

/// The marks of a column's small picture.
pub fn micro_marks(column: &ColumnSummary, n_rows: usize) -> Vec<MicroMark> {
    match &column.chart {
        MicroChart::Histogram { bins, .. } | MicroChart::Dates { bins, .. } => bars(bins),
        MicroChart::Top { values } if is_scattered(values, n_rows.saturating_sub(column.n_missing)) => {
            ticks()
        }
        MicroChart::Top { values } => strip(values, n_rows.saturating_sub(column.n_missing)),
        MicroChart::Distinct => ticks(),
        MicroChart::Empty => Vec::new(),
    }
}

/// What a column holds, in a few words: "Tea 41%, 6 more", "Jun 2023 to May 2026".
pub fn caption(column: &ColumnSummary, n_rows: usize, currency: Option<&str>) -> String {
    let n_filled = n_rows.saturating_sub(column.n_missing);
    match &column.chart {
        MicroChart::Histogram { min, max, median, .. } => match column.kind {
            Kind::Money => {
                format!("{} to {}", number::money(*min, currency), number::money(*max, currency))
            }
            Kind::Number | Kind::Date | Kind::Flag | Kind::Category | Kind::Identifier | Kind::Text => {
                let write = if are_years(*min, *max) { ungrouped } else { number::plain };
                let [min, max, median] = [*min, *max, *median].map(write);
                if min == max { format!("Always {min}") } else { format!("{min} to {max}, typical {median}") }
            }
        },
        MicroChart::Dates { first, last, .. } => number::period(*first, *last),
        MicroChart::Top { values } => top_caption(values, n_filled, column.n_distinct),
        MicroChart::Distinct if column.n_distinct >= n_filled => "All different".to_owned(),
        MicroChart::Distinct => format!("{} different", number::count(column.n_distinct)),
        MicroChart::Empty => "Nothing in it".to_owned(),
    }
}

/// Share of rows with a value: "100%", "99.2%", "0%".
pub fn filled(column: &ColumnSummary, n_rows: usize) -> String {
    match n_rows.saturating_sub(column.n_missing) {
        0 => "0%".to_owned(),
        n if n == n_rows => "100%".to_owned(),
        n => number::share_fine(n as f64 / n_rows as f64),
    }
}

/// Why a column has the role that is suggested for it: "The name says so".
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NameKnown => "The name says so",
        Reason::NamePart => "A word in the name says so",
        Reason::LooksLikeEmail => "Values look like e-mail addresses",
        Reason::LooksLikePhone => "Values look like phone numbers",
        Reason::LooksLikePostcode => "Values look like postcodes",
        Reason::LooksLikeCountry => "Values are countries",
        Reason::LooksLikeOrder => "Values look like order numbers",
        Reason::LooksTechnical => "Values are web addresses or codes of machines",
        Reason::TellsApart => "It tells customers apart",
        Reason::OnlyOfKind => "The first or only one of its type",
        Reason::Position => "Where it stands in the row",
        Reason::Trait => "Customers differ in it",
        Reason::Protected => "About a protected trait: used only if you say so",
        Reason::Personal => "Names of people",
        Reason::Place => "About a place or an address",
        Reason::Empty => "Nothing in it",
        Reason::Sparse => "Mostly empty",
        Reason::Constant => "Everywhere the same",
        Reason::Enough => "Left out because there are enough columns before it",
        Reason::TooVaried => "Nearly every value is different",
        Reason::OtherThing => "Names something other than a customer",
        Reason::Outdone => "Another column fits better",
        Reason::NotOfOrders => "Not needed in a list of orders",
        Reason::OtherDay => "Another date counts",
    }
}

/// How sure a suggested role is, in a word.
pub fn sureness(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Sure => "Sure",
        Sureness::Likely => "Likely",
        Sureness::Guess => "A guess",
    }
}

fn top_caption(values: &[(String, u32)], n_filled: usize, n_distinct: usize) -> String {
    let Some((value, n)) = values.first() else { return "Nothing in it".to_owned() };
    if is_scattered(values, n_filled) {
        return format!("{} different, up to {n} each", number::count(n_distinct));
    }
    let share = number::share(f64::from(*n) / n_filled.max(1) as f64);
    match n_distinct.saturating_sub(1) {
        0 => format!("Always {}", shortened(value)),
        n_more => format!("{} {share}, {} more", shortened(value), number::count(n_more)),
    }
}

/// Whether even the most frequent value is so rare that it says nothing about the column.
fn is_scattered(values: &[(String, u32)], n_filled: usize) -> bool {
    values.first().is_some_and(|(_, n)| f64::from(*n) < SCATTERED * n_filled as f64)
}

/// Whole numbers that can only be years are not grouped: "1938 to 2007".
fn are_years(min: f64, max: f64) -> bool {
    min.fract() == 0.0 && max.fract() == 0.0 && min >= 1_800.0 && max <= 2_199.0
}

fn ungrouped(year: f64) -> String {
    format!("{year:.0}")
}

/// A value that leaves room for what is said about it.
fn shortened(value: &str) -> String {
    if value.chars().count() <= MAX_VALUE_CHARS {
        return value.to_owned();
    }
    let start: String = value.chars().take(MAX_VALUE_CHARS - 1).collect();
    format!("{}…", start.trim_end())
}

fn bars(bins: &[u32]) -> Vec<MicroMark> {
    let most = bins.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return Vec::new();
    }
    let step = 1.0 / bins.len() as f64;
    let bar = |(idx, n): (usize, &u32)| {
        let height = f64::from(*n) / f64::from(most);
        let (x, width) = (idx as f64 * step, step * (1.0 - BAR_GAP));
        MicroMark { x, y: 1.0 - height, width, height, tone: Tone::Quiet }
    };
    bins.iter().enumerate().filter(|(_, n)| **n > 0).map(bar).collect()
}

/// One strip as long as all rows with a value; what is not named is its last part.
fn strip(values: &[(String, u32)], n_filled: usize) -> Vec<MicroMark> {
    let n_named: usize = values.iter().map(|(_, n)| *n as usize).sum();
    let n_all = n_filled.max(n_named);
    let counts = values.iter().map(|(_, n)| *n as usize).chain([n_all - n_named]).filter(|n| *n > 0);
    let mut x = 0.0;
    let mut marks = Vec::new();
    for (idx, n) in counts.enumerate() {
        let share = n as f64 / n_all as f64;
        let tone = if idx == 0 { Tone::Strong } else { Tone::Soft };
        marks.push(MicroMark { x, y: 0.4, width: (share - PART_GAP).max(PART_GAP), height: 0.4, tone });
        x += share;
    }
    marks
}

fn ticks() -> Vec<MicroMark> {
    let tick = |idx| MicroMark {
        x: idx as f64 / N_TICKS as f64,
        y: 0.3,
        width: 0.02,
        height: 0.7,
        tone: Tone::Quiet,
    };
    (0..N_TICKS).map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::table::{Reason, Role, Sureness};

    fn column(kind: Kind, chart: MicroChart, n_missing: usize, n_distinct: usize) -> ColumnSummary {
        let name = "column".to_owned();
        let examples = Vec::new();
        ColumnSummary {
            name,
            kind,
            role: Role::Ignore,
            reason: Reason::NameKnown,
            sureness: Sureness::Sure,
            n_missing,
            n_problems: 0,
            n_distinct,
            examples,
            chart,
        }
    }

    fn top(values: &[(&str, u32)]) -> MicroChart {
        MicroChart::Top { values: values.iter().map(|(value, n)| ((*value).to_owned(), *n)).collect() }
    }

    #[test]
    fn the_most_frequent_value_is_named_with_its_share_of_filled_rows() {
        let channel = column(Kind::Category, top(&[("web", 60), ("app", 30)]), 20, 4);
        assert_eq!(caption(&channel, 120, None), "web 60%, 3 more");
        let constant = column(Kind::Category, top(&[("DE", 100)]), 20, 1);
        assert_eq!(caption(&constant, 120, None), "Always DE");
        let long = column(Kind::Category, top(&[("Kitchen and household goods", 60)]), 0, 3);
        assert_eq!(caption(&long, 120, None), "Kitchen and hou… 50%, 2 more");
    }

    #[test]
    fn a_column_of_many_rare_values_says_how_many_and_how_often() {
        let customers = column(Kind::Identifier, top(&[("C7", 19), ("C9", 12)]), 0, 812);
        assert_eq!(caption(&customers, 1_000, None), "812 different, up to 19 each");
        assert!(micro_marks(&customers, 1_000).iter().all(|it| it.tone == Tone::Quiet));
    }

    #[test]
    fn numbers_and_money_are_told_by_their_range() {
        let histogram = |min, max| MicroChart::Histogram { min, max, median: 2.0, bins: vec![3, 1] };
        assert_eq!(
            caption(&column(Kind::Number, histogram(1.0, 24.0), 0, 24), 50, None),
            "1 to 24, typical 2"
        );
        assert_eq!(
            caption(&column(Kind::Money, histogram(-212.0, 1_940.0), 0, 99), 50, Some("€")),
            "−€212 to €1,940"
        );
        assert_eq!(caption(&column(Kind::Number, histogram(2.0, 2.0), 0, 1), 50, None), "Always 2");
        let years = MicroChart::Histogram { min: 1_938.0, max: 2_007.0, median: 1_971.0, bins: vec![3, 1] };
        assert_eq!(caption(&column(Kind::Number, years, 0, 60), 99, None), "1938 to 2007, typical 1971");
    }

    #[test]
    fn a_column_of_different_values_says_how_many() {
        assert_eq!(caption(&column(Kind::Text, MicroChart::Distinct, 10, 90), 100, None), "All different");
        assert_eq!(caption(&column(Kind::Text, MicroChart::Distinct, 0, 90), 100, None), "90 different");
    }

    #[test]
    fn the_share_filled_is_whole_only_when_nothing_is_missing() {
        let share = |n_missing, n_rows| filled(&column(Kind::Text, MicroChart::Empty, n_missing, 0), n_rows);
        assert_eq!(
            [share(0, 10), share(10, 10), share(1, 100_000), share(8, 1_000)],
            ["100%", "0%", "over 99.9%", "99.2%"]
        );
        assert_eq!(share(0, 0), "0%");
    }

    #[test]
    fn the_tallest_bar_fills_the_picture_and_empty_bins_have_none() {
        let chart = MicroChart::Histogram { min: 0.0, max: 1.0, median: 0.5, bins: vec![5, 0, 10, 1] };
        let marks = micro_marks(&column(Kind::Number, chart, 0, 9), 16);
        assert_eq!(marks.len(), 3);
        assert!((marks.iter().map(|it| it.height).fold(0.0, f64::max) - 1.0).abs() < 1e-12);
        assert!(marks.iter().all(|it| (it.y + it.height - 1.0).abs() < 1e-12 && it.x + it.width <= 1.0));
    }

    #[test]
    fn a_strip_is_as_long_as_the_rows_with_a_value() {
        let marks = micro_marks(&column(Kind::Category, top(&[("a", 50), ("b", 25)]), 0, 9), 100);
        assert_eq!(
            marks.iter().map(|it| it.tone).collect::<Vec<_>>(),
            [Tone::Strong, Tone::Soft, Tone::Soft]
        );
        let last = marks[2];
        assert!((last.x + last.width - 0.992).abs() < 1e-12);
    }

    #[test]
    fn no_value_has_no_marks() {
        assert!(micro_marks(&column(Kind::Text, MicroChart::Empty, 5, 0), 5).is_empty());
        assert!(micro_marks(&column(Kind::Category, top(&[]), 5, 0), 5).is_empty());
    }
}
