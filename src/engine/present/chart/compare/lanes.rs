//! For each number, where the middle half of everyone and of a few segments lies.

use crate::engine::present::chart::compare::{ComparedHead, Scaled, chosen, head, scaled, spread_of};
use crate::engine::present::chart::{Caption, Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence::{lowered, titled};
use crate::engine::profile::{Profiles, SegmentProfile, Spread};

/// A row for each number, with a lane for each segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Lanes {
    /// Segments, from the top lane to the lowest.
    pub heads: Vec<ComparedHead>,
    /// Numbers, each on its own scale.
    pub rows: Vec<LaneRow>,
    /// Finding and basis.
    pub caption: Caption,
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneRow {
    /// Which.
    pub label: String,
    /// "0 to 720".
    pub scale: String,
    /// Middle half of everyone.
    pub everyone: Span,
    /// Typical customer of everyone, 0..=1.
    pub everyone_median: f64,
    /// Everyone's, written out.
    pub everyone_value: String,
    /// Everyone's middle half, written out.
    pub everyone_range: String,
    /// One for each segment.
    pub lanes: Vec<Lane>,
}

/// One number of one segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lane {
    /// Middle half and typical customer; `None` where nobody has the number.
    pub place: Option<(Span, f64)>,
    /// "311 days"; a dash where nobody has it.
    pub value: String,
    /// "244–402 days".
    pub range: String,
}

impl Lanes {
    /// The ranges of some segments; `None` where no number varies.
    pub fn new(profiles: &Profiles, wanted: &[usize]) -> Option<Self> {
        let chosen = chosen(profiles, wanted);
        let currency = profiles.currency.as_deref();
        let mut widest: Option<(f64, String)> = None;
        let mut rows = Vec::new();
        for Scaled { feature, all, scale } in scaled(profiles, &chosen) {
            let write = |it: f64| number::figure(it, feature.unit, currency);
            let lane = |(_, profile): &(usize, &SegmentProfile)| {
                let known = |own: Spread| Lane {
                    place: Some((scale.span(own.q1, own.q3), scale.place(own.median))),
                    value: write(own.median),
                    range: number::range(own.q1, own.q3, feature.unit, currency),
                };
                let unknown = || Lane { value: "–".to_owned(), range: "–".to_owned(), place: None };
                spread_of(profile, &feature.id).map_or_else(unknown, known)
            };
            let lanes: Vec<_> = chosen.iter().map(lane).collect();
            let (gap, text) = farthest(&feature.label, &lanes, &chosen);
            if widest.as_ref().is_none_or(|it| gap > it.0) {
                widest = Some((gap, text));
            }
            rows.push(LaneRow {
                label: titled(&feature.label),
                scale: format!("{} to {}", write(scale.low), write(scale.high)),
                everyone: scale.span(all.q1, all.q3),
                everyone_median: scale.place(all.median),
                everyone_value: write(all.median),
                everyone_range: number::range(all.q1, all.q3, feature.unit, currency),
                lanes,
            });
        }
        let (_, finding) = widest?;
        let n: usize = chosen.iter().map(|it| it.1.group.n).sum();
        let basis = format!(
            "Thick tick: typical customer. Line: middle half. Grey: middle half of everyone. n = {}",
            number::count(n)
        );
        Some(Self {
            heads: chosen.into_iter().map(head).collect(),
            rows,
            caption: Caption::new(finding, basis),
        })
    }

    /// What each row says for each segment.
    pub fn readings(&self) -> Vec<Reading> {
        let of_row = |row: &LaneRow| {
            let say = |(head, lane): (&ComparedHead, &Lane)| {
                let Lane { value, range, .. } = lane;
                let (all, all_range) = (&row.everyone_value, &row.everyone_range);
                let text = format!(
                    "{}, {}: typically {value}, half of them {range}. Everyone {all}, {all_range}",
                    head.name, row.label
                );
                Reading::new(text, Some(head.segment))
            };
            self.heads.iter().zip(&row.lanes).map(say).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }

    /// The same numbers as a list: a row for each number of each segment.
    pub fn twin(&self) -> Twin {
        let of_row = |row: &LaneRow| {
            let all = || [row.everyone_value.clone(), row.everyone_range.clone()];
            let line = |(head, lane): (&ComparedHead, &Lane)| {
                let [value, range] = all();
                [row.label.clone(), head.name.clone(), lane.value.clone(), lane.range.clone(), value, range]
            };
            self.heads.iter().zip(&row.lanes).map(line).collect::<Vec<_>>()
        };
        let heads =
            ["Number", "Segment", "Typical", "Middle half", "Everyone, typical", "Everyone, middle half"];
        Twin::new(heads, self.rows.iter().flat_map(of_row))
    }
}

/// How far apart typical customers of two of the segments are, on the scale, and that as words.
fn farthest(label: &str, lanes: &[Lane], chosen: &[(usize, &SegmentProfile)]) -> (f64, String) {
    let named = lanes.iter().zip(chosen);
    let ranked = named.filter_map(|(it, head)| Some((it.place?.1, &it.value, &head.1.segment.name)));
    let most = ranked.clone().max_by(|a, b| a.0.total_cmp(&b.0));
    let least = ranked.min_by(|a, b| a.0.total_cmp(&b.0));
    let Some(((high, most, first), (low, least, last))) = most.zip(least) else {
        return (-1.0, "No number is known here".to_owned());
    };
    (high - low, format!("They differ most in {}: {first} {most}, {last} {least}", lowered(label)))
}
