//! An analysis as it may be handed on: no number about fewer than so many customers, and none that
//! would give such a number back.
//!
//! Segments that are hidden stand together as one, so that sizes, orders and money still add up.
//! Values of a category and numbers of a segment are left out where too few customers stand behind
//! them, or where others would give them back ([`small_cells`]). The smallest and the largest value
//! are single customers, so they are not known here; nor is the map, where every point is one.
//!
//! What is shown is taken apart field by field: a new number must be judged before it compiles.

use crate::engine::audit::detail::placed;
use crate::engine::audit::small_cells::{Hidden, hide, hide_in_line};
use crate::engine::profile::{
    CategoryProfile, CategoryShare, Evidence, FeatureProfile, GroupProfile, Profiles, SegmentProfile, Spread,
    Subject,
};
use crate::engine::segmentation::{Detail, RfmCell, Segment, SegmentId};

/// The least customers behind a number, unless a person says otherwise.
pub const LEAST_CUSTOMERS: usize = 10;
/// Name of the hidden segments, together.
pub const TOGETHER: &str = "Small groups together";
/// Their colour and shape.
const TOGETHER_SLOT: u8 = 12;

/// What may be handed on, and what was hidden for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guarded {
    /// The shown segments in their order, and last the hidden ones together.
    pub profiles: Profiles,
    /// The least customers behind a number.
    pub least: usize,
    /// Where each shown segment stands among all, in the order shown.
    pub shown: Vec<usize>,
    /// Names of the segments that stand together.
    pub together: Vec<String>,
    /// Recency and frequency scores of the cells whose count is hidden.
    pub hidden_cells: Vec<(u8, u8)>,
    /// Values and numbers of shown segments that were left out.
    pub n_left_out: usize,
}

/// Hides what fewer than `least` customers stand behind; nothing but single customers where `least`
/// is 1 or less.
pub fn guard(profiles: &Profiles, least: usize) -> Guarded {
    let sizes: Vec<usize> = profiles.segments.iter().map(|it| it.group.n).collect();
    let is_hidden = hide_in_line(&sizes, least);
    let mut guarded = Guarded {
        profiles: arranged(profiles, &is_hidden, least),
        least,
        shown: (0..is_hidden.len()).filter(|it| is_hidden.get(*it) == Some(&false)).collect(),
        together: Vec::new(),
        hidden_cells: Vec::new(),
        n_left_out: 0,
    };
    let hidden = profiles.segments.iter().zip(&is_hidden).filter(|it| *it.1);
    guarded.together = hidden.map(|it| it.0.segment.name.clone()).collect();
    guarded.hide_categories();
    guarded.hide_numbers();
    guarded.hide_cells();
    guarded
}

/// The segments that are shown, the others together, and the numbers that are no single customer's.
fn arranged(profiles: &Profiles, is_hidden: &[bool], least: usize) -> Profiles {
    let places = places(is_hidden);
    let n_shown = is_hidden.iter().filter(|it| !**it).count();
    let place = |idx: usize| places.get(idx).copied().filter(|it| *it < n_shown);
    let shown = profiles.segments.iter().enumerate().filter(|it| is_hidden.get(it.0) == Some(&false));
    let mut segments: Vec<SegmentProfile> = shown
        .zip(0..)
        .map(|((_, SegmentProfile { segment, group, nearest, evidence, rule: _, criteria: _ }), id)| {
            SegmentProfile {
                segment: Segment { id: SegmentId(id), ..segment.clone() },
                group: without_ends(group, false),
                nearest: nearest.and_then(place),
                // Whether chance may have made a difference; figures of it count single values, and so do
                // rule and criteria.
                evidence: evidence.iter().map(verdict).collect(),
                ..SegmentProfile::default()
            }
        })
        .collect();
    if is_hidden.contains(&true) {
        let all = profiles.segments.iter().zip(is_hidden).filter(|it| *it.1).map(|it| &it.0.group);
        let name = TOGETHER.to_owned();
        let id = SegmentId(u8::try_from(segments.len()).unwrap_or(u8::MAX));
        let segment =
            Segment { id, given_name: name.clone(), name, slot: TOGETHER_SLOT, ..Segment::default() };
        let group = together(all, &profiles.everyone);
        segments.push(SegmentProfile { segment, group, ..SegmentProfile::default() });
    }
    let Profiles { segments: _, everyone, n_unassigned, detail, as_of, period, n_rows_used, currency } =
        profiles;
    Profiles {
        segments,
        everyone: without_ends(everyone, true),
        n_unassigned: *n_unassigned,
        detail: detail.as_ref().map(|it| placed(it, &places, least)),
        as_of: *as_of,
        period: *period,
        n_rows_used: *n_rows_used,
        currency: currency.clone(),
    }
}

