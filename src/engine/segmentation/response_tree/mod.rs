//! Who responds: a tree learnt from an outcome, tested on customers that were kept back.
//!
//! Its leaves become segments, the ones with the highest outcome first. Everyone is placed: those the
//! tree was learnt from, those it was tested on, and those whose outcome is not known.

pub(super) mod answers;
mod detail;
mod figures;
mod holdout;
mod leakage;
mod options;
mod predictors;

pub use detail::{
    Condition, Form, Gain, Gains, LEAF, Leak, NodeFigures, PredictorCheck, Ranking, SplitCheck, TreeDetail,
    TreeNode, Verdict,
};
pub use options::{Criterion, TreeKind, TreeOptions};

use crate::engine::features::Unit;
use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::learnt::{LearntNode, LearntSplit, LearntTree};
use crate::engine::segmentation::response_tree::answers::Answers;
use crate::engine::segmentation::response_tree::holdout::Parts;
use crate::engine::segmentation::response_tree::predictors::Column;
use crate::engine::segmentation::{Customers, SegmentationError, UNASSIGNED};
use crate::engine::table::{IssueKind, Issues};
use crate::kernel::order;
use crate::kernel::tree::{self, Predictor, Settings, Sums, Target, Tree, Way};

/// Customers with an outcome that a tree needs at least.
const MIN_CUSTOMERS: usize = 20;
/// Customers of a leaf at least, where nothing else is asked for.
const MIN_SIZE: usize = 50;

/// Grows a tree: the leaf of each customer in canonical order (by mean outcome of those it was learnt
/// from, descending), and what was learnt.
pub fn find(
    customers: &Customers<'_>,
    options: &TreeOptions,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<(Vec<u8>, LearntTree, TreeDetail), SegmentationError> {
    let answers = answers::find(customers, options)?;
    let rows = answered(&answers)?;
    let n_no_outcome = customers.matrix.n_customers() - rows.len();
    issues.count(IssueKind::NoOutcome, Some(&answers.label), n_no_outcome as u64);
    let is_rate = answers.response.is_some();
    let parts = holdout::part(&rows, &answers.values, is_rate, (options.holdout, options.seed));
    let columns = predictors::columns(customers.matrix, &answers, &options.excluded);
    if columns.is_empty() {
        return Err(SegmentationError::NoFeatures);
    }
    for it in &customers.matrix.protected {
        let is_used = columns.iter().any(|column| column.label() == it.column);
        let kind = if is_used { IssueKind::ProtectedUsed } else { IssueKind::ProtectedLeftOut };
        issues.count(kind, Some(&it.column), customers.matrix.n_customers() as u64);
    }
    let answer = |row: &u32| answers.values.get(*row as usize).copied().unwrap_or(f64::NAN);
    let of_train = parts.train.iter().map(answer);
    let target =
        if is_rate { Target::rate(of_train.map(|it| it > 0.5)) } else { Target::amounts(of_train.collect()) };
    let settings = settings(options, parts.train.len());
    let predictors: Vec<Predictor<'_>> = columns.iter().map(|it| it.predictor()).collect();
    let n_steps = predictors.len() * (2 + settings.max_leaves);
    let mut steps = Steps::new(observer, Stage::Segmenting, n_steps);
    let is_used = |_: usize, it: &tree::Screened| !it.is_copy;
    let mut tick = || steps.advance(1);
    let tree = tree::grow(&predictors, &parts.train, &target, &settings, (&is_used, &mut tick));
    let leaf = |row: usize| u16::try_from(tree.leaf(&predictors, row)).unwrap_or_default();
    let leaves: Vec<u16> = (0..customers.matrix.n_customers()).map(leaf).collect();
    steps.complete();
    let fit = Fit { answers: &answers, parts: &parts, columns: &columns, target: &target, tree: &tree };
    let detail = fit.detail(&leaves, options, (settings.min_leaf, n_no_outcome));
    report(&detail, &tree, issues);
    let segments: Vec<u8> = detail.nodes.iter().map(|it| it.leaf.map_or(UNASSIGNED, |it| it - 1)).collect();
    let place = |it: &u16| segments.get(usize::from(*it)).copied().unwrap_or(UNASSIGNED);
    Ok((leaves.iter().map(place).collect(), learnt(&columns, &tree, &segments), detail))
}

/// What places customers: the tree without its figures.
fn learnt(columns: &[Column<'_>], tree: &Tree, segments: &[u8]) -> LearntTree {
    let node = |(node, segment): (&tree::Node, &u8)| {
        let split = node.split.as_ref().and_then(|it| Some((columns.get(it.column)?, it)));
        let Some((column, split)) = split else { return LearntNode::Leaf(*segment) };
        LearntNode::Split(LearntSplit {
            column: column.id().to_owned(),
            by: column.split_by(split),
            children: node.children.clone(),
            missing: split.missing,
            unseen: split.largest,
        })
    };
    LearntTree { nodes: tree.nodes.iter().zip(segments).map(node).collect() }
}

/// The customers whose outcome is known, if it differs and they are enough.
fn answered(answers: &Answers) -> Result<Vec<u32>, SegmentationError> {
    let known = (0_u32..).zip(&answers.values).filter(|it| it.1.is_finite());
    let rows: Vec<u32> = known.map(|it| it.0).collect();
    if rows.len() < MIN_CUSTOMERS {
        return Err(SegmentationError::TooFewCustomers { n_customers: rows.len(), needed: MIN_CUSTOMERS });
    }
    let mut known = answers.values.iter().filter(|it| it.is_finite());
    let first = known.next();
    if known.all(|it| Some(it) == first) {
        return Err(SegmentationError::OutcomeAlike { column: answers.label.clone() });
    }
    Ok(rows)
}

fn settings(options: &TreeOptions, n_train: usize) -> Settings {
    let least = || MIN_SIZE.max(n_train.div_ceil(50));
    let way = match options.tree {
        TreeKind::Cart => Way::Cart { by_entropy: options.criterion == Criterion::Entropy },
        TreeKind::Chaid => Way::Chaid { alpha_merge: options.alpha_merge },
    };
    Settings {
        way,
        max_depth: options.depth,
        min_leaf: options.min_size.map_or_else(least, |it| it as usize),
        max_leaves: usize::from(options.max_leaves),
        alpha: options.alpha,
    }
}

/// A tree beside what it was learnt from.
struct Fit<'a> {
    answers: &'a Answers,
    parts: &'a Parts,
    columns: &'a [Column<'a>],
    target: &'a Target,
    tree: &'a Tree,
}

