//! Claims in words: what was asked, what the file says, and what it rests on.

use crate::engine::claims::{Against, Answer, Claim, Finding, Measure, Side, Untold, Verdict};
use crate::engine::features::Unit;
use crate::engine::present::message;
use crate::engine::present::number;
use crate::engine::present::sentence::lowered;
use crate::engine::profile::Profiles;

/// A claim and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The claim in the person's words; the question where there are none.
    pub claim: String,
    /// "Supported", "Not supported", "Too little data" or "Cannot be told".
    pub verdict: &'static str,
    /// "Share of orders of gender is “female”: at least 90%".
    pub question: String,
    /// "91%; of all such customers 90% to 92%".
    pub found: String,
    /// "Of 4,812 customers, 3,010 are meant; of 31 it is not known".
    pub basis: String,
}

/// What is measured, in words.
pub fn measure(measure: &Measure, profiles: &Profiles) -> String {
    match measure {
        Measure::Customers => "Share of customers".to_owned(),
        Measure::Orders => "Share of orders".to_owned(),
        Measure::Revenue => "Share of revenue".to_owned(),
        Measure::Mean(name) => format!("Mean of {}", labelled(name, profiles).0),
    }
}

/// A verdict, in words.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "Supported",
        Verdict::NotSupported => "Not supported",
        Verdict::TooLittleData => "Too little data",
    }
}

/// A claim and what came of it.
pub fn told(claim: &Claim, finding: &Finding, profiles: &Profiles) -> Told {
    let question = question(claim, profiles);
    let own = claim.text.trim();
    let (verdict, found, basis) = match finding {
        Finding::Answered(it) => (verdict(it.verdict), found(claim, it, profiles), basis(claim, it)),
        Finding::Untold(it) => ("Cannot be told", untold(it), String::new()),
    };
    let claim = if own.is_empty() { question.clone() } else { own.to_owned() };
    Told { claim, verdict, question, found, basis }
}

fn question(claim: &Claim, profiles: &Profiles) -> String {
    let figure = |it: f64| figure(it, &claim.measure, profiles);
    let among = listed(&claim.among).map_or_else(String::new, |it| format!(", among {it}"));
    let who = listed(&claim.who).unwrap_or_else(|| "everyone".to_owned());
    let with = match &claim.against {
        Against::Value(value) => figure(*value),
        Against::Others => "all others".to_owned(),
        Against::Group(lines) => listed(lines).unwrap_or_else(|| "everyone".to_owned()),
    };
    let is_value = matches!(claim.against, Against::Value(_));
    let side = match claim.side {
        Side::AtLeast if is_value => format!("at least {with}"),
        Side::AtLeast => format!("at least as much as {with}"),
        Side::AtMost if is_value => format!("at most {with}"),
        Side::AtMost => format!("at most as much as {with}"),
        Side::About(by) => format!("about {with}, give or take {}", figure(by)),
    };
    format!("{}, {who}{among}: {side}", measure(&claim.measure, profiles))
}

/// Conditions in one line.
fn listed(lines: &str) -> Option<String> {
    let lines: Vec<&str> = lines.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join(" and "))
}

fn found(claim: &Claim, answer: &Answer, profiles: &Profiles) -> String {
    let figure = |it: f64| figure(it, &claim.measure, profiles);
    let own = figure(answer.value);
    let [low, high] = answer.interval;
    match answer.other {
        None => format!("{own}; of all such customers {} to {}", figure(low), figure(high)),
        Some(other) => {
            let gap = |it: f64| if claim.measure.is_share() { points(it) } else { figure(it) };
            format!("{own} against {}; the difference is {} to {}", figure(other), gap(low), gap(high))
        }
    }
}

/// A difference of shares: "3.2 points".
fn points(it: f64) -> String {
    format!("{} points", number::fixed(it * 100.0, 1))
}

fn basis(claim: &Claim, answer: &Answer) -> String {
    let n = number::counted(answer.n, "customer", "customers");
    let unknown = match answer.n_unknown {
        0 => String::new(),
        it => format!("; of {} it is not known", number::count(it)),
    };
    if claim.measure.is_share() || answer.n > answer.n_who {
        return format!("Of {n}, {} are meant{unknown}", number::count(answer.n_who));
    }
    format!("{n}{unknown}")
}

fn untold(why: &Untold) -> String {
    match why {
        Untold::Misfit(error) => {
            let words = message::misfit(error);
            format!("{}. {}", words.title, words.remedy)
        }
        Untold::NoCondition => "A condition cannot be read.".to_owned(),
        Untold::NoOrders => "This file tells of no orders.".to_owned(),
        Untold::NoMoney => "This file tells of no money.".to_owned(),
        Untold::NoNumber(name) => format!("No number is called “{name}” in this file."),
        Untold::Few(n) => format!(
            "{} to go by, whom it is about or whom they are compared with; at least {} are needed.",
            number::counted(*n, "customer", "customers"),
            number::in_words(crate::engine::claims::LEAST_CUSTOMERS),
        ),
        Untold::NoWhole => {
            "There is nothing to have a share of: no orders, or more was given back than bought.".to_owned()
        }
    }
}

/// A figure with the unit of what is measured.
fn figure(value: f64, measure: &Measure, profiles: &Profiles) -> String {
    match measure {
        Measure::Mean(name) => {
            number::figure(value, labelled(name, profiles).1, profiles.currency.as_deref())
        }
        Measure::Customers | Measure::Orders | Measure::Revenue => number::share_fine(value),
    }
}

/// The label and the unit of a number.
fn labelled(name: &str, profiles: &Profiles) -> (String, Unit) {
    let mut all = profiles.everyone.features.iter();
    let found = all.find(|it| it.id == name || it.label == name);
    found.map_or_else(|| (name.to_owned(), Unit::Plain), |it| (lowered(&it.label), it.unit))
}
