//! The most typical members of a segment: those least far from all others of it.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix};
use crate::engine::profile::{GroupProfile, Profiles};
use crate::kernel::order;

/// Members that may be the most typical, and members they are compared with, at most.
const MAX_COMPARED: usize = 256;

/// Positions of up to `n` members of the segment at `place`, the most typical first.
///
/// The distance of two is the sum over numbers of |difference| ÷ the interquartile range of everyone
/// (the standard deviation where that is zero), at most 4 each so that one odd number decides nothing,
/// and 1 for each category in which they differ and for each column that one of them lacks. The most typical are those
/// with the least sum of distances (medoids): among all members up to 256; among more, of the 256
/// nearest to the segment's medians, against one member in so many.
pub fn typical(
    matrix: &FeatureMatrix,
    assignment: &[u8],
    profiles: &Profiles,
    place: usize,
    n: usize,
) -> Vec<u32> {
    let Some(group) = profiles.segments.get(place).map(|it| &it.group) else { return Vec::new() };
    let is_here = |it: &u8| usize::from(*it) == place;
    let here = (0_u32..).zip(assignment).filter(|it| is_here(it.1));
    let members: Vec<u32> = here.map(|it| it.0).collect();
    let scale = Scale::new(matrix, &profiles.everyone);
    let middle: Vec<f64> =
        group.features.iter().map(|it| it.spread.map_or(f64::NAN, |it| it.median)).collect();
    let step = members.len().div_ceil(MAX_COMPARED).max(1);
    let compared: Vec<u32> = members.iter().step_by(step).copied().collect();
    let mut candidates: Vec<(f64, u32)> =
        members.iter().map(|&it| (scale.apart_from_middle(it, &middle), it)).collect();
    if candidates.len() > MAX_COMPARED {
        candidates.select_nth_unstable_by(MAX_COMPARED - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        candidates.truncate(MAX_COMPARED);
    }
    let sum = |own: u32| compared.iter().map(|it| scale.between(own, *it)).sum::<f64>();
    let mut found: Vec<(f64, u32)> = candidates.into_iter().map(|it| (sum(it.1), it.1)).collect();
    order::sort_by(&mut found, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    found.into_iter().take(n).map(|it| it.1).collect()
}

/// An identifier of which no more than the last three letters are shown, and none of a short one or
/// of an address.
pub fn masked(id: &str) -> String {
    let n = id.chars().count();
    let tail: String =
        if n < 6 || id.contains('@') { String::new() } else { id.chars().skip(n - 3).collect() };
    format!("••{tail}")
}

/// Columns, and what a number is measured in.
struct Scale<'a> {
    numbers: Vec<(&'a Feature, f64)>,
    categories: &'a [CategoryFeature],
}

impl<'a> Scale<'a> {
    fn new(matrix: &'a FeatureMatrix, everyone: &GroupProfile) -> Self {
        let scale = |at: usize| {
            let spread = everyone.features.get(at).and_then(|it| it.spread)?;
            let range = spread.q3 - spread.q1;
            Some(if range > 0.0 { range } else { spread.sd })
        };
        let numbers = matrix.features.iter().enumerate();
        Self {
            numbers: numbers.map(|(at, it)| (it, scale(at).unwrap_or(0.0))).collect(),
            categories: &matrix.categories,
        }
    }

    fn between(&self, a: u32, b: u32) -> f64 {
        let value = |it: &Feature, at: u32| it.values.get(at as usize).copied().unwrap_or(f64::NAN);
        let numbers = self.numbers.iter().map(|(it, scale)| part(value(it, a), value(it, b), *scale));
        let differs = |it: &CategoryFeature| {
            let code = |at: u32| {
                it.codes.get(at as usize).copied().filter(|code| (*code as usize) < it.dictionary.len())
            };
            f64::from(u8::from(code(a).is_none() || code(a) != code(b)))
        };
        numbers.sum::<f64>() + self.categories.iter().map(differs).sum::<f64>()
    }

    fn apart_from_middle(&self, member: u32, middle: &[f64]) -> f64 {
        let parts = self.numbers.iter().zip(middle).map(|((it, scale), middle)| {
            part(it.values.get(member as usize).copied().unwrap_or(f64::NAN), *middle, *scale)
        });
        parts.sum()
    }
}

fn part(a: f64, b: f64, scale: f64) -> f64 {
    match (a - b).abs() / scale {
        _ if scale <= 0.0 => 0.0,
        part if part.is_nan() => 1.0,
        part => part.min(4.0),
    }
}
