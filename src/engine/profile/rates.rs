//! Response, satisfaction, engagement and reach of each group, where columns tell.

use std::ops::Range;

use crate::engine::features::{Feature, FeatureMatrix, Unit};
use crate::engine::profile::members::Members;
use crate::engine::profile::outside::Outside;
use crate::engine::profile::spread;
use crate::engine::profile::{GroupProfile, Rate, RateKind, Reach};
use crate::kernel::contrast::{places, wilson};
use crate::kernel::letters::{is_letter, lowered};
use crate::kernel::quantile::known;

/// Name of what several columns say together.
const ENGAGEMENT: &str = "Engagement";

/// Adds rates and reach to everyone and to each group.
pub fn add(
    matrix: &FeatureMatrix,
    outside: &Outside,
    members: &Members,
    everyone: &mut GroupProfile,
    groups: &mut [GroupProfile],
) {
    let sources = sources(matrix, outside, members);
    let reach = Contacts::of(outside, members);
    let fill = |group: &mut GroupProfile, range: Range<usize>| {
        let rates = sources.iter().map(|it| it.rate(it.values.get(range.clone()).unwrap_or_default()));
        group.rates = rates.collect();
        group.reach = reach.as_ref().map(|it| it.count(range));
    };
    fill(everyone, 0..members.n());
    for (group, range) in groups.iter_mut().zip(members.ranges()) {
        fill(group, range);
    }
}

/// One rate, and what it is of: a value for each member, `NaN` where not known.
struct Source {
    kind: RateKind,
    label: String,
    values: Vec<f64>,
}

fn sources(matrix: &FeatureMatrix, outside: &Outside, members: &Members) -> Vec<Source> {
    let mut found = Vec::new();
    let mut add = |kind, label: &str, values| found.push(Source { kind, label: label.to_owned(), values });
    if let Some((label, values)) = &outside.outcome {
        add(RateKind::Response, label, members.pick_numbers(values));
    }
    let mut engaged: Vec<&Feature> = Vec::new();
    for feature in &matrix.features {
        if feature.is_yes_no() {
            add(RateKind::Yes, &feature.label, members.pick_numbers(&feature.values));
        } else if let Some((kind, scored)) = scores(feature) {
            add(kind, &feature.label, members.pick_numbers(&scored));
        } else if is_engagement(feature) {
            engaged.push(feature);
        }
    }
    if !engaged.is_empty() {
        let places: Vec<Vec<f64>> =
            engaged.iter().map(|it| places(&members.pick_numbers(&it.values))).collect();
        add(RateKind::Engagement, ENGAGEMENT, means(&places, members.n()));
    }
    found
}

/// Mean of the known numbers at each position.
fn means(columns: &[Vec<f64>], n: usize) -> Vec<f64> {
    let mean = |at: usize| {
        let known = || columns.iter().filter_map(|it| it.get(at)).filter(|it| !it.is_nan());
        known().sum::<f64>() / known().count() as f64
    };
    (0..n).map(mean).collect()
}

/// Answers of a survey as what is averaged: 1, 0 and −1 of promoters, 1 and 0 of the two best.
fn scores(feature: &Feature) -> Option<(RateKind, Vec<f64>)> {
    let label = lowered(&feature.label);
    let has = |stems: &[&str]| stems.iter().any(|it| label.contains(it));
    let known = known(&feature.values);
    let is_whole = known.iter().all(|it| it.fract() == 0.0 && (0.0..=10.0).contains(it));
    let largest = known.iter().copied().fold(0.0, f64::max);
    if known.is_empty() || !is_whole {
        return None;
    }
    let score = |of: &dyn Fn(f64) -> f64| feature.values.iter().map(|&it| of(it)).collect();
    if largest > 6.0 && has(&["nps", "recommend", "promoter", "empfehl", "recomend", "recommand"]) {
        let promoter = |it: f64| match it {
            _ if it.is_nan() => it,
            _ if it >= 9.0 => 1.0,
            _ if it <= 6.0 => -1.0,
            _ => 0.0,
        };
        return Some((RateKind::NetPromoters, score(&promoter)));
    }
    let scale = [5.0, 7.0, 10.0].into_iter().find(|it| largest <= *it)?;
    let is_enough = largest > 2.0;
    if is_enough && has(&["satisf", "csat", "zufrieden", "rating", "stars", "satisfac"]) {
        let is_top = |it: f64| if it.is_nan() { it } else { f64::from(u8::from(it >= scale - 1.0)) };
        return Some((RateKind::TopTwo, score(&is_top)));
    }
    None
}

/// Whether a number counts what was opened, clicked or visited.
fn is_engagement(feature: &Feature) -> bool {
    const WORDS: [&str; 16] = [
        "opens",
        "opened",
        "clicks",
        "clicked",
        "visits",
        "sessions",
        "pageviews",
        "views",
        "logins",
        "klicks",
        "besuche",
        "visites",
        "clics",
        "visitas",
        "aperturas",
        "seitenaufrufe",
    ];
    let label = lowered(&feature.label);
    let has_word = label.split(|it: char| !is_letter(it)).any(|it| WORDS.contains(&it));
    let is_count = matches!(feature.unit, Unit::Count | Unit::Plain);
    has_word && is_count && feature.values.iter().all(|it| it.is_nan() || *it >= 0.0)
}

impl Source {
    fn rate(&self, values: &[f64]) -> Rate {
        let mut known = known(values);
        let n = known.len();
        let total = spread::sum(known.iter().copied());
        let (value, interval) = match self.kind {
            RateKind::Response | RateKind::Yes | RateKind::TopTwo => {
                ((n > 0).then(|| total / n as f64), (n > 0).then(|| wilson(total, n as f64)))
            }
            RateKind::NetPromoters | RateKind::Engagement => {
                let spread = spread::spread(&mut known);
                (spread.map(|it| it.mean), spread.and_then(|it| spread::mean_interval(&it, n)))
            }
        };
        Rate { kind: self.kind, label: self.label.clone(), n, value, interval }
    }
}

/// Of each member whether they have an address, a number, and may be written to.
struct Contacts {
    email: Option<Vec<f64>>,
    phone: Option<Vec<f64>>,
    consent: Option<Vec<f64>>,
}

impl Contacts {
    fn of(outside: &Outside, members: &Members) -> Option<Self> {
        let pick = |it: &Option<Vec<f64>>| it.as_ref().map(|it| members.pick_numbers(it));
        let (email, phone, consent) = (pick(&outside.email), pick(&outside.phone), pick(&outside.consent));
        let is_any = email.is_some() || phone.is_some() || consent.is_some();
        is_any.then_some(Self { email, phone, consent })
    }

    fn count(&self, range: Range<usize>) -> Reach {
        let has = |it: &Option<Vec<f64>>, at: usize| {
            it.as_ref().and_then(|it| it.get(at)).is_some_and(|it| *it > 0.5)
        };
        let may = |at: usize| self.consent.is_none() || has(&self.consent, at);
        let count = |is: &dyn Fn(usize) -> bool| range.clone().filter(|it| is(*it)).count();
        let with = |it: &Option<Vec<f64>>| it.as_ref().map(|_| count(&|at| has(it, at)));
        Reach {
            email: with(&self.email),
            phone: with(&self.phone),
            consent: with(&self.consent),
            email_allowed: count(&|at| may(at) && has(&self.email, at)),
            phone_allowed: count(&|at| may(at) && has(&self.phone, at)),
            any_allowed: count(&|at| may(at) && (has(&self.email, at) || has(&self.phone, at))),
        }
    }
}
