//! How many different values there are.
//!
//! Values are told apart by hashes of 64 bits. They are laid out by their highest bits first, so that
//! each small part is counted near the processor, where one large table would miss at every step.

use crate::kernel::cells::halves;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
const OTHER: u64 = 0xC2B2_AE3D_27D4_EB4F;
/// Hashes that are counted together, about.
const PART: usize = 1 << 11;
/// Hashes that are laid out at once; more take several passes, so that room stays bounded.
const MOST: usize = 1 << 21;

/// How many of about `n` hashes are different. `hashes` gives the same ones each time.
pub fn count<I: Iterator<Item = u64>>(hashes: impl Fn() -> I, n: usize) -> usize {
    let n_passes = n.div_ceil(MOST).max(1) as u64;
    let of_pass = |pass| {
        let mut own = Vec::with_capacity(n.min(MOST));
        own.extend(hashes().filter(|it| n_passes == 1 || it % n_passes == pass));
        of_all(&own)
    };
    (0..n_passes).map(of_pass).sum()
}

fn of_all(hashes: &[u64]) -> usize {
    let bits = (hashes.len() / PART).next_power_of_two().trailing_zeros().clamp(1, 12);
    let part = |hash: u64| usize::try_from(hash >> (u64::BITS - bits)).unwrap_or(0);
    let mut ends = vec![0_usize; 1 << bits];
    for &hash in hashes {
        if let Some(end) = ends.get_mut(part(hash)) {
            *end += 1;
        }
    }
    let mut n_before = 0;
    for end in &mut ends {
        n_before += std::mem::replace(end, n_before);
    }
    let mut laid = vec![0_u64; hashes.len()];
    for &hash in hashes {
        if let Some(end) = ends.get_mut(part(hash)) {
            if let Some(place) = laid.get_mut(*end) {
                *place = hash;
            }
            *end += 1;
        }
    }
    let mut slots = Vec::new();
    let mut start = 0;
    let mut n_distinct = 0;
    for end in ends {
        n_distinct += of_part(laid.get(start..end).unwrap_or_default(), &mut slots);
        start = end;
    }
    n_distinct
}

/// How many of a few hashes are different; `slots` is room to work in.
fn of_part(hashes: &[u64], slots: &mut Vec<u64>) -> usize {
    slots.clear();
    slots.resize((hashes.len() * 2).next_power_of_two(), 0);
    let mask = slots.len() - 1;
    let mut n = 0;
    for &hash in hashes {
        // Zero marks a free slot.
        let hash = hash.max(1);
        let mut at = (hash & 0x7FFF_FFFF) as usize & mask;
        while let Some(slot) = slots.get_mut(at) {
            if *slot == 0 {
                *slot = hash;
                n += 1;
                break;
            }
            if *slot == hash {
                break;
            }
            at = (at + 1) & mask;
        }
    }
    n
}

/// Hashes that come one by one, laid out as they come.
#[derive(Debug, Default)]
pub struct Tally {
    parts: Vec<Vec<u64>>,
    n: usize,
}

impl Tally {
    /// Counts a value by its hash.
    #[inline]
    pub fn add(&mut self, hash: u64) {
        let Some(part) = self.parts.get_mut((hash >> 56) as usize) else { return self.add_first(hash) };
        part.push(hash);
        self.n += 1;
    }

    #[cold]
    fn add_first(&mut self, hash: u64) {
        self.parts.resize(1 << 8, Vec::new());
        self.add(hash);
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, n: usize) {
        self.parts.resize(1 << 8, Vec::new());
        // They spread evenly, a little less or more.
        let n = (n / self.parts.len()) * 9 / 8;
        self.parts.iter_mut().for_each(|it| it.reserve_exact(n));
    }

    /// How many different ones came.
    pub fn count(&self) -> usize {
        let mut slots = Vec::new();
        self.parts.iter().map(|it| of_part(it, &mut slots)).sum()
    }

    /// Bytes that the hashes take.
    pub fn n_bytes(&self) -> u64 {
        (self.n * size_of::<u64>()) as u64
    }
}

/// A hash of a number of 64 bits.
#[inline]
pub fn mixed(bits: u64) -> u64 {
    let it = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}

/// A hash of a text: two words at a time, which do not wait for each other.
#[inline]
pub fn hash(text: &[u8]) -> u64 {
    let word =
        |at: usize| text.get(at..).and_then(<[u8]>::first_chunk::<8>).map_or(0, |it| u64::from_le_bytes(*it));
    let n = text.len();
    if n < 16 {
        let (first, last) = match n {
            8.. => (word(0), word(n - 8)),
            _ => (text.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
        };
        let both = first.wrapping_mul(MULTIPLIER) ^ last.wrapping_mul(OTHER).rotate_left(29);
        return mixed(mixed(both).wrapping_add(n as u64));
    }
    let (mut a, mut b) = (MULTIPLIER.wrapping_mul(n as u64), MULTIPLIER);
    let (sixteens, _) = text.as_chunks::<16>();
    // The last sixteen come at the end, some of them once more.
    for it in sixteens.iter().take((n - 1) / 16).chain(text.last_chunk::<16>()) {
        let (first, last) = halves(it);
        a = step(a, first);
        b = step(b, last);
    }
    mixed(a ^ b.rotate_left(32).wrapping_mul(OTHER))
}

#[inline]
fn step(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(MULTIPLIER);
    product ^ (product >> 29)
}

#[cfg(test)]
mod tests {
    use super::{count, hash, mixed};

    #[test]
    fn every_different_value_is_counted_once() {
        for (n, n_distinct) in
            [(0_u64, 0_usize), (1, 1), (10, 7), (5_000, 5_000), (300_000, 100_003), (9_000, 1)]
        {
            let hashes = || (0..n).map(|it| mixed(it % n_distinct.max(1) as u64));
            assert_eq!(count(hashes, usize::try_from(n).unwrap()), n_distinct, "{n}");
        }
        assert_eq!(count(|| [0, 1, 0].into_iter(), 3), 1, "zero and one share a slot");
    }

    #[test]
    fn texts_that_differ_in_one_place_or_in_length_differ_in_their_hash() {
        let mut hashes = Vec::new();
        for n in 0..60 {
            let text = vec![b'a'; n];
            hashes.push(hash(&text));
            for at in 0..n {
                let mut other = text.clone();
                other[at] = b'b';
                hashes.push(hash(&other));
            }
        }
        let n = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), n);
    }
}
