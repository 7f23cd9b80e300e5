//! How a tree does: shares and means with their intervals, ranking, gains, and whether leaves are on
//! other customers what they were.

use crate::engine::segmentation::response_tree::{Gain, Gains, NodeFigures, Ranking, Verdict};
use crate::kernel::contrast::wilson;
use crate::kernel::tails;
use crate::kernel::tree::{Sums, Target, Test, Tree, area};

/// The normal figure that is exceeded, in one direction or the other, five times in a hundred.
const Z: f64 = 1.959_963_984_540_054;
/// The probability of chance from which on leaves are said not to differ.
const ALPHA: f64 = 0.05;

/// The outcome of some customers by node, each node with all those below it.
pub fn sums(tree: &Tree, leaves: &[u16], rows: &[u32], answer: impl Fn(usize) -> f64) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); tree.nodes.len()];
    for row in rows {
        let row = *row as usize;
        let leaf = leaves.get(row).map(|it| usize::from(*it));
        if let Some(it) = leaf.and_then(|it| sums.get_mut(it)) {
            it.add(answer(row));
        }
    }
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        let Some((own, (parent, _))) = sums.get(at).copied().zip(node.parent) else { continue };
        if let Some(it) = sums.get_mut(parent) {
            *it = it.with(own);
        }
    }
    sums
}

/// The figures of some customers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
pub fn figures(sums: &Sums, target: &Target) -> NodeFigures {
    if sums.n <= 0.0 {
        return NodeFigures { n: 0, total: 0.0, mean: None, interval: None };
    }
    let mean = target.mean(sums);
    let interval = if target.is_rate() { Some(wilson(sums.sum, sums.n)) } else { student(sums, target) };
    NodeFigures { n: sums.n as usize, total: mean * sums.n, mean: Some(mean), interval }
        .with_whole_total(sums, target)
}

impl NodeFigures {
    fn with_whole_total(self, sums: &Sums, target: &Target) -> Self {
        if target.is_rate() { Self { total: sums.sum, ..self } } else { self }
    }
}

/// Student's interval of a mean; `None` for fewer than two.
fn student(sums: &Sums, target: &Target) -> Option<[f64; 2]> {
    let half = tails::t_exceeded(ALPHA, sums.n - 1.0) * target.sd(sums) / sums.n.sqrt();
    let mean = target.mean(sums);
    let interval = [mean - half, mean + half];
    (sums.n >= 2.0 && interval.iter().all(|it| it.is_finite())).then_some(interval)
}

/// How well leaves that rise rank yes before no; `None` where all answers are alike.
pub fn ranking(rising: &[Sums]) -> Option<Ranking> {
    let all = rising.iter().fold(Sums::default(), |all, it| all.with(*it));
    let (n_yes, n_no) = (all.sum, all.n - all.sum);
    if n_yes < 1.0 || n_no < 1.0 {
        return None;
    }
    let auc = area(rising);
    let (q1, q2) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let square = auc * auc;
    let variance = auc * (1.0 - auc) + (n_yes - 1.0) * (q1 - square) + (n_no - 1.0) * (q2 - square);
    let half = Z * (variance.max(0.0) / (n_yes * n_no)).sqrt();
    Some(Ranking { auc, interval: [(auc - half).max(0.0), (auc + half).min(1.0)] })
}

/// How early the outcome is reached when leaves are taken from the best; `None` where the sum of the
/// outcome is not above zero.
pub fn gains(falling: &[Sums], target: &Target, is_holdout: bool) -> Option<Gains> {
    let total = |it: &Sums| if it.n > 0.0 { target.mean(it) * it.n } else { 0.0 };
    let n: f64 = falling.iter().map(|it| it.n).sum();
    let all: f64 = falling.iter().map(total).sum();
    if n <= 0.0 || all <= 0.0 {
        return None;
    }
    let mut steps = vec![Gain { customers: 0.0, outcome: 0.0 }];
    let (mut n_before, mut before) = (0.0, 0.0);
    for leaf in falling {
        n_before += leaf.n;
        before += total(leaf);
        steps.push(Gain { customers: n_before / n, outcome: before / all });
    }
    let deciles = (0..=10).map(|tenth| at(&steps, f64::from(tenth) / 10.0)).collect();
    Some(Gains { is_holdout, steps, deciles })
}

/// The outcome reached with a share of the customers, between two steps by share.
fn at(steps: &[Gain], customers: f64) -> Gain {
    let found = steps.windows(2).find(|it| it.last().is_some_and(|it| it.customers >= customers));
    let outcome = match found {
        Some([low, high]) if high.customers > low.customers => {
            let part = (customers - low.customers) / (high.customers - low.customers);
            low.outcome + part * (high.outcome - low.outcome)
        }
        Some([_, high]) => high.outcome,
        _ => 1.0,
    };
    Gain { customers, outcome }
}

