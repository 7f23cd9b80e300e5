//! Texts to numbers: the same text, the same code.
//!
//! Two tables of our own stand in front of the texts. Identifiers that count ("INV-0000123") are
//! found by their number, which lies beside its neighbours in memory as it does in the file; all
//! others by a hash. Both are asked for codes and never walked, so that their order cannot leak
//! into a result; codes count up in the order of the file.

use crate::kernel::cells::{NO_QUOTE, Texts, first_of, halves};
use crate::kernel::column::numbered::Numbered;
use crate::kernel::value::is_missing;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Gives every different text its number.
#[derive(Debug, Default)]
pub struct Interner {
    texts: Texts,
    numbered: Option<Numbered>,
    hashed: Hashed,
    /// The last text: rows of one order share many.
    last: Option<Key>,
    /// Short texts met lately, each where its hash says.
    recent: Vec<Option<Key>>,
    /// Whether one of the texts means that there is no value.
    pub has_missing_words: bool,
}

/// Texts met lately that are found without the table; a power of two.
const N_RECENT: usize = 1024;

/// What a text is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    /// First bytes of a short text, a hash of a long one.
    first: u64,
    /// Last bytes of a short text.
    last: u64,
    /// Length of a short text; of a long one the highest number.
    len: u32,
    code: u32,
}

const LONG: u32 = u32::MAX;

impl Key {
    /// Two short texts (16 bytes at most) are equal if their keys are, but for the code.
    fn of(text: &[u8]) -> Self {
        let Ok(len @ 0..=16) = u32::try_from(text.len()) else {
            return Self { first: hash(text), last: 0, len: LONG, code: 0 };
        };
        let mut padded = [0; 16];
        for (to, from) in padded.iter_mut().zip(text) {
            *to = *from;
        }
        Self::of_short(&padded, len)
    }

    /// Of sixteen bytes the first ones.
    #[inline]
    fn of_short(bytes: &[u8; 16], len: u32) -> Self {
        let (first, last) = halves(bytes);
        let below = |n: u32| if n >= 8 { u64::MAX } else { (1 << (8 * n)) - 1 };
        Self { first: first & below(len), last: last & below(len.saturating_sub(8)), len, code: 0 }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.first == other.first && self.last == other.last && self.len == other.len
    }

    /// Where it stands among recent ones.
    #[inline]
    fn place(&self) -> usize {
        let mixed = (self.first.wrapping_mul(MULTIPLIER) ^ self.last).wrapping_mul(MULTIPLIER);
        usize::try_from(mixed >> 54).unwrap_or(0)
    }

    fn hash(&self) -> u64 {
        let start = u64::from(self.len).wrapping_mul(MULTIPLIER);
        mix(mix(start, self.first), self.last).wrapping_mul(MULTIPLIER)
    }
}

impl Interner {
    /// The code of a text, a new one if it was never seen.
    #[inline]
    pub fn code(&mut self, text: &str) -> u32 {
        let key = Key::of(text.as_bytes());
        if let Some(last) = &self.last
            && last.is_same(&key)
            && (key.len != LONG || self.texts.get(last.code as usize) == text)
        {
            return last.code;
        }
        let n_before = self.texts.len();
        let code = self.find_or_add(text, key);
        if self.texts.len() > n_before {
            self.has_missing_words |= is_missing(text);
        }
        self.last = Some(Key { code, ..key });
        code
    }

    /// The code of a cell of longer text, given its place with its quotes and without; `None` where a
    /// closer look is needed.
    #[inline]
    pub fn code_at(
        &mut self,
        text: &str,
        place: (usize, usize),
        (start, end): (usize, usize),
        quote: u8,
    ) -> Option<u32> {
        let bytes = text.as_bytes();
        let n = end.checked_sub(start)?;
        let sixteen = bytes.get(start..)?.first_chunk::<16>().filter(|_| n <= 16)?;
        // Between quotes, two stand for one.
        if place.0 != start && first_of(sixteen, quote) < n {
            return None;
        }
        if let Some(numbered) = &mut self.numbered
            && let Some(place) = numbered.place_at(bytes, start, end)
        {
            if let Some(code) = numbered.code(place) {
                return Some(code);
            }
            if !numbered.is_new(place) {
                return None;
            }
            let code = u32::try_from(self.texts.len()).ok()?;
            // It ends in a digit, so it is no word for nothing, and nothing in it is a quote.
            self.texts.push_part((text, start, end), NO_QUOTE)?;
            numbered.set(place, code);
            return Some(code);
        }
        let key = Key::of_short(sixteen, u32::try_from(n).ok()?);
        let recent = self.recent.get(key.place())?.as_ref()?;
        recent.is_same(&key).then_some(recent.code)
    }

    /// All new texts are among the others from now on.
    pub fn settle(&mut self) {
        self.texts.settle();
    }

    /// All texts by code.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Bytes that texts and tables take.
    pub fn n_bytes(&self) -> u64 {
        let Hashed { slots, keys } = &self.hashed;
        let hashed = slots.len() * size_of::<u64>() + keys.len() * size_of::<Key>();
        let numbered = self.numbered.as_ref().map_or(0, Numbered::n_bytes);
        self.texts.n_bytes() + (hashed + numbered) as u64
    }

    /// All texts by code, without the tables.
    pub fn into_texts(self) -> Texts {
        self.texts
    }

