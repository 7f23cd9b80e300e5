//! Customers compared with natural groups, number by number as the ways themselves compare them.

use crate::engine::features::FeatureMatrix;
use crate::engine::model::Placed;
use crate::engine::model::place::numbers;
use crate::engine::progress::{Observer, Stage};
use crate::engine::segmentation::learnt::{
    AnswerClass, CategoryStates, LearntGroups, Medoid, Normal, NumberScale, StateValues, Way,
};
use crate::engine::segmentation::{Missing, SegmentationError};
use crate::engine::table::MISSING_CODE;

/// The state of a value that nobody had.
const UNSEEN: u32 = MISSING_CODE - 1;
/// Customers between two reports of progress.
const REPORT_EVERY: usize = 1 << 16;

/// Customers' columns beside what they are compared with.
pub struct Compared<'a> {
    learnt: &'a LearntGroups,
    numbers: Vec<&'a [f64]>,
    categories: Vec<States<'a>>,
}

/// The states of a category's values in the customers' own file.
enum States<'a> {
    Codes(&'a [u32], Vec<u32>),
    Numbers(&'a [f64], &'a [f64]),
}

/// A customer as it is compared.
#[derive(Default)]
struct Desk {
    numbers: Vec<f64>,
    states: Vec<u32>,
    figures: Vec<f64>,
}

/// What a comparison gives.
struct Nearest {
    place: u8,
    confidence: f64,
    oddness: f64,
}

impl<'a> Compared<'a> {
    /// Finds the columns.
    pub fn new(learnt: &'a LearntGroups, matrix: &'a FeatureMatrix) -> Result<Self, SegmentationError> {
        let columns: Result<Vec<&[f64]>, _> =
            learnt.numbers.iter().map(|it| numbers(matrix, &it.feature)).collect();
        let states: Result<Vec<States<'_>>, _> =
            learnt.categories.iter().map(|it| states(it, matrix)).collect();
        Ok(Self { learnt, numbers: columns?, categories: states? })
    }

    /// Places every customer that has what it takes.
    pub fn place_all(&self, placed: &mut Placed, observer: &mut dyn Observer) {
        let n = placed.places.len();
        let mut confidence = vec![f32::NAN; n];
        let mut oddness = vec![f64::NAN; n];
        let mut desk = Desk::default();
        let all = placed.places.iter_mut().zip(&mut confidence).zip(&mut oddness);
        for (customer, ((place, confidence), oddness)) in all.enumerate() {
            if customer % REPORT_EVERY == 0 {
                observer.progress(Stage::Segmenting, 0.6 * share(customer, n));
            }
            if !self.lay_out(customer, &mut desk) {
                continue;
            }
            let Some(found) = self.nearest(&mut desk) else { continue };
            *place = found.place;
            *oddness = found.oddness;
            #[expect(clippy::cast_possible_truncation, reason = "a figure from 0 to 1")]
            {
                *confidence = found.confidence as f32;
            }
        }
        placed.oddness = oddness;
        placed.confidence = confidence.iter().any(|it| !it.is_nan()).then_some(confidence);
    }

    /// Makes a customer comparable; whether it has what it takes.
    fn lay_out(&self, customer: usize, desk: &mut Desk) -> bool {
        desk.numbers.clear();
        desk.states.clear();
        let mut n_known = 0;
        for (values, scale) in self.numbers.iter().zip(&self.learnt.numbers) {
            let value = values.get(customer).copied().filter(|it| it.is_finite());
            n_known += usize::from(value.is_some());
            desk.numbers.push(value.or(scale.fill).map_or(f64::NAN, |it| scaled(scale, it)));
        }
        let (mut n_states, mut is_complete) = (0, true);
        for (states, category) in self.categories.iter().zip(&self.learnt.categories) {
            let state = states.at(customer);
            n_states += usize::from(state.is_some());
            is_complete &= state.is_some();
            desk.states.push(state.or(category.missing).unwrap_or(MISSING_CODE));
        }
        let has_numbers = desk.numbers.iter().all(|it| !it.is_nan());
        let is_filled = self.learnt.missing != Missing::Impute || n_known > 0 || self.numbers.is_empty();
        match &self.learnt.way {
            Way::Centres { .. } | Way::Mixture(_) | Way::Medoids { gower: None, .. } => {
                has_numbers && is_filled
            }
            Way::Prototypes { .. } => {
                has_numbers && is_filled && (is_complete || self.learnt.missing != Missing::LeaveOut)
            }
            Way::Classes(_) => n_states > 0,
            Way::Medoids { gower: Some(_), .. } => n_known + n_states > 0,
        }
    }