impl Fit<'_> {
    fn detail(
        &self,
        leaves: &[u16],
        options: &TreeOptions,
        (min_size, n_no_outcome): (usize, usize),
    ) -> TreeDetail {
        let normal =
            |row: usize| self.target.normal(self.answers.values.get(row).copied().unwrap_or_default());
        let train = figures::sums(self.tree, leaves, &self.parts.train, normal);
        let holdout = figures::sums(self.tree, leaves, &self.parts.holdout, normal);
        let everyone: Vec<u32> = (0_u32..).take(leaves.len()).collect();
        let placed = figures::sums(self.tree, leaves, &everyone, |_| 0.0);
        let falling = self.canonical_order(&train);
        let nodes = self.nodes((&train, &holdout), &placed, &falling);
        let of_leaves =
            |sums: &[Sums]| falling.iter().filter_map(|it| sums.get(*it)).copied().collect::<Vec<_>>();
        let (of_train, of_holdout) = (of_leaves(&train), of_leaves(&holdout));
        let ranking = |falling: &[Sums]| {
            let rising: Vec<Sums> = falling.iter().rev().copied().collect();
            self.target.is_rate().then(|| figures::ranking(&rising)).flatten()
        };
        let is_tested = !self.parts.holdout.is_empty();
        let n_failed = nodes.iter().filter(|it| it.holds_up == Some(false)).count();
        TreeDetail {
            tree: options.tree,
            outcome: self.answers.label.clone(),
            response: self.answers.response.clone(),
            unit: if self.target.is_rate() { Unit::Share } else { self.answers.unit },
            n_train: self.parts.train.len(),
            n_holdout: self.parts.holdout.len(),
            n_no_outcome,
            min_size,
            is_cut_short: self.tree.is_cut_short,
            nodes,
            predictors: self.checks(),
            gains: figures::gains(if is_tested { &of_holdout } else { &of_train }, self.target, is_tested),
            auc_train: ranking(&of_train),
            auc_holdout: ranking(&of_holdout),
            verdict: figures::verdict(&of_holdout, self.target, n_failed),
        }
    }

    /// The leaves by their mean outcome, descending; then the larger, then the first.
    fn canonical_order(&self, train: &[Sums]) -> Vec<usize> {
        let is_leaf = |it: &usize| self.tree.nodes.get(*it).is_some_and(|it| it.split.is_none());
        let mut leaves: Vec<usize> = (0..self.tree.nodes.len()).filter(is_leaf).collect();
        let of = |it: &usize| train.get(*it).copied().unwrap_or_default();
        order::sort_by(&mut leaves, |a, b| {
            of(b).mean().total_cmp(&of(a).mean()).then(of(b).n.total_cmp(&of(a).n)).then(a.cmp(b))
        });
        leaves
    }

    fn nodes(
        &self,
        (train, holdout): (&[Sums], &[Sums]),
        placed: &[Sums],
        falling: &[usize],
    ) -> Vec<TreeNode> {
        let figures_at = |sums: &[Sums], at: usize| {
            figures::figures(&sums.get(at).copied().unwrap_or_default(), self.target)
        };
        let is_tested = !self.parts.holdout.is_empty();
        let all = (figures_at(train, 0), figures_at(holdout, 0));
        let base = all.0.mean.filter(|it| *it > 0.0);
        let forms: Vec<Form> = self.columns.iter().map(|it| it.form()).collect();
        let node = |(at, node): (usize, &tree::Node)| {
            let own = (figures_at(train, at), figures_at(holdout, at));
            let split = node.parent.and_then(|it| Some((self.tree.nodes.get(it.0)?.split.as_ref()?, it.1)));
            let condition = split.and_then(|(split, branch)| {
                let (column, form) = (self.columns.get(split.column)?, forms.get(split.column)?);
                Some(column.condition(*form, split, branch))
            });
            let leaf = falling.iter().position(|it| *it == at).and_then(|it| u8::try_from(it + 1).ok());
            let is_tested_leaf = is_tested && leaf.is_some();
            TreeNode {
                parent: node.parent.map(|it| it.0),
                depth: node.depth,
                condition,
                split: node.split.as_ref().map(|it| split_check(it, &node.sums)),
                train: own.0,
                holdout: is_tested.then_some(own.1),
                lift: own.0.mean.zip(base).map(|(own, all)| own / all),
                n_placed: figures_at(placed, at).n,
                leaf,
                holds_up: is_tested_leaf.then(|| figures::holds_up((&own.0, &own.1), (&all.0, &all.1))),
            }
        };
        self.tree.nodes.iter().enumerate().map(node).collect()
    }

    fn checks(&self) -> Vec<PredictorCheck> {
        let check = |(column, it): (&Column<'_>, &tree::Screened)| PredictorCheck {
            id: column.id().to_owned(),
            label: column.label().to_owned(),
            statistic: it.test.statistic,
            dof: it.test.dof,
            dof_within: it.test.dof_within,
            p: libm::exp(it.test.ln_p),
            log10_p: it.test.ln_p / std::f64::consts::LN_10,
            auc: it.auc,
            explained: it.explained,
            n_values: it.n_values,
            warning: leakage::doubt(column.label(), it),
        };
        self.columns.iter().zip(&self.tree.screened).map(check).collect()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
fn split_check(split: &tree::Split, all: &Sums) -> SplitCheck {
    SplitCheck {
        predictor: split.column,
        statistic: split.test.statistic,
        dof: split.test.dof,
        dof_within: split.test.dof_within,
        p: libm::exp(split.ln_p),
        log10_p: split.ln_p / std::f64::consts::LN_10,
        explained: if all.within() > 0.0 { (split.gain / all.within()).clamp(0.0, 1.0) } else { 0.0 },
        n_missing: split.n_missing as usize,
    }
}

/// Says what a person should know before believing the tree.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "percent")]
fn report(detail: &TreeDetail, tree: &Tree, issues: &mut Issues) {
    for (check, screened) in detail.predictors.iter().zip(&tree.screened) {
        let label = Some(check.label.as_str());
        let percent = (check.auc.unwrap_or(check.explained) * 100.0) as u64;
        match check.warning {
            Some(Leak::Copy) => issues.count(IssueKind::OutcomeCopy, label, detail.n_train as u64),
            Some(Leak::NearlyDecides) => issues.count(IssueKind::NearlyDecides, label, percent),
            Some(Leak::KnownAfterwards) => issues.count(IssueKind::KnownAfterwards, label, 1),
            None => {}
        }
        if screened.is_cut {
            issues.count(IssueKind::CutColumn, label, screened.n_values as u64);
        }
    }
    let n_leaves = detail.nodes.iter().filter(|it| it.leaf.is_some()).count();
    if detail.is_cut_short {
        issues.count(IssueKind::EnoughLeaves, None, n_leaves as u64);
    }
    match detail.verdict {
        Verdict::NothingFound => issues.count(IssueKind::NothingTells, Some(&detail.outcome), 1),
        Verdict::Failed => issues.count(IssueKind::TreeFailed, None, detail.n_holdout as u64),
        Verdict::PartlyHeld => issues.count(IssueKind::LeafFailed, None, detail.n_failed() as u64),
        Verdict::Untested | Verdict::Held => {}
    }
}
