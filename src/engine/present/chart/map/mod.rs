//! Customers on a plane: where they stand, and where the middle of each segment is.

mod around;
mod described;

pub use around::{Around, Grid};

use crate::engine::present::chart::{Reading, Twin};
use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::{GroupsDetail, MapPoint, Outline};
use crate::kernel::order;
use crate::kernel::quantile::order_statistics;

/// The plane, scaled to the plot.
#[derive(Debug, Clone, PartialEq)]
pub struct MapView {
    /// Customers as (from left, from top, position of the segment), both 0..=1.
    pub points: Vec<(f32, f32, u8)>,
    /// Middles of the segments.
    pub centres: Vec<MapCentre>,
    /// Customers in all, drawn or not.
    pub n: usize,
    /// Share of the differences that each direction shows.
    pub explained: [f64; 2],
    /// What is shown of the map: from and to of the first direction, from and to of the second.
    pub frame: [f64; 4],
}

/// The middle of a segment's customers on the plane.
#[derive(Debug, Clone, PartialEq)]
pub struct MapCentre {
    /// Position of the segment.
    pub segment: usize,
    /// Its name.
    pub name: String,
    /// Its colour and shape.
    pub slot: u8,
    /// From left, 0..=1.
    pub x: f64,
    /// From top, 0..=1.
    pub y: f64,
    /// Customers of it that are drawn.
    pub n: usize,
    /// Whether its name stands before its shape, for want of room behind it.
    pub is_label_before: bool,
    /// Pixels that its name is moved down, so that it does not lie on another.
    pub label_shift: f64,
}

/// The map's size in pixels, for keeping names apart.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 416.0;
/// Pixels from one line of names to the next.
const LINE: f64 = 18.0;

/// Room around the outermost points, as a share of the plot.
const MARGIN: f64 = 0.04;
/// Points beyond this share of either end are drawn at the edge, so that a few far ones do not
/// squeeze all others into a corner.
const TRIM: f64 = 0.002;

impl MapView {
    /// The plane of a fit.
    pub fn new(detail: &GroupsDetail, profiles: &Profiles) -> Self {
        let across = limits(detail.map.iter().map(|it| f64::from(it.x)));
        let down = limits(detail.map.iter().map(|it| f64::from(it.y)));
        let place = |value: f64, (low, high): (f64, f64)| {
            let inside = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
            MARGIN + inside * (1.0 - 2.0 * MARGIN)
        };
        let mut points = Vec::with_capacity(detail.map.len());
        let mut sums = vec![(0.0, 0.0, 0_usize); profiles.segments.len()];
        for point in &detail.map {
            let x = place(f64::from(point.x), across);
            let y = 1.0 - place(f64::from(point.y), down);
            points.push((narrow(x), narrow(y), point.segment));
            if let Some((sum_x, sum_y, n)) = sums.get_mut(usize::from(point.segment)) {
                *sum_x += x;
                *sum_y += y;
                *n += 1;
            }
        }
        let centre = |(segment, (x, y, n)): (usize, (f64, f64, usize))| {
            let profile = profiles.segments.get(segment).filter(|_| n > 0)?;
            let name = profile.segment.name.clone();
            let (x, y) = (x / n as f64, y / n as f64);
            let is_label_before = x > 0.75;
            Some(MapCentre {
                segment,
                name,
                slot: profile.segment.slot,
                x,
                y,
                n,
                is_label_before,
                label_shift: 0.0,
            })
        };
        let mut centres: Vec<_> = sums.into_iter().enumerate().filter_map(centre).collect();
        part_labels(&mut centres);
        let frame = [across.0, across.1, down.0, down.1];
        Self { points, centres, n: profiles.everyone.n, explained: detail.map_explained, frame }
    }