    fn nearest(&self, desk: &mut Desk) -> Option<Nearest> {
        let Desk { numbers, states, figures } = desk;
        figures.clear();
        match &self.learnt.way {
            Way::Centres { is_exact: _, centres } => {
                figures.extend(centres.iter().map(|it| squares(numbers, &it.at)));
                let at = least(figures)?;
                Some(by_distance(centres.get(at)?.segment, figures, at, true))
            }
            Way::Prototypes { gamma, prototypes } => {
                figures.extend(prototypes.iter().map(|it| {
                    let n_different = states.iter().zip(&it.modes).filter(|(a, b)| a != b).count();
                    squares(numbers, &it.mean) + gamma * n_different as f64
                }));
                let at = least(figures)?;
                Some(by_distance(prototypes.get(at)?.segment, figures, at, true))
            }
            Way::Medoids { gower, medoids } => {
                figures.extend(medoids.iter().map(|it| match gower {
                    Some(weights) => apart(it, (numbers, states), (&weights.numbers, &weights.categories)),
                    None => straight(it, numbers),
                }));
                let at = least(figures)?;
                let found = by_distance(medoids.get(at)?.segment, figures, at, false);
                Some(Nearest { confidence: f64::NAN, ..found })
            }
            Way::Mixture(normals) => {
                figures.extend(normals.iter().map(|it| log_density(it, numbers)));
                likeliest(figures, &|at| normals.get(at).and_then(|it| it.segment))
            }
            Way::Classes(classes) => {
                let logs = weigh(classes, states, figures);
                let segment = |at: usize| classes.get(at).and_then(|it| it.segment);
                let at = most(figures, &segment)?;
                let confidence = figures.get(at).copied().unwrap_or(f64::NAN);
                Some(Nearest { place: segment(at)?, confidence, oddness: -logs })
            }
        }
    }
}

/// A number as it is compared.
pub fn scaled(scale: &NumberScale, value: f64) -> f64 {
    let value = if scale.log { libm::log1p(value) } else { value };
    let own = if scale.width > 0.0 { (value - scale.centre) / scale.width } else { 0.0 };
    own * scale.factor
}

fn states<'a>(
    category: &'a CategoryStates,
    matrix: &'a FeatureMatrix,
) -> Result<States<'a>, SegmentationError> {
    match &category.values {
        StateValues::Numbers(known) => Ok(States::Numbers(numbers(matrix, &category.column)?, known)),
        StateValues::Texts(known) => {
            let missing = || SegmentationError::FeatureMissing { feature: category.column.clone() };
            let own = matrix.categories.iter().find(|it| it.label == category.column).ok_or_else(missing)?;
            let state = |text: &str| {
                let at = known.iter().position(|it| it == text);
                at.and_then(|it| u32::try_from(it).ok()).unwrap_or(UNSEEN)
            };
            Ok(States::Codes(&own.codes, own.dictionary.iter().map(state).collect()))
        }
    }
}

impl States<'_> {
    /// The state of a customer; `None` where it is not known.
    fn at(&self, customer: usize) -> Option<u32> {
        match self {
            Self::Codes(codes, states) => {
                let code = codes.get(customer).copied().filter(|it| *it != MISSING_CODE)?;
                states.get(code as usize).copied()
            }
            Self::Numbers(values, known) => {
                let value = values.get(customer).copied().filter(|it| it.is_finite())?;
                let at = known.iter().position(|it| (it - value).abs() <= 0.0);
                Some(at.and_then(|it| u32::try_from(it).ok()).unwrap_or(UNSEEN))
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "progress")]
fn share(n: usize, all: usize) -> f32 {
    n as f32 / all.max(1) as f32
}

fn squares(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The position of the smallest, the first of equals.
fn least(figures: &[f64]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, figure) in figures.iter().enumerate() {
        if best.is_none_or(|it| *figure < it.1) {
            best = Some((at, *figure));
        }
    }
    best.map(|it| it.0)
}

/// The position of the largest that has a place, the first of equals.
fn most(figures: &[f64], segment: &dyn Fn(usize) -> Option<u8>) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, figure) in figures.iter().enumerate().filter(|it| segment(it.0).is_some()) {
        if best.is_none_or(|it| *figure > it.1) {
            best = Some((at, *figure));
        }
    }
    best.map(|it| it.0)
}

