//! K-prototypes: groups by numbers and categories together.
//!
//! Z. Huang, *Extensions to the k-means algorithm for clustering large data sets with categorical
//! values* (1998). A group's prototype is the mean of its numbers and the most frequent state of each
//! of its categories; the distance to it is the squared distance of the numbers plus γ for each category
//! that differs. Lloyd's rounds: everyone to the nearest prototype, every prototype to its members.
//!
//! The first start is Cao's: prototypes are points whose states are frequent and that are far apart
//! (F. Cao, J. Liang, L. Bai 2009). The others draw points as k-means++ does, by this distance.
//!
//! An empty group gets the point that costs the most. Points that are all alike leave groups empty:
//! they are left out of the outcome, so that there may be fewer groups than asked for.

mod state;

use crate::kernel::kmeans::points::{Points, squared_distance};
use crate::kernel::random::Random;
use state::Groups;

/// Rounds after which a start that has not settled is taken as it is.
const MAX_ROUNDS: usize = 300;
/// Starts whose prototypes are kept for finishing.
const N_FINALISTS: usize = 3;
/// The label of a point that has no group yet.
const NOBODY: u8 = u8::MAX;

/// Points with numbers and categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixed {
    /// The numbers, comparable.
    pub points: Points,
    /// Of each category the state of each point, from 0; a value that is not known is a state too.
    pub categories: Vec<Vec<u32>>,
    /// States of each category.
    pub n_states: Vec<usize>,
}

impl Mixed {
    /// How many points there are.
    pub fn len(&self) -> usize {
        match self.categories.first() {
            Some(states) => states.len(),
            None => self.points.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The points at some positions.
    #[must_use]
    pub fn select(&self, at: &[usize]) -> Self {
        let chosen = |states: &Vec<u32>| at.iter().filter_map(|it| states.get(*it)).copied().collect();
        Self {
            points: self.points.select(at),
            categories: self.categories.iter().map(chosen).collect(),
            n_states: self.n_states.clone(),
        }
    }

    /// How many different points there are, counted up to a limit.
    pub fn n_distinct(&self, limit: usize) -> usize {
        let mut seen: Vec<usize> = Vec::new();
        for idx in 0..self.len() {
            if seen.len() == limit {
                break;
            }
            let is_same = |other: &usize| {
                self.points.row(*other) == self.points.row(idx)
                    && self.categories.iter().all(|it| it.get(*other) == it.get(idx))
            };
            if !seen.iter().any(is_same) {
                seen.push(idx);
            }
        }
        seen.len()
    }

    /// Half the mean standard deviation (of the population) of the numbers, as the package `kmodes` has
    /// it; ½ where there are none.
    pub fn usual_gamma(&self) -> f64 {
        let means = self.points.means();
        let n = self.points.len().max(1) as f64;
        let mut squares = vec![0.0; means.len()];
        for row in self.points.rows() {
            for ((square, value), mean) in squares.iter_mut().zip(row).zip(&means) {
                *square += (value - mean) * (value - mean);
            }
        }
        let mean_sd = squares.iter().map(|it| (it / n).sqrt()).sum::<f64>() / squares.len().max(1) as f64;
        if self.points.is_empty() { 0.5 } else { 0.5 * mean_sd }
    }

    /// The distance of two points.
    fn apart(&self, a: usize, b: usize, gamma: f64) -> f64 {
        let n_different = self.categories.iter().filter(|it| it.get(a) != it.get(b)).count();
        squared_distance(self.points.row(a), self.points.row(b)) + gamma * n_different as f64
    }
}

/// Groups of points.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Number of groups with points.
    pub k: u8,
    /// The group of each point.
    pub labels: Vec<u8>,
    /// Σ squared distance of numbers + γ × categories that differ, each to the own group's prototype.
    pub cost: f64,
    /// Whether nobody would change group any more.
    pub is_converged: bool,
    /// For each point how surely it belongs: (b − a) ÷ (b + a), where a and b are the square roots of the
    /// distances to the own and the next prototype, as with k-means; `NaN` where there is one group.
    pub margins: Vec<f32>,
    /// The prototype of each group.
    pub prototypes: Vec<Prototype>,
}

/// A group as others are compared with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Prototype {
    /// The mean of each number.
    pub mean: Vec<f64>,
    /// The most frequent state of each category, the lowest of equals.
    pub modes: Vec<u32>,
}

/// The prototypes of the best starts for one number of groups, the best first.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    best: Vec<(f64, Vec<Prototype>)>,
}

