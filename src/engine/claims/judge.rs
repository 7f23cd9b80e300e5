//! A claim put to the customers.

use serde::{Deserialize, Serialize};

use crate::engine::claims::estimate::{Estimate, Sample, share, share_apart};
use crate::engine::claims::{Against, Claim, LEAST_CUSTOMERS, Measure, Side, conditions};
use crate::engine::features::FeatureMatrix;
use crate::engine::segmentation::rules::{RuleMisfit, RulesCounter};
use crate::engine::segmentation::{Customers, SegmentationError};
use crate::kernel::bits::{Bits, Truth};
use crate::kernel::letters::lowered;

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The file can answer it.
    Answered(Answer),
    /// It cannot.
    Untold(Untold),
}

/// What the file says about a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether it holds.
    pub verdict: Verdict,
    /// What was measured of those the claim is about; shares from 0 to 1.
    pub value: f64,
    /// The same of those they are compared with, where they are a group.
    pub other: Option<f64>,
    /// Where the value is with 95 %; where there is another group, how much more it is than theirs.
    pub interval: [f64; 2],
    /// Customers the claim is about.
    pub n_who: usize,
    /// Customers looked at of whom it is known whether they are: the whole of a share. Of a mean, those
    /// the claim is about and whom they are compared with.
    pub n: usize,
    /// Customers looked at of whom it is not known, or whose number is not.
    pub n_unknown: usize,
}

/// Whether a claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval lies where the claim says.
    Supported,
    /// None of it does.
    NotSupported,
    /// Some of it does: both may be.
    TooLittleData,
}

/// Why a claim cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Untold {
    /// A condition does not fit the file.
    Misfit(RuleMisfit),
    /// A condition that is none.
    NoCondition,
    /// The file tells of no orders.
    NoOrders,
    /// The file tells of no money.
    NoMoney,
    /// No number is called so.
    NoNumber(String),
    /// Too few customers, whom it is about or whom they are compared with: how many.
    Few(usize),
    /// There is nothing to have a share of: no orders, or more money given back than spent.
    NoWhole,
}

/// Puts each claim to the customers, in the order given.
pub fn judge(claims: &[Claim], customers: Customers<'_>, counter: &mut RulesCounter) -> Vec<Finding> {
    let one = |it: &Claim| answer(it, customers, counter).map_or_else(Finding::Untold, Finding::Answered);
    claims.iter().map(one).collect()
}

/// Who is looked at, who of them it is about, and whom they are compared with.
struct Sides {
    base: Bits,
    who: Truth,
    other: Option<Truth>,
}

fn answer(claim: &Claim, customers: Customers<'_>, counter: &mut RulesCounter) -> Result<Answer, Untold> {
    let mut truth = |lines: &str| {
        let rules = conditions(lines).map_err(|_error| Untold::NoCondition)?;
        counter.holds(customers, &rules).map_err(|error| {
            if let SegmentationError::Rule(misfit) = error {
                Untold::Misfit(misfit)
            } else {
                Untold::NoCondition
            }
        })
    };
    let who = truth(&claim.who)?;
    let other = match &claim.against {
        Against::Value(_) => None,
        Against::Others => Some(who.clone().turned()),
        Against::Group(lines) => Some(truth(lines)?),
    };
    let sides = Sides { base: truth(&claim.among)?.yes, who, other };
    let matrix = customers.matrix;
    match &claim.measure {
        Measure::Mean(name) => mean(claim, &sides, number(matrix, name)?),
        Measure::Customers => part(claim, &sides, &|_| 1.0),
        Measure::Orders => {
            let orders = matrix.orders.as_ref().ok_or(Untold::NoOrders)?;
            part(claim, &sides, &|at| orders.get(at).map_or(0.0, |it| f64::from(*it)))
        }
        Measure::Revenue => {
            let revenue = matrix.revenue.as_ref().ok_or(Untold::NoMoney)?;
            part(claim, &sides, &|at| revenue.get(at).copied().unwrap_or(0.0))
        }
    }
}

fn number<'a>(matrix: &'a FeatureMatrix, name: &str) -> Result<&'a [f64], Untold> {
    let name = name.trim();
    let exact = matrix.features.iter().find(|it| it.id == name || it.label == name);
    let like = || matrix.features.iter().find(|it| lowered(&it.label) == lowered(name));
    let found = exact.or_else(like).map(|it| it.values.as_slice());
    found.ok_or_else(|| Untold::NoNumber(name.to_owned()))
}

