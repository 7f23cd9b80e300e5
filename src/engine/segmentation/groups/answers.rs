//! What groups are found by where categories are weighed: numbers, and the states of categories.
//!
//! Yes and no are categories here. For latent classes so is every number with few different values, as
//! the answers of a survey are; numbers with many are left out.

use std::f64::consts::FRAC_1_SQRT_2;

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use crate::engine::segmentation::groups::fitting::note_protected;
use crate::engine::segmentation::groups::input::{
    Comparable, GroupInput, MIN_CUSTOMERS, choose_numbers, comparable, complete_rows, known_rows, telling,
    too_large,
};
use crate::engine::segmentation::groups::mixed::choose_categories;
use crate::engine::segmentation::learnt::StateValues;
use crate::engine::segmentation::{GroupsOptions, Missing, SegmentationError};
use crate::engine::table::{IssueKind, Issues, MISSING_CODE};
use crate::kernel::kmeans::points::Points;
use crate::kernel::order;

/// Different values up to which a number is an answer among few.
const MAX_ANSWERS: usize = 12;
/// Coordinates of the map at most.
const MAX_COORDINATES: usize = 120;

/// A category of those who take part.
#[derive(Debug, Clone)]
pub struct States {
    /// The column's name.
    pub name: String,
    /// The same, or the feature's id.
    pub id: String,
    /// The state of each customer, from 0; [`MISSING_CODE`] where it is not known.
    pub of_customers: Vec<u32>,
    /// How many states there are.
    pub n: usize,
    /// What they stand for, one that stands for gaps left aside.
    pub values: StateValues,
    /// The state that stands for gaps, where one does.
    pub missing: Option<u32>,
}

impl States {
    /// From codes of any kind: states in rising order of the codes that occur.
    fn new((name, id): (String, String), codes: &[u32], values: &StateValues) -> Self {
        let mut used: Vec<u32> = codes.iter().copied().filter(|it| *it != MISSING_CODE).collect();
        order::sort_by_number(&mut used, |it| u64::from(*it));
        used.dedup();
        let state = |code: &u32| used.binary_search(code).ok().and_then(|it| u32::try_from(it).ok());
        let of_customers = codes.iter().map(|it| state(it).unwrap_or(MISSING_CODE)).collect();
        Self { name, id, of_customers, n: used.len(), values: picked_values(values, &used), missing: None }
    }

    /// Customers whose state is not known.
    fn n_missing(&self) -> usize {
        self.of_customers.iter().filter(|it| **it == MISSING_CODE).count()
    }

    /// The same with the most frequent state where it is not known, the first of equals.
    fn with_missing_filled_in(mut self) -> Self {
        let mut counts = vec![0_u32; self.n];
        for state in &self.of_customers {
            if let Some(count) = counts.get_mut(*state as usize) {
                *count += 1;
            }
        }
        let most = (0_u32..).zip(counts).fold((0, 0), |best, it| if it.1 > best.1 { it } else { best });
        for state in self.of_customers.iter_mut().filter(|it| **it == MISSING_CODE) {
            *state = most.0;
        }
        self.missing = Some(most.0);
        self
    }

    /// The same with what is not known as a state of its own, the last.
    fn with_missing_as_state(mut self) -> Self {
        if self.n_missing() == 0 {
            return self;
        }
        let last = u32::try_from(self.n).unwrap_or(MISSING_CODE);
        for state in &mut self.of_customers {
            *state = (*state).min(last);
        }
        self.n += 1;
        self.missing = Some(last);
        self
    }
}

/// A category of everyone.
struct Category {
    /// Its name on the screen.
    label: String,
    /// Name of the column, or id of the feature.
    id: String,
    codes: Vec<u32>,
    /// What each code stands for.
    values: StateValues,
}

/// Numbers and categories that were asked for.
struct Chosen<'a> {
    numbers: Vec<&'a Feature>,
    /// Categories of everyone.
    categories: Vec<Category>,
}

