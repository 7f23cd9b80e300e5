//! The shortest rule that describes a segment: found by search, said in the language of a person's
//! own rules, so that the rules engine gives the same customers.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix};
use crate::engine::profile::members::Members;
use crate::engine::profile::{SegmentProfile, ShortRule, Subject};
use crate::engine::segmentation::rules::{Comparison, Test as RuleTest, Tested, Value};
use crate::kernel::contrast::shortest::{self, Column, Sides, Test};
use crate::kernel::letters::lowered;
use crate::kernel::order;

/// Columns that a rule may speak of: those that differ most.
pub const MAX_COLUMNS: usize = 24;
/// Customers that a rule is searched on at most: of the segment, and of all others.
const MAX_HERE: usize = 3_000;
const MAX_OTHERS: usize = 9_000;

/// The rule of the segment at `place`, with its precision and recall among all members; `None` where
/// nothing tells its customers apart.
pub fn find(
    matrix: &FeatureMatrix,
    members: &Members,
    assignment: &[u8],
    (place, segment): (usize, &SegmentProfile),
    tick: &mut dyn FnMut(),
) -> Option<ShortRule> {
    let (rows, wanted) = drawn(members, place)?;
    let n_drawn = wanted.iter().filter(|it| **it).count();
    let n_others = members.n() - segment.group.n;
    let sources = sources(matrix, segment);
    let columns: Vec<Column> = sources.iter().map(|it| it.column(&rows, &wanted)).collect();
    let sides = Sides {
        wanted: &wanted,
        weight: segment.group.n as f64 / n_drawn as f64,
        weight_of_others: n_others as f64 / (wanted.len() - n_drawn) as f64,
    };
    let found = shortest::find(&columns, sides, tick);
    let conditions: Vec<(&Source<'_>, Test)> =
        found.into_iter().filter_map(|(at, test)| Some((sources.get(at)?, test))).collect();
    if conditions.is_empty() {
        return None;
    }
    let (mut n_matching, mut n_hits) = (0, 0);
    for &customer in members.all() {
        if conditions.iter().all(|(source, test)| source.passes(customer, test)) {
            n_matching += 1;
            n_hits += usize::from(assignment.get(customer as usize).copied().map(usize::from) == Some(place));
        }
    }
    Some(ShortRule {
        conditions: conditions.iter().map(|(source, test)| source.said(test)).collect(),
        n_matching,
        n_hits,
        precision: n_hits as f64 / n_matching.max(1) as f64,
        recall: n_hits as f64 / segment.group.n.max(1) as f64,
    })
}

/// Customers of the segment and others, and which are which: all of them, or one in so many.
fn drawn(members: &Members, place: usize) -> Option<(Vec<u32>, Vec<bool>)> {
    let here = members.ranges().nth(place)?;
    let all = members.all();
    let (before, own, after) = (all.get(..here.start)?, all.get(here.clone())?, all.get(here.end..)?);
    let n_others = before.len() + after.len();
    if own.is_empty() || n_others == 0 {
        return None;
    }
    let step = |n: usize, limit: usize| n.div_ceil(limit).max(1);
    let mut rows: Vec<u32> = own.iter().step_by(step(own.len(), MAX_HERE)).copied().collect();
    let n_drawn = rows.len();
    rows.extend(before.iter().chain(after).step_by(step(n_others, MAX_OTHERS)));
    let wanted = (0..rows.len()).map(|it| it < n_drawn).collect();
    Some((rows, wanted))
}

/// A column of the matrix that rules can speak of.
enum Source<'a> {
    Number {
        feature: &'a Feature,
        is_yes_no: bool,
    },
    /// And the codes that may be named.
    Category {
        category: &'a CategoryFeature,
        named: Vec<u32>,
    },
}

/// The columns that differ most, as far as rules can name them.
fn sources<'a>(matrix: &'a FeatureMatrix, segment: &SegmentProfile) -> Vec<Source<'a>> {
    let mut found = Vec::new();
    for evidence in &segment.evidence {
        match evidence.subject {
            Subject::Number(at) => {
                let feature = matrix.features.get(at);
                found.extend(
                    feature.map(|feature| Source::Number { feature, is_yes_no: feature.is_yes_no() }),
                );
            }
            Subject::Column(at) => {
                let Some((category, shown)) = matrix.categories.get(at).zip(segment.group.categories.get(at))
                else {
                    continue;
                };
                let shown: Vec<&str> = shown.shares.iter().map(|it| it.value.as_str()).collect();
                found.extend(named(matrix, category, &shown));
            }
            Subject::Value(..) => {}
        }
        if found.len() == MAX_COLUMNS {
            break;
        }
    }
    found
}