/// Of a share: the whole is what all customers looked at have of whom it is known.
fn part(claim: &Claim, sides: &Sides, weight: &dyn Fn(usize) -> f64) -> Result<Answer, Untold> {
    let Sides { base, who, other } = sides;
    let mut known = who.yes.clone();
    known.add(&who.no);
    if let Some(other) = other {
        let mut both = other.yes.clone();
        both.add(&other.no);
        known.keep(&both);
    }
    let n_base = base.count();
    known.keep(base);
    let n = known.count();
    if n < LEAST_CUSTOMERS {
        return Err(Untold::Few(n));
    }
    let finite = |at: usize| Some(weight(at)).filter(|it| it.is_finite()).unwrap_or(0.0);
    let own: Vec<(f64, bool)> = known.positions().map(|at| (finite(at), who.yes.has(at))).collect();
    let found = share(&own).ok_or(Untold::NoWhole)?;
    let mut answer = Answer {
        verdict: Verdict::TooLittleData,
        value: found.value,
        other: None,
        interval: found.interval,
        n_who: known.count_with(&who.yes),
        n,
        n_unknown: n_base - n,
    };
    if let Some(other) = other {
        let theirs: Vec<(f64, bool)> = known.positions().map(|at| (finite(at), other.yes.has(at))).collect();
        let signs =
            theirs.iter().zip(&own).map(|(b, a)| (a.0, f64::from(u8::from(a.1)) - f64::from(u8::from(b.1))));
        answer.other = Some(share(&theirs).ok_or(Untold::NoWhole)?.value);
        answer.interval = share_apart(&signs.collect::<Vec<_>>()).ok_or(Untold::NoWhole)?.interval;
    }
    answer.verdict = verdict(claim, answer.interval);
    Ok(answer)
}

/// Of a mean: who is in both groups is in none.
fn mean(claim: &Claim, sides: &Sides, values: &[f64]) -> Result<Answer, Untold> {
    let Sides { base, who, other } = sides;
    let mut own = who.yes.clone();
    own.keep(base);
    let mut others = other.as_ref().map(|it| it.yes.clone());
    if let Some(others) = &mut others {
        others.keep(base);
        let theirs = others.clone();
        others.take_away(&own);
        own.take_away(&theirs);
    }
    let known = |group: &Bits| -> Vec<f64> {
        let all = group.positions().filter_map(|at| values.get(at).copied());
        all.filter(|it| it.is_finite()).collect()
    };
    let mine = known(&own);
    let n_lost = own.count() - mine.len();
    let n_undecided = base.count() - base.count_with(&who.yes) - base.count_with(&who.no);
    if mine.len() < LEAST_CUSTOMERS {
        return Err(Untold::Few(mine.len()));
    }
    let sample = Sample::of(&mine);
    let own_mean = sample.mean().ok_or(Untold::Few(mine.len()))?;
    let mut answer = Answer {
        verdict: Verdict::TooLittleData,
        value: own_mean.value,
        other: None,
        interval: own_mean.interval,
        n_who: mine.len(),
        n: mine.len(),
        n_unknown: n_lost + n_undecided,
    };
    if let Some(others) = &others {
        let theirs = known(others);
        if theirs.len() < LEAST_CUSTOMERS {
            return Err(Untold::Few(theirs.len()));
        }
        let sample_of_others = Sample::of(&theirs);
        let few = || Untold::Few(theirs.len());
        let Estimate { interval, .. } = sample.apart(sample_of_others).ok_or_else(few)?;
        answer.other = sample_of_others.mean().map(|it| it.value);
        answer.interval = interval;
        answer.n = mine.len() + theirs.len();
        answer.n_unknown += others.count() - theirs.len();
    }
    answer.verdict = verdict(claim, answer.interval);
    Ok(answer)
}

/// Where the interval lies beside what the claim says.
fn verdict(claim: &Claim, [low, high]: [f64; 2]) -> Verdict {
    let with = if let Against::Value(value) = claim.against { value } else { 0.0 };
    let (least, most) = match claim.side {
        Side::AtLeast => (with, f64::INFINITY),
        Side::AtMost => (f64::NEG_INFINITY, with),
        Side::About(by) => (with - by, with + by),
    };
    match () {
        () if low >= least && high <= most => Verdict::Supported,
        () if high < least || low > most => Verdict::NotSupported,
        () => Verdict::TooLittleData,
    }
}
