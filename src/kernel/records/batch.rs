//! Some records at once: where their cells are in the text, as a rectangle.

use std::borrow::Cow;

use crate::kernel::cut::{Cut, Escape};

/// A cell's place in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Length in bytes; the top bit says that marks are still in it.
    len: u32,
}

const RAW: u32 = 1 << 31;

impl Span {
    /// A cell whose bytes are its text.
    pub fn plain(start: usize, end: usize) -> Self {
        Self { start: narrow(start), len: narrow(end.saturating_sub(start)) }
    }

    /// A cell whose marks are to be resolved; it starts at its opening quote where it has one.
    pub fn raw(start: usize, end: usize) -> Self {
        let Self { start, len } = Self::plain(start, end);
        Self { start, len: len | RAW }
    }

    /// The cell's text, if its bytes are its text.
    #[inline]
    pub fn plain_text(self, text: &str) -> Option<&str> {
        let start = self.start as usize;
        if self.len & RAW == 0 { text.get(start..start + self.len as usize) } else { None }
    }

    /// The cell's text.
    pub fn text(self, text: &str, cut: Cut) -> Cow<'_, str> {
        let start = self.start as usize;
        let found = text.get(start..start + (self.len & !RAW) as usize).unwrap_or_default();
        if self.len & RAW == 0 { Cow::Borrowed(found) } else { Cow::Owned(resolved(found, cut)) }
    }
}

/// Positions fit: a field larger than 16 MB ends the reading long before 4 GB are buffered.
fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX >> 1)
}

/// Takes the quotes around a cell away, keeps what follows them, and lets doubled quotes and
/// escaped characters be one of the text.
fn resolved(raw: &str, cut: Cut) -> String {
    let quote = cut.quote.byte();
    let escape = cut.escape.byte();
    // `\N` alone says that nothing is there.
    if escape.is_some() && raw.get(1..) == Some("N") {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut is_inside = raw.as_bytes().first() == Some(&quote);
    let mut rest = if is_inside { raw.get(1..).unwrap_or_default() } else { raw };
    while let Some(at) = memchr::memchr2(quote, escape.unwrap_or(quote), rest.as_bytes()) {
        let (before, mark, after) = around(rest, at);
        text.push_str(before);
        rest = after;
        let next = after.as_bytes().first().copied();
        if Some(*mark) == escape {
            if next.is_some_and(|it| is_escapable(it, is_inside, cut)) {
                let n = after.chars().next().map_or(0, char::len_utf8);
                let (letter, behind) = after.split_at_checked(n).unwrap_or_default();
                text.push_str(letter);
                rest = behind;
            } else {
                text.push(char::from(*mark));
            }
        } else if is_inside && next == Some(quote) {
            text.push(char::from(quote));
            rest = after.get(1..).unwrap_or_default();
        } else if is_inside {
            is_inside = false;
        } else {
            text.push(char::from(quote));
        }
    }
    text.push_str(rest);
    text
}

/// Text before a byte, the byte, and text behind it.
fn around(text: &str, at: usize) -> (&str, &u8, &str) {
    let before = text.get(..at).unwrap_or_default();
    (before, text.as_bytes().get(at).unwrap_or(&0), text.get(at + 1..).unwrap_or_default())
}

/// Whether the escape in front of a character is no text.
fn is_escapable(next: u8, is_inside: bool, cut: Cut) -> bool {
    let is_mark = next == cut.quote.byte()
        || Some(next) == cut.escape.byte()
        || cut.separator.bytes().contains(&next)
        || matches!(next, b'\n' | b'\r');
    match cut.escape {
        Escape::Absent => false,
        Escape::InQuotes(_) => is_inside && is_mark,
        Escape::Anywhere(_) => is_mark || !is_inside,
    }
}

/// Consecutive records cut to one width.
#[derive(Debug, Default)]
pub struct Batch {
    n_columns: usize,
    spans: Vec<Span>,
    /// Line in which each record starts, from 1.
    pub lines: Vec<u64>,
    /// Cells beyond the width: record, position from 0, place.
    pub extras: Vec<(usize, usize, Span)>,
}

impl Batch {
    /// An empty batch of a width.
    pub fn new(n_columns: usize) -> Self {
        Self { n_columns, ..Self::default() }
    }

    /// How many records it holds.
    pub fn n_rows(&self) -> usize {
        self.lines.len()
    }

    /// The width its records are cut to.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Adds a record; a short one is padded with empty cells.
    pub fn push(&mut self, line: u64, record: &[Span]) {
        let row = self.lines.len();
        self.lines.push(line);
        if record.len() == self.n_columns {
            self.spans.extend_from_slice(record);
            return;
        }
        let (kept, extra) = record.split_at(record.len().min(self.n_columns));
        self.spans.extend_from_slice(kept);
        self.spans.resize(self.lines.len() * self.n_columns, Span::default());
        self.extras.extend(extra.iter().enumerate().map(|(idx, span)| (row, self.n_columns + idx, *span)));
    }

    /// Forgets the records, keeps the room.
    pub fn clear(&mut self) {
        self.spans.clear();
        self.lines.clear();
        self.extras.clear();
    }

    /// Hands on the cells of one column.
    #[inline]
    pub fn each_of(&self, idx: usize, mut take: impl FnMut(Span)) {
        let mut at = idx;
        while let Some(span) = self.spans.get(at) {
            take(*span);
            at += self.n_columns.max(1);
        }
    }

    /// The cells of one record, without extra ones.
    pub fn record(&self, row: usize) -> &[Span] {
        self.spans.get(row * self.n_columns..(row + 1) * self.n_columns).unwrap_or_default()
    }
}
