//! What is in each segment, in numbers, beside everyone.
//!
//! "Everyone" is every customer that is in a segment, so that the segments' shares add up to one.
//! Values are summed in the order of the customers with the rounding error carried along, and
//! quantiles are selected, not sorted: linear in customers × features.

mod criteria;
mod defining;
mod evidence;
mod members;
mod model;
mod nearest;
mod notes;
mod outside;
mod rates;
mod rule;
mod spread;
mod typical;

pub use evidence::MAX_RANKED;
pub use model::{
    ALPHA, CategoryProfile, CategoryShare, Criteria, Evidence, FeatureProfile, GroupProfile, Profiles, Rate,
    RateKind, Reach, SegmentProfile, ShortRule, Spread, Subject,
};
pub use notes::{Likeness, PersonaVersion, Plan, SegmentNotes, matched};
pub use typical::{masked, typical};

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix};
use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::{Customers, Segmentation};
use crate::kernel::contrast::shortest;
use crate::kernel::contrast::{self, Ranks};
use crate::kernel::order;
use crate::kernel::quantile::known;
use members::Members;

/// Most values of a category that are shown by name.
const MAX_SHARES: usize = 8;
/// Seed of what is drawn where there are too many customers to take all.
const SEED: u64 = 1;
/// Columns that a rule is searched in while one is described.
const WORTH_OF_COLUMN: usize = 8;

/// Describes every segment and everyone.
pub fn describe<'a>(
    customers: impl Into<Customers<'a>>,
    segmentation: &Segmentation,
    observer: &mut dyn Observer,
) -> Profiles {
    let customers = customers.into();
    let matrix = customers.matrix;
    let n_segments = segmentation.segments.len();
    let members = Members::of(&segmentation.assignment, n_segments);
    let (mut everyone, mut groups) = totals(matrix, &members);
    let n_columns = matrix.features.len() + matrix.categories.len();
    let n_searched = n_segments * shortest::MAX_CONDITIONS * n_columns.min(rule::MAX_COLUMNS);
    let mut steps = Steps::new(observer, Stage::Profiling, n_columns * WORTH_OF_COLUMN + n_searched);
    let mut ranks = Vec::new();
    for feature in &matrix.features {
        let (of_everyone, of_groups, own_ranks) = describe_feature(feature, &members);
        ranks.push(own_ranks);
        everyone.features.push(of_everyone);
        groups.iter_mut().zip(of_groups).for_each(|(group, it)| group.features.push(it));
        steps.advance(WORTH_OF_COLUMN);
    }
    for category in &matrix.categories {
        let (of_everyone, of_groups) = describe_category(category, &members);
        everyone.categories.push(of_everyone);
        groups.iter_mut().zip(of_groups).for_each(|(group, it)| group.categories.push(it));
        steps.advance(WORTH_OF_COLUMN);
    }
    let outside = outside::Outside::of(matrix, customers.origin);
    rates::add(matrix, &outside, &members, &mut everyone, &mut groups);
    let named = segmentation.segments.iter().cloned().zip(groups);
    let mut segments: Vec<SegmentProfile> = named
        .map(|(segment, group)| SegmentProfile { segment, group, ..SegmentProfile::default() })
        .collect();
    let nearest = nearest::nearest(&segments, &everyone);
    segments.iter_mut().zip(nearest).for_each(|(segment, it)| segment.nearest = it);
    let detail = &segmentation.detail;
    let defining = defining::defining(detail, customers.origin);
    evidence::compare(&mut segments, &everyone, &ranks, &|it| defining.contains(&it));
    let is_as_found = segments.iter().all(|it| it.segment.derived.is_none());
    for (place, segment) in segments.iter_mut().enumerate() {
        let mut tick = || steps.advance(1);
        segment.rule = rule::find(matrix, &members, &segmentation.assignment, (place, segment), &mut tick);
        segment.criteria = criteria::criteria((place, segment), &everyone, (detail, is_as_found), &defining);
    }
    steps.complete();
    Profiles {
        segments,
        n_unassigned: matrix.n_customers() - everyone.n,
        everyone,
        detail: Some(detail.clone()),
        as_of: matrix.as_of,
        period: matrix.period,
        n_rows_used: matrix.n_rows_used,
        currency: matrix.currency.clone(),
    }
}

