//! Columns as questions with a few answers.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use crate::engine::plan::typing::{Says, TypingError, TypingOptions};
use crate::kernel::order;

/// Values that are answers of their own.
const MAX_VALUES: usize = 7;
/// Answers of a number with many values.
const MAX_PARTS: usize = 5;
/// Places between which a number may be cut.
const N_PLACES: usize = 40;
/// The answer of who gives none.
pub const NO_ANSWER: u8 = u8::MAX;

/// A question that may be asked.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The column or measure.
    pub column: String,
    /// What it is called.
    pub label: String,
    /// The unit of its numbers.
    pub unit: Unit,
    /// Its answers.
    pub says: Vec<Says>,
    /// The answer of each customer of the matrix, [`NO_ANSWER`] where nothing is known.
    pub codes: Vec<u8>,
}

impl Candidate {
    /// The answer of a customer.
    pub fn answer(&self, customer: usize) -> Option<usize> {
        self.codes.get(customer).filter(|it| **it != NO_ANSWER).map(|it| usize::from(*it))
    }
}

/// Every column that can be asked for: at least two answers, and at least half the customers give one.
/// Columns about protected traits are only asked where the person lets them tell customers apart.
pub fn candidates(
    matrix: &FeatureMatrix,
    learnt: &[usize],
    segments: &[u8],
    n_segments: usize,
    options: &TypingOptions,
) -> Result<Vec<Candidate>, TypingError> {
    let is_known = |name: &String| {
        let is_it = |it: &Feature| it.id == *name || it.label == *name;
        matrix.features.iter().any(is_it) || matrix.categories.iter().any(|it| it.label == *name)
    };
    if let Some(column) = options.only.iter().chain(&options.except).find(|it| !is_known(it)) {
        return Err(TypingError::ColumnMissing { column: column.clone() });
    }
    let is_free = |name: &str| matrix.protected.iter().all(|it| it.column != name || it.is_used);
    let is_wanted = |id: &str, label: &str| {
        let names = |all: &[String]| all.iter().any(|it| it == id || it == label);
        (options.only.is_empty() || names(&options.only)) && !names(&options.except) && is_free(id)
    };
    let numbers = matrix.features.iter().filter(|it| is_wanted(&it.id, &it.label));
    let categories = matrix.categories.iter().filter(|it| is_wanted(&it.label, &it.label));
    let mut found: Vec<Candidate> =
        numbers.filter_map(|it| number(it, learnt, segments, n_segments)).collect();
    found.extend(categories.filter_map(|it| category(it, learnt)));
    Ok(found)
}

fn number(feature: &Feature, learnt: &[usize], segments: &[u8], n_segments: usize) -> Option<Candidate> {
    let value = |it: usize| feature.values.get(it).copied().unwrap_or(f64::NAN);
    let mut known: Vec<(u64, f64, u8)> = Vec::with_capacity(learnt.len());
    for (customer, segment) in learnt.iter().zip(segments) {
        let value = value(*customer);
        if !value.is_nan() {
            known.push((order::rank(value + 0.0), value + 0.0, *segment));
        }
    }
    if known.len() * 2 < learnt.len() {
        return None;
    }
    order::sort_by_number(&mut known, |it| it.0);
    let mut values: Vec<f64> = known.iter().map(|it| it.1).collect();
    values.dedup();
    let says: Vec<Says> = if values.len() <= MAX_VALUES {
        values.iter().map(|it| Says::Number(*it)).collect()
    } else {
        let cuts = cuts(&known, n_segments);
        let from = std::iter::once(None).chain(cuts.iter().map(|it| Some(*it)));
        let below = cuts.iter().map(|it| Some(*it)).chain(std::iter::once(None));
        from.zip(below).map(|(from, below)| Says::Between(from, below)).collect()
    };
    let code = |value: &f64| {
        let holds = |it: &Says| match it {
            Says::Number(number) => (value + 0.0).to_bits() == number.to_bits(),
            Says::Between(from, below) => {
                from.is_none_or(|it| *value >= it) && below.is_none_or(|it| *value < it)
            }
            Says::Value(_) | Says::Other => false,
        };
        says.iter().position(holds).and_then(|it| u8::try_from(it).ok()).unwrap_or(NO_ANSWER)
    };
    let codes = feature.values.iter().map(code).collect();
    let Feature { id, label, unit, .. } = feature;
    let candidate = Candidate { column: id.clone(), label: label.clone(), unit: *unit, says, codes };
    (candidate.says.len() > 1).then_some(candidate)
}

