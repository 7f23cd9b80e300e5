//! A response tree, node by node, and how early it reaches the outcome.

use crate::engine::present::chart::{Caption, Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence::leaf;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::response_tree::{
    Gain, Gains, Leak, NodeFigures, PredictorCheck, TreeDetail, TreeNode, Verdict,
};

/// The nodes from the top, each before those below it.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeChart {
    /// One row per node.
    pub rows: Vec<TreeRow>,
    /// Finding and basis.
    pub caption: Caption,
    headings: [String; 5],
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeRow {
    /// What sets it apart from its neighbours, in words.
    pub label: String,
    /// Splits above it.
    pub depth: u8,
    /// Customers placed here.
    pub n: String,
    /// Share of yes, or the mean: "23%".
    pub rate: String,
    /// Where it is: "19% to 28%".
    pub interval: String,
    /// The same of customers kept back; a dash where there are none.
    pub holdout: String,
    /// The bar of the rate, of the highest.
    pub span: Span,
    /// Segment it became; `None` where it is split.
    pub segment: Option<usize>,
    /// Whether it was not the same on customers kept back.
    pub has_failed: bool,
}

/// The curve of gains.
#[derive(Debug, Clone, PartialEq)]
pub struct GainsChart {
    /// Path of the curve on a field of 100 × 100.
    pub path: String,
    /// At each tenth of the customers: place from the left and from the top, 0..=1.
    pub points: Vec<(f64, f64)>,
    /// What each of them says.
    pub readings: Vec<Reading>,
    /// Finding and basis.
    pub caption: Caption,
}

impl TreeChart {
    /// The nodes of a tree.
    pub fn new(detail: &TreeDetail, profiles: &Profiles) -> Self {
        let rate = |it: &NodeFigures| it.mean.unwrap_or(0.0);
        let highest = detail.nodes.iter().map(|it| rate(&it.train)).fold(0.0, f64::max);
        let rows = detail.nodes.iter().map(|it| row(it, detail, profiles, highest)).collect();
        let what = if detail.response.is_some() { "Share" } else { "Average" };
        let headings = ["Node", "Customers", what, "Between", "Kept back"].map(str::to_owned);
        Self { rows, caption: caption(detail), headings }
    }

    /// What each node says.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |it: &TreeRow| {
            let failed = if it.has_failed { ". Did not hold up" } else { "" };
            let text = format!(
                "{}: {} customers, {} ({}), kept back {}{failed}",
                it.label, it.n, it.rate, it.interval, it.holdout
            );
            Reading::new(text, it.segment)
        };
        self.rows.iter().map(say).collect()
    }

    /// The same numbers as a table.
    pub fn twin(&self) -> Twin {
        let row = |it: &TreeRow| {
            vec![it.label.clone(), it.n.clone(), it.rate.clone(), it.interval.clone(), it.holdout.clone()]
        };
        Twin { headings: self.headings.to_vec(), rows: self.rows.iter().map(row).collect() }
    }
}

fn row(node: &TreeNode, detail: &TreeDetail, profiles: &Profiles, highest: f64) -> TreeRow {
    let currency = profiles.currency.as_deref();
    let written = |x: f64| {
        if detail.response.is_some() {
            number::share_fine(x)
        } else {
            number::figure(x, detail.unit, currency)
        }
    };
    let interval = |it: &NodeFigures| {
        it.interval
            .map_or_else(|| "–".to_owned(), |[low, high]| format!("{} to {}", written(low), written(high)))
    };
    let mean = |it: &NodeFigures| it.mean.map_or_else(|| "–".to_owned(), written);
    let label = match &node.condition {
        None => "Everyone".to_owned(),
        Some(condition) => number::capitalised(&leaf::conditions(&[condition], currency).join(", ")),
    };
    let share = if highest > 0.0 { node.train.mean.unwrap_or(0.0) / highest } else { 0.0 };
    TreeRow {
        label,
        depth: node.depth,
        n: number::count(node.n_placed),
        rate: mean(&node.train),
        interval: interval(&node.train),
        holdout: node.holdout.as_ref().map_or_else(|| "–".to_owned(), mean),
        span: Span { start: 0.0, size: share.clamp(0.0, 1.0) },
        segment: node.leaf.map(|it| usize::from(it).saturating_sub(1)),
        has_failed: node.holds_up == Some(false),
    }
}