/// What was found of a difference, without its figures.
fn verdict(found: &Evidence) -> Evidence {
    Evidence { n_here: 0, n_others: 0, effect: None, strength: 0.0, ln_p: None, ..*found }
}

/// Where each segment stands among the shown; the hidden ones stand last.
fn places(is_hidden: &[bool]) -> Vec<usize> {
    let n_shown = is_hidden.iter().filter(|it| !**it).count();
    let mut next = 0;
    let mut place = |is_hidden: &bool| {
        if *is_hidden {
            return n_shown;
        }
        next += 1;
        next - 1
    };
    is_hidden.iter().map(&mut place).collect()
}

/// Several groups as one: what adds up, and nothing else.
fn together<'a>(
    groups: impl Iterator<Item = &'a GroupProfile> + Clone,
    everyone: &GroupProfile,
) -> GroupProfile {
    let sum = |of: fn(&GroupProfile) -> Option<f64>| groups.clone().map(of).sum::<Option<f64>>();
    let features = everyone.features.iter().map(|it| FeatureProfile {
        n_known: 0,
        n_missing: 0,
        mean_interval: None,
        spread: None,
        bins: Vec::new(),
        id: it.id.clone(),
        label: it.label.clone(),
        unit: it.unit,
    });
    let categories = everyone.categories.iter().map(|it| CategoryProfile {
        label: it.label.clone(),
        n_missing: 0,
        shares: Vec::new(),
    });
    GroupProfile {
        n: groups.clone().map(|it| it.n).sum(),
        share: groups.clone().map(|it| it.share).sum(),
        revenue: sum(|it| it.revenue),
        revenue_share: sum(|it| it.revenue_share),
        orders: groups.clone().map(|it| it.orders).sum(),
        orders_share: sum(|it| it.orders_share),
        features: features.collect(),
        categories: categories.collect(),
        ..GroupProfile::default()
    }
}

/// A group without its smallest and largest values; of everyone, the ends of days and of counts stay:
/// they are where scales begin.
fn without_ends(group: &GroupProfile, is_everyone: bool) -> GroupProfile {
    let GroupProfile {
        n,
        share,
        revenue,
        revenue_share,
        orders,
        orders_share,
        features,
        categories,
        rates: _,
        reach: _,
    } = group;
    let feature = |it: &FeatureProfile| {
        let FeatureProfile { id, label, unit, n_known, n_missing, spread, mean_interval, bins: _ } = it;
        let keeps_ends = is_everyone && ["recency_days", "frequency"].contains(&id.as_str());
        let spread = spread.map(|it| {
            let Spread { mean, sd, min, p01, q1, median, q3, p99, max } = it;
            let (min, max) = if keeps_ends { (min, max) } else { (f64::NAN, f64::NAN) };
            Spread { mean, sd, min, p01, q1, median, q3, p99, max }
        });
        FeatureProfile {
            id: id.clone(),
            label: label.clone(),
            unit: *unit,
            n_known: *n_known,
            n_missing: *n_missing,
            spread,
            mean_interval: *mean_interval,
            bins: Vec::new(),
        }
    };
    GroupProfile {
        n: *n,
        share: *share,
        revenue: *revenue,
        revenue_share: *revenue_share,
        orders: *orders,
        orders_share: *orders_share,
        features: features.iter().map(feature).collect(),
        categories: categories.clone(),
        ..GroupProfile::default()
    }
}

