//! Texts to numbers: the same text, the same code.
//!
//! An open-addressing table of our own over the texts themselves. It is asked for codes and never
//! walked, so that its order cannot leak into a result; codes count up in the order of the file.

use crate::engine::table::Texts;

const EMPTY: u64 = 0;
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Gives every different text its number.
#[derive(Debug)]
pub struct Interner {
    /// A slot is the upper half of a text's hash above its code plus one; [`EMPTY`] if free.
    slots: Vec<u64>,
    texts: Texts,
    /// The code of the last text: rows of one order share many.
    last: u32,
}

impl Default for Interner {
    fn default() -> Self {
        Self { slots: vec![EMPTY; 64], texts: Texts::default(), last: 0 }
    }
}

impl Interner {
    /// The code of a text, a new one if it was never seen.
    #[inline]
    pub fn code(&mut self, text: &str) -> u32 {
        if self.texts.get(self.last as usize) == text && !self.texts.is_empty() {
            return self.last;
        }
        self.last = self.find_or_add(text);
        self.last
    }

    /// All texts by code.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// All texts by code, without the table.
    pub fn into_texts(self) -> Texts {
        self.texts
    }

    fn find_or_add(&mut self, text: &str) -> u32 {
        let hash = hash(text.as_bytes());
        let tag = hash & 0xFFFF_FFFF_0000_0000;
        let mask = self.slots.len() - 1;
        let mut at = start(hash, mask);
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(EMPTY);
            if slot == EMPTY {
                break;
            }
            let code = code_of(slot);
            if slot & 0xFFFF_FFFF_0000_0000 == tag && self.texts.get(code as usize) == text {
                return code;
            }
            at = (at + 1) & mask;
        }
        let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX - 2);
        self.texts.push(text);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = tag | (u64::from(code) + 1);
        }
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        }
        code
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 4 - 1;
        let old = std::mem::replace(&mut self.slots, vec![EMPTY; mask + 1]);
        for slot in old.into_iter().filter(|it| *it != EMPTY) {
            let mut at = start(hash(self.texts.get(code_of(slot) as usize).as_bytes()), mask);
            while self.slots.get(at).is_some_and(|it| *it != EMPTY) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

fn code_of(slot: u64) -> u32 {
    u32::try_from(slot & 0xFFFF_FFFF).unwrap_or(0).wrapping_sub(1)
}

fn start(hash: u64, mask: usize) -> usize {
    usize::try_from(hash & 0x7FFF_FFFF).unwrap_or(0) & mask
}

/// Mixes eight bytes at a time; good enough for tables that grow at half, with every bit used.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hash = (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let words = bytes.chunks_exact(8);
    let rest = words.remainder();
    for word in words {
        hash = mix(hash, word.first_chunk::<8>().map_or(0, |it| u64::from_le_bytes(*it)));
    }
    if !rest.is_empty() {
        let word = rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
        hash = mix(hash, word);
    }
    hash.wrapping_mul(MULTIPLIER) ^ (hash >> 29)
}

fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn equal_texts_share_a_code_and_codes_follow_the_file() {
        let mut interner = Interner::default();
        let texts: Vec<String> = (0..5000).map(|it| format!("C{:05}", it % 1700)).collect();
        for (idx, text) in texts.iter().enumerate() {
            assert_eq!(interner.code(text) as usize, idx % 1700, "{text}");
        }
        assert_eq!(interner.texts().len(), 1700);
        assert_eq!(interner.texts().get(1699), "C01699");
    }

    #[test]
    fn a_text_may_hold_zeros_and_be_long() {
        let mut interner = Interner::default();
        let long = "x".repeat(1000);
        let codes: Vec<u32> =
            ["a", "a\0", "a\0\0", &long, "a\0"].iter().map(|it| interner.code(it)).collect();
        assert_eq!(codes, [0, 1, 2, 3, 1]);
    }
}
