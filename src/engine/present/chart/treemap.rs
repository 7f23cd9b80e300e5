//! Areas of given sizes that fill the plot, as close to squares as they go.

use crate::engine::present::chart::{Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::kernel::order;

/// The narrowest plot that shows areas, in pixels, and its height; narrower pages show rows.
const WIDTH: f64 = 896.0;
const HEIGHT: f64 = 352.0;

/// What an area stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Money.
    Revenue,
    /// Customers.
    Customers,
}

/// Segments as areas.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeMap {
    /// In canonical order.
    pub cells: Vec<TreeCell>,
}

/// One segment's area.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeCell {
    /// Position of the segment.
    pub segment: usize,
    /// Its name.
    pub name: String,
    /// Its colour and shape.
    pub slot: u8,
    /// Where it lies; `None` where there is nothing to draw.
    pub area: Option<Area>,
    /// Money or customers, written out.
    pub value: String,
    /// Share of all, written out.
    pub share: String,
    /// How long its bar is where areas become rows, 0..=1.
    pub bar: f64,
    /// The lines that have room.
    pub lines: Vec<TreeLine>,
}

/// A line of text in an area, in pixels from its corner.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeLine {
    /// From the left.
    pub x: f64,
    /// From the top to the line's foot.
    pub y: f64,
    /// The words.
    pub text: String,
    /// Whether it is the name.
    pub is_name: bool,
}

impl TreeMap {
    /// The areas of an analysis.
    pub fn new(profiles: &Profiles, measure: Measure) -> Self {
        let currency = profiles.currency.as_deref();
        let size = |it: &crate::engine::profile::GroupProfile| match measure {
            Measure::Revenue => it.revenue.unwrap_or(0.0),
            Measure::Customers => it.n as f64,
        };
        let sizes: Vec<f64> = profiles.segments.iter().map(|it| size(&it.group)).collect();
        let largest = sizes.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let areas = squarify(&sizes, WIDTH / HEIGHT);
        let cells = profiles.segments.iter().zip(areas).zip(&sizes).enumerate();
        let cell = |(segment, ((profile, area), size)): (usize, ((&_, Option<Area>), &f64))| {
            let profile: &crate::engine::profile::SegmentProfile = profile;
            let (value, share) = match measure {
                Measure::Revenue => {
                    (number::money(*size, currency), profile.group.revenue_share.unwrap_or(0.0))
                }
                Measure::Customers => (number::count(profile.group.n), profile.group.share),
            };
            let share = number::share_tight(share);
            let name = profile.segment.name.clone();
            let lines = area.map_or_else(Vec::new, |it| lines(it, &name, [&value, &share]));
            let bar = 0.95 * (size / largest).max(0.0);
            TreeCell { segment, name, slot: profile.segment.slot, area, value, share, bar, lines }
        };
        Self { cells: cells.map(cell).collect() }
    }

    /// What each area says.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |it: &TreeCell| {
            Reading::new(format!("{}: {}, {}", it.name, it.value, it.share), Some(it.segment))
        };
        self.cells.iter().map(say).collect()
    }

    /// The same numbers as a table; `what` heads the amounts.
    pub fn twin(&self, what: &str) -> Twin {
        let row = |it: &TreeCell| [it.name.clone(), it.value.clone(), it.share.clone()];
        Twin::new(["Segment", what, "Share"], self.cells.iter().map(row))
    }
}

/// The name beside its shape, below it, or in two lines below it; then what is known, as far as
/// there is room.
fn lines(area: Area, name: &str, facts: [&str; 2]) -> Vec<TreeLine> {
    let (width, height) = (area.across.size * WIDTH - 20.0, area.down.size * HEIGHT);
    let fits = |text: &str, letter: f64, x: f64| text.chars().count() as f64 * letter + x <= width;
    let name_line = |x: f64, y: f64, text: &str| TreeLine { x, y, text: text.to_owned(), is_name: true };
    let halves = name.split_once(' ');
    let mut lines = if fits(name, 8.4, 20.0) && height >= 32.0 {
        vec![name_line(30.0, 22.5, name)]
    } else if fits(name, 8.4, 0.0) && height >= 52.0 {
        vec![name_line(10.0, 42.0, name)]
    } else if let Some((first, second)) = halves.filter(|(a, b)| fits(a, 8.4, 0.0) && fits(b, 8.4, 0.0))
        && height >= 71.0
    {
        vec![name_line(10.0, 42.0, first), name_line(10.0, 61.0, second)]
    } else {
        Vec::new()
    };
    let mut y = lines.last().map_or(24.0, |it| it.y) + 20.0;
    for fact in facts {
        if fits(fact, 7.6, 0.0) && y + 8.0 <= height {
            lines.push(TreeLine { x: 10.0, y, text: fact.to_owned(), is_name: false });
            y += 18.0;
        }
    }
    lines
}

/// A rectangle in fractions of the plot.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// From left to right.
    pub across: Span,
    /// From top to bottom.
    pub down: Span,
}

impl Area {
    /// Share of the plot it covers.
    pub fn size(self) -> f64 {
        self.across.size * self.down.size
    }
}