impl Guarded {
    /// Whether the last segment is made of hidden ones.
    fn has_together(&self) -> bool {
        !self.together.is_empty()
    }

    /// For each segment whether nothing but sums is shown of it.
    fn withheld(&self) -> Vec<bool> {
        let n = self.profiles.segments.len();
        (1..=n).map(|place| place == n && self.has_together()).collect()
    }

    /// Values of categories: a table of segments by values, and all other values together.
    fn hide_categories(&mut self) {
        let mut withheld = self.withheld();
        for column in 0..self.profiles.everyone.categories.len() {
            let Some(everyone) = self.profiles.everyone.categories.get(column).cloned() else { continue };
            let groups = self.profiles.segments.iter().map(|it| it.group.categories.get(column));
            let mut rows: Vec<Vec<usize>> = groups.map(|it| it.map(counts).unwrap_or_default()).collect();
            let all = counts(&everyone);
            if self.has_together() {
                let shown = |value: usize| rows.iter().filter_map(|it| it.get(value)).sum::<usize>();
                let rest = all.iter().enumerate().map(|(value, n)| n.saturating_sub(shown(value))).collect();
                rows.splice(rows.len().saturating_sub(1).., [rest]);
            }
            let sums: Vec<usize> = rows.iter().map(|it| it.iter().sum()).collect();
            let small = hide_in_line(&sums, self.least);
            withheld.iter_mut().zip(small).for_each(|(it, is_small)| *it |= is_small);
            let hidden = hide(&rows, &withheld, self.least);
            self.keep_values(column, &hidden);
            withheld = self.withheld();
        }
    }

    /// Leaves out the hidden values of a column, in every segment and of everyone.
    fn keep_values(&mut self, column: usize, hidden: &Hidden) {
        let mut n_left_out = 0;
        for (row, profile) in self.profiles.segments.iter_mut().enumerate() {
            let Some(category) = profile.group.categories.get_mut(column) else { continue };
            let before = category.shares.len();
            let is_row_hidden = hidden.row_sum(row);
            let is_kept = |it: usize| !is_row_hidden && !hidden.cell(row, it) && !hidden.column_sum(it);
            let mut value = 0..;
            category.shares.retain(|_| value.next().is_some_and(is_kept));
            n_left_out += before - category.shares.len();
            profile.evidence.retain_mut(|it| match it.subject {
                Subject::Value(at, value) if at == column => {
                    it.subject = Subject::Value(at, (0..value).filter(|it| is_kept(*it)).count());
                    is_kept(value)
                }
                Subject::Value(..) | Subject::Number(_) | Subject::Column(_) => true,
            });
        }
        self.n_left_out += n_left_out;
        if let Some(category) = self.profiles.everyone.categories.get_mut(column) {
            let mut value = 0..;
            category.shares.retain(|_| value.next().is_some_and(|it| !hidden.column_sum(it)));
        }
    }

    /// Numbers: left out where too few customers have one, or too few say yes or no.
    fn hide_numbers(&mut self) {
        for column in 0..self.profiles.everyone.features.len() {
            let rows: Vec<Vec<usize>> = self.answers(column);
            let known: Vec<usize> = rows.iter().map(|it| it.iter().sum()).collect();
            let withheld = hide_in_line(&known, self.least);
            let hidden = hide(&rows, &withheld, self.least);
            let n_columns = rows.first().map_or(0, Vec::len);
            let is_hidden = |row: usize| {
                withheld.get(row) == Some(&true)
                    || (n_columns > 1 && (0..n_columns).any(|it| hidden.cell(row, it)))
            };
            let profiles = self.profiles.segments.iter_mut().enumerate().filter(|it| is_hidden(it.0));
            for feature in profiles.filter_map(|it| it.1.group.features.get_mut(column)) {
                feature.mean_interval = None;
                self.n_left_out += usize::from(feature.spread.take().is_some());
            }
            let total: usize = known.iter().sum();
            if total < self.least
                && let Some(everyone) = self.profiles.everyone.features.get_mut(column)
            {
                (everyone.spread, everyone.mean_interval) = (None, None);
            }
        }
    }

