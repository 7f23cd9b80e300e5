//! Texts of a column, as they stand: every cell can still become anything.

use crate::kernel::cells::{MISSING_CODE, Texts, halves};
use crate::kernel::column::census::Census;
use crate::kernel::column::dictionary::Interner;
use crate::kernel::column::distinct::{self, Tally};
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
    /// How many different ones.
    tally: Tally,
    /// What they look like.
    pub seen: Seen,
}

/// What texts look like.
#[derive(Debug, Default)]
pub struct Seen {
    /// Counts of all cells.
    pub census: Census,
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
        let Self { codes, interner } = self;
        let (text, quote) = (run.text(), run.quote());
        codes.reserve(run.n_rows());
        // Rows of one order share many: the last cell, with what came behind it.
        let (mut last, mut last_code) = ((0, 0, usize::MAX), MISSING_CODE);
        run.each_place(idx, |place| {
            let (start, end) = run.inside(place);
            let sixteen = text.as_bytes().get(start..).and_then(<[u8]>::first_chunk::<16>);
            let (low, high) = sixteen.map_or((0, 0), halves);
            let own = (low, high, end - start);
            if own != last || sixteen.is_none() || own.2 > 16 {
                let code = interner.code_at(text, place, (start, end), quote);
                last_code = code.unwrap_or_else(|| code_of(interner, run, place));
                last = own;
            }
            codes.push(last_code);
        });
        interner.settle();
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
        if self.interner.has_missing_words {
            for (code, text) in (0_u32..).zip(self.interner.texts().iter()).filter(|it| is_missing(it.1)) {
                census.add(text, count(code));
            }
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

#[cold]
#[inline(never)]
fn code_of(interner: &mut Interner, run: &Run<'_>, place: (usize, usize)) -> u32 {
    run.with_text(place, |text| match trimmed(text) {
        "" => MISSING_CODE,
        text => interner.code(text),
    })
}

impl TextLane {
    /// Takes the next row's trimmed cell.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.seen.add(text);
        self.texts.push(text);
        if !text.is_empty() {
            self.tally.add(distinct::hash(text.as_bytes()));
        }
    }

    /// Takes one column of regular records.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, idx: usize) {
        let quote = run.quote();
        run.each_place(idx, |place| {
            let (start, end) = run.inside(place);
            match self.texts.push_part((run.text(), start, end), quote) {
                Some((text, has_blanks)) => {
                    self.tally.add(distinct::hash(text));
                    self.seen.add_bytes(text, has_blanks);
                }
                None => run.with_text(place, |text| self.push(trimmed(text))),
            }
        });
        self.texts.settle();
    }

    /// Takes `n` rows without a value.
    pub fn skip(&mut self, n: usize) {
        self.seen.census.n_missing += n as u64;
        (0..n).for_each(|_| self.texts.push(""));
    }

    /// Makes room for texts to come.
    pub fn reserve(&mut self, n: usize, n_bytes: usize) {
        self.texts.reserve(n, n_bytes);
        self.tally.reserve(n);
    }

    /// How the texts repeat.
    pub fn facts(&self) -> TextFacts {
        TextFacts { n_distinct: self.tally.count() as u64, ..self.seen.facts }
    }

    /// Bytes that texts and their hashes take.
    pub fn n_bytes(&self) -> u64 {
        self.texts.n_bytes() + self.tally.n_bytes()
    }
}

impl Seen {
    fn add(&mut self, text: &str) {
        if is_long(text.as_bytes()) {
            self.add_long(text.len(), text.bytes().any(|it| it == b' '));
            return;
        }
        self.census.add(text, 1);
        if is_missing(text) {
            self.has_missing_words |= !text.is_empty();
        } else {
            self.count(text.len(), text.bytes().any(|it| it == b' '));
        }
    }

    /// Adds a text by its bytes.
    #[inline]
    fn add_bytes(&mut self, text: &[u8], has_blanks: bool) {
        if is_long(text) {
            self.add_long(text.len(), has_blanks);
        } else {
            self.add(str::from_utf8(text).unwrap_or_default());
        }
    }

    #[inline]
    fn add_long(&mut self, n_bytes: usize, has_blanks: bool) {
        self.census.n_texts += 1;
        self.count(n_bytes, has_blanks);
    }

    #[inline]
    fn count(&mut self, n_bytes: usize, has_blanks: bool) {
        self.facts.n_present += 1;
        self.facts.n_bytes += n_bytes as u64;
        self.facts.n_spaced += u64::from(has_blanks);
    }
}

/// Long words with blanks are texts without a closer look.
fn is_long(text: &[u8]) -> bool {
    text.len() > 24 && text.first().is_some_and(u8::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{CodesLane, TextLane};
    use crate::kernel::cut::{Comment, Cut, Escape, Quote, Separator};
    use crate::kernel::records::Regular;

    const CUT: Cut = Cut {
        separator: Separator::Comma,
        quote: Quote::DOUBLE,
        escape: Escape::Absent,
        comment: Comment::NONE,
    };

    /// Cells as they stand in a file, and what they say.
    const CELLS: [(&str, &str); 12] = [
        ("\"\"\"x\"\"\"", "\"x\""),
        ("\"x\"", "x"),
        ("x", "x"),
        ("\"\"", ""),
        ("\" x \"", "x"),
        ("\"a \"\"b\"\" of many words, one of them \"\"c\"\"\"", "a \"b\" of many words, one of them \"c\""),
        ("A sentence that starts like one", "A sentence that starts like one"),
        ("A1", "A1"),
        ("\"A1\"", "A1"),
        ("A2 ", "A2"),
        ("A99999999", "A99999999"),
        ("N/A", "N/A"),
    ];

    #[test]
    fn lanes_of_texts_hold_what_the_cells_say() {
        let line = |it: usize| format!("{},{it},and more\n", CELLS[it * 7 % 12].0);
        let text = (0..120).map(line).collect::<Vec<_>>().concat();
        let mut regular = Regular::new(CUT, 3).unwrap();
        let (run, _) = regular.find(&text, 1).unwrap();
        let (mut codes, mut texts) = (CodesLane::default(), TextLane::default());
        codes.push("A0");
        codes.push_run(&run, 0);
        texts.push_run(&run, 0);
        for it in 0..120 {
            let expected = CELLS[it * 7 % 12].1;
            assert_eq!((codes.cell(it + 1), texts.texts.get(it)), (expected, expected), "{it}");
        }
        assert_eq!((texts.facts().n_distinct, texts.texts.len()), (8, 120));
    }

    #[test]
    fn numbered_texts_that_come_from_far_off_keep_their_codes() {
        let mut codes = CodesLane::default();
        let cells: Vec<String> =
            (0..9_000_u64).map(|it| format!("C{:07}", it * it * 7919 % 80_000)).collect();
        let text: String = cells.iter().flat_map(|it| [it, ",1,and more to come\n"]).collect();
        let (mut regular, mut start) = (Regular::new(CUT, 3).unwrap(), 0);
        while let Some((run, n_used)) = regular.find(&text[start..], 1) {
            codes.push_run(&run, 0);
            start += n_used;
        }
        let n_distinct = cells.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!((codes.codes.len(), codes.interner.texts().len()), (9_000, n_distinct));
        assert!((0..9_000).all(|row| codes.cell(row) == cells[row]));
    }
}
