//! Groups of mixed points while they settle.

use crate::kernel::kmeans::points::{add, squared_distance};
use crate::kernel::prototypes::{Fit, Mixed, NOBODY, Prototype};

/// The prototype that is a single point.
pub fn prototype_at(mixed: &Mixed, idx: usize) -> Prototype {
    let state = |it: &Vec<u32>| it.get(idx).copied().unwrap_or_default();
    Prototype { mean: mixed.points.row(idx).to_vec(), modes: mixed.categories.iter().map(state).collect() }
}

/// Groups while they settle.
#[derive(Debug)]
pub struct Groups<'a> {
    mixed: &'a Mixed,
    gamma: f64,
    prototypes: Vec<Prototype>,
    labels: Vec<u8>,
}

impl<'a> Groups<'a> {
    /// Nobody has a group yet.
    pub fn new(mixed: &'a Mixed, prototypes: Vec<Prototype>, gamma: f64) -> Self {
        Self { mixed, gamma, prototypes, labels: vec![NOBODY; mixed.len()] }
    }

    /// Goes on until nobody changes group, at most `max_rounds` times. Says whether it settled.
    pub fn settle(&mut self, max_rounds: usize, on_round: &mut dyn FnMut()) -> bool {
        for _ in 0..max_rounds {
            let n_changed = self.assign() + self.fill_empty();
            on_round();
            if n_changed == 0 {
                return true;
            }
            self.move_prototypes();
        }
        self.assign();
        self.move_prototypes();
        false
    }

    /// What the groups cost.
    pub fn cost(&self) -> f64 {
        let own = |(idx, label): (usize, &u8)| {
            let prototype = self.prototypes.get(usize::from(*label));
            prototype.map_or(0.0, |it| self.distance(idx, it))
        };
        self.labels.iter().enumerate().map(own).sum()
    }

    /// The nearest prototype of each point.
    pub fn into_nearest(mut self) -> Vec<u8> {
        self.assign();
        self.labels
    }

    /// The prototypes alone.
    pub fn into_prototypes(self) -> Vec<Prototype> {
        self.prototypes
    }

    /// The groups that have points, numbered anew.
    pub fn into_fit(self, is_converged: bool) -> Fit {
        let sizes = self.sizes();
        let mut place = 0;
        let mut places = Vec::with_capacity(sizes.len());
        for size in &sizes {
            places.push(place);
            place += u8::from(*size > 0);
        }
        let margins = (0..self.mixed.len()).map(|idx| self.margin(idx, &sizes)).collect();
        let renumbered = self.labels.iter().filter_map(|it| places.get(usize::from(*it))).copied();
        let labels = renumbered.collect();
        let cost = self.cost();
        let kept = self.prototypes.into_iter().zip(&sizes).filter(|it| *it.1 > 0).map(|it| it.0);
        Fit { k: place, labels, cost, is_converged, margins, prototypes: kept.collect() }
    }

    fn distance(&self, idx: usize, prototype: &Prototype) -> f64 {
        let states = self.mixed.categories.iter().zip(&prototype.modes);
        let n_different = states.filter(|(states, mode)| states.get(idx) != Some(mode)).count();
        squared_distance(self.mixed.points.row(idx), &prototype.mean) + self.gamma * n_different as f64
    }

    #[expect(clippy::cast_possible_truncation, reason = "shown to people: three digits are enough")]
    fn margin(&self, idx: usize, sizes: &[usize]) -> f32 {
        let (mut own, mut next) = (f64::INFINITY, f64::INFINITY);
        for (prototype, _) in self.prototypes.iter().zip(sizes).filter(|it| *it.1 > 0) {
            let distance = self.distance(idx, prototype);
            if distance < own {
                (own, next) = (distance, own);
            } else if distance < next {
                next = distance;
            }
        }
        let (own, next) = (own.sqrt(), next.sqrt());
        match next.is_finite() {
            false => f32::NAN,
            true if next > 0.0 => ((next - own) / (next + own)) as f32,
            true => 0.0,
        }
    }

    fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.prototypes.len()];
        for label in &self.labels {
            if let Some(size) = sizes.get_mut(usize::from(*label)) {
                *size += 1;
            }
        }
        sizes
    }

    /// Gives every point its nearest prototype, the first of those equally near: where a point was
    /// before does not count, so that whoever has the prototypes has the groups. Says how many changed.
    fn assign(&mut self) -> usize {
        let nearest: Vec<u8> = (0..self.mixed.len()).map(|idx| self.nearest(idx)).collect();
        let n_changed = nearest.iter().zip(&self.labels).filter(|(new, old)| new != old).count();
        self.labels = nearest;
        n_changed
    }

    fn nearest(&self, idx: usize) -> u8 {
        let all = (0_u8..).zip(&self.prototypes).map(|(label, it)| (label, self.distance(idx, it)));
        all.fold((NOBODY, f64::INFINITY), |best, it| if it.1 < best.1 { it } else { best }).0
    }

    /// Gives each empty group the point that costs the most. Says how many moved.
    fn fill_empty(&mut self) -> usize {
        let mut n_moved = 0;
        let mut sizes = self.sizes();
        while let Some(empty) = sizes.iter().position(|it| *it == 0) {
            let Some((idx, from)) = self.dearest(&sizes) else { break };
            if let (Some(label), Ok(to)) = (self.labels.get_mut(idx), u8::try_from(empty)) {
                *label = to;
            }
            if let Some(prototype) = self.prototypes.get_mut(empty) {
                *prototype = prototype_at(self.mixed, idx);
            }
            for (size, at) in sizes.iter_mut().zip(0..) {
                *size = *size - usize::from(at == from) + usize::from(at == empty);
            }
            n_moved += 1;
        }
        n_moved
    }

    /// The point that costs the most among groups that keep one, and its group; none where nobody costs
    /// anything.
    fn dearest(&self, sizes: &[usize]) -> Option<(usize, usize)> {
        let mut dearest = None;
        let mut most = 0.0;
        for (idx, label) in self.labels.iter().map(|it| usize::from(*it)).enumerate() {
            let has_others = sizes.get(label).is_some_and(|it| *it > 1);
            let prototype = self.prototypes.get(label).filter(|_| has_others);
            let distance = prototype.map_or(0.0, |it| self.distance(idx, it));
            if distance > most {
                (dearest, most) = (Some((idx, label)), distance);
            }
        }
        dearest
    }

    /// Every prototype to the mean and the most frequent states of its points; one without points stays.
    fn move_prototypes(&mut self) {
        let sizes = self.sizes();
        let n_dims = self.prototypes.first().map_or(0, |it| it.mean.len());
        let mut sums = vec![vec![0.0; n_dims]; sizes.len()];
        for (row, label) in self.mixed.points.rows().zip(&self.labels) {
            if let Some(sums) = sums.get_mut(usize::from(*label)) {
                add(sums, row);
            }
        }
        for ((prototype, size), sums) in self.prototypes.iter_mut().zip(&sizes).zip(sums) {
            if *size > 0 {
                prototype.mean = sums.iter().map(|it| it / *size as f64).collect();
            }
        }
        let all = self.mixed.categories.iter().zip(&self.mixed.n_states).enumerate();
        for (category, (states, n_states)) in all {
            let modes = modes(states, *n_states, &self.labels, sizes.len());
            for (prototype, new) in self.prototypes.iter_mut().zip(modes) {
                let old = prototype.modes.get_mut(category);
                old.zip(new).into_iter().for_each(|(old, new)| *old = new);
            }
        }
    }
}

/// The most frequent state of each group, the lowest of equals; none of a group without points.
fn modes(states: &[u32], n_states: usize, labels: &[u8], n_groups: usize) -> Vec<Option<u32>> {
    let mut counts = vec![0_u32; n_states * n_groups];
    for (state, label) in states.iter().zip(labels) {
        if let Some(count) = counts.get_mut(usize::from(*label) * n_states + *state as usize) {
            *count += 1;
        }
    }
    let most = |counts: &[u32]| {
        let all = (0_u32..).zip(counts.iter().copied());
        let best = all.fold((0, 0), |best, it| if it.1 > best.1 { it } else { best });
        (best.1 > 0).then_some(best.0)
    };
    counts.chunks(n_states.max(1)).map(most).collect()
}
