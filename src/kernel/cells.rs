//! Typed cells, laid out for whole-column work.
//!
//! Identifiers and categories are codes into a dictionary, dates are days since 1970-01-01,
//! amounts are `f64`, free text is one buffer with offsets. A missing cell is `NaN`,
//! [`MISSING_DAY`], [`MISSING_CODE`] or the empty text.

/// The code of a cell that holds nothing.
pub const MISSING_CODE: u32 = u32::MAX;
/// The day of a cell that holds nothing.
pub const MISSING_DAY: i32 = i32::MIN;

/// A byte that no text holds, where there are no quotes to look for.
pub const NO_QUOTE: u8 = 0xFF;

/// The values of a column.
#[derive(Debug, Clone)]
pub enum Cells {
    /// Numbers and money; `NaN` where missing, never infinite.
    Numbers(Vec<f64>),
    /// Days since 1970-01-01; [`MISSING_DAY`] where missing.
    Days(Vec<i32>),
    /// Identifiers, categories, flags and short text; [`MISSING_CODE`] where missing.
    Codes {
        /// One per row.
        codes: Vec<u32>,
        /// What each code stands for.
        dictionary: Dictionary,
    },
    /// Free text, nearly all different; empty where missing.
    Texts(Texts),
}

/// Texts one after the other in one buffer, addressed by position.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    text: String,
    ends: Vec<u64>,
    /// Of the last texts the bytes, until [`Texts::settle`] puts them behind the others.
    loose: Vec<u8>,
}

/// The distinct texts of a column; a code is a position in it.
pub type Dictionary = Texts;

impl Cells {
    /// Rows with a value.
    pub fn n_present(&self) -> usize {
        match self {
            Self::Numbers(values) => values.iter().filter(|it| !it.is_nan()).count(),
            Self::Days(days) => days.iter().filter(|it| **it != MISSING_DAY).count(),
            Self::Codes { codes, .. } => codes.iter().filter(|it| **it != MISSING_CODE).count(),
            Self::Texts(texts) => texts.n_present(),
        }
    }
}

impl Texts {
    /// Adds a text at the end.
    pub fn push(&mut self, text: &str) {
        self.settle();
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }

    /// Adds what stands between two places of a longer text, doubled quotes made one; gives its bytes
    /// and whether there are blanks among them. `None` where something may stand around it: then
    /// nothing is added. It is one of the texts once it has settled.
    ///
    /// Sixteen bytes at a time are copied, some of them beyond the end: for a short text that costs
    /// less than asking for a copy of just so many bytes.
    #[inline]
    pub fn push_part(
        &mut self,
        (whole, start, end): (&str, usize, usize),
        quote: u8,
    ) -> Option<(&[u8], bool)> {
        let bytes = whole.as_bytes();
        let is_solid = |byte: &u8| (b'!'..=b'~').contains(byte);
        // Letters beyond ASCII stand inside only, so that both places are between letters.
        if start >= end || !(is_solid(bytes.get(start)?) && is_solid(bytes.get(end - 1)?)) {
            return None;
        }
        let n_before = self.loose.len();
        let (mut at, mut has_blanks) = (start, false);
        while at < end {
            let Some(part) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) else {
                self.loose.truncate(n_before);
                return None;
            };
            let n_before = self.loose.len();
            self.loose.extend_from_slice(part);
            let n = (end - at).min(16);
            has_blanks |= first_of(part, b' ') < n;
            let quote_at = first_of(part, quote);
            let n_kept = if quote_at < n { quote_at + 1 } else { n };
            self.loose.truncate(n_before + n_kept);
            // Of two quotes the second is passed over.
            at += n_kept + usize::from(quote_at < n);
        }
        self.ends.push((self.text.len() + self.loose.len()) as u64);
        Some((self.loose.get(n_before..)?, has_blanks))
    }

    /// Puts loose parts behind the other texts.
    #[inline]
    pub fn settle(&mut self) {
        if !self.loose.is_empty() {
            // Every part is a text, so all are.
            self.text.push_str(str::from_utf8(&self.loose).unwrap_or_default());
            self.loose.clear();
        }
    }

    /// Those at some positions.
    #[must_use]
    pub fn gather(&self, positions: impl Iterator<Item = usize>) -> Self {
        let mut found = Self::default();
        for idx in positions {
            let Some(&end) = self.ends.get(idx) else { continue };
            let start = idx.checked_sub(1).and_then(|it| self.ends.get(it)).copied().unwrap_or(0);
            let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
            if found.push_part((&self.text, range.start, range.end), NO_QUOTE).is_none() {
                found.push(self.text.get(range).unwrap_or_default());
            }
        }
        found.settle();
        found
    }

    /// Makes room for texts to come.
    pub fn reserve(&mut self, n: usize, n_bytes: usize) {
        self.ends.reserve_exact(n);
        self.text.reserve_exact(n_bytes);
    }

    /// Bytes of all texts together.
    pub fn n_text_bytes(&self) -> usize {
        self.text.len()
    }

    /// Bytes that texts and their places take.
    pub fn n_bytes(&self) -> u64 {
        (self.text.len() + self.ends.len() * size_of::<u64>()) as u64
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a position; the empty text beyond the end, and for a loose part.
    pub fn get(&self, idx: usize) -> &str {
        let Some(&end) = self.ends.get(idx) else { return "" };
        let start = if idx == 0 { 0 } else { self.ends.get(idx - 1).copied().unwrap_or(0) };
        let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        self.text.get(range).unwrap_or("")
    }

    /// How many texts are not empty.
    pub fn n_present(&self) -> usize {
        let mut before = 0;
        self.ends.iter().filter(|it| std::mem::replace(&mut before, **it) != **it).count()
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|idx| self.get(idx))
    }
}

