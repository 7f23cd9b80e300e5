//! Texts of a column, as they stand: every cell can still become anything.

use crate::kernel::cells::{MISSING_CODE, Texts};
use crate::kernel::column::TextFacts;
use crate::kernel::column::census::Census;
use crate::kernel::column::dictionary::Interner;
use crate::kernel::column::missing::is_missing;
use crate::kernel::column::portrait::n_distinct;

/// Few different texts, or texts that come again: one number per row.
#[derive(Debug, Default)]
pub struct CodesLane {
    /// One per row; [`MISSING_CODE`] where there is none.
    pub codes: Vec<u32>,
    /// What they stand for.
    pub interner: Interner,
}

/// Texts that are nearly all different: one after the other.
#[derive(Debug, Default)]
pub struct TextLane {
    /// One per row, empty where there is none.
    pub texts: Texts,
    /// What the cells look like.
    pub census: Census,
}

impl CodesLane {
    /// Takes the next row's trimmed cell.
    #[inline]
    pub fn push(&mut self, text: &str) {
        let code = if text.is_empty() { MISSING_CODE } else { self.interner.code(text) };
        self.codes.push(code);
    }

    /// Takes `n` rows without a value.
    pub fn skip(&mut self, n: usize) {
        self.codes.resize(self.codes.len() + n, MISSING_CODE);
    }

    /// Rows per code.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.interner.texts().len()];
        for code in &self.codes {
            if let Some(count) = counts.get_mut(*code as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// How many cells there are, without a look at them.
    pub fn size(&self) -> Census {
        let n_missing = self.codes.iter().filter(|it| **it == MISSING_CODE).count() as u64;
        Census { n_missing, n_texts: self.codes.len() as u64 - n_missing, ..Census::default() }
    }

    /// What the cells look like.
    pub fn census(&self) -> Census {
        let mut census = Census::default();
        let mut n_filled = 0;
        for (text, count) in self.interner.texts().iter().zip(self.counts()) {
            census.add(text, u64::from(count));
            n_filled += u64::from(count);
        }
        census.n_missing += self.codes.len() as u64 - n_filled;
        census
    }

    /// The cell of a row; empty where there is none.
    pub fn cell(&self, row: usize) -> &str {
        self.codes.get(row).map_or("", |code| self.interner.texts().get(*code as usize))
    }
}

impl TextLane {
    /// Takes the next row's trimmed cell.
    #[inline]
    pub fn push(&mut self, text: &str) {
        // Long words with blanks are texts without a closer look.
        let first = text.as_bytes().first().copied().unwrap_or_default();
        if first.is_ascii_uppercase() && text.len() > 24 {
            self.census.n_texts += 1;
        } else {
            self.census.add(text, 1);
        }
        self.texts.push(text);
    }

    /// Takes `n` rows without a value.
    pub fn skip(&mut self, n: usize) {
        self.census.n_missing += n as u64;
        (0..n).for_each(|_| self.texts.push(""));
    }

    /// How the texts repeat.
    pub fn facts(&self) -> TextFacts {
        let mut facts = TextFacts { n_distinct: n_distinct(&self.texts) as u64, ..TextFacts::default() };
        for text in self.texts.iter().filter(|it| !is_missing(it)) {
            facts.n_present += 1;
            facts.n_bytes += text.len() as u64;
            facts.n_spaced += u64::from(memchr::memchr(b' ', text.as_bytes()).is_some());
        }
        facts
    }
}