/// A category whose values rules tell apart: they take capitals for small letters, and a number of
/// that name first.
fn named<'a>(matrix: &FeatureMatrix, category: &'a CategoryFeature, shown: &[&str]) -> Option<Source<'a>> {
    if matrix.feature(&category.label).is_some() {
        return None;
    }
    let mut texts: Vec<String> = category.dictionary.iter().map(lowered).collect();
    let codes = (0_u32..).zip(category.dictionary.iter()).filter(|it| shown.contains(&it.1));
    let named: Vec<u32> = codes.map(|it| it.0).collect();
    order::sort_by(&mut texts, Ord::cmp);
    let is_told = texts.windows(2).all(|pair| pair.first() != pair.last());
    is_told.then_some(Source::Category { category, named })
}

impl Source<'_> {
    fn column(&self, rows: &[u32], wanted: &[bool]) -> Column {
        match self {
            Self::Number { feature, .. } => {
                Column::numbers(&crate::kernel::quantile::picked(&feature.values, rows), wanted)
            }
            Self::Category { named, .. } => {
                let codes = rows.iter().map(|it| self.code(*it).unwrap_or(u16::MAX)).collect();
                Column::category(codes, named.len())
            }
        }
    }

    /// Position among the named values, one more for every other; `None` where not known.
    fn code(&self, customer: u32) -> Option<u16> {
        let Self::Category { category, named } = self else { return None };
        let code = *category.codes.get(customer as usize)?;
        if code as usize >= category.dictionary.len() {
            return None;
        }
        let place = named.iter().position(|it| *it == code).unwrap_or(named.len());
        u16::try_from(place).ok()
    }

    fn passes(&self, customer: u32, test: &Test) -> bool {
        let value = match self {
            Self::Number { feature, .. } => {
                feature.values.get(customer as usize).copied().unwrap_or(f64::NAN)
            }
            Self::Category { .. } => f64::NAN,
        };
        match test {
            Test::AtLeast(cut) => value >= *cut,
            Test::Below(cut) => value < *cut,
            Test::In(codes) => self.code(customer).is_some_and(|it| codes.contains(&it)),
            Test::NotIn(codes) => self.code(customer).is_some_and(|it| !codes.contains(&it)),
        }
    }

    /// The condition in the language of rules.
    fn said(&self, test: &Test) -> Tested {
        let texts = |codes: &[u16]| -> Vec<Value> {
            let Self::Category { category, named } = self else { return Vec::new() };
            let codes = codes.iter().filter_map(|it| named.get(usize::from(*it)));
            codes.map(|it| Value::Text(category.dictionary.get(*it as usize).to_owned())).collect()
        };
        let compare = |comparison, number: f64| RuleTest::Compare(comparison, Value::Number(number));
        let is_yes_no = matches!(self, Self::Number { is_yes_no: true, .. });
        let test = match test {
            Test::AtLeast(_) if is_yes_no => compare(Comparison::Is, 1.0),
            Test::Below(_) if is_yes_no => compare(Comparison::Is, 0.0),
            Test::AtLeast(cut) => compare(Comparison::AtLeast, *cut),
            Test::Below(cut) => compare(Comparison::Less, *cut),
            Test::In(codes) => match texts(codes).as_slice() {
                [only] => RuleTest::Compare(Comparison::Is, only.clone()),
                several => RuleTest::In(several.to_vec()),
            },
            Test::NotIn(codes) => match texts(codes).as_slice() {
                [only] => RuleTest::Compare(Comparison::IsNot, only.clone()),
                several => RuleTest::NotIn(several.to_vec()),
            },
        };
        let field = match self {
            Self::Number { feature, .. } => feature.id.clone(),
            Self::Category { category, .. } => category.label.clone(),
        };
        Tested { field, test }
    }
}