/// For prototypes: the customers that have every number and category, each number on its scale; what is
/// not known can also be filled in, or be a state of its own of its category.
pub fn with_numbers<'a>(
    matrix: &'a FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
) -> Result<GroupInput<'a>, SegmentationError> {
    let Chosen { numbers, categories } = chosen(matrix, options, is_yes_no, issues)?;
    let n_customers = matrix.n_customers();
    let mut rows = match options.missing {
        Missing::Impute if !numbers.is_empty() => known_rows(&numbers, n_customers),
        Missing::Impute | Missing::LeaveOut | Missing::OwnLevel => {
            complete_rows(&numbers, n_customers, issues)
        }
    };
    if options.missing == Missing::LeaveOut {
        for Category { label, codes, .. } in &categories {
            let is_known = |row: &usize| codes.get(*row).is_some_and(|it| *it != MISSING_CODE);
            let n_missing = (0..n_customers).filter(|it| !is_known(it)).count();
            issues.count(IssueKind::NoFeature, Some(label), n_missing as u64);
            rows.retain(is_known);
        }
    }
    enough(rows.len())?;
    let Comparable { features, columns, scales } = comparable(&numbers, &rows, options, issues);
    if let Some(feature) = too_large(&features, &columns) {
        return Err(SegmentationError::TooLarge { feature });
    }
    let mut states = Vec::new();
    for category in picked(categories, &rows) {
        let n_missing = category.n_missing() as u64;
        if options.missing == Missing::Impute {
            issues.count(IssueKind::FilledIn, Some(&category.name), n_missing);
            states.push(category.with_missing_filled_in());
        } else {
            issues.count(IssueKind::OwnLevel, Some(&category.name), n_missing);
            states.push(category.with_missing_as_state());
        }
    }
    states.retain(|it| it.n > 1);
    if columns.is_empty() && states.is_empty() {
        return Err(SegmentationError::AllAlike { n_customers: rows.len() });
    }
    let points = Points::from_columns(&columns);
    Ok(GroupInput { rows, features, scales, categories: Vec::new(), points, states, shown: None })
}

/// For latent classes: the customers with an answer to anything.
pub fn answers_alone<'a>(
    matrix: &'a FeatureMatrix,
    options: &GroupsOptions,
    issues: &mut Issues,
) -> Result<GroupInput<'a>, SegmentationError> {
    let Chosen { numbers, categories } = chosen(matrix, options, has_few_values, issues)?;
    for number in numbers {
        issues.count(IssueKind::NumberLeftOut, Some(&number.label), matrix.n_customers() as u64);
    }
    let has_answer = |row: &usize| {
        categories.iter().any(|it| it.codes.get(*row).is_some_and(|code| *code != MISSING_CODE))
    };
    let rows: Vec<usize> = (0..matrix.n_customers()).filter(has_answer).collect();
    if categories.is_empty() {
        return Err(SegmentationError::NoFeatures);
    }
    enough(rows.len())?;
    issues.count(IssueKind::NoFeature, None, (matrix.n_customers() - rows.len()) as u64);
    let mut states = picked(categories, &rows);
    states.retain(|it| it.n > 1);
    for category in &states {
        issues.count(IssueKind::GapSetAside, Some(&category.name), category.n_missing() as u64);
    }
    if states.is_empty() {
        return Err(SegmentationError::AllAlike { n_customers: rows.len() });
    }
    let points = Points::from_columns(&[]);
    let shown = Some(coordinates(&points, &states, FRAC_1_SQRT_2));
    Ok(GroupInput {
        rows,
        features: Vec::new(),
        scales: Vec::new(),
        categories: Vec::new(),
        points,
        states,
        shown,
    })
}