    fn find_or_add(&mut self, text: &str, key: Key) -> u32 {
        if self.texts.is_empty() {
            self.numbered = Numbered::like(text);
        }
        let Self { texts, numbered, hashed, .. } = self;
        let Some((numbered, place)) = numbered.as_mut().and_then(|it| it.place(text).map(|at| (it, at)))
        else {
            let code = hashed.find_or_add(text, key, texts);
            self.recent.resize(N_RECENT, None);
            if let Some(recent) = self.recent.get_mut(key.place()) {
                *recent = Some(Key { code, ..key });
            }
            return code;
        };
        if let Some(code) = numbered.code(place) {
            return code;
        }
        // A number that was too large for the table once may be found by its hash.
        let is_roomy = numbered.make_room(place, texts.len());
        if let Some(code) = numbered.code(place) {
            return code;
        }
        let n_before = texts.len();
        let is_new = is_roomy && numbered.is_new(place);
        let code = if is_new { next_code(text, texts) } else { hashed.find_or_add(text, key, texts) };
        if is_roomy {
            numbered.set(place, code);
        } else if texts.len() > n_before {
            numbered.spill(place, code);
        }
        code
    }
}

fn next_code(text: &str, texts: &mut Texts) -> u32 {
    let code = u32::try_from(texts.len()).unwrap_or(u32::MAX - 2);
    texts.push(text);
    code
}

/// An open-addressing table over keys.
#[derive(Debug, Default)]
struct Hashed {
    /// A slot is the upper half of a key's hash above its position plus one; zero if free.
    slots: Vec<u64>,
    keys: Vec<Key>,
}

const UPPER: u64 = 0xFFFF_FFFF_0000_0000;

impl Hashed {
    fn find_or_add(&mut self, text: &str, key: Key, texts: &mut Texts) -> u32 {
        if self.keys.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = key.hash();
        let mask = self.slots.len() - 1;
        let mut at = start(hash, mask);
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                break;
            }
            if slot & UPPER == hash & UPPER
                && let Some(found) = self.keys.get(position(slot)).filter(|it| it.is_same(&key))
                && (key.len != LONG || texts.get(found.code as usize) == text)
            {
                return found.code;
            }
            at = (at + 1) & mask;
        }
        let code = next_code(text, texts);
        self.keys.push(Key { code, ..key });
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (hash & UPPER) | self.keys.len() as u64;
        }
        code
    }

    fn grow(&mut self) {
        let mask = (self.slots.len() * 4).max(64) - 1;
        let old = std::mem::replace(&mut self.slots, vec![0; mask + 1]);
        for slot in old.into_iter().filter(|it| *it != 0) {
            let Some(key) = self.keys.get(position(slot)) else { continue };
            let mut at = start(key.hash(), mask);
            while self.slots.get(at).is_some_and(|it| *it != 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

fn position(slot: u64) -> usize {
    usize::try_from(slot & !UPPER).unwrap_or(0).wrapping_sub(1)
}

fn start(hash: u64, mask: usize) -> usize {
    usize::try_from(hash & 0x7FFF_FFFF).unwrap_or(0) & mask
}

/// Mixes eight bytes at a time.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hash = (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let words = bytes.chunks_exact(8);
    let rest = words.remainder();
    for word in words {
        hash = mix(hash, word.first_chunk::<8>().map_or(0, |it| u64::from_le_bytes(*it)));
    }
    let word = rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
    mix(mix(hash, word), MULTIPLIER)
}

fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
}

#[cfg(test)]
mod tests {
    use super::Interner;

    fn check(texts: &[String]) {
        let mut interner = Interner::default();
        let mut known: Vec<&String> = Vec::new();
        for text in texts {
            let expected = known.iter().position(|it| *it == text).unwrap_or_else(|| {
                known.push(text);
                known.len() - 1
            });
            assert_eq!(interner.code(text) as usize, expected, "{text}");
        }
        assert!(interner.texts().iter().eq(known.into_iter().map(String::as_str)));
    }

    #[test]
    fn equal_texts_share_a_code_and_codes_follow_the_file() {
        check(&(0..3000).map(|it| format!("C{:05}", it * 7919 % 1700)).collect::<Vec<_>>());
        check(&(0..3000).map(|it| (it * 104_729 % 1_000_003).to_string()).collect::<Vec<_>>());
        check(&(0..2000).map(|it| format!("{} Main Street, {}", it % 300, it % 7)).collect::<Vec<_>>());
    }

    #[test]
    fn texts_that_are_nearly_alike_are_told_apart() {
        let texts = [
            "C1",
            "C01",
            "C001",
            "1",
            "01",
            "C",
            "",
            "C1 ",
            "c1",
            "a",
            "a\0",
            "a\0\0",
            "aaaaaaaa",
            "aaaaaaaaa",
            "aaaa",
            "aaaaa",
            "C999999999",
            "C9999999999",
            "C1",
            "a\0",
            "aaaaaaaaaaaaaaaaaaaa",
            "aaaaaaaaaaaaaaaaaaab",
            "aaaaaaaaaaaaaaaaaaaa",
            "C999999999",
            "C2",
            "C3",
        ];
        check(&texts.map(str::to_owned));
        let mut reversed = texts.map(str::to_owned);
        reversed.reverse();
        check(&reversed);
    }
}