/// One area per size, in the order of the sizes; nothing for sizes not above zero. `aspect` is the
/// plot's width by its height.
///
/// Squarified treemap of Bruls, Huizing and van Wijk (2000): sizes from large to small are laid
/// along the shorter side of what is left, for as long as that makes the worst of them squarer.
pub fn squarify(sizes: &[f64], aspect: f64) -> Vec<Option<Area>> {
    let total: f64 = sizes.iter().filter(|it| is_drawn(**it)).sum();
    let mut order: Vec<usize> =
        (0..sizes.len()).filter(|idx| sizes.get(*idx).copied().is_some_and(is_drawn)).collect();
    let size_of = |idx: usize| sizes.get(idx).copied().unwrap_or(0.0) / total * aspect;
    order::sort_by(&mut order, |a, b| size_of(*b).total_cmp(&size_of(*a)).then(a.cmp(b)));
    let mut areas = vec![None; sizes.len()];
    let mut left = Rest { x: 0.0, y: 0.0, width: aspect, height: 1.0 };
    let mut rest = order.as_slice();
    while !rest.is_empty() {
        let n = row_length(rest, left.shorter(), size_of);
        let (row, after) = rest.split_at(n);
        let thickness = row.iter().map(|idx| size_of(*idx)).sum::<f64>() / left.shorter();
        let mut along = 0.0;
        for idx in row {
            let length = size_of(*idx) / thickness;
            let area = left.cut(along, length, thickness);
            if let Some(place) = areas.get_mut(*idx) {
                *place = Some(area.as_fractions(aspect));
            }
            along += length;
        }
        left = left.without(thickness);
        rest = after;
    }
    areas
}

fn is_drawn(size: f64) -> bool {
    size.is_finite() && size > 0.0
}

fn row_length(rest: &[usize], side: f64, size_of: impl Fn(usize) -> f64) -> usize {
    let mut n = 0;
    let (mut sum, mut largest, mut smallest) = (0.0, 0.0_f64, f64::INFINITY);
    let mut worst = f64::INFINITY;
    for idx in rest {
        let size = size_of(*idx);
        (sum, largest, smallest) = (sum + size, largest.max(size), smallest.min(size));
        let next = (side * side * largest / (sum * sum)).max(sum * sum / (side * side * smallest));
        if next > worst {
            break;
        }
        (worst, n) = (next, n + 1);
    }
    n.max(1)
}

/// What is not covered yet, in units of the plot's height.
#[derive(Debug, Clone, Copy)]
struct Rest {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Rest {
    fn shorter(self) -> f64 {
        self.width.min(self.height).max(f64::MIN_POSITIVE)
    }

    fn stands_on_edge(self) -> bool {
        self.width >= self.height
    }

    fn cut(self, along: f64, length: f64, thickness: f64) -> Self {
        if self.stands_on_edge() {
            Self { x: self.x, y: self.y + along, width: thickness, height: length }
        } else {
            Self { x: self.x + along, y: self.y, width: length, height: thickness }
        }
    }

    fn without(self, thickness: f64) -> Self {
        if self.stands_on_edge() {
            Self { x: self.x + thickness, width: (self.width - thickness).max(0.0), ..self }
        } else {
            Self { y: self.y + thickness, height: (self.height - thickness).max(0.0), ..self }
        }
    }

    fn as_fractions(self, aspect: f64) -> Area {
        Area {
            across: Span { start: self.x / aspect, size: self.width / aspect },
            down: Span { start: self.y, size: self.height },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(sizes: &[f64], aspect: f64) -> Vec<Area> {
        squarify(sizes, aspect).into_iter().flatten().collect()
    }

    #[test]
    fn areas_are_as_large_as_their_sizes_say() {
        let sizes = [850.0, 539.0, 228.0, 188.0, 125.2, 125.1, 121.0, 60.0];
        let total: f64 = sizes.iter().sum();
        for (area, size) in areas(&sizes, 2.95).into_iter().zip(sizes) {
            assert!((area.size() - size / total).abs() < 1e-12, "{area:?}");
        }
    }

    #[test]
    fn areas_stay_inside_and_do_not_overlap() {
        let sizes = [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0];
        let areas = areas(&sizes, 1.5);
        assert_eq!(areas.len(), sizes.len());
        for (idx, a) in areas.iter().enumerate() {
            for span in [a.across, a.down] {
                assert!(span.start >= -1e-12 && span.end() <= 1.0 + 1e-12, "{a:?}");
            }
            for b in areas.iter().skip(idx + 1) {
                let meets = |a: Span, b: Span| a.start < b.end() - 1e-9 && b.start < a.end() - 1e-9;
                assert!(!(meets(a.across, b.across) && meets(a.down, b.down)), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn the_published_example_gives_the_published_rectangles() {
        // Bruls et al., figure 4: a plot of 6 × 4.
        let areas = areas(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], 1.5);
        let first = areas[0];
        assert!(
            (first.across.size - 0.5).abs() < 1e-12 && (first.down.size - 0.5).abs() < 1e-12,
            "{first:?}"
        );
        let third = areas[2];
        assert!((third.across.start - 0.5).abs() < 1e-12, "{third:?}");
        assert!((third.across.size * 6.0 - 12.0 / 7.0).abs() < 1e-12, "{third:?}");
    }

    #[test]
    fn nothing_is_drawn_for_nothing() {
        assert_eq!(squarify(&[0.0, -3.0, f64::NAN, 2.0], 1.0).iter().filter(|it| it.is_some()).count(), 1);
        assert!(squarify(&[], 1.0).is_empty());
    }
}