/// Customers as points in which two that differ in a category are √2 × `weight` apart: numbers, then one
/// coordinate for each of the most frequent states; those beyond share the last.
pub fn coordinates(points: &Points, categories: &[States], weight: f64) -> Points {
    let n_numbers = if points.is_empty() { 0 } else { points.n_dims() };
    let room = MAX_COORDINATES.saturating_sub(n_numbers) / categories.len().max(1);
    let mut columns: Vec<Vec<f64>> =
        (0..n_numbers).map(|dim| points.rows().filter_map(|it| it.get(dim)).copied().collect()).collect();
    for category in categories {
        let mut counts: Vec<(u32, usize)> = (0_u32..).take(category.n).map(|it| (it, 0)).collect();
        for state in &category.of_customers {
            if let Some(count) = counts.get_mut(*state as usize) {
                count.1 += 1;
            }
        }
        order::sort_by(&mut counts, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let n_columns = category.n.min(room.max(1));
        let mut place = vec![n_columns - 1; category.n];
        for (at, (state, _)) in counts.iter().take(n_columns).enumerate() {
            if let Some(slot) = place.get_mut(*state as usize) {
                *slot = at;
            }
        }
        let place_of = |state: &u32| place.get(*state as usize).copied();
        for at in 0..n_columns {
            let number = |state: &u32| if place_of(state) == Some(at) { weight } else { 0.0 };
            columns.push(category.of_customers.iter().map(number).collect());
        }
    }
    Points::from_columns(&columns)
}

fn enough(n_customers: usize) -> Result<(), SegmentationError> {
    if n_customers < MIN_CUSTOMERS {
        return Err(SegmentationError::TooFewCustomers { n_customers, needed: MIN_CUSTOMERS });
    }
    Ok(())
}

/// The columns named, or all that at least half of the customers have; numbers that pass a test are
/// categories.
fn chosen<'a>(
    matrix: &'a FeatureMatrix,
    options: &GroupsOptions,
    is_category: fn(&Feature) -> bool,
    issues: &mut Issues,
) -> Result<Chosen<'a>, SegmentationError> {
    let found = choose_categories(matrix, options, issues);
    let mut of_numbers = options.clone();
    of_numbers.features.retain(|id| matrix.categories.iter().all(|it| it.label != *id));
    let only_categories = of_numbers.features.is_empty() && !options.features.is_empty();
    let numbers = if only_categories { Ok(Vec::new()) } else { choose_numbers(matrix, &of_numbers, issues) };
    let numbers = match numbers {
        Err(SegmentationError::NoFeatures) if !found.is_empty() => Vec::new(),
        numbers => numbers?,
    };
    let numbers = match telling(&numbers, matrix, issues) {
        Err(SegmentationError::AllAlike { .. }) if !found.is_empty() => Vec::new(),
        numbers => numbers?,
    };
    let of_category = |it: &&CategoryFeature| Category {
        label: it.label.clone(),
        id: it.label.clone(),
        codes: it.codes.clone(),
        values: StateValues::Texts(it.dictionary.iter().map(str::to_owned).collect()),
    };
    let mut categories: Vec<Category> = found.iter().map(of_category).collect();
    let (as_categories, numbers): (Vec<&Feature>, Vec<&Feature>) =
        numbers.into_iter().partition(|it| is_category(it));
    let ids = numbers.iter().chain(&as_categories).map(|it| it.id.as_str());
    let used: Vec<&str> = ids.chain(found.iter().map(|it| it.label.as_str())).collect();
    note_protected(matrix, &used, options, issues);
    categories.extend(as_categories.iter().map(|it| Category {
        label: it.label.clone(),
        id: it.id.clone(),
        codes: ranks(&it.values),
        values: StateValues::Numbers(distinct(&it.values)),
    }));
    Ok(Chosen { numbers, categories })
}

fn picked(categories: Vec<Category>, rows: &[usize]) -> Vec<States> {
    let of_rows = |all: &[u32]| {
        rows.iter().map(|it| all.get(*it).copied().unwrap_or(MISSING_CODE)).collect::<Vec<u32>>()
    };
    let states = |it: Category| States::new((it.label, it.id), &of_rows(&it.codes), &it.values);
    categories.into_iter().map(states).collect()
}

/// What the codes that occur stand for.
fn picked_values(values: &StateValues, used: &[u32]) -> StateValues {
    match values {
        StateValues::Texts(all) => StateValues::Texts(
            used.iter().map(|it| all.get(*it as usize).cloned().unwrap_or_default()).collect(),
        ),
        StateValues::Numbers(all) => {
            StateValues::Numbers(used.iter().filter_map(|it| all.get(*it as usize)).copied().collect())
        }
    }
}

fn is_yes_no(feature: &Feature) -> bool {
    let is_either = |it: &f64| !it.is_finite() || [0.0, 1.0].contains(it);
    feature.unit == Unit::Share && feature.values.iter().all(is_either)
}

fn has_few_values(feature: &Feature) -> bool {
    distinct(&feature.values).len() <= MAX_ANSWERS
}

/// The different known values, rising; at most one more than [`MAX_ANSWERS`].
fn distinct(values: &[f64]) -> Vec<f64> {
    let mut seen: Vec<f64> = Vec::new();
    for value in values.iter().copied().filter(|it| it.is_finite()) {
        if let Err(at) = seen.binary_search_by(|it| it.total_cmp(&value)) {
            seen.insert(at, value);
        }
        if seen.len() > MAX_ANSWERS {
            break;
        }
    }
    seen
}

/// The rank of each value among the different ones.
fn ranks(values: &[f64]) -> Vec<u32> {
    let all = distinct(values);
    let rank = |value: &f64| {
        all.binary_search_by(|it| it.total_cmp(value)).ok().and_then(|it| u32::try_from(it).ok())
    };
    values.iter().map(|it| rank(it).unwrap_or(MISSING_CODE)).collect()
}
