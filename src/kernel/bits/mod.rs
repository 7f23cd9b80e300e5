//! Yes or no for many things at once: one bit each, 64 to a word.
//!
//! A condition over a column is two sets, where it holds and where it does not; what is in neither
//! is not known. Groups of conditions are then a few operations on words, whatever the columns were.

mod truth;

pub use truth::{Truth, coded, days_within, numbers_within};

/// A set of positions below `n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    n: usize,
}

impl Bits {
    /// The empty set below `n`.
    pub fn none(n: usize) -> Self {
        Self { words: vec![0; n.div_ceil(64)], n }
    }

    /// Every position below `n`.
    pub fn all(n: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; n.div_ceil(64)], n };
        bits.clear_beyond();
        bits
    }

    /// The positions of which something holds, asked in rising order.
    pub fn of(n: usize, holds: &mut dyn FnMut(usize) -> bool) -> Self {
        let mut bits = Self::none(n);
        for (word, start) in bits.words.iter_mut().zip((0..).step_by(64)) {
            for position in start..n.min(start + 64) {
                *word |= u64::from(holds(position)) << (position - start);
            }
        }
        bits
    }

    /// One more than the largest possible position.
    pub fn n(&self) -> usize {
        self.n
    }

    /// How many positions are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|it| it.count_ones() as usize).sum()
    }

    /// How many positions are in both sets.
    pub fn count_with(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Whether a position is in the set.
    pub fn has(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|it| (it >> (position % 64)) & 1 == 1)
    }

    /// Puts a position below `n` into the set.
    pub fn insert(&mut self, position: usize) {
        if let Some(word) = self.words.get_mut(position / 64).filter(|_| position < self.n) {
            *word |= 1 << (position % 64);
        }
    }

    /// Keeps what is in the other set too.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Adds what is in the other set.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Takes away what is in the other set.
    pub fn take_away(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    /// The positions in the set, rising.
    pub fn positions(&self) -> impl Iterator<Item = usize> {
        self.words.iter().zip((0..).step_by(64)).flat_map(|(&word, start)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(start + bit)
            })
        })
    }

    /// Whether the set holds each of the positions given, as a set over their places.
    #[must_use]
    pub fn picked(&self, positions: &[u32]) -> Self {
        let at = |place: usize| positions.get(place).is_some_and(|&it| self.has(it as usize));
        Self::of(positions.len(), &mut |place| at(place))
    }

    fn clear_beyond(&mut self) {
        if let Some(last) = self.words.last_mut().filter(|_| !self.n.is_multiple_of(64)) {
            *last &= (1 << (self.n % 64)) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_count_and_combine_as_sets_do() {
        for n in [0, 1, 63, 64, 65, 200] {
            let thirds = Bits::of(n, &mut |it| it % 3 == 0);
            let halves = Bits::of(n, &mut |it| it % 2 == 0);
            assert_eq!(Bits::all(n).count(), n);
            assert_eq!(thirds.count(), n.div_ceil(3));
            assert_eq!(thirds.count_with(&halves), n.div_ceil(6));
            let (mut both, mut either, mut only) = (thirds.clone(), thirds.clone(), thirds.clone());
            both.keep(&halves);
            either.add(&halves);
            only.take_away(&halves);
            assert_eq!(both.positions().collect::<Vec<_>>(), (0..n).step_by(6).collect::<Vec<_>>());
            assert_eq!(either.count(), n.div_ceil(3) + n.div_ceil(2) - n.div_ceil(6));
            assert_eq!(only.count() + both.count(), thirds.count());
        }
    }

    #[test]
    fn a_position_beyond_the_end_is_in_no_set() {
        let mut bits = Bits::all(70);
        bits.insert(70);
        assert!(bits.has(69) && !bits.has(70) && !bits.has(700));
        assert_eq!(bits.count(), 70);
        assert_eq!(
            Bits::of(3, &mut |it| it == 1).picked(&[1, 1, 0, 9]).positions().collect::<Vec<_>>(),
            [0, 1]
        );
    }
}