    /// An outline drawn on the plot, in coordinates of the map, to a millionth of its width.
    pub fn outline(&self, name: String, drawn: &[(f64, f64)]) -> Outline {
        let [left, right, bottom, top] = self.frame;
        let unplaced = |at: f64, from: f64, to: f64| {
            let value = from + (at - MARGIN) / (1.0 - 2.0 * MARGIN) * (to - from);
            let grain = (to - from) / 1e6;
            if grain > 0.0 { (value / grain).round() * grain } else { value }
        };
        let corner = |(x, y): &(f64, f64)| [unplaced(*x, left, right), unplaced(1.0 - *y, bottom, top)];
        Outline { name, frame: self.frame, corners: drawn.iter().map(corner).collect() }
    }

    /// Customers drawn that are inside an outline, of the points that the map was made from.
    pub fn inside(outline: &Outline, points: &[MapPoint]) -> usize {
        points.iter().filter(|it| outline.holds([f64::from(it.x), f64::from(it.y)])).count()
    }

    /// Who is around a place, in words.
    pub fn say_around(&self, around: &Around) -> String {
        let name = |segment: u8| {
            let centre = self.centres.iter().find(|it| it.segment == usize::from(segment));
            centre.map_or("another segment", |it| it.name.as_str())
        };
        if let [(segment, n)] = around.near.as_slice() {
            return format!("{}, {} here", number::counted(*n, "customer", "customers"), name(*segment));
        }
        let parts: Vec<_> = around
            .near
            .iter()
            .map(|(segment, n)| format!("{} {}", number::count(*n), name(*segment)))
            .collect();
        format!("Nearest: {}. Around here: {}", name(around.nearest), parts.join(", "))
    }
}

impl MapView {
    /// What each middle says.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |it: &MapCentre| {
            let text = format!("{}: {} of the customers drawn", it.name, number::count(it.n));
            Reading::new(text, Some(it.segment))
        };
        self.centres.iter().map(say).collect()
    }

    /// The middles as a table.
    pub fn twin(&self) -> Twin {
        let place = |it: f64| number::share(it);
        let row = |it: &MapCentre| [it.name.clone(), number::count(it.n), place(it.x), place(1.0 - it.y)];
        let headings = ["Segment", "Customers drawn", "Middle, from the left", "Middle, from the bottom"];
        Twin::new(headings, self.centres.iter().map(row))
    }
}

/// From top to bottom, each name goes below those before it that it would lie on.
fn part_labels(centres: &mut [MapCentre]) {
    let mut order: Vec<usize> = (0..centres.len()).collect();
    order::sort_by(&mut order, |a, b| match (centres.get(*a), centres.get(*b)) {
        (Some(a), Some(b)) => a.y.total_cmp(&b.y),
        _ => a.cmp(b),
    });
    let mut placed: Vec<(f64, f64, f64)> = Vec::new();
    for idx in order {
        let Some(centre) = centres.get_mut(idx) else { continue };
        let width = centre.name.chars().count() as f64 * 7.5 + 14.0;
        let left = centre.x * WIDTH - if centre.is_label_before { width } else { 0.0 };
        let mut y = centre.y * HEIGHT;
        for (other_left, other_right, other_y) in &placed {
            let meets = left < *other_right && *other_left < left + width;
            if meets && (y - other_y).abs() < LINE {
                y = other_y + LINE;
            }
        }
        centre.label_shift = y - centre.y * HEIGHT;
        placed.push((left, left + width, y));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the plot needs no more than seven digits")]
fn narrow(fraction: f64) -> f32 {
    fraction as f32
}

fn limits(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut values: Vec<f64> = values.filter(|it| it.is_finite()).collect();
    let Some(last) = values.len().checked_sub(1) else { return (0.0, 0.0) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small part of a length")]
    let skipped = (last as f64 * TRIM) as usize;
    match order_statistics(&mut values, &[skipped, last - skipped]).as_slice() {
        [low, high] => (*low, *high),
        _ => (0.0, 0.0),
    }
}