/// Where a byte first stands among sixteen; sixteen or more where it does not.
#[cfg(target_arch = "wasm32")]
#[inline]
pub fn first_of(bytes: &[u8; 16], byte: u8) -> usize {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2};

    let (low, high) = halves(bytes);
    u8x16_bitmask(u8x16_eq(u64x2(low, high), u8x16_splat(byte))).trailing_zeros() as usize
}

/// Where a byte first stands among sixteen; sixteen or more where it does not.
#[cfg(not(target_arch = "wasm32"))]
#[inline]
pub fn first_of(bytes: &[u8; 16], byte: u8) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let wanted = ONES * u64::from(byte);
    // The lowest of the bits set is that of the first byte that is the same.
    let found = |word: u64| (word ^ wanted).wrapping_sub(ONES) & !(word ^ wanted) & HIGHS;
    let (low, high) = halves(bytes);
    let (low, high) = (found(low), found(high));
    let bits = if low == 0 { 64 + high.trailing_zeros() } else { low.trailing_zeros() };
    bits as usize / 8
}

/// Sixteen bytes as two numbers, the first byte the lowest.
#[inline]
pub fn halves(bytes: &[u8; 16]) -> (u64, u64) {
    let (halves, _) = bytes.as_chunks::<8>();
    let [low, high] = [halves.first(), halves.last()].map(|it| it.map_or(0, |it| u64::from_le_bytes(*it)));
    (low, high)
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(all: I) -> Self {
        let mut texts = Self::default();
        for text in all {
            texts.push(text);
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::{Texts, first_of};

    #[test]
    fn a_part_of_a_text_is_added_as_it_is_read() {
        let whole = "a,Milk Jug,\"say \"\"it\"\" twice, or thrice\", b,äh,ha-é-ha,\"\"\"\"\"\",end, of the text, and more";
        let mut texts = Texts::default();
        let mut add = |from: &str, to: &str| {
            let start = whole.find(from).unwrap();
            texts.push_part((whole, start, start + to.len()), b'"').map(|it| it.1)
        };
        assert_eq!(add("a", "a"), Some(false));
        assert_eq!(add("Milk", "Milk Jug"), Some(true));
        assert_eq!(add("say", "say \"\"it\"\" twice, or thrice"), Some(true));
        assert_eq!(add(" b", " b"), None, "blanks around it");
        assert_eq!(add("äh", "äh"), None, "it may start with a blank");
        assert_eq!(add("ha-", "ha-é-ha"), Some(false));
        assert_eq!(add("\"\"\"\"\"", "\"\"\"\""), Some(false));
        assert_eq!(add("and", "and more"), None, "too near to the end");
        assert_eq!(add("end", "end"), Some(false));
        texts.settle();
        let found: Vec<&str> = texts.iter().collect();
        assert_eq!(found, ["a", "Milk Jug", "say \"it\" twice, or thrice", "ha-é-ha", "\"\"", "end"]);
        assert_eq!(texts.n_present(), 6);
        let gathered = texts.gather([5, 0, 2, 3, 9].into_iter());
        assert!(gathered.iter().eq(["end", "a", "say \"it\" twice, or thrice", "ha-é-ha"]));
        let odd = Texts::from_iter(["a\0\0b", "", " ", "\"\"", "more than sixteen bytes"]);
        assert!(odd.gather(0..5).iter().eq(odd.iter()));
    }

    #[test]
    fn the_first_of_sixteen_bytes_is_found() {
        for at in 0..16 {
            let mut bytes = *b"0123456789abcdef";
            bytes[at] = b',';
            assert_eq!(first_of(&bytes, b','), at);
            bytes[15] = b',';
            assert_eq!(first_of(&bytes, b','), at);
        }
        assert!(first_of(b"0123456789abcdef", b' ') >= 16);
        assert!(first_of(b"+++++++++++++++-", b',') >= 16);
    }
}