/// Sizes, money and orders: of everyone, and of each segment.
fn totals(matrix: &FeatureMatrix, members: &Members) -> (GroupProfile, Vec<GroupProfile>) {
    let revenue = matrix.revenue.as_ref().map(|it| members.pick(it));
    let orders = matrix.orders.as_ref().map(|it| members.pick(it));
    let n = members.n();
    let group = |range: std::ops::Range<usize>| GroupProfile {
        n: range.len(),
        share: if n > 0 { range.len() as f64 / n as f64 } else { 0.0 },
        revenue: revenue.as_ref().map(|it| spread::sum(part(it, &range).iter().copied())),
        orders: orders.as_ref().map(|it| part(it, &range).iter().map(|&it| u64::from(it)).sum()),
        ..GroupProfile::default()
    };
    let mut everyone = group(0..n);
    let mut groups: Vec<GroupProfile> = members.ranges().map(group).collect();
    if let Some(all) = everyone.revenue.filter(|&it| it > 0.0) {
        for it in groups.iter_mut().chain([&mut everyone]) {
            it.revenue_share = it.revenue.map(|it| it / all);
        }
    }
    if let Some(all) = everyone.orders.filter(|&it| it > 0) {
        for it in groups.iter_mut().chain([&mut everyone]) {
            it.orders_share = it.orders.map(|it| it as f64 / all as f64);
        }
    }
    (everyone, groups)
}

fn describe_feature(feature: &Feature, members: &Members) -> (FeatureProfile, Vec<FeatureProfile>, Ranks) {
    let values = members.pick_numbers(&feature.values);
    let profile = |values: &[f64], everyone: Option<&Spread>| {
        let mut known = known(values);
        let n_missing = values.len() - known.len();
        let spread = spread::spread(&mut known);
        FeatureProfile {
            id: feature.id.clone(),
            label: feature.label.clone(),
            unit: feature.unit,
            n_known: known.len(),
            n_missing,
            spread,
            mean_interval: spread.and_then(|it| spread::mean_interval(&it, known.len())),
            bins: everyone.or(spread.as_ref()).map_or_else(Vec::new, |it| spread::bins(&known, it)),
        }
    };
    let everyone = profile(&values, None);
    let of_group = |range| profile(part(&values, &range), everyone.spread.as_ref());
    let groups = members.ranges().map(of_group).collect();
    let ends: Vec<usize> = members.ranges().map(|it| it.end).collect();
    (everyone, groups, contrast::ranks(&values, &ends, MAX_RANKED, SEED))
}

fn describe_category(
    category: &CategoryFeature,
    members: &Members,
) -> (CategoryProfile, Vec<CategoryProfile>) {
    let codes = members.pick(&category.codes);
    let count = |codes: &[u32]| {
        let mut n = vec![0_usize; category.dictionary.len()];
        for &code in codes {
            if let Some(it) = n.get_mut(code as usize) {
                *it += 1;
            }
        }
        n
    };
    let of_everyone = count(&codes);
    let mut shown: Vec<usize> = (0..of_everyone.len()).filter(|&it| of_everyone.get(it) > Some(&0)).collect();
    order::sort_by(&mut shown, |&a, &b| {
        let by_count = of_everyone.get(b).cmp(&of_everyone.get(a));
        by_count.then_with(|| category.dictionary.get(a).cmp(category.dictionary.get(b)))
    });
    shown.truncate(MAX_SHARES);
    let n_known_of_all: usize = of_everyone.iter().sum();
    let profile = |n_customers: usize, counts: &[usize]| {
        let n_known: usize = counts.iter().sum();
        let share = |&value: &usize| {
            let n = counts.get(value).copied().unwrap_or(0);
            let share = if n_known > 0 { n as f64 / n_known as f64 } else { 0.0 };
            let n_of_all = of_everyone.get(value).copied().unwrap_or(0);
            let index = share * n_known_of_all as f64 / n_of_all.max(1) as f64 * 100.0;
            CategoryShare { value: category.dictionary.get(value).to_owned(), n, share, index }
        };
        CategoryProfile {
            label: category.label.clone(),
            n_missing: n_customers - n_known,
            shares: shown.iter().map(share).collect(),
        }
    };
    let of_group = |range: std::ops::Range<usize>| profile(range.len(), &count(part(&codes, &range)));
    let groups = members.ranges().map(of_group).collect();
    (profile(members.n(), &of_everyone), groups)
}

fn part<'a, T>(values: &'a [T], range: &std::ops::Range<usize>) -> &'a [T] {
    values.get(range.clone()).unwrap_or_default()
}
