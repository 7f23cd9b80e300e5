//! How clearly separated the groups are, by their number.

use crate::engine::present::chart::{Reading, Scale, Span, Twin};
use crate::engine::present::number;
use crate::engine::segmentation::GroupsDetail;

/// A line over the numbers of groups that were tried.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityLine {
    /// In rising number of groups.
    pub points: Vec<QualityPoint>,
    /// Path of the line on a field of 100 × 100; breaks where a separation is not defined.
    pub path: String,
    /// Where the value 0 stands from the top, 0..=1.
    pub zero: f64,
    /// The separation at the top of the plot.
    pub top: f64,
}

/// One number of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityPoint {
    /// Number of groups.
    pub k: u8,
    /// From left to right, 0..=1: the middle of its share of the width.
    pub x: f64,
    /// From the top, 0..=1; `None` where the separation is not defined.
    pub y: Option<f64>,
    /// "0.41".
    pub label: String,
    /// Sum of squared distances, written out.
    pub inertia: String,
    /// Stability, gap, Caliński and Harabasz's, Davies and Bouldin's figure, written out.
    pub others: [String; 4],
    /// Whether it is the number shown.
    pub is_chosen: bool,
}

impl QualityLine {
    /// The line of a fit.
    pub fn new(detail: &GroupsDetail) -> Self {
        let known = || detail.tried.iter().filter_map(|it| it.silhouette);
        let top = known().fold(0.5, f64::max).clamp(0.5, 1.0);
        let bottom = known().fold(0.0, f64::min).max(-1.0);
        let scale = Scale { low: bottom, high: top };
        let n = detail.tried.len().max(1) as f64;
        let points: Vec<_> = detail
            .tried
            .iter()
            .enumerate()
            .map(|(idx, tried)| QualityPoint {
                k: tried.k,
                x: Span { start: idx as f64 / n, size: 1.0 / n }.middle(),
                y: tried.silhouette.map(|it| 1.0 - scale.place(it)),
                label: written(tried.silhouette, 2),
                others: [
                    written(tried.stability, 2),
                    written(tried.gap, 2),
                    written(tried.calinski_harabasz, 0),
                    written(tried.davies_bouldin, 2),
                ],
                inertia: number::plain(tried.inertia),
                is_chosen: tried.k == detail.k,
            })
            .collect();
        Self { path: path(&points), points, zero: 1.0 - scale.place(0.0), top }
    }
}

impl QualityLine {
    /// What each point says.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |point: &QualityPoint| {
            let shown = if point.is_chosen { ", the number shown" } else { "" };
            let groups = number::counted(usize::from(point.k), "group", "groups");
            Reading::new(format!("{groups}: separation {}{shown}", point.label), None)
        };
        self.points.iter().map(say).collect()
    }

    /// The same numbers as a table, with what else is known of each number.
    pub fn twin(&self) -> Twin {
        let row = |it: &QualityPoint| {
            let [stability, gap, calinski_harabasz, davies_bouldin] = it.others.clone();
            [
                it.k.to_string(),
                it.label.clone(),
                stability,
                gap,
                calinski_harabasz,
                davies_bouldin,
                it.inertia.clone(),
            ]
        };
        let heads = [
            "Groups",
            "Separation (silhouette)",
            "Found again (mean Jaccard)",
            "Gap",
            "Calinski–Harabasz",
            "Davies–Bouldin",
            "Sum of squares",
        ];
        Twin::new(heads, self.points.iter().map(row))
    }
}

fn written(figure: Option<f64>, decimals: usize) -> String {
    figure.map_or_else(|| "–".to_owned(), |it| number::fixed(it, decimals))
}

fn path(points: &[QualityPoint]) -> String {
    let mut steps = Vec::new();
    let mut command = 'M';
    for point in points {
        let Some(y) = point.y else {
            command = 'M';
            continue;
        };
        steps.push(format!("{command}{:.2} {:.2}", point.x * 100.0, y * 100.0));
        command = 'L';
    }
    steps.concat()
}
