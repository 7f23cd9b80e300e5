//! Identifiers that count: the same letters, then a number.

use crate::kernel::column::short;

/// More digits than these are not looked up by number.
const MAX_DIGITS: usize = 9;
/// Room that every table may have.
const FREE_ROOM: usize = 4096;
/// Most texts that wait for room.
const MOST_SPILLED: usize = 1 << 16;
/// Places in a table for every text that is known.
const ROOM_PER_TEXT: usize = 16;

/// Codes by number, for texts that start alike. Leading zeros count: every length has its table.
#[derive(Debug)]
pub struct Numbered {
    prefix: Vec<u8>,
    /// The prefix as a number of eight bytes, and the bits of it that count. A longer prefix matches
    /// nothing that way.
    prefix_word: u64,
    prefix_mask: u64,
    /// By number of digits and number: the code plus one, zero where there is none.
    tables: [Vec<u32>; MAX_DIGITS + 1],
    /// Texts that were too far off for their table when they came, with their codes.
    spilled: Vec<(Place, u32)>,
    /// How many texts there must be before those get their places.
    due: usize,
    /// Whether there were so many of them that nobody keeps them in mind any more.
    is_scattered: bool,
}

/// Number of digits, and the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    n_digits: usize,
    number: usize,
}

impl Numbered {
    /// Tables for texts like this one, if it ends in a number.
    pub fn like(text: &str) -> Option<Self> {
        let n_digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let prefix = text.as_bytes().get(..text.len() - n_digits)?.to_vec();
        if n_digits == 0 || n_digits > MAX_DIGITS {
            return None;
        }
        let (prefix_word, prefix_mask) = word(&prefix).unwrap_or((1, 0));
        Some(Self {
            prefix,
            prefix_word,
            prefix_mask,
            tables: Default::default(),
            spilled: Vec::new(),
            due: 0,
            is_scattered: false,
        })
    }

    /// Where a text belongs, if it is like the others.
    #[inline]
    pub fn place(&self, text: &str) -> Option<Place> {
        let digits = text.as_bytes().strip_prefix(self.prefix.as_slice())?;
        if digits.is_empty() || digits.len() > MAX_DIGITS {
            return None;
        }
        let mut number = 0;
        for byte in digits {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            number = number * 10 + usize::from(digit);
        }
        Some(Place { n_digits: digits.len(), number })
    }

    /// Where the text between two places of longer text belongs, if it is like the others and has at
    /// most eight digits.
    #[inline]
    pub fn place_at(&self, bytes: &[u8], start: usize, end: usize) -> Option<Place> {
        let first = bytes.get(start..)?.first_chunk::<8>().map(|it| u64::from_le_bytes(*it))?;
        if first & self.prefix_mask != self.prefix_word {
            return None;
        }
        let start = start + self.prefix.len();
        let number = short::digits(bytes, start, end)?;
        Some(Place { n_digits: end - start, number: number as usize })
    }

    /// The code at a place.
    #[inline]
    pub fn code(&self, place: Place) -> Option<u32> {
        self.tables.get(place.n_digits)?.get(place.number)?.checked_sub(1)
    }

    /// Bytes that the tables take.
    pub fn n_bytes(&self) -> usize {
        self.tables.iter().map(|it| it.len() * size_of::<u32>()).sum()
    }

    /// Whether a place without a code is one of a text that never came: none that did was too far
    /// off, and the table is that large.
    #[inline]
    pub fn is_new(&self, place: Place) -> bool {
        let is_known_all = self.spilled.is_empty() && !self.is_scattered;
        is_known_all && self.tables.get(place.n_digits).is_some_and(|it| place.number < it.len())
    }

    /// Makes sure that a place exists, unless its table would be mostly empty.
    pub fn make_room(&mut self, place: Place, n_texts: usize) -> bool {
        if n_texts >= self.due && !self.spilled.is_empty() {
            self.due = n_texts * 2;
            let spilled = std::mem::take(&mut self.spilled);
            let near: Vec<(Place, u32)>;
            (near, self.spilled) = spilled.into_iter().partition(|it| self.has_room(it.0, n_texts));
            for (place, code) in near {
                self.set(place, code);
            }
        }
        self.has_room(place, n_texts)
    }

    fn has_room(&mut self, place: Place, n_texts: usize) -> bool {
        let Some(table) = self.tables.get_mut(place.n_digits) else { return false };
        if place.number >= FREE_ROOM + n_texts * ROOM_PER_TEXT {
            return place.number < table.len();
        }
        if place.number >= table.len() {
            table.resize((place.number + 1).next_power_of_two(), 0);
        }
        true
    }

    /// Writes a code to a place that exists.
    #[inline]
    pub fn set(&mut self, place: Place, code: u32) {
        if let Some(it) = self.tables.get_mut(place.n_digits).and_then(|it| it.get_mut(place.number)) {
            *it = code + 1;
        }
    }

    /// Keeps a new text's code in mind until there is room for it.
    pub fn spill(&mut self, place: Place, code: u32) {
        if self.spilled.len() == MOST_SPILLED {
            (self.spilled, self.is_scattered) = (Vec::new(), true);
        }
        if !self.is_scattered {
            self.spilled.push((place, code));
        }
    }
}

/// At most eight bytes as a number, and the bits that they fill.
fn word(prefix: &[u8]) -> Option<(u64, u64)> {
    if prefix.len() > 8 {
        return None;
    }
    let word = prefix.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let mask = prefix.iter().fold(0, |mask, _| mask << 8 | 0xFF);
    Some((word, mask))
}
