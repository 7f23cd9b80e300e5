//! How often groups are found again.
//!
//! Hennig (2007): points are drawn with replacement and grouped anew; each group is compared with
//! the most alike of the new ones by the Jaccard coefficient, the share of those in either that are
//! in both, over the different points drawn. The mean over many draws is the group's stability.

use crate::kernel::random::Random;

const RESAMPLE_TASK: u64 = 4 << 48;

/// How much a stability is worth, by the bands of Hennig's `fpc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below 0.6: not to be relied upon.
    Dissolved,
    /// From 0.6: a pattern, but who belongs to it is doubtful.
    Doubtful,
    /// From 0.75.
    Stable,
    /// From 0.85.
    HighlyStable,
}

impl Band {
    /// The band of a mean Jaccard coefficient.
    pub fn of(stability: f64) -> Self {
        match stability {
            it if it >= 0.85 => Self::HighlyStable,
            it if it >= 0.75 => Self::Stable,
            it if it >= 0.6 => Self::Doubtful,
            _ => Self::Dissolved,
        }
    }
}

/// The stability of each of `k` groups numbered from 0, from 0 to 1; NaN for one that no draw met.
///
/// `refit` is given the positions of the points drawn, ascending, with repetitions, and the number
/// of the draw; it gives the labels of their new groups in the same order. Labels of 255 are of no
/// group, before and after.
pub fn stability(
    labels: &[u8],
    k: usize,
    n_draws: usize,
    seed: u64,
    refit: &mut dyn FnMut(&[usize], usize) -> Vec<u8>,
) -> Vec<f64> {
    let draws = (0..n_draws).map(|draw| likenesses(labels, k, (draw, seed), refit));
    mean_likeness(k, draws)
}

/// The Jaccard coefficient of each group with the most alike of the groups found in one draw; `None`
/// for one that was not drawn. As [`stability`] has it.
pub fn likenesses(
    labels: &[u8],
    k: usize,
    (draw, seed): (usize, u64),
    refit: &mut dyn FnMut(&[usize], usize) -> Vec<u8>,
) -> Vec<Option<f64>> {
    let drawn = resample(labels.len(), &mut Random::for_task(seed, RESAMPLE_TASK | draw as u64));
    let new = refit(&drawn, draw);
    let both = Overlap::of(labels, &drawn, &new, k);
    (0..k).map(|group| both.best(group)).collect()
}

/// The mean likeness of each of `k` groups over draws; NaN for one that no draw met.
pub fn mean_likeness(k: usize, draws: impl IntoIterator<Item = Vec<Option<f64>>>) -> Vec<f64> {
    let (mut sums, mut n_met) = (vec![0.0; k], vec![0_u32; k]);
    for draw in draws {
        for ((sum, n), likeness) in sums.iter_mut().zip(&mut n_met).zip(draw) {
            *sum += likeness.unwrap_or_default();
            *n += u32::from(likeness.is_some());
        }
    }
    sums.iter().zip(n_met).map(|(sum, n)| sum / f64::from(n)).collect()
}

/// Positions of `n` points drawn from `n` with replacement, ascending.
fn resample(n: usize, random: &mut Random) -> Vec<usize> {
    let mut times = vec![0_u32; n];
    for _ in 0..n {
        if let Some(it) = times.get_mut(random.below(n)) {
            *it += 1;
        }
    }
    let repeated = |(idx, times): (usize, &u32)| std::iter::repeat_n(idx, *times as usize);
    times.iter().enumerate().flat_map(repeated).collect()
}

/// Different points in old and in new groups.
struct Overlap {
    /// By old group, then by new group.
    both: Vec<[u32; 256]>,
    old: Vec<u32>,
    new: [u32; 256],
}

impl Overlap {
    fn of(labels: &[u8], drawn: &[usize], new: &[u8], k: usize) -> Self {
        let mut overlap = Self { both: vec![[0; 256]; k], old: vec![0; k], new: [0; 256] };
        let mut last = None;
        for (idx, new) in drawn.iter().zip(new) {
            if last.replace(*idx) == Some(*idx) {
                continue;
            }
            let Some(old) = labels.get(*idx).map(|it| usize::from(*it)) else { continue };
            overlap.count(old, usize::from(*new));
        }
        overlap
    }

    /// One more point in an old group and a new one.
    fn count(&mut self, old: usize, new: usize) {
        if let Some(n) = self.new.get_mut(new) {
            *n += 1;
        }
        if let Some(n) = self.old.get_mut(old) {
            *n += 1;
        }
        if let Some(n) = self.both.get_mut(old).and_then(|it| it.get_mut(new)) {
            *n += 1;
        }
    }

    /// The Jaccard coefficient of an old group and the new one most alike; `None` where none of its
    /// points was drawn.
    fn best(&self, group: usize) -> Option<f64> {
        let n_old = *self.old.get(group).filter(|it| **it > 0)?;
        let pairs = self.both.get(group)?.iter().zip(&self.new).take(255);
        let likeness = |(both, n_new): (&u32, &u32)| f64::from(*both) / f64::from(n_old + n_new - both);
        Some(pairs.map(likeness).fold(0.0, f64::max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_are_always_found_again_have_a_stability_of_one() {
        let labels: Vec<u8> = (0..90).map(|it| [0, 1, 2][it % 3]).collect();
        // The same groups under other numbers.
        let mut refit = |drawn: &[usize], _: usize| drawn.iter().map(|it| 2 - labels[*it]).collect();
        assert_eq!(stability(&labels, 3, 10, 1, &mut refit), [1.0; 3]);
    }

    #[test]
    fn a_group_that_is_cut_in_half_keeps_a_half() {
        let labels: Vec<u8> = (0..2_000).map(|it| u8::from(it >= 1_000)).collect();
        let mut refit = |drawn: &[usize], _: usize| {
            drawn.iter().map(|it| if *it < 1_000 { 0 } else { 1 + u8::from(it % 2 == 0) }).collect()
        };
        let found = stability(&labels, 2, 20, 1, &mut refit);
        assert!((found[0] - 1.0).abs() < 1e-12, "{found:?}");
        assert!((0.5..0.55).contains(&found[1]), "{found:?}");
    }

    #[test]
    fn points_in_no_group_count_in_none() {
        let labels = [0, 0, 0, 0, 0, 255, 255, 255, 255, 255];
        let mut refit = |drawn: &[usize], _: usize| drawn.iter().map(|it| labels[*it]).collect();
        assert_eq!(stability(&labels, 1, 10, 1, &mut refit), [1.0]);
    }

    #[test]
    fn a_draw_has_as_many_points_as_there_are_of_which_two_thirds_differ() {
        let mut drawn = resample(10_000, &mut Random::new(1));
        assert_eq!(drawn.len(), 10_000);
        assert!(drawn.is_sorted());
        drawn.dedup();
        assert!((6_200..6_450).contains(&drawn.len()), "{}", drawn.len());
    }

    #[test]
    fn the_bands_are_those_of_the_literature() {
        use Band::{Dissolved, Doubtful, HighlyStable, Stable};
        let bands = [0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.59].map(Band::of);
        assert_eq!(bands, [HighlyStable, HighlyStable, Stable, Stable, Doubtful, Doubtful, Dissolved]);
    }
}