/// The place with the smallest distance, and how much nearer it is than the next: 1 − 2a ÷ (a + b) with
/// the distances a and b to both (Leisch 2006).
fn by_distance(place: u8, distances: &[f64], at: usize, are_squares: bool) -> Nearest {
    let root = |it: f64| if are_squares { it.sqrt() } else { it };
    let own = root(distances.get(at).copied().unwrap_or(f64::NAN));
    let others = distances.iter().enumerate().filter(|it| it.0 != at).map(|it| *it.1);
    let next = root(others.fold(f64::INFINITY, f64::min));
    let confidence = match next.is_finite() {
        false => f64::NAN,
        true if next > 0.0 => (next - own) / (next + own),
        true => 0.0,
    };
    Nearest { place, confidence, oddness: own }
}

fn apart(
    medoid: &Medoid,
    (numbers, states): (&[f64], &[u32]),
    (of_numbers, of_states): (&[f64], &[f64]),
) -> f64 {
    let (mut sum, mut known) = (0.0, 0.0);
    for ((own, other), weight) in medoid.numbers.iter().zip(numbers).zip(of_numbers) {
        if let Some(own) = own.filter(|_| !other.is_nan()) {
            sum += weight * (other - own).abs();
            known += weight;
        }
    }
    for ((own, other), weight) in medoid.states.iter().zip(states).zip(of_states) {
        if let Some(own) = own.filter(|_| *other != MISSING_CODE) {
            sum += weight * f64::from(u8::from(*other != own));
            known += weight;
        }
    }
    if known > 0.0 { sum / known } else { 1.0 }
}

fn straight(medoid: &Medoid, numbers: &[f64]) -> f64 {
    let square = |(a, b): (&Option<f64>, &f64)| a.map(|a| (b - a) * (b - a));
    medoid.numbers.iter().zip(numbers).filter_map(square).sum::<f64>().sqrt()
}

/// ln of weight × density, without what all have.
fn log_density(normal: &Normal, numbers: &[f64]) -> f64 {
    let away = |it: usize| {
        numbers.get(it).copied().unwrap_or_default() - normal.mean.get(it).copied().unwrap_or_default()
    };
    let mut square = 0.0;
    for row in &normal.whitening {
        let z: f64 = row.iter().enumerate().map(|(at, it)| it * away(at)).sum();
        square += z * z;
    }
    normal.height - 0.5 * square
}

/// The most probable of some, by ln of their densities.
fn likeliest(logs: &[f64], segment: &dyn Fn(usize) -> Option<u8>) -> Option<Nearest> {
    let at = most(logs, segment)?;
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = logs.iter().map(|it| libm::exp(it - top)).sum();
    let own = logs.get(at).copied().unwrap_or(f64::NEG_INFINITY);
    let confidence = libm::exp(own - top) / total;
    Some(Nearest { place: segment(at)?, confidence, oddness: -(top + libm::log(total)) })
}

/// The probability of each class for some answers, and ln of the answers' own.
fn weigh(classes: &[AnswerClass], states: &[u32], memberships: &mut Vec<f64>) -> f64 {
    let answered = |class: &AnswerClass, each: &mut dyn FnMut(f64)| {
        for (answers, state) in class.answers.iter().zip(states) {
            if let Some(it) = answers.get(*state as usize) {
                each(*it);
            }
        }
    };
    for class in classes {
        let mut product = 1.0;
        answered(class, &mut |it| product *= it);
        memberships.push(class.share * product);
    }
    let total: f64 = memberships.iter().sum();
    if total > 1e-280 {
        for it in memberships.iter_mut() {
            *it /= total;
        }
        return libm::log(total);
    }
    for (membership, class) in memberships.iter_mut().zip(classes) {
        let mut logs = 0.0;
        answered(class, &mut |it| logs += libm::log(it));
        *membership = libm::log(class.share.max(f64::MIN_POSITIVE)) + logs;
    }
    let top = memberships.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for it in memberships.iter_mut() {
        *it = libm::exp(*it - top);
    }
    let total: f64 = memberships.iter().sum();
    for it in memberships.iter_mut() {
        *it /= total;
    }
    top + libm::log(total)
}
