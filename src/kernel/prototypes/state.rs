//! Groups of mixed points while they settle.

use crate::kernel::kmeans::points::squared_distance;
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
        Fit { k: place, labels: renumbered.collect(), cost: self.cost(), is_converged, margins }
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

    /// Gives every point its nearest prototype, the own one or else the first of those equally near.
    /// Says how many changed.
    fn assign(&mut self) -> usize {
        let mut n_changed = 0;
        for idx in 0..self.mixed.len() {
            let old = self.labels.get(idx).copied().unwrap_or(NOBODY);
            let own = self.prototypes.get(usize::from(old));
            let mut best = (old, own.map_or(f64::INFINITY, |it| self.distance(idx, it)));
            for (label, prototype) in (0..).zip(&self.prototypes) {
                let distance = self.distance(idx, prototype);
                if distance < best.1 {
                    best = (label, distance);
                }
            }
            if best.0 != old {
                n_changed += 1;
            }
            if let Some(label) = self.labels.get_mut(idx) {
                *label = best.0;
            }
        }
        n_changed
    }

    /// Gives each empty group the point that costs the most. Says how many moved.
    fn fill_empty(&mut self) -> usize {
        let mut n_moved = 0;
        let mut sizes = self.sizes();
        while let Some(empty) = sizes.iter().position(|it| *it == 0) {
            let mut dearest: Option<(usize, usize, f64)> = None;
            for (idx, label) in self.labels.iter().map(|it| usize::from(*it)).enumerate() {
                let has_others = sizes.get(label).is_some_and(|it| *it > 1);
                let Some(prototype) = self.prototypes.get(label).filter(|_| has_others) else { continue };
                let distance = self.distance(idx, prototype);
                if distance > dearest.map_or(0.0, |it| it.2) {
                    dearest = Some((idx, label, distance));
                }
            }
            let Some((idx, from, _)) = dearest else { break };
            if let (Some(label), Ok(to)) = (self.labels.get_mut(idx), u8::try_from(empty)) {
                *label = to;
            }
            if let Some(prototype) = self.prototypes.get_mut(empty) {
                *prototype = prototype_at(self.mixed, idx);
            }
            for (at, by) in [(from, -1), (empty, 1)] {
                if let Some(size) = sizes.get_mut(at) {
                    *size = size.saturating_add_signed(by);
                }
            }
            n_moved += 1;
        }
        n_moved
    }

    /// Every prototype to the mean and the most frequent states of its points; one without points stays.
    fn move_prototypes(&mut self) {
        let sizes = self.sizes();
        let n_dims = self.prototypes.first().map_or(0, |it| it.mean.len());
        let mut sums = vec![0.0; n_dims * sizes.len()];
        if n_dims > 0 {
            for (row, label) in self.mixed.points.rows().zip(&self.labels) {
                let from = usize::from(*label) * n_dims;
                for (sum, value) in sums.iter_mut().skip(from).take(n_dims).zip(row) {
                    *sum += value;
                }
            }
        }
        let means = sums.chunks(n_dims.max(1));
        for ((prototype, size), sums) in
            self.prototypes.iter_mut().zip(&sizes).zip(means).filter(|it| *it.0.1 > 0)
        {
            prototype.mean = sums.iter().map(|it| it / *size as f64).collect();
        }
        let all = self.mixed.categories.iter().zip(&self.mixed.n_states).enumerate();
        for (category, (states, n_states)) in all {
            let mut counts = vec![0_u32; n_states * sizes.len()];
            for (state, label) in states.iter().zip(&self.labels) {
                if let Some(count) = counts.get_mut(usize::from(*label) * n_states + *state as usize) {
                    *count += 1;
                }
            }
            for (prototype, counts) in self.prototypes.iter_mut().zip(counts.chunks((*n_states).max(1))) {
                let most = (0_u32..)
                    .zip(counts)
                    .fold((0, 0), |best, (state, n)| if *n > best.1 { (state, *n) } else { best });
                if let Some(mode) = prototype.modes.get_mut(category).filter(|_| most.1 > 0) {
                    *mode = most.0;
                }
            }
        }
    }
}
