//! Natural groups as places where customers are dense.

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::groups::found::Found;
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::{SegmentationError, UNASSIGNED};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::density::dbscan;
use crate::kernel::density::{Dense, Guide, MAX_GROUPS, Reachability};
use crate::kernel::distances::Euclid;
use crate::kernel::kmeans::points::Points;
use crate::kernel::random::Random;

/// Customers up to which everyone is compared with everyone.
pub const MAX_EXACT: usize = 20_000;
/// Customers that groups are found in where there are more.
pub const SAMPLE: usize = 4_000;
/// Groups that are made at most where the person leaves their size open.
const MAX_OPEN: usize = 12;
/// The smallest size of a group where the person leaves it open: one customer in so many …
const OPEN_SHARE: usize = 100;
/// … but not below that.
const OPEN_SIZE: usize = 15;
/// Customers near each other that say how dense a place is, where the person leaves it open.
const OPEN_SAMPLES: usize = 15;
/// The least size of a group within a sample.
const LEAST_IN_SAMPLE: usize = 5;
/// Customers that are one step of progress when everyone joins a group.
const STEP: usize = 100;
const SAMPLE_TASK: u64 = 5 << 48;

/// Groups that last longest while the density that is asked for rises (HDBSCAN).
pub fn find(
    input: &GroupInput<'_>,
    seed: u64,
    (min_size, min_samples): (Option<u32>, Option<u32>),
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Found {
    let n = input.points.len();
    let sample = sample(&input.points, seed);
    let seen = sample.as_ref().unwrap_or(&input.points);
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps(n));
    let size = min_size.map_or((n / OPEN_SHARE).max(OPEN_SIZE), |it| it as usize);
    let min_samples = min_samples.map_or(size.min(OPEN_SAMPLES), |it| it as usize);
    let metric = Euclid::new(seen);
    let tree = Reachability::new(&metric, min_samples, &mut || steps.advance(1));
    let share = |it: usize| within(it, seen.len(), n, LEAST_IN_SAMPLE);
    let limit = if min_size.is_none() { MAX_OPEN } else { MAX_GROUPS };
    let (groups, taken) = at_most(&tree, share(size), limit);
    if taken > share(size) && min_size.is_some() {
        issues.count(IssueKind::LargerGroups, None, MAX_GROUPS as u64);
    }
    let Some(k) = some_groups(groups.n_groups) else { return undivided(n, issues) };
    let (labels, confidence) = if sample.is_some() {
        issues.count(IssueKind::GroupsSampled, None, seen.len() as u64);
        let guide = Guide { points: &metric, tree: &tree, groups: &groups, min_samples };
        let place = |(idx, row): (usize, &[f64])| {
            steps.advance(usize::from(idx % STEP == 0));
            guide.place(row)
        };
        input.points.rows().enumerate().map(place).unzip()
    } else {
        (groups.labels, groups.confidence)
    };
    steps.complete();
    found(k, labels, confidence)
}

/// Groups with one distance for the whole file (DBSCAN). A core is surely in its group, whoever is
/// only near one half so.
pub fn scan(
    input: &GroupInput<'_>,
    seed: u64,
    (eps, min_samples): (f64, u32),
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<Found, SegmentationError> {
    let n = input.points.len();
    let sample = sample(&input.points, seed);
    let seen = sample.as_ref().unwrap_or(&input.points);
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps(n));
    let metric = Euclid::new(seen);
    let needed = within(min_samples as usize, seen.len(), n, 1);
    let scan = dbscan::scan(&metric, eps, needed, &mut || steps.advance(1));
    if scan.n_groups > MAX_GROUPS {
        return Err(SegmentationError::TooManyGroups { n_groups: scan.n_groups, limit: MAX_GROUPS });
    }
    let Some(k) = some_groups(scan.n_groups) else { return Ok(undivided(n, issues)) };
    let (labels, is_core): (Vec<u8>, Vec<bool>) = if sample.is_some() {
        issues.count(IssueKind::GroupsSampled, None, seen.len() as u64);
        let place = |(idx, row): (usize, &[f64])| {
            steps.advance(usize::from(idx % STEP == 0));
            (scan.nearest_core(&metric, row, eps), false)
        };
        input.points.rows().enumerate().map(place).unzip()
    } else {
        (scan.labels, scan.is_core)
    };
    let sureness = |(label, is_core): (&u8, &bool)| match (*label, is_core) {
        (UNASSIGNED, _) => 0.0,
        (_, true) => 1.0,
        (_, false) => 0.5,
    };
    let confidence = labels.iter().zip(&is_core).map(sureness).collect();
    steps.complete();
    Ok(found(k, labels, confidence))
}

/// The customers that groups are found in, where not all can be compared.
fn sample(points: &Points, seed: u64) -> Option<Points> {
    let is_large = points.len() > MAX_EXACT;
    is_large.then(|| points.select(&Random::for_task(seed, SAMPLE_TASK).sample(points.len(), SAMPLE)))
}

fn n_steps(n: usize) -> usize {
    if n > MAX_EXACT { 2 * SAMPLE + n / STEP } else { 2 * n }
}

/// What a number of all customers is in those seen, but not less than some.
fn within(number: usize, n_seen: usize, n: usize, least: usize) -> usize {
    if n_seen < n { (number.min(n) * n_seen).div_ceil(n).max(least) } else { number }
}

/// The groups of a size at least, or of the next larger that leaves no more than some; and the size.
fn at_most(tree: &Reachability, size: usize, limit: usize) -> (Dense, usize) {
    let mut size = size;
    loop {
        let groups = tree.groups(size);
        if groups.n_groups <= limit {
            return (groups, size);
        }
        size += size.div_ceil(4);
    }
}

fn some_groups(n_groups: usize) -> Option<u8> {
    u8::try_from(n_groups).ok().filter(|it| *it > 0)
}

/// There is no dense place: everyone is in one group.
fn undivided(n: usize, issues: &mut Issues) -> Found {
    issues.count(IssueKind::NoDensePlace, None, n as u64);
    Found { k: 1, labels: vec![0; n], is_converged: true, n_searched: n, ..Found::default() }
}

fn found(k: u8, labels: Vec<u8>, confidence: Vec<f32>) -> Found {
    let n_searched = labels.len();
    Found { k, labels, confidence: Some(confidence), is_converged: true, n_searched, ..Found::default() }
}
