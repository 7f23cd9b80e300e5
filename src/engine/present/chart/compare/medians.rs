//! Typical customers of a few segments as lines across upright axes, one axis for each number.

use crate::engine::present::chart::compare::{ComparedHead, Scaled, chosen, head, scaled, spread_of};
use crate::engine::present::chart::{Caption, Reading, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence::{is_or_are, titled};
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::kernel::order;

/// Axes that have room beside each other.
const N_AXES: usize = 8;

/// Share of the plot that axes stand in; the rest has the names at the ends of the lines.
const ACROSS: f64 = 0.86;
/// Letters of a name that have room there; the key has the whole.
const NAME_ROOM: usize = 26;

/// Axes and lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Medians {
    /// From left to right.
    pub axes: Vec<MedianAxis>,
    /// One for each segment.
    pub lines: Vec<MedianLine>,
    /// Everyone's line, on a field of 100 × 100.
    pub everyone: String,
    /// Finding and basis.
    pub caption: Caption,
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct MedianAxis {
    /// Which.
    pub label: String,
    /// From the left, 0..=1.
    pub x: f64,
    /// At the top, written out.
    pub high: String,
    /// At the foot, written out.
    pub low: String,
    /// Everyone's typical customer, written out.
    pub everyone: String,
}

/// One segment.
#[derive(Debug, Clone, PartialEq)]
pub struct MedianLine {
    /// Which.
    pub head: ComparedHead,
    /// Steps of the line on a field of 100 × 100; it breaks where a number is not known.
    pub path: String,
    /// From the top of each axis, 0..=1, with the value written out.
    pub points: Vec<Option<(f64, String)>>,
    /// Its name beside the last axis, cut where it has no room, and how many pixels below the top.
    pub name: Option<(String, f64)>,
}

impl Medians {
    /// The lines of some segments; `None` where fewer than two numbers vary.
    pub fn new(profiles: &Profiles, wanted: &[usize]) -> Option<Self> {
        let chosen = chosen(profiles, wanted);
        let currency = profiles.currency.as_deref();
        let shown: Vec<_> = scaled(profiles, &chosen).take(N_AXES).collect();
        if shown.len() < 2 {
            return None;
        }
        let width = ACROSS / shown.len() as f64;
        let axis = |(idx, it): (usize, &Scaled<'_>)| {
            let write = |value: f64| number::figure(value, it.feature.unit, currency);
            MedianAxis {
                label: titled(&it.feature.label),
                x: (idx as f64 + 0.5) * width,
                high: write(it.scale.high),
                low: write(it.scale.low),
                everyone: write(it.all.median),
            }
        };
        let axes: Vec<_> = shown.iter().enumerate().map(axis).collect();
        let line = |(segment, profile): (usize, &SegmentProfile)| {
            let point = |it: &Scaled<'_>| {
                let median = spread_of(profile, &it.feature.id)?.median;
                Some((1.0 - it.scale.place(median), number::figure(median, it.feature.unit, currency)))
            };
            let points: Vec<_> = shown.iter().map(point).collect();
            let path = path(&axes, points.iter().map(|it| it.as_ref().map(|it| it.0)));
            MedianLine { head: head((segment, profile)), path, points, name: None }
        };
        let mut lines: Vec<_> = chosen.iter().copied().map(line).collect();
        let above = |(_, profile): &(usize, &SegmentProfile)| {
            let known = shown.iter().filter_map(|it| Some((spread_of(profile, &it.feature.id)?, it.all)));
            let n_above = known.clone().filter(|(own, all)| own.median > all.median).count();
            (n_above, known.count(), profile.segment.name.clone())
        };
        let above: Vec<_> = chosen.iter().map(above).collect();
        part_names(&mut lines);
        let everyone = path(&axes, shown.iter().map(|it| Some(1.0 - it.scale.place(it.all.median))));
        let n: usize = chosen.iter().map(|it| it.1.group.n).sum();
        let basis = format!(
            "Typical customer of each segment on the scale of each number; the broken line is everyone. n = {}",
            number::count(n)
        );
        Some(Self { axes, lines, everyone, caption: Caption::new(finding(&above), basis) })
    }

    /// What each point says, segment by segment.
    pub fn readings(&self) -> Vec<Reading> {
        let of_line = |line: &MedianLine| {
            let say = |(axis, point): (&MedianAxis, &Option<(f64, String)>)| {
                let value = point.as_ref().map_or("not known", |it| it.1.as_str());
                let text = format!(
                    "{}, {}: typically {value}, everyone {}",
                    line.head.name, axis.label, axis.everyone
                );
                Reading::new(text, Some(line.head.segment))
            };
            self.axes.iter().zip(&line.points).map(say).collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(of_line).collect()
    }

    /// The same numbers as a table: a row for each number, a column for each segment.
    pub fn twin(&self) -> Twin {
        let names = self.lines.iter().map(|it| it.head.name.clone());
        let headings =
            std::iter::once("Typical customer".to_owned()).chain(names).chain(["Everyone".to_owned()]);
        let row = |(idx, axis): (usize, &MedianAxis)| {
            let value = |line: &MedianLine| {
                let point = line.points.get(idx).and_then(Option::as_ref);
                point.map_or_else(|| "–".to_owned(), |it| it.1.clone())
            };
            let values = self.lines.iter().map(value);
            std::iter::once(axis.label.clone()).chain(values).chain([axis.everyone.clone()]).collect()
        };
        Twin { headings: headings.collect(), rows: self.axes.iter().enumerate().map(row).collect() }
    }
}

/// Pixels of the field, for keeping names apart; those of the page's plot.
const FIELD: f64 = 240.0;
const LINE: f64 = 16.0;

/// Names stand beside the last point of their lines, each below those it would lie on.
fn part_names(lines: &mut [MedianLine]) {
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        if let Some(Some((y, _))) = line.points.last() {
            ends.push((y * FIELD, idx));
        }
    }
    order::sort_by(&mut ends, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut last = f64::NEG_INFINITY;
    for (y, _) in &mut ends {
        last = y.max(last + LINE);
        *y = last;
    }
    let mut next = FIELD + LINE;
    for (y, idx) in ends.into_iter().rev() {
        next = y.min(next - LINE);
        if let Some(line) = lines.get_mut(idx) {
            line.name = Some((shortened(&line.head.name), next));
        }
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_ROOM {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME_ROOM - 1).collect();
    format!("{}…", start.trim_end())
}

fn path(axes: &[MedianAxis], points: impl Iterator<Item = Option<f64>>) -> String {
    let mut steps = String::new();
    let mut command = 'M';
    for (axis, y) in axes.iter().zip(points) {
        let Some(y) = y else {
            command = 'M';
            continue;
        };
        steps.push(command);
        steps += &number::fixed(axis.x * 100.0, 2);
        steps.push(' ');
        steps += &number::fixed(y * 100.0, 2);
        command = 'L';
    }
    steps
}

fn finding(above: &[(usize, usize, String)]) -> String {
    let most = above.iter().max_by_key(|it| it.0);
    let least = above.iter().min_by_key(|it| it.0);
    match most.zip(least) {
        Some((most, least)) if most.0 > least.0 => format!(
            "{} {} above everyone in {} of {} numbers, {} in {}",
            most.2,
            is_or_are(&most.2),
            most.0,
            most.1,
            least.2,
            least.0
        ),
        Some((most, _)) => format!("All are above everyone in {} of {} numbers", most.0, most.1),
        None => "No segments".to_owned(),
    }
}
