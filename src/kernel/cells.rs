//! Typed cells, laid out for whole-column work.
//!
//! Identifiers and categories are codes into a dictionary, dates are days since 1970-01-01,
//! amounts are `f64`, free text is one buffer with offsets. A missing cell is `NaN`,
//! [`MISSING_DAY`], [`MISSING_CODE`] or the empty text.

/// The code of a cell that holds nothing.
pub const MISSING_CODE: u32 = u32::MAX;
/// The day of a cell that holds nothing.
pub const MISSING_DAY: i32 = i32::MIN;

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
    bytes: String,
    ends: Vec<u64>,
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
            Self::Texts(texts) => texts.iter().filter(|it| !it.is_empty()).count(),
        }
    }
}

impl Texts {
    /// Adds a text at the end.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }

    /// Adds texts that stand one after the other, each up to its end in `all`.
    pub fn extend(&mut self, all: &str, ends: impl ExactSizeIterator<Item = usize>) {
        let start = self.bytes.len() as u64;
        self.bytes.push_str(all);
        self.ends.extend(ends.map(|it| start + it as u64));
    }

    /// Makes room for texts to come.
    pub fn reserve(&mut self, n: usize, n_bytes: usize) {
        self.ends.reserve_exact(n);
        self.bytes.reserve_exact(n_bytes);
    }

    /// Bytes of all texts together.
    pub fn n_text_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Bytes that texts and their places take.
    pub fn n_bytes(&self) -> u64 {
        (self.bytes.len() + self.ends.len() * size_of::<u64>()) as u64
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a position; the empty text beyond the end.
    pub fn get(&self, idx: usize) -> &str {
        let Some(&end) = self.ends.get(idx) else { return "" };
        let start = if idx == 0 { 0 } else { self.ends.get(idx - 1).copied().unwrap_or(0) };
        let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        self.bytes.get(range).unwrap_or("")
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|idx| self.get(idx))
    }
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
