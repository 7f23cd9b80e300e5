//! Both groups beside each other, segment by segment and as a whole.

use crate::engine::plan::results::amounts::{self, Amounts, Compared};
use crate::engine::plan::results::shares::{self, Counts};
use crate::engine::plan::results::{Collected, Economics, Effect, Gain, Results, ShareEffect, Verdict};
use crate::engine::plan::split::Group;
use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::{Segmentation, UNASSIGNED};
use crate::kernel::contrast::adjusted_strictly;

/// Fewest customers of a group that a mean is tested of: below, Student's distribution is a poor likeness
/// of so lopsided amounts.
const LEAST: usize = 20;

/// What the results of one segment are made of.
#[derive(Debug, Clone, Default)]
struct Part {
    counts: Counts,
    amounts: [Amounts; 2],
}

/// Compares the groups in each segment and over all of them. Samples are drawn by a seed.
#[expect(clippy::too_many_arguments, reason = "what is compared, on what terms, and who watches")]
pub fn assess(
    segmentation: &Segmentation,
    groups: &[Option<Group>],
    collected: &Collected,
    economics: &Economics,
    seed: u64,
    observer: &mut dyn Observer,
) -> Results {
    let (parts, n_unknown) = parts(segmentation, groups, collected);
    let mut steps = Steps::new(observer, Stage::Profiling, parts.len());
    let has_amounts = collected.amounts.is_some();
    let mut compared: Vec<Option<Compared>> = Vec::with_capacity(parts.len());
    for (task, part) in (0..).zip(&parts) {
        let [test, control] = &part.amounts;
        let is_there = has_amounts && part.counts.is_comparable();
        compared.push(is_there.then(|| amounts::of_one(test, control, (seed, task))));
        steps.advance(1);
    }
    let of_segment = |(part, amount): (&Part, &Option<Compared>)| Effect {
        n: part.counts.n,
        conversion: if part.counts.is_comparable() {
            shares::of_one(part.counts)
        } else {
            nothing(part.counts)
        },
        amount: amount.as_ref().map(|it| it.effect),
        gain: None,
    };
    let mut segments: Vec<Effect> = parts.iter().zip(&compared).map(of_segment).collect();
    let used: Vec<Counts> = parts.iter().map(|it| it.counts).filter(Counts::is_comparable).collect();
    let both: Vec<&Compared> = compared.iter().flatten().collect();
    let mut overall = Effect {
        n: used.iter().fold([0, 0], |[a, b], it| [a + it.n[0], b + it.n[1]]),
        conversion: shares::of_all(&used),
        amount: (!both.is_empty()).then(|| amounts::of_all(&both)),
        gain: None,
    };
    judge(&mut segments);
    judge(std::slice::from_mut(&mut overall));
    let n_test = overall.n[0].max(1) as f64;
    for it in segments.iter_mut().filter(|it| it.n.iter().all(|n| *n > 0)) {
        it.gain = gain(it, economics, economics.fixed * it.n[0] as f64 / n_test);
    }
    overall.gain = gain(&overall, economics, economics.fixed);
    let left_out =
        parts.iter().enumerate().filter(|it| !it.1.counts.is_comparable()).map(|it| it.0).collect();
    Results { overall, segments, left_out, n_unknown }
}

/// A segment with nobody in one of the groups: the difference may be anything.
fn nothing(counts: Counts) -> ShareEffect {
    ShareEffect {
        n_yes: counts.n_yes,
        share: [counts.share(0), counts.share(1)],
        interval: [-1.0, 1.0],
        ..ShareEffect::default()
    }
}

/// Customers by segment and group, and those in a group without a known result.
fn parts(segmentation: &Segmentation, groups: &[Option<Group>], collected: &Collected) -> (Vec<Part>, usize) {
    let mut parts = vec![Part::default(); segmentation.segments.len()];
    let mut n_unknown = 0;
    for (customer, group) in groups.iter().enumerate() {
        let segment = segmentation.assignment.get(customer).copied().unwrap_or(UNASSIGNED);
        let (Some(group), Some(part)) = (group, parts.get_mut(usize::from(segment))) else { continue };
        let converted = collected.converted.get(customer).copied().unwrap_or(f64::NAN);
        let amounts = collected.amounts.as_ref();
        let amount = amounts.map_or(0.0, |it| it.get(customer).copied().unwrap_or(f64::NAN));
        if converted.is_nan() || amount.is_nan() {
            n_unknown += 1;
            continue;
        }
        let side = usize::from(*group == Group::Control);
        let Part { counts, amounts } = part;
        let places = (counts.n.get_mut(side), counts.n_yes.get_mut(side), amounts.get_mut(side));
        if let (Some(n), Some(n_yes), Some(amounts)) = places {
            *n += 1;
            *n_yes += usize::from(converted > 0.5);
            amounts.n += 1;
            if amount != 0.0 {
                amounts.values.push(amount);
            }
        }
    }
    (parts, n_unknown)
}

/// Adjusts the probabilities of all segments for their number, and says what is to be said.
fn judge(all: &mut [Effect]) {
    let found: Vec<f64> = all.iter().filter_map(|it| it.conversion.ln_p).collect();
    let mut adjusted = adjusted_strictly(&found).into_iter();
    for it in all.iter_mut().map(|it| &mut it.conversion) {
        it.ln_adjusted = it.ln_p.and_then(|_| adjusted.next());
        it.verdict = Verdict::of(it.uplift, it.ln_adjusted);
    }
    for it in all.iter_mut().filter(|it| it.n.iter().any(|n| *n < LEAST)) {
        if let Some(amount) = &mut it.amount {
            amount.ln_p = None;
        }
    }
    let found: Vec<f64> = all.iter().filter_map(|it| it.amount?.ln_p).collect();
    let mut adjusted = adjusted_strictly(&found).into_iter();
    for it in all.iter_mut().filter_map(|it| it.amount.as_mut()) {
        it.ln_adjusted = it.ln_p.and_then(|_| adjusted.next());
        it.verdict = Verdict::of(it.uplift, it.ln_adjusted);
    }
}

/// What the customers of the test group brought beyond what they would have, and what they cost.
fn gain(effect: &Effect, economics: &Economics, fixed: f64) -> Option<Gain> {
    let n = effect.n[0] as f64;
    let (each, interval) = match (economics.margin, effect.amount, economics.per_conversion) {
        (Some(margin), Some(amount), _) => (margin * amount.uplift, amount.interval.map(|it| margin * it)),
        (_, _, Some(worth)) => {
            (worth * effect.conversion.uplift, effect.conversion.interval.map(|it| worth * it))
        }
        _ => return None,
    };
    let cost = n * economics.per_contact + fixed;
    let (brought, profit) = (n * each, n * each - cost);
    let roi = (cost > 0.0).then(|| profit / cost);
    Some(Gain { brought, cost, profit, interval: interval.map(|it| n * it - cost), roi })
}
