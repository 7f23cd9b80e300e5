//! The numbers of an analysis as JSON: aggregates only, no customer's row.
//!
//! The form is fixed by `docs/schema/analysis.schema.json`.

mod claims;
mod profile;
mod rules;

use serde::Serialize;

use crate::engine::Outcome;
use crate::engine::export::Material;
use crate::engine::export::analysis_json::claims::WrittenClaim;
use crate::engine::export::analysis_json::profile::{WrittenCategory, WrittenDifference, WrittenRule};
use crate::engine::export::analysis_json::rules::WrittenRules;
use crate::engine::features::ScaleFit;
use crate::engine::json;
use crate::engine::present::{message, number};
use crate::engine::profile::{Criteria, FeatureProfile, Profiles, Rate, Reach, SegmentProfile};
use crate::engine::segmentation::tiers::TiersDetail;
use crate::engine::segmentation::{Detail, GroupsDetail, KQuality, Recommendation, RfmCuts, TreeDetail};
use crate::engine::table::{Issue, IssueKind, Severity};

#[derive(Serialize)]
struct Written<'a> {
    method: &'static str,
    n_customers: usize,
    n_unassigned: usize,
    n_rows_used: usize,
    as_of: Option<String>,
    first_day: Option<String>,
    last_day: Option<String>,
    currency: Option<&'a str>,
    segments: Vec<WrittenSegment<'a>>,
    quality: Option<Quality<'a>>,
    cuts: Option<&'a RfmCuts>,
    rules: Option<WrittenRules<'a>>,
    tiers: Option<&'a TiersDetail>,
    tree: Option<&'a TreeDetail>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    scales: &'a [ScaleFit],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<WrittenClaim>,
    issues: Vec<WrittenIssue<'a>>,
    source_fingerprint: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct WrittenSegment<'a> {
    id: usize,
    name: &'a str,
    given_name: &'a str,
    n_customers: usize,
    share: f64,
    revenue: Option<f64>,
    revenue_share: Option<f64>,
    orders: Option<u64>,
    orders_share: Option<f64>,
    features: Vec<WrittenFeature<'a>>,
    categories: Vec<WrittenCategory<'a>>,
    differences: Vec<WrittenDifference<'a>>,
    nearest: Option<usize>,
    rule: Option<WrittenRule>,
    rates: &'a [Rate],
    reach: Option<&'a Reach>,
    criteria: &'a Criteria,
}

#[derive(Serialize)]
struct WrittenFeature<'a> {
    id: &'a str,
    n_missing: usize,
    mean: Option<f64>,
    mean_interval: Option<[f64; 2]>,
    sd: Option<f64>,
    min: Option<f64>,
    q1: Option<f64>,
    median: Option<f64>,
    q3: Option<f64>,
    max: Option<f64>,
}

#[derive(Serialize)]
struct Quality<'a> {
    algorithm: &'static str,
    k: u8,
    inertia: f64,
    silhouette: Option<f64>,
    silhouette_se: Option<f64>,
    segment_silhouettes: &'a [Option<f64>],
    n_quality_sample: usize,
    calinski_harabasz: Option<f64>,
    davies_bouldin: Option<f64>,
    gap: Option<f64>,
    gap_se: Option<f64>,
    stability: &'a [Option<f64>],
    n_resampled: usize,
    largest_share: f64,
    recommendation: Recommendation,
    log_likelihood: Option<f64>,
    bic: Option<f64>,
    cost: Option<f64>,
    gamma: Option<f64>,
    heights: &'a [f64],
    is_converged: bool,
    features: &'a [String],
    categories: &'a [String],
    centres: Vec<&'a [f64]>,
    k_scan: &'a [KQuality],
    map_explained: [f64; 2],
    map_loadings: Vec<&'a [f64]>,
}

#[derive(Serialize)]
struct WrittenIssue<'a> {
    kind: IssueKind,
    severity: Severity,
    column: Option<&'a str>,
    n: u64,
    lines: Vec<u64>,
    sentence: String,
    treatment: String,
}

