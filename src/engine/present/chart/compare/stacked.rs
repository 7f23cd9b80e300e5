//! The values of a category in a few segments and in everyone: bars of 100 %.

use crate::engine::present::chart::compare::{ComparedHead, chosen, head};
use crate::engine::present::chart::{Caption, Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence::titled;
use crate::engine::profile::{CategoryProfile, Profiles};

/// Values with a piece of their own; all others are one piece.
const N_VALUES: usize = 5;
/// The name of that piece.
const OTHERS: &str = "Everything else";
/// The least share whose piece has room for its share.
const LABEL_ROOM: f64 = 0.09;

/// One category column.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacks {
    /// Name of the column.
    pub label: String,
    /// Its values, most frequent among everyone first, with the step of their colour.
    pub values: Vec<(String, u8)>,
    /// A bar for each segment, and the last for everyone.
    pub bars: Vec<Stack>,
    /// Finding and basis.
    pub caption: Caption,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The segment; `None` for everyone.
    pub head: Option<ComparedHead>,
    /// Customers whose value is known.
    pub n: String,
    /// One for each value.
    pub pieces: Vec<StackPiece>,
}

/// One value in one bar.
#[derive(Debug, Clone, PartialEq)]
pub struct StackPiece {
    /// Where it stands.
    pub span: Span,
    /// "63%".
    pub share: String,
    /// Whether its share has room inside.
    pub has_room: bool,
    /// Step of its colour, 1..=7.
    pub heat: u8,
}

impl Stacks {
    /// Every category column in which some of these segments have a value.
    pub fn all(profiles: &Profiles, wanted: &[usize]) -> Vec<Self> {
        let n = profiles.everyone.categories.len();
        (0..n).filter_map(|column| Self::new(profiles, wanted, column)).collect()
    }

    fn new(profiles: &Profiles, wanted: &[usize], column: usize) -> Option<Self> {
        let everyone = profiles.everyone.categories.get(column)?;
        let n_values = everyone.shares.len().min(N_VALUES);
        let mut values: Vec<String> =
            everyone.shares.iter().take(n_values).map(|it| it.value.clone()).collect();
        let mut bars = Vec::new();
        for it in chosen(profiles, wanted) {
            let own = it.1.group.categories.get(column)?;
            bars.push(stack(Some(head(it)), own, it.1.group.n, n_values));
        }
        bars.push(stack(None, everyone, profiles.everyone.n, n_values));
        let has_others = bars.iter().any(|it| it.pieces.last().is_some_and(|it| it.span.size > 5e-4));
        if has_others {
            values.push(OTHERS.to_owned());
        } else {
            for it in &mut bars {
                it.pieces.truncate(n_values);
            }
        }
        if values.is_empty() || bars.iter().all(|it| it.pieces.iter().all(|it| it.span.size <= 0.0)) {
            return None;
        }
        let label = titled(&everyone.label);
        let finding = finding(&label, &values, &bars);
        let basis =
            "Share of the customers whose value is known, in each segment and among everyone".to_owned();
        let values = values.into_iter().enumerate().map(|(idx, it)| (it, heat(idx, n_values))).collect();
        Some(Self { label, values, bars, caption: Caption::new(finding, basis) })
    }

    /// What each piece says, bar by bar.
    pub fn readings(&self) -> Vec<Reading> {
        let of_bar = |bar: &Stack| {
            let name = bar.name();
            let say = |((value, _), piece): (&(String, u8), &StackPiece)| {
                let text = format!("{name}: {value} {}, n = {}", piece.share, bar.n);
                Reading::new(text, bar.head.as_ref().map(|it| it.segment))
            };
            self.values.iter().zip(&bar.pieces).map(say).collect::<Vec<_>>()
        };
        self.bars.iter().flat_map(of_bar).collect()
    }

    /// The same numbers as a table: a row for each bar, a column for each value.
    pub fn twin(&self) -> Twin {
        let values = self.values.iter().map(|it| it.0.clone());
        let headings = std::iter::once("Segment".to_owned()).chain(values).chain(["Known of".to_owned()]);
        let row = |bar: &Stack| {
            let shares = bar.pieces.iter().map(|it| it.share.clone());
            std::iter::once(bar.name().to_owned()).chain(shares).chain([bar.n.clone()]).collect()
        };
        Twin { headings: headings.collect(), rows: self.bars.iter().map(row).collect() }
    }
}

impl Stack {
    /// The segment's name, or "Everyone".
    pub fn name(&self) -> &str {
        self.head.as_ref().map_or("Everyone", |it| it.name.as_str())
    }
}

fn stack(head: Option<ComparedHead>, own: &CategoryProfile, n: usize, n_values: usize) -> Stack {
    let shares = own.shares.iter().take(n_values).map(|it| it.share);
    let known: f64 = shares.clone().sum();
    let is_known = n > own.n_missing;
    let rest = if is_known { (1.0 - known).max(0.0) } else { 0.0 };
    let mut start = 0.0;
    let mut pieces = Vec::new();
    for (idx, size) in shares.chain([rest]).enumerate() {
        pieces.push(StackPiece {
            span: Span { start, size },
            share: number::share(size),
            has_room: size >= LABEL_ROOM,
            heat: heat(idx, n_values),
        });
        start += size;
    }
    Stack { head, n: number::count(n.saturating_sub(own.n_missing)), pieces }
}

/// From dark to light in the order of the values; all others lightest.
fn heat(idx: usize, n_values: usize) -> u8 {
    let steps = 5 * idx / n_values.saturating_sub(1).max(1);
    if idx >= n_values { 1 } else { u8::try_from(steps).map_or(2, |it| 7_u8.saturating_sub(it).max(2)) }
}

/// The value whose share differs most between two of the segments.
fn finding(label: &str, values: &[String], bars: &[Stack]) -> String {
    let mut best: Option<(f64, String)> = None;
    for (idx, value) in values.iter().enumerate().filter(|(_, it)| *it != OTHERS) {
        let own = bars.iter().filter(|it| it.head.is_some()).filter_map(|it| Some((it, it.pieces.get(idx)?)));
        let most = own.clone().max_by(|a, b| a.1.span.size.total_cmp(&b.1.span.size));
        let least = own.min_by(|a, b| a.1.span.size.total_cmp(&b.1.span.size));
        let Some((most, least)) = most.zip(least) else { continue };
        let gap = most.1.span.size - least.1.span.size;
        if best.as_ref().is_none_or(|it| gap > it.0) {
            let (name, other) = (most.0.name(), least.0.name());
            let text =
                format!("{label}: {value} is {} of {name}, {} of {other}", most.1.share, least.1.share);
            best = Some((gap, text));
        }
    }
    best.map_or_else(|| label.to_owned(), |it| it.1)
}
