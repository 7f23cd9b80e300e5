//! Sorting that is compiled once.
//!
//! The standard sorts are compiled again for every type and every comparison, five kilobytes each
//! time. Nearly everything sorted here is short, and a comparison may be called instead; what is
//! long is sorted by the bytes of a number. Equal things keep their order in both.

use std::cmp::Ordering;

/// Sorts few things by a comparison.
pub fn sort_by<T>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = positions(all.len(), &mut |a, b| match (all.get(a), all.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    arrange(all, order);
}

/// The positions from 0 to `n` in the order that a comparison gives.
pub fn positions(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut merged = Vec::with_capacity(n);
    let mut width = 1;
    while width < n {
        merged.clear();
        for pair in order.chunks(width * 2) {
            merge(pair.split_at(width.min(pair.len())), compare, &mut merged);
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

/// Adds two rising runs as one; of equal positions those on the left come first.
fn merge(
    (mut left, mut right): (&[usize], &[usize]),
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
    merged: &mut Vec<usize>,
) {
    while let (Some((a, rest_left)), Some((b, rest_right))) = (left.split_first(), right.split_first()) {
        if compare(*a, *b).is_le() {
            merged.push(*a);
            left = rest_left;
        } else {
            merged.push(*b);
            right = rest_right;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

/// Puts in each place what stands at the position given for it.
fn arrange<T>(all: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        let mut place = start;
        while let Some(it) = order.get_mut(place) {
            let from = std::mem::replace(it, place);
            if from == start {
                break;
            }
            all.swap(place, from);
            place = from;
        }
    }
}

/// A number that rises as [`f64::total_cmp`] does.
pub fn rank(value: f64) -> u64 {
    let bits = value.to_bits();
    if value.is_sign_negative() { !bits } else { bits | (1 << 63) }
}

/// Sorts many things by a number, byte by byte from the lowest: linear in their number.
#[expect(clippy::indexing_slicing, reason = "there is a place for each of the 256 bytes")]
pub fn sort_by_number<T: Copy>(all: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    let Some(first) = all.first().map(&number) else { return };
    let differing = all.iter().fold(0, |bits, it| bits | (number(it) ^ first));
    let mut sorted = all.clone();
    for shift in (0..u64::BITS).step_by(8).filter(|it| (differing >> it) & 0xFF != 0) {
        let byte = |it: &T| usize::from((number(it) >> shift).to_le_bytes()[0]);
        let mut places = [0_usize; 256];
        for it in all.iter() {
            places[byte(it)] += 1;
        }
        let mut n_before = 0;
        for place in &mut places {
            n_before += std::mem::replace(place, n_before);
        }
        for it in all.iter() {
            let place = &mut places[byte(it)];
            if let Some(slot) = sorted.get_mut(*place) {
                *slot = *it;
            }
            *place += 1;
        }
        std::mem::swap(all, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::random::Random;

    fn numbers(n: usize, most: usize) -> Vec<(u64, usize)> {
        let mut random = Random::new(n as u64);
        let number = |_| (random.below(most) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (0..n).map(number).enumerate().map(|(place, it)| (it, place)).collect()
    }

    #[test]
    fn both_sorts_give_what_the_standard_sort_gives_and_keep_what_is_equal_in_order() {
        for (n, most) in [(0, 1), (1, 1), (2, 2), (3, 9), (10, 3), (257, 40), (5_000, 9_000), (5_000, 2)] {
            let all = numbers(n, most);
            let mut expected = all.clone();
            expected.sort_by_key(|it| it.0);
            let (mut few, mut many) = (all.clone(), all);
            sort_by(&mut few, |a, b| a.0.cmp(&b.0));
            sort_by_number(&mut many, |it| it.0);
            assert_eq!(few, expected, "{n} of {most}");
            assert_eq!(many, expected, "{n} of {most}");
        }
    }

    #[test]
    fn the_rank_of_a_number_rises_as_the_total_order_does() {
        let all = [-f64::INFINITY, -1.5, -1e-300, -0.0, 0.0, 1e-300, 2.0, 1e300, f64::INFINITY, f64::NAN];
        assert!(all.is_sorted_by(|a, b| rank(*a) < rank(*b)));
    }
}
