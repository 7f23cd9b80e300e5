//! Natural groups by k-means.

use std::ops::RangeInclusive;

use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::GroupsOptions;
use crate::engine::segmentation::groups::choose_k::{self, Choice, Plan};
use crate::engine::segmentation::groups::crew::Crew;
use crate::engine::segmentation::groups::found::{Compared, Found};
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::kmeans::points::Points;
use crate::kernel::quality::membership;

/// Groups that are tried at most where the person leaves their number open.
pub const MAX_AUTO_K: u8 = 12;

/// The tightest groups, of the number asked for or of the number recommended; `known` are those that
/// were found ahead.
pub fn find(
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    known: Option<&Choice>,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Found {
    let plan = plan(input, options, issues);
    let mut steps = Steps::new(observer, Stage::Segmenting, plan.n_steps(input.points.len()));
    let choice = match known {
        Some(it) => {
            steps.complete();
            it.clone()
        }
        None => choose_k::choose(&input.points, &plan, &mut steps),
    };
    let Choice { fit, quality, stability, tried, recommendation, n_searched, n_resampled } = choice;
    Found {
        k: fit.k,
        confidence: (fit.k > 1).then(|| membership::confidence(&input.points, &fit.centres)),
        labels: fit.labels,
        is_converged: fit.is_converged,
        n_searched,
        tried,
        silhouette: Some(quality),
        recommendation: Some(recommendation),
        stability,
        n_resampled,
        compared: Compared::Centres,
        ..Found::default()
    }
}

/// The same groups, found by several workers before they are asked for.
pub async fn choose_ahead(
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    crew: &mut dyn Crew,
    observer: &mut dyn Observer,
) -> Choice {
    let plan = plan(input, options, &mut Issues::default());
    let mut steps = Steps::new(observer, Stage::Segmenting, plan.n_steps(input.points.len()));
    choose_k::choose_with(&input.points, &plan, crew, &mut steps).await
}

fn plan(input: &GroupInput<'_>, options: &GroupsOptions, issues: &mut Issues) -> Plan {
    let GroupsOptions { k, starts, seed, .. } = options;
    let numbers = numbers_of_groups(&input.points, *k, issues);
    Plan { numbers, is_set: k.is_some(), starts: *starts, seed: *seed }
}

/// The numbers of groups to try: the one asked for, or two to ten; never more than there are different
/// points.
pub fn numbers_of_groups(points: &Points, k: Option<u8>, issues: &mut Issues) -> RangeInclusive<u8> {
    let wanted = k.unwrap_or(MAX_AUTO_K).max(1);
    let n_distinct = points.n_distinct(usize::from(wanted));
    let most = u8::try_from(n_distinct).map_or(wanted, |it| it.clamp(1, wanted));
    if k.is_none() {
        return 1..=most;
    }
    if most < wanted {
        issues.count(IssueKind::FewerGroups, None, u64::from(most));
    }
    most..=most
}
