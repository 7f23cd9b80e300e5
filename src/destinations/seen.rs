//! Which keys have come before.
//!
//! A key is kept as 128 bits of hash, 16 bytes whatever its length: of a hundred million keys, two
//! have the same bits once in 10²² files.

use std::hash::{DefaultHasher, Hasher as _};

/// Keys that have come; 0 is no key.
#[derive(Debug, Default)]
pub(super) struct Seen {
    slots: Vec<u128>,
    n: usize,
}

/// The 128 bits of a key.
pub(super) fn bits_of(key: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(key.as_bytes());
        hasher.finish()
    };
    ((u128::from(half(1)) << 64) | u128::from(half(2))).max(1)
}

impl Seen {
    /// Adds a key; `false` where it has come before.
    pub(super) fn insert(&mut self, bits: u128) -> bool {
        if (self.n + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        match self.slot_of(bits) {
            Some(slot) if *slot == 0 => {
                *slot = bits;
                self.n += 1;
                true
            }
            Some(_) | None => false,
        }
    }

    /// Whether a key has come.
    pub(super) fn has(&mut self, bits: u128) -> bool {
        self.n > 0 && self.slot_of(bits).is_some_and(|it| *it != 0)
    }

    fn grow(&mut self) {
        let n = (self.slots.len() * 2).max(1024);
        for bits in std::mem::replace(&mut self.slots, vec![0; n]) {
            if bits != 0
                && let Some(slot) = self.slot_of(bits)
            {
                *slot = bits;
            }
        }
    }

    /// The slot that has a key, or would.
    fn slot_of(&mut self, bits: u128) -> Option<&mut u128> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = bits as usize & mask;
        while self.slots.get(at).is_some_and(|it| *it != 0 && *it != bits) {
            at = (at + 1) & mask;
        }
        self.slots.get_mut(at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, bits_of};

    #[test]
    fn a_key_comes_first_once() {
        let mut seen = Seen::default();
        assert!(!seen.has(bits_of("0")));
        for key in 0..10_000 {
            assert!(seen.insert(bits_of(&key.to_string())), "{key}");
        }
        for key in 0..10_000 {
            assert!(!seen.insert(bits_of(&key.to_string())), "{key}");
            assert!(seen.has(bits_of(&key.to_string())));
        }
        assert!(!seen.has(bits_of("10000")) && !seen.has(bits_of("")));
    }
}
