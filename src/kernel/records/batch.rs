//! Some records at once: where their cells are in the text, as a rectangle.

use std::borrow::Cow;

/// A cell's place in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Length in bytes; the top bit says that quotes are still in it.
    len: u32,
}

const RAW: u32 = 1 << 31;

impl Span {
    /// A cell whose bytes are its text.
    pub fn plain(start: usize, end: usize) -> Self {
        Self { start: narrow(start), len: narrow(end.saturating_sub(start)) }
    }

    /// A cell that starts at its opening quote and whose quotes are to be resolved.
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
    pub fn text(self, text: &str, quote: u8) -> Cow<'_, str> {
        let start = self.start as usize;
        let found = text.get(start..start + (self.len & !RAW) as usize).unwrap_or_default();
        if self.len & RAW == 0 { Cow::Borrowed(found) } else { Cow::Owned(unquoted(found, quote)) }
    }
}

/// Positions fit: a field larger than 16 MB ends the reading long before 4 GB are buffered.
fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX >> 1)
}

/// Takes the opening quote away, halves doubled quotes, and keeps what follows the closing one.
fn unquoted(raw: &str, quote: u8) -> String {
    let quote = char::from(quote);
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.strip_prefix(quote).unwrap_or(raw);
    while let Some((before, after)) = rest.split_once(quote) {
        text.push_str(before);
        let Some(doubled) = after.strip_prefix(quote) else {
            rest = after;
            break;
        };
        text.push(quote);
        rest = doubled;
    }
    text.push_str(rest);
    text
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