    /// How many of each segment have a number; of yes and no, how many say each.
    fn answers(&self, column: usize) -> Vec<Vec<usize>> {
        let everyone = self.profiles.everyone.features.get(column);
        let is_yes_no = everyone.is_some_and(|it| it.spread.is_some_and(Spread::is_yes_no));
        let all = everyone.map_or((0, 0), |it| answers_of(it, self.profiles.everyone.n));
        let groups = self.profiles.segments.iter().map(|it| {
            it.group.features.get(column).map_or((0, 0), |feature| answers_of(feature, it.group.n))
        });
        let mut groups: Vec<(usize, usize)> = groups.collect();
        if self.has_together() {
            let shown = groups.iter().rev().skip(1).fold((0, 0), |(a, b), it| (a + it.0, b + it.1));
            if let Some(it) = groups.last_mut() {
                *it = (all.0.saturating_sub(shown.0), all.1.saturating_sub(shown.1));
            }
        }
        groups
            .into_iter()
            .map(|(known, yes)| if is_yes_no { vec![yes, known - yes.min(known)] } else { vec![known] })
            .collect()
    }

    /// Cells of the recency × frequency grid, region by region: their sums are the segments'.
    fn hide_cells(&mut self) {
        let Some(Detail::Rfm(detail)) = &mut self.profiles.detail else { return };
        let mut regions: Vec<Option<SegmentId>> = Vec::new();
        for cell in detail.cells.iter().filter(|it| it.n > 0) {
            if !regions.contains(&cell.segment) {
                regions.push(cell.segment);
            }
        }
        for region in regions {
            let within: Vec<usize> = (0..detail.cells.len())
                .filter(|it| detail.cells.get(*it).is_some_and(|it| it.n > 0 && it.segment == region))
                .collect();
            let counts: Vec<usize> = within.iter().filter_map(|it| Some(detail.cells.get(*it)?.n)).collect();
            let is_together = region.is_some_and(|it| usize::from(it.0) + 1 == self.profiles.segments.len());
            let hides_all = is_together && !self.together.is_empty();
            let judged = within.into_iter().zip(hide_in_line(&counts, self.least));
            for (idx, _) in judged.filter(|it| it.1 || hides_all) {
                self.hidden_cells.extend(detail.cells.get_mut(idx).map(withhold));
            }
        }
    }
}

/// Takes away what a cell tells of its customers; its scores.
fn withhold(cell: &mut RfmCell) -> (u8, u8) {
    cell.median_monetary = None;
    (cell.r, cell.f)
}

/// How many have each value, and how many any other.
fn counts(category: &CategoryProfile) -> Vec<usize> {
    let of_value = |it: &CategoryShare| it.n;
    let shown: f64 = category.shares.iter().map(|it| it.share).sum();
    let n: usize = category.shares.iter().map(of_value).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of customers")]
    let all = if shown > 0.0 { (n as f64 / shown).round() as usize } else { n };
    category.shares.iter().map(of_value).chain([all.saturating_sub(n)]).collect()
}

/// How many have the number, and how many of them say yes where it is yes or no.
fn answers_of(feature: &FeatureProfile, n: usize) -> (usize, usize) {
    let known = if feature.spread.is_some() { n.saturating_sub(feature.n_missing) } else { 0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of customers")]
    let yes = feature.spread.map_or(0.0, |it| it.mean * known as f64).round().max(0.0) as usize;
    (known, yes.min(known))
}
