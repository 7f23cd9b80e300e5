//! Texts of a column, as they stand: every cell can still become anything.

use crate::kernel::cells::{MISSING_CODE, Texts};
use crate::kernel::column::census::Census;
use crate::kernel::column::dictionary::Interner;
use crate::kernel::column::portrait::n_distinct;
use crate::kernel::column::side_by_side::SideBySide;
use crate::kernel::column::{TextFacts, trimmed};
use crate::kernel::records::Run;
use crate::kernel::value::is_missing;

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
    /// Texts before they are copied to the others.
    side: SideBySide,
    /// How many there are, and how many with blanks.
    facts: TextFacts,
    /// Whether a word among them means that there is no value.
    pub has_missing_words: bool,
}

impl CodesLane {
    /// Takes the next row's trimmed cell.
    #[inline]
    pub fn push(&mut self, text: &str) {
        let code = if text.is_empty() { MISSING_CODE } else { self.interner.code(text) };
        self.codes.push(code);
    }

    /// Takes one column of regular records.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, idx: usize) {
        let bytes = run.bytes();
        let places = run.places(idx);
        self.codes.reserve(places.len());
        for place in places {
            match self.interner.known(bytes, place.0, place.1) {
                Some(code) => self.codes.push(code),
                None => self.push_place(run, place),
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn push_place(&mut self, run: &Run<'_>, place: (usize, usize)) {
        run.with_text(place, |text| self.push(trimmed(text)));
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

    /// How many cells there are and which say that there is nothing, without a look at the others.
    pub fn size(&self) -> Census {
        let mut census = Census::default();
        let count = |code: u32| self.codes.iter().filter(|it| **it == code).count() as u64;
        for (code, text) in (0_u32..).zip(self.interner.texts().iter()).filter(|it| is_missing(it.1)) {
            census.add(text, count(code));
        }
        census.n_missing += count(MISSING_CODE);
        census.n_texts = self.codes.len() as u64 - census.n_missing;
        census
    }

    /// The first row that holds a text.
    pub fn row_of(&self, text: &str) -> Option<usize> {
        let code = u32::try_from(self.interner.texts().iter().position(|it| it == text)?).ok()?;
        self.codes.iter().position(|it| *it == code)
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
        self.count(text);
        self.texts.push(text);
    }

    #[inline]
    fn count(&mut self, text: &str) {
        // Long words with blanks are texts without a closer look.
        let first = text.as_bytes().first().copied().unwrap_or_default();
        let is_long = first.is_ascii_uppercase() && text.len() > 24;
        if is_long {
            self.census.n_texts += 1;
        } else {
            self.census.add(text, 1);
        }
        if is_long || !is_missing(text) {
            self.facts.n_present += 1;
            self.facts.n_bytes += text.len() as u64;
            self.facts.n_spaced += u64::from(text.bytes().any(|it| it == b' '));
        } else {
            self.has_missing_words |= !text.is_empty();
        }
    }

    /// Takes one column of regular records.
    ///
    /// The texts are put side by side first, so that they are copied to the others at once.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, idx: usize) {
        let mut side = std::mem::take(&mut self.side);
        side.clear();
        for place in run.places(idx) {
            let (start, end) = run.inside(place);
            if !side.copy(run.text(), start, end, run.quote()) {
                push_place(&mut side, run, place);
            }
        }
        side.each(|text| self.count(text));
        self.texts.extend(side.text(), side.ends());
        self.side = side;
    }

    /// Takes `n` rows without a value.
    pub fn skip(&mut self, n: usize) {
        self.census.n_missing += n as u64;
        (0..n).for_each(|_| self.texts.push(""));
    }

    /// How the texts repeat.
    pub fn facts(&self) -> TextFacts {
        TextFacts { n_distinct: n_distinct(&self.texts) as u64, ..self.facts }
    }
}

#[cold]
#[inline(never)]
fn push_place(side: &mut SideBySide, run: &Run<'_>, place: (usize, usize)) {
    run.with_text(place, |text| side.push(trimmed(text)));
}