fn caption(detail: &TreeDetail) -> Caption {
    let n_leaves = detail.leaves().count();
    let finding = match detail.verdict {
        Verdict::NothingFound => format!("Nothing here tells who has {}", detail.outcome),
        Verdict::Untested => format!(
            "{} groups, not tested on customers kept back",
            number::capitalised(&number::in_words(n_leaves))
        ),
        Verdict::Held => format!(
            "{} groups, and all hold on customers kept back",
            number::capitalised(&number::in_words(n_leaves))
        ),
        Verdict::PartlyHeld => {
            format!("{} of {} groups did not hold up on customers kept back", detail.n_failed(), n_leaves)
        }
        Verdict::Failed => {
            "The groups did not hold up: on customers kept back they differ no more than chance".to_owned()
        }
    };
    let what = match &detail.response {
        Some(yes) => format!("Share with {} = {yes}", detail.outcome),
        None => format!("Average {}", detail.outcome),
    };
    let unknown = match detail.n_no_outcome {
        0 => String::new(),
        n => format!(" {} have no known outcome; the tree placed them all the same.", number::count(n)),
    };
    let (train, kept) = (number::count(detail.n_train), number::count(detail.n_holdout));
    Caption::new(
        finding,
        format!("{what}, with its 95% range. Learnt from {train}, tested on {kept} customers.{unknown}"),
    )
}

impl GainsChart {
    /// The same numbers as a table.
    pub fn twin(&self) -> Twin {
        let row = |(customers, left): &(f64, f64)| [number::share(*customers), number::share(1.0 - left)];
        Twin::new(["First of the customers", "Share reached"], self.points.iter().map(row))
    }
}

impl GainsChart {
    /// The gains of a tree.
    pub fn new(gains: &Gains, detail: &TreeDetail) -> Self {
        let step = |it: &Gain| {
            format!("L{:.2} {:.2}", 100.0 * it.customers, 100.0 * (1.0 - it.outcome.clamp(0.0, 1.0)))
        };
        let path = String::from("M0 100") + &gains.steps.iter().map(step).collect::<Vec<_>>().concat();
        let inner = || gains.deciles.iter().filter(|it| it.customers > 0.0 && it.customers < 1.0);
        let say = |it: &Gain| {
            Reading::new(
                format!(
                    "The first {} of customers reach {}",
                    number::share(it.customers),
                    number::share(it.outcome)
                ),
                None,
            )
        };
        let fifth = inner().min_by(|a, b| (a.customers - 0.2).abs().total_cmp(&(b.customers - 0.2).abs()));
        let what = if detail.response.is_some() { "of all who say yes" } else { "of the whole amount" };
        let finding = fifth.map_or_else(String::new, |it| {
            format!(
                "The most promising {} reach {} {what}",
                number::share(it.customers),
                number::share(it.outcome)
            )
        });
        let on = if gains.is_holdout { "customers kept back" } else { "the customers it was learnt from" };
        Self {
            path,
            points: inner().map(|it| (it.customers, 1.0 - it.outcome.clamp(0.0, 1.0))).collect(),
            readings: inner().map(say).collect(),
            caption: Caption::new(
                finding,
                format!("Best groups first, on {on}. The straight line is chance"),
            ),
        }
    }
}

/// What is doubtful about a predictor, as a sentence; `None` where nothing is.
pub fn leak(check: &PredictorCheck, outcome: &str) -> Option<String> {
    let label = &check.label;
    Some(match check.warning? {
        Leak::Copy => format!("{label} is {outcome} once more, so it was not used."),
        Leak::NearlyDecides => {
            format!(
                "{label} nearly decides {outcome} by itself. If it is only known afterwards, leave it out."
            )
        }
        Leak::KnownAfterwards => {
            format!("By its name, {label} is only known after {outcome}. If so, leave it out.")
        }
    })
}