impl Candidates {
    /// The group of each point by the best prototypes.
    pub fn nearest(&self, mixed: &Mixed, gamma: f64) -> Vec<u8> {
        let prototypes = self.best.first().map(|it| it.1.clone()).unwrap_or_default();
        Groups::new(mixed, prototypes, gamma).into_nearest()
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What a category that differs costs.
    pub gamma: f64,
    /// Starts for each number of groups.
    pub starts: u16,
    /// Seed of all random choices.
    pub seed: u64,
}

/// The best of many starts for `k` groups. Calls back after each round.
pub fn search(mixed: &Mixed, k: u8, options: Options, on_round: &mut dyn FnMut()) -> Candidates {
    let mut found = Candidates::default();
    for start in 0..options.starts {
        let mut random = Random::for_task(options.seed, u64::from(k) << 32 | u64::from(start));
        let at = if start == 0 {
            dense_and_apart(mixed, usize::from(k), options.gamma)
        } else {
            drawn_apart(mixed, usize::from(k), options.gamma, &mut random)
        };
        let prototypes = at.iter().map(|it| state::prototype_at(mixed, *it)).collect();
        let mut groups = Groups::new(mixed, prototypes, options.gamma);
        groups.settle(MAX_ROUNDS, on_round);
        let cost = groups.cost();
        let is_same = |it: &(f64, Vec<Prototype>)| (it.0 - cost).abs() <= 1e-9 * cost.abs();
        if found.best.iter().any(is_same) {
            continue;
        }
        let place = found.best.partition_point(|it| it.0 < cost);
        found.best.insert(place, (cost, groups.into_prototypes()));
        found.best.truncate(N_FINALISTS);
    }
    found
}

/// Finishes candidates, found on these points or on a sample of them, and takes the cheapest. Calls back
/// after each round.
pub fn finish(
    mixed: &Mixed,
    candidates: &Candidates,
    options: Options,
    on_round: &mut dyn FnMut(),
) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    for (_, prototypes) in &candidates.best {
        let mut groups = Groups::new(mixed, prototypes.clone(), options.gamma);
        let is_converged = groups.settle(MAX_ROUNDS, on_round);
        let fit = groups.into_fit(is_converged);
        if best.as_ref().is_none_or(|it| fit.cost < it.cost) {
            best = Some(fit);
        }
    }
    best
}

/// Cao's start: the point with the most frequent states first, then each time the one whose frequency
/// times its distance to the nearest so far is largest.
fn dense_and_apart(mixed: &Mixed, k: usize, gamma: f64) -> Vec<usize> {
    let n = mixed.len();
    let mut density = vec![0.0; n];
    for (states, n_states) in mixed.categories.iter().zip(&mixed.n_states) {
        let mut counts = vec![0_u32; *n_states];
        for state in states {
            if let Some(count) = counts.get_mut(*state as usize) {
                *count += 1;
            }
        }
        for (density, state) in density.iter_mut().zip(states) {
            *density += f64::from(counts.get(*state as usize).copied().unwrap_or_default()) / n as f64;
        }
    }
    let mut chosen: Vec<usize> = largest(density.iter().copied()).into_iter().collect();
    let mut nearest = vec![f64::INFINITY; n];
    while let Some(&last) = chosen.last().filter(|_| chosen.len() < k) {
        for (idx, nearest) in nearest.iter_mut().enumerate() {
            *nearest = nearest.min(mixed.apart(idx, last, gamma));
        }
        let weight = nearest.iter().zip(&density).map(|(nearest, density)| nearest * density.max(1e-9));
        let Some(next) = largest(weight).filter(|it| nearest.get(*it).is_some_and(|it| *it > 0.0)) else {
            break;
        };
        chosen.push(next);
    }
    chosen
}

/// The position of the largest number, the first of equals.
fn largest(numbers: impl Iterator<Item = f64>) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (idx, number) in numbers.enumerate() {
        if best.is_none_or(|it| number > it.1) {
            best = Some((idx, number));
        }
    }
    best.map(|it| it.0)
}

/// Points drawn one after the other in proportion to their distance to the nearest so far.
fn drawn_apart(mixed: &Mixed, k: usize, gamma: f64, random: &mut Random) -> Vec<usize> {
    let mut chosen = vec![random.below(mixed.len())];
    let mut nearest = vec![f64::INFINITY; mixed.len()];
    while let Some(&last) = chosen.last().filter(|_| chosen.len() < k) {
        for (idx, nearest) in nearest.iter_mut().enumerate() {
            *nearest = nearest.min(mixed.apart(idx, last, gamma));
        }
        let mut left = random.unit() * nearest.iter().sum::<f64>();
        let mut drawn = None;
        for (idx, distance) in nearest.iter().enumerate().filter(|it| *it.1 > 0.0) {
            drawn = Some(idx);
            if left < *distance {
                break;
            }
            left -= distance;
        }
        let Some(next) = drawn else { break };
        chosen.push(next);
    }
    chosen
}

#[cfg(test)]
mod tests;
