//! Groups found on a sample, extended to everyone.

use crate::kernel::distances::Euclid;
use crate::kernel::kmeans::middles;
use crate::kernel::kmeans::points::{Points, squared_distance};
use crate::kernel::random::Random;

/// Members of all groups together that everyone is compared with, at most.
const MAX_SPEAKERS: usize = 500;
const SPEAKERS_TASK: u64 = 7 << 48;

/// For everyone, the group of a sample whose mean is nearest, the first of equals. Calls back after
/// each point.
pub fn nearest_mean(all: &Points, sample: &Points, labels: &[u8], on_point: &mut dyn FnMut()) -> Vec<u8> {
    let k = labels.iter().max().map_or(0, |it| it.saturating_add(1));
    let means = middles(sample, k, labels).centres;
    let nearest = |row: &[f64]| {
        on_point();
        let squares = means.chunks_exact(all.n_dims()).map(|it| squared_distance(row, it));
        least(squares)
    };
    all.rows().map(nearest).collect()
}

/// For everyone, the group of a sample whose members are nearest on average, the first of equals;
/// of large groups, seeded members speak, in proportion to its size. Calls back after each point.
pub fn nearest_on_average(
    all: &Points,
    sample: &Points,
    labels: &[u8],
    seed: u64,
    on_point: &mut dyn FnMut(),
) -> Vec<u8> {
    let k = labels.iter().max().map_or(0, |it| it.saturating_add(1));
    let mut random = Random::for_task(seed, SPEAKERS_TASK);
    let groups: Vec<(Euclid, usize)> = (0..k)
        .map(|group| {
            let of_group = labels.iter().enumerate().filter(|it| *it.1 == group);
            let members: Vec<usize> = of_group.map(|it| it.0).collect();
            let share = (MAX_SPEAKERS * members.len()).div_ceil(labels.len().max(1));
            let speakers = random.sample(members.len(), share);
            let at: Vec<usize> = speakers.iter().filter_map(|it| members.get(*it)).copied().collect();
            (Euclid::new(&sample.select(&at)), at.len())
        })
        .collect();
    let nearest = |row: &[f64]| {
        on_point();
        let average = |(group, n): &(Euclid, usize)| {
            let mut sum = 0.0;
            let own: Vec<f64> = row.iter().map(|it| it / group.unit()).collect();
            group.squares(&own, 0..*n, &mut |_, squares| {
                sum += squares.iter().map(|it| it.sqrt()).sum::<f64>();
            });
            sum / (*n).max(1) as f64 * group.unit()
        };
        least(groups.iter().map(average))
    };
    all.rows().map(nearest).collect()
}

/// The position of the least number, the first of equals.
fn least(numbers: impl Iterator<Item = f64>) -> u8 {
    let mut best = (0, f64::INFINITY);
    for (at, number) in (0..).zip(numbers) {
        if number < best.1 {
            best = (at, number);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_joins_the_group_that_is_nearest() {
        let sample = Points::from_rows(vec![0.0, 1.0, 10.0, 11.0, 12.0], 1);
        let labels = [0, 0, 1, 1, 1];
        let all = Points::from_rows(vec![-3.0, 5.0, 6.2, 30.0, 0.5], 1);
        assert_eq!(nearest_mean(&all, &sample, &labels, &mut || ()), [0, 0, 1, 1, 0]);
        assert_eq!(nearest_on_average(&all, &sample, &labels, 1, &mut || ()), [0, 0, 1, 1, 0]);
    }

    #[test]
    fn many_members_are_spoken_for_by_some() {
        let sample = Points::from_rows((0..2500).flat_map(|_| [0.0, 100.0]).collect(), 1);
        let labels: Vec<u8> = (0..2500).flat_map(|_| [0, 1]).collect();
        let all = Points::from_rows(vec![49.0, 51.0], 1);
        assert_eq!(nearest_on_average(&all, &sample, &labels, 1, &mut || ()), [0, 1]);
    }
}