/// The file's text.
pub(super) fn text(material: &Material<'_>) -> String {
    let Material { source, recipe, outcome } = material;
    let Outcome { analysis, matrix, segmentation, problems: _ } = outcome;
    let profiles = &analysis.profiles;
    let (method, quality, cuts) = match &segmentation.detail {
        Detail::Rfm(detail) => ("rfm", None, Some(&detail.cuts)),
        Detail::Groups(detail) => (detail.algorithm.name(), Some(quality(detail)), None),
        Detail::Rules(_) => ("rules", None, None),
        Detail::Tiers(_) => ("tiers", None, None),
        Detail::ResponseTree(_) => ("response_tree", None, None),
    };
    let rules = match &segmentation.detail {
        Detail::Rules(detail) => Some(rules::written(detail)),
        Detail::Rfm(_) | Detail::Groups(_) | Detail::Tiers(_) | Detail::ResponseTree(_) => None,
    };
    let tree = if let Detail::ResponseTree(detail) = &segmentation.detail { Some(&**detail) } else { None };
    let tiers = if let Detail::Tiers(detail) = &segmentation.detail { Some(detail) } else { None };
    let written = Written {
        method,
        n_customers: matrix.n_customers(),
        n_unassigned: profiles.n_unassigned,
        n_rows_used: profiles.n_rows_used,
        as_of: profiles.as_of.map(iso_day),
        first_day: profiles.period.map(|(first, _)| iso_day(first)),
        last_day: profiles.period.map(|(_, last)| iso_day(last)),
        currency: profiles.currency.as_deref(),
        segments: segments(profiles),
        quality,
        cuts,
        rules,
        tiers,
        tree,
        scales: &matrix.scales,
        claims: claims::written(&recipe.claims, &analysis.claims, profiles),
        issues: source.issues.iter().chain(&analysis.issues).map(issue).collect(),
        source_fingerprint: &source.fingerprint,
        fingerprint: &analysis.fingerprint,
    };
    let mut text = json::indented(&written);
    text.push('\n');
    text
}

fn segments(profiles: &Profiles) -> Vec<WrittenSegment<'_>> {
    profiles.segments.iter().enumerate().map(|(idx, profile)| segment(idx + 1, profile)).collect()
}

fn segment(id: usize, profile: &SegmentProfile) -> WrittenSegment<'_> {
    let SegmentProfile { segment, group, nearest, evidence: _, rule, criteria } = profile;
    WrittenSegment {
        id,
        name: &segment.name,
        given_name: &segment.given_name,
        n_customers: group.n,
        share: group.share,
        revenue: group.revenue,
        revenue_share: group.revenue_share,
        orders: group.orders,
        orders_share: group.orders_share,
        features: group.features.iter().map(feature).collect(),
        categories: profile::categories(group),
        differences: profile::differences(profile),
        nearest: nearest.map(|it| it + 1),
        rule: rule.as_ref().map(profile::rule),
        rates: &group.rates,
        reach: group.reach.as_ref(),
        criteria,
    }
}

fn feature(profile: &FeatureProfile) -> WrittenFeature<'_> {
    let spread = profile.spread;
    WrittenFeature {
        id: &profile.id,
        n_missing: profile.n_missing,
        mean: spread.map(|it| it.mean),
        mean_interval: profile.mean_interval,
        sd: spread.map(|it| it.sd),
        min: spread.map(|it| it.min),
        q1: spread.map(|it| it.q1),
        median: spread.map(|it| it.median),
        q3: spread.map(|it| it.q3),
        max: spread.map(|it| it.max),
    }
}

fn quality(detail: &GroupsDetail) -> Quality<'_> {
    Quality {
        algorithm: detail.algorithm.name(),
        k: detail.k,
        inertia: detail.inertia,
        silhouette: detail.silhouette,
        silhouette_se: detail.silhouette_se,
        segment_silhouettes: &detail.segment_silhouettes,
        n_quality_sample: detail.n_quality_sample,
        calinski_harabasz: detail.calinski_harabasz,
        davies_bouldin: detail.davies_bouldin,
        gap: detail.gap,
        gap_se: detail.gap_se,
        stability: &detail.stability,
        n_resampled: detail.n_resampled,
        largest_share: detail.largest_share,
        recommendation: detail.recommendation,
        log_likelihood: detail.log_likelihood,
        bic: detail.bic,
        cost: detail.cost,
        gamma: detail.algorithm.gamma(),
        heights: &detail.heights,
        categories: &detail.categories,
        is_converged: detail.is_converged,
        features: &detail.features,
        centres: detail.centres.chunks(detail.features.len().max(1)).collect(),
        k_scan: &detail.tried,
        map_explained: detail.map_explained,
        map_loadings: detail.map_loadings.chunks(2).collect(),
    }
}

fn issue(issue: &Issue) -> WrittenIssue<'_> {
    let words = message::describe(issue);
    WrittenIssue {
        kind: issue.kind,
        severity: words.severity,
        column: issue.column.as_deref(),
        n: issue.n,
        lines: issue.examples.iter().map(|it| it.line).filter(|line| *line > 0).collect(),
        sentence: words.sentence,
        treatment: words.treatment,
    }
}

fn iso_day(day: i32) -> String {
    let (year, month, day) = number::civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}
