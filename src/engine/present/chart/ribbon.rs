//! Shares of customers above, shares of revenue below, joined for each segment.

use crate::engine::present::chart::{Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::profile::{Profiles, SegmentProfile};

/// The narrowest plot that shows a ribbon, in pixels; narrower pages show rows instead.
const WIDTH: f64 = 960.0;
/// Pixels at the left of the line of lead names that the base text takes.
const BASE_TEXT: f64 = 150.0;

/// The chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Ribbon {
    /// In canonical order.
    pub pieces: Vec<RibbonPiece>,
    /// "Customers, 12,418".
    pub base_above: String,
    /// "Revenue, €2,236,480"; `None` where no money is known.
    pub base_below: Option<String>,
    /// The largest share of either kind, for rows drawn to a common scale.
    pub largest: f64,
}

/// One segment's piece.
#[derive(Debug, Clone, PartialEq)]
pub struct RibbonPiece {
    /// Position of the segment.
    pub segment: usize,
    /// Its name.
    pub name: String,
    /// Its colour and shape.
    pub slot: u8,
    /// Its customers, written out.
    pub customers: String,
    /// Its revenue, written out.
    pub revenue: Option<String>,
    /// Of the customers.
    pub above: Strip,
    /// Of the revenue; drawn from zero where it is negative.
    pub below: Option<Strip>,
    /// Path of the band between the two, on a field of 100 × 100.
    pub band: Option<String>,
    /// Where its name stands.
    pub place: NamePlace,
}

/// One side of a piece.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// Where it stands.
    pub span: Span,
    /// Its share, 0..=1 (below zero where returns outweigh orders).
    pub share: f64,
    /// "38%".
    pub label: String,
    /// Pixels before the label, or `None` where it has no room.
    pub label_inset: Option<u8>,
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePlace {
    /// Over its own strip.
    Over,
    /// On the line above, with a leader to its strip.
    Lead,
    /// Nowhere: the shape alone, and the name in the key.
    Key,
}

impl Ribbon {
    /// The ribbon of an analysis.
    pub fn new(profiles: &Profiles) -> Self {
        let n = profiles.everyone.n;
        let total = profiles.segments.iter().map(|it| it.group.share).sum::<f64>();
        let above = strips(profiles, total, |it| Some(it.group.share));
        let money = profiles.segments.iter().filter_map(|it| it.group.revenue_share);
        let total: f64 = money.map(|it| it.max(0.0)).sum();
        let below = strips(profiles, total, |it| it.group.revenue_share);
        let mut pieces: Vec<RibbonPiece> = Vec::new();
        let all = profiles.segments.iter().zip(above.into_iter().zip(below)).enumerate();
        for (segment, (profile, (above, below))) in all {
            let Some(above) = above else { continue };
            pieces.push(RibbonPiece {
                segment,
                name: profile.segment.name.clone(),
                slot: profile.segment.slot,
                customers: number::count(profile.group.n),
                revenue: profile.group.revenue.map(|it| number::money(it, profiles.currency.as_deref())),
                band: below.as_ref().map(|below| band(above.span, below.span)),
                above,
                below,
                place: NamePlace::Key,
            });
        }
        place_names(&mut pieces);
        let strips = pieces.iter().flat_map(|it| [Some(&it.above), it.below.as_ref()]).flatten();
        let largest = strips.map(|it| it.share).fold(0.0, f64::max);
        let money = profiles.everyone.revenue.filter(|_| pieces.iter().any(|it| it.below.is_some()));
        let base_below =
            money.map(|it| format!("Revenue, {}", number::money(it, profiles.currency.as_deref())));
        Self { pieces, base_above: format!("Customers, {}", number::count(n)), base_below, largest }
    }
}

impl Ribbon {
    /// What each piece says.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |piece: &RibbonPiece| {
            let below = piece.below.as_ref().map(|it| format!(", {} of revenue", number::share(it.share)));
            let text = format!(
                "{}: {} customers, {}{}",
                piece.name,
                piece.customers,
                number::share(piece.above.share),
                below.unwrap_or_default()
            );
            Reading::new(text, Some(piece.segment))
        };
        self.pieces.iter().map(say).collect()
    }

    /// The same numbers as a table.
    pub fn twin(&self) -> Twin {
        let strip = |strip: &Strip| number::share_fine(strip.share);
        let name = |piece: &RibbonPiece| (piece.name.clone(), piece.customers.clone(), strip(&piece.above));
        if self.base_below.is_none() {
            let rows = self.pieces.iter().map(|piece| {
                let (name, customers, share) = name(piece);
                [name, customers, share]
            });
            return Twin::new(["Segment", "Customers", "Share of customers"], rows);
        }
        let rows = self.pieces.iter().map(|piece| {
            let (name, customers, share) = name(piece);
            let revenue = piece.revenue.clone().unwrap_or_default();
            [name, customers, share, revenue, piece.below.as_ref().map(strip).unwrap_or_default()]
        });
        Twin::new(["Segment", "Customers", "Share of customers", "Revenue", "Share of revenue"], rows)
    }
}

fn strips(
    profiles: &Profiles,
    total: f64,
    share_of: impl Fn(&SegmentProfile) -> Option<f64>,
) -> Vec<Option<Strip>> {
    let mut start = 0.0;
    let strip = |profile| {
        let share = share_of(profile)?;
        let size = if total > 0.0 { share.max(0.0) / total } else { 0.0 };
        let span = Span { start, size };
        start += size;
        let label = number::share_tight(share);
        Some(Strip { span, share, label_inset: inset(size * WIDTH, &label), label })
    };
    profiles.segments.iter().map(strip).collect()
}

/// Eight pixels on both sides of a label, four where that is all there is.
fn inset(room: f64, label: &str) -> Option<u8> {
    let width = text_width(label) * 1.2;
    [8, 4].into_iter().find(|it| room >= width + 2.0 * f64::from(*it))
}

/// About how wide a label is, in pixels, at 12 px.
fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * 7.0
}

fn band(above: Span, below: Span) -> String {
    let place = |fraction: f64| {
        let text = format!("{:.2}", fraction * 100.0);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!(
        "M{} 0H{}L{} 100H{}z",
        place(above.start),
        place(above.end()),
        place(below.end()),
        place(below.start)
    )
}

/// Over the strip where there is room, else on the line above from left to right as long as names
/// do not touch, else in the key.
fn place_names(pieces: &mut [RibbonPiece]) {
    let mut taken = BASE_TEXT;
    for piece in pieces {
        let room = piece.above.span.size * WIDTH;
        if room >= 17.0 + text_width(&piece.name) + 8.0 {
            piece.place = NamePlace::Over;
            continue;
        }
        let width = text_width(&format!("{} {}", piece.name, piece.above.label));
        let middle = piece.above.span.middle() * WIDTH;
        if middle - width / 2.0 > taken && middle + width / 2.0 < WIDTH {
            piece.place = NamePlace::Lead;
            taken = middle + width / 2.0 + 12.0;
        }
    }
}