/// Whether a leaf is on others what it was: its mean within their interval, and, where it differed
/// from everyone for sure, on the same side of everyone.
pub fn holds_up(own: (&NodeFigures, &NodeFigures), everyone: (&NodeFigures, &NodeFigures)) -> bool {
    let ((train, holdout), (all_train, all_holdout)) = (own, everyone);
    let Some((mean, [low, high])) = train.mean.zip(holdout.interval) else { return false };
    let is_within = (low..=high).contains(&mean);
    let side = |own: &NodeFigures, all: &NodeFigures| Some(own.mean?.total_cmp(&all.mean?));
    let is_sure =
        train.interval.zip(all_train.mean).is_some_and(|([low, high], all)| all < low || all > high);
    is_within && (!is_sure || side(train, all_train) == side(holdout, all_holdout))
}

/// What became of the leaves on the customers kept back.
pub fn verdict(leaves: &[Sums], target: &Target, n_failed: usize) -> Verdict {
    if leaves.len() < 2 {
        return Verdict::NothingFound;
    }
    if leaves.iter().all(|it| it.n <= 0.0) {
        return Verdict::Untested;
    }
    if Test::of(leaves, target.is_rate()).ln_p > libm::log(ALPHA) {
        return Verdict::Failed;
    }
    if n_failed > 0 { Verdict::PartlyHeld } else { Verdict::Held }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(n: f64, yes: f64) -> Sums {
        Sums { n, sum: yes, squares: yes }
    }

    fn target() -> Target {
        Target::rate([true, false].into_iter())
    }

    /// References: `statsmodels.stats.proportion.proportion_confint(k, n, method="wilson")`.
    #[test]
    fn shares_have_wilsons_interval() {
        for ((n, yes), [low, high]) in [
            ((10.0, 2.0), [0.056_682_151_454_213_39, 0.509_837_527_584_602_3]),
            ((50.0, 0.0), [0.0, 0.071_347_606_498_720_62]),
            ((1000.0, 115.0), [0.096_683_431_8, 0.136_263_172_2]),
        ] {
            let found = figures(&counts(n, yes), &target()).interval.unwrap();
            assert!((found[0] - low).abs() < 1e-6 && (found[1] - high).abs() < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn amounts_have_students_interval() {
        let target = Target::amounts(vec![2.0, 4.0, 6.0]);
        let mut sums = Sums::default();
        for value in [2.0, 4.0, 6.0] {
            sums.add(target.normal(value));
        }
        let found = figures(&sums, &target);
        // t(0.975, 2) = 4.302653, sd 2, divided by the root of 3.
        let [low, high] = found.interval.unwrap();
        assert!((found.mean.unwrap() - 4.0).abs() < 1e-12 && (found.total - 12.0).abs() < 1e-9);
        assert!((low + 0.968_275).abs() < 1e-5 && (high - 8.968_275).abs() < 1e-5, "{low} {high}");
    }

    #[test]
    fn gains_are_reached_leaf_by_leaf_and_between_them_by_share() {
        let gains =
            gains(&[counts(20.0, 10.0), counts(30.0, 6.0), counts(50.0, 4.0)], &target(), true).unwrap();
        let reached: Vec<f64> = gains.steps.iter().map(|it| it.outcome).collect();
        assert!(reached.iter().zip([0.0, 0.5, 0.8, 1.0]).all(|(a, b)| (a - b).abs() < 1e-12));
        assert!((gains.deciles[1].outcome - 0.25).abs() < 1e-12);
        assert!((gains.deciles[5].outcome - 0.8).abs() < 1e-12);
        assert!((gains.deciles[10].outcome - 1.0).abs() < 1e-12);
        assert!(super::gains(&[counts(5.0, 0.0)], &target(), true).is_none());
    }

    #[test]
    fn a_leaf_that_is_ordinary_on_others_did_not_hold_up() {
        let of = |n: f64, yes: f64| figures(&counts(n, yes), &target());
        let everyone = (&of(1000.0, 100.0), &of(500.0, 50.0));
        assert!(holds_up((&of(100.0, 30.0), &of(50.0, 14.0)), everyone));
        assert!(!holds_up((&of(100.0, 30.0), &of(50.0, 5.0)), everyone), "its share is outside");
        assert!(!holds_up((&of(400.0, 52.0), &of(10.0, 0.0)), (&of(5000.0, 450.0), &of(500.0, 50.0))));
        assert!(!holds_up((&of(100.0, 30.0), &of(0.0, 0.0)), everyone), "nobody was kept back");
    }

    #[test]
    fn leaves_that_differ_no_more_than_by_chance_fail() {
        let leaves = [counts(100.0, 12.0), counts(100.0, 10.0)];
        assert_eq!(verdict(&leaves, &target(), 0), Verdict::Failed);
        let leaves = [counts(100.0, 40.0), counts(100.0, 10.0)];
        assert_eq!(verdict(&leaves, &target(), 0), Verdict::Held);
        assert_eq!(verdict(&leaves, &target(), 1), Verdict::PartlyHeld);
        assert_eq!(verdict(&leaves[..1], &target(), 0), Verdict::NothingFound);
        assert_eq!(verdict(&[counts(0.0, 0.0); 2], &target(), 0), Verdict::Untested);
    }
}