/// The cuts that say most about the segment, each after the other, at numbers with few digits.
fn cuts(known: &[(u64, f64, u8)], n_segments: usize) -> Vec<f64> {
    let value = |it: usize| known.get(it).map_or(f64::NAN, |it| it.1);
    let mut starts: Vec<usize> = vec![0];
    for place in 1..N_PLACES {
        let mut start = known.len() * place / N_PLACES;
        // Customers of one value stay together.
        while start > 0 && start < known.len() && value(start) <= value(start - 1) {
            start += 1;
        }
        if start < known.len() && starts.last().is_some_and(|it| start > *it) {
            starts.push(start);
        }
    }
    let edges: Vec<f64> = starts.iter().skip(1).map(|it| short_between(value(it - 1), value(*it))).collect();
    let mut counts = vec![vec![0.0; n_segments]; starts.len()];
    for (place, counts) in counts.iter_mut().enumerate() {
        let start = starts.get(place).copied().unwrap_or_default();
        let end = starts.get(place + 1).copied().unwrap_or(known.len());
        for (_, _, segment) in known.get(start..end).unwrap_or_default() {
            if let Some(n) = counts.get_mut(usize::from(*segment)) {
                *n += 1.0;
            }
        }
    }
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() + 1 < MAX_PARTS {
        let with = |it: usize| {
            let mut all = chosen.clone();
            all.push(it);
            order::sort_by(&mut all, Ord::cmp);
            unsaid(&counts, &all)
        };
        let open = (1..counts.len()).filter(|it| !chosen.contains(it));
        let best = open.map(|it| (it, with(it))).reduce(|best, it| if it.1 < best.1 { it } else { best });
        let Some((place, left)) = best else { break };
        if unsaid(&counts, &chosen) - left <= 0.0 {
            break;
        }
        chosen.push(place);
        order::sort_by(&mut chosen, Ord::cmp);
    }
    chosen.into_iter().filter_map(|it| edges.get(it - 1).copied()).collect()
}

/// What the parts between places leave unsaid about the segment, in nats times customers.
fn unsaid(counts: &[Vec<f64>], places: &[usize]) -> f64 {
    let mut starts = vec![0];
    starts.extend_from_slice(places);
    let mut sum = 0.0;
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(counts.len());
        let parts = counts.get(*start..end).unwrap_or_default();
        let n_segments = parts.first().map_or(0, Vec::len);
        let of = |segment: usize| parts.iter().filter_map(|it| it.get(segment)).sum::<f64>();
        let all: Vec<f64> = (0..n_segments).map(of).collect();
        let total: f64 = all.iter().sum();
        sum -= all.iter().filter(|it| **it > 0.0).map(|it| it * libm::log(it / total)).sum::<f64>();
    }
    sum
}

/// A number with as few digits as there is above `low` and not above `high`.
fn short_between(low: f64, high: f64) -> f64 {
    let mut scale = 1e-9;
    while scale < 1e12 {
        let short = ((low * scale).floor() + 1.0) / scale;
        if short > low && short <= high {
            return short;
        }
        scale *= 10.0;
    }
    high
}

fn category(column: &CategoryFeature, learnt: &[usize]) -> Option<Candidate> {
    let mut counts = vec![0_usize; column.dictionary.len()];
    for code in learnt.iter().filter_map(|it| column.codes.get(*it)) {
        if let Some(n) = counts.get_mut(*code as usize) {
            *n += 1;
        }
    }
    let n_known: usize = counts.iter().sum();
    let mut ranked: Vec<(u64, usize)> = counts.iter().map(|it| !(*it as u64)).zip(0..).collect();
    order::sort_by_number(&mut ranked, |it| it.0);
    let used: Vec<usize> =
        ranked.into_iter().map(|it| it.1).filter(|it| counts.get(*it).is_some_and(|n| *n > 0)).collect();
    let has_others = used.len() > MAX_VALUES;
    let kept = used.get(..used.len().min(MAX_VALUES - usize::from(has_others))).unwrap_or_default();
    let n_kept: usize = kept.iter().filter_map(|it| counts.get(*it)).sum();
    if n_known * 2 < learnt.len() || n_kept * 2 < n_known || used.len() < 2 {
        return None;
    }
    let mut says: Vec<Says> =
        kept.iter().map(|it| Says::Value(column.dictionary.get(*it).to_owned())).collect();
    if has_others {
        says.push(Says::Other);
    }
    let other = if has_others { u8::try_from(kept.len()).unwrap_or(NO_ANSWER) } else { NO_ANSWER };
    let mut of_value = vec![other; column.dictionary.len()];
    for (at, value) in (0..).zip(kept) {
        if let Some(it) = of_value.get_mut(*value) {
            *it = at;
        }
    }
    let codes =
        column.codes.iter().map(|it| of_value.get(*it as usize).copied().unwrap_or(NO_ANSWER)).collect();
    let label = column.label.clone();
    Some(Candidate { column: label.clone(), label, unit: Unit::Plain, says, codes })
}

#[cfg(test)]
mod tests {
    use super::short_between;

    #[test]
    fn a_cut_has_as_few_digits_as_there_is_room_for() {
        let cases = [
            (28.4, 33.0, 30.0),
            (0.312, 0.348, 0.32),
            (99.0, 101.0, 100.0),
            (-4.5, 3.0, 0.0),
            (4.0, 5.0, 5.0),
        ];
        for (low, high, expected) in cases {
            let found: f64 = short_between(low, high);
            assert!((found - expected).abs() < 1e-9, "{low} to {high}: {found}");
        }
    }
}
