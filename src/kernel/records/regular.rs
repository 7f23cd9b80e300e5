//! Records that look as they should, found many at a time.
//!
//! Nearly every record of nearly every file is regular: it stands on one line, has as many cells as
//! the table has columns, and its quotes wrap whole cells. Such records are recognised without a
//! branch per cell: for sixty-four bytes at a time, a bit for each byte says whether it is a quote, a
//! separator or a line end, and the running parity of the quotes says what is inside them. What is
//! left are the places between cells. The first record that is anything else ends the run, and is
//! left to the [`Splitter`](super::Splitter), which knows all the ways in which a record can be odd.

use crate::kernel::cut::{Comment, Cut, Escape, Separator};
use crate::kernel::records::Span;
use crate::kernel::records::masks::{Bytes, Masks};

/// Bytes that are looked at together: their marks and cells stay near the processor.
const WINDOW: usize = 1 << 15;

/// Finds runs of regular records.
#[derive(Debug)]
pub struct Regular {
    cut: Cut,
    bytes: Bytes,
    width: usize,
    /// The place before the first record, then the place behind every cell.
    bounds: Vec<u32>,
}

/// Regular records, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    text: &'a str,
    bounds: &'a [u32],
    width: usize,
    cut: Cut,
    /// Whether a carriage return may stand before a line end.
    has_returns: bool,
    /// Line of the first record, from 1.
    pub line: u64,
}

/// What is known at the end of sixty-four bytes and matters for the next.
#[derive(Debug, Clone, Copy)]
struct Carried {
    /// All ones inside quotes.
    inside: u64,
    /// One where a cell may start.
    start: u64,
    /// One behind a closing quote.
    closed: u64,
    /// One behind a carriage return.
    returned: u64,
}

impl Regular {
    /// For records of a table; `None` where no record is simple enough.
    pub fn new(cut: Cut, width: usize) -> Option<Self> {
        let [separator, _] = cut.separator.bytes();
        let is_simple =
            !matches!(cut.separator, Separator::Whitespace | Separator::Spaced(_) | Separator::Absent);
        // An empty line in a table of one column is no record.
        let is_simple = is_simple && cut.escape == Escape::Absent && cut.comment == Comment::NONE;
        (is_simple && width > 1).then(|| Self {
            cut,
            bytes: Bytes { separator, quote: cut.quote.byte() },
            width,
            bounds: vec![0; WINDOW + 2 * 64],
        })
    }

    /// The regular records at the start of a text that starts with a record in a line.
    #[inline(never)]
    pub fn find<'a>(&'a mut self, text: &'a str, line: u64) -> Option<(Run<'a>, usize)> {
        let window = text.as_bytes().get(..WINDOW).unwrap_or(text.as_bytes());
        let (n_bounds, has_returns) = self.scan(window);
        let bounds = self.bounds.get(..n_bounds).filter(|it| it.len() > self.width)?;
        let end = *bounds.last()? as usize + 1;
        let run = Run { text: text.get(..end)?, bounds, width: self.width, cut: self.cut, has_returns, line };
        Some((run, end))
    }

    /// Fills the bounds: how many belong to regular records, and whether there are returns.
    fn scan(&mut self, window: &[u8]) -> (usize, bool) {
        if let Some(first) = self.bounds.first_mut() {
            *first = u32::MAX;
        }
        let (mut n_bounds, mut due) = (1, self.width);
        let mut carried = Carried { inside: 0, start: 1, closed: 0, returned: 0 };
        let mut returns = 0;
        let mut at = 0_u32;
        let (blocks, rest) = window.as_chunks::<64>();
        let mut last = [b'x'; 64];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        for block in blocks.iter().chain(std::iter::once(&last)) {
            let masks = Masks::of(block, self.bytes);
            let (mut marks, mut odd) = carried.step(masks);
            odd |= if masks.foreign == 0 { 0 } else { odd_letters(window, at, masks.foreign) };
            returns |= masks.carriage_return;
            // Only what stands before the first odd byte counts.
            marks &= odd.wrapping_sub(1) & !odd;
            if !pass_ends(marks, masks.line_feed, self.width, n_bounds, &mut due) {
                odd = 1;
            }
            n_bounds += self.write(n_bounds, at, marks);
            if odd != 0 {
                break;
            }
            at += 64;
        }
        (due - self.width + 1, returns != 0)
    }

    /// Writes the places of marks; returns how many.
    #[expect(clippy::inline_always, reason = "a call for each block costs as much as the block")]
    #[inline(always)]
    fn write(&mut self, from: usize, at: u32, mut marks: u64) -> usize {
        let n = marks.count_ones() as usize;
        let Some(places) = self.bounds.get_mut(from..) else { return 0 };
        // Eight are written in any case, which costs less than asking for each.
        if let Some(eight) = places.first_chunk_mut::<8>() {
            for place in eight {
                *place = at + marks.trailing_zeros();
                marks &= marks.wrapping_sub(1);
            }
        }
        for place in places.iter_mut().take(n).skip(8) {
            *place = at + marks.trailing_zeros();
            marks &= marks.wrapping_sub(1);
        }
        n
    }
}

impl Carried {
    /// The places between cells, and whatever a regular record does not have.
    #[inline]
    fn step(&mut self, masks: Masks) -> (u64, u64) {
        let Masks { quote, separator, line_feed, carriage_return, .. } = masks;
        let inside = parity(quote) ^ self.inside;
        let marks = (separator | line_feed) & !inside;
        let (opening, closing) = (quote & inside, quote & !inside);
        // A quote opens where a cell starts or right behind one that closed: doubled, it is text.
        let starts = marks | quote;
        let astray = opening & !((starts << 1) | self.start);
        let unclosed = ((closing << 1) | self.closed) & !(starts | carriage_return);
        let broken = (line_feed | carriage_return) & inside;
        let alone = ((carriage_return << 1) | self.returned) & !line_feed;
        *self = Self {
            inside: 0_u64.wrapping_sub(inside >> 63),
            start: starts >> 63,
            closed: closing >> 63,
            returned: carriage_return >> 63,
        };
        (marks, astray | unclosed | broken | alone)
    }
}

/// Passes the ends of records among marks, as long as each is the one that is due; says whether all
/// were.
#[inline]
fn pass_ends(marks: u64, line_feed: u64, width: usize, n_bounds: usize, due: &mut usize) -> bool {
    let mut ends = marks & line_feed;
    while ends != 0 {
        let before = marks & (ends & ends.wrapping_neg()).wrapping_sub(1);
        if n_bounds + before.count_ones() as usize != *due {
            return false;
        }
        *due += width;
        ends &= ends - 1;
    }
    true
}

/// Each bit is whether the bits up to and with it are odd in number.
#[inline]
fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// Of bytes that may start something odd, those that do: zeros and U+FFFD.
#[cold]
fn odd_letters(window: &[u8], at: u32, foreign: u64) -> u64 {
    let is_odd = |idx: &u32| {
        let start = (at + idx) as usize;
        let rest = window.get(start..).unwrap_or_default();
        // What the window cuts off is looked at again.
        !matches!(rest, [0xEF, second, third, ..] if (*second, *third) != (0xBF, 0xBD))
    };
    let bits = (0..64_u32).filter(|idx| foreign >> idx & 1 != 0);
    bits.filter(is_odd).fold(0, |all, idx| all | 1 << idx)
}

impl<'a> Run<'a> {
    /// How many there are.
    pub fn n_rows(&self) -> usize {
        (self.bounds.len() - 1) / self.width.max(1)
    }

    /// The first of these records, and the bytes they take.
    pub fn first(&self, n_rows: usize) -> Option<(Self, usize)> {
        let bounds = self.bounds.get(..=n_rows * self.width)?;
        let end = *bounds.last().filter(|_| n_rows > 0)? as usize + 1;
        Some((Self { text: self.text.get(..end)?, bounds, ..*self }, end))
    }

    /// Whether a carriage return stands before each line end; `None` where some have one.
    pub fn ends_in_returns(&self) -> Option<bool> {
        let count = || memchr::memchr_iter(b'\r', self.bytes()).count();
        match if self.has_returns { count() } else { 0 } {
            0 => Some(false),
            n => (n == self.n_rows()).then_some(true),
        }
    }

    /// What the cells are in.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The quote.
    pub fn quote(&self) -> u8 {
        self.cut.quote.byte()
    }

    /// What the cells are in.
    pub fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// Hands on where the cells of a column start and end, their quotes included.
    #[expect(clippy::inline_always, reason = "a call for each cell costs as much as the cell")]
    #[inline(always)]
    pub fn each_place(&self, idx: usize, mut take: impl FnMut((usize, usize))) {
        let (bytes, is_last) = (self.bytes(), self.has_returns && idx + 1 == self.width);
        let mut rest = self.bounds.get(idx..).unwrap_or_default();
        while let [before, end, ..] = rest {
            let (start, end) = (before.wrapping_add(1) as usize, *end as usize);
            let is_returned = is_last && end > start && bytes.get(end - 1) == Some(&b'\r');
            take((start, if is_returned { end - 1 } else { end }));
            rest = rest.get(self.width..).unwrap_or_default();
        }
    }

    /// Where the cells of a column start and end, their quotes included.
    #[inline]
    pub fn places(&self, idx: usize) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let run = *self;
        (0..self.n_rows()).filter_map(move |row| run.place(row, idx))
    }

    /// Where a cell starts and ends, its quotes included.
    fn place(&self, row: usize, idx: usize) -> Option<(usize, usize)> {
        let at = row * self.width + idx;
        let (before, end) = (self.bounds.get(at)?, *self.bounds.get(at + 1)? as usize);
        let start = before.wrapping_add(1) as usize;
        let is_returned = self.has_returns && idx + 1 == self.width && end > start;
        let is_returned = is_returned && self.bytes().get(end - 1) == Some(&b'\r');
        Some((start, if is_returned { end - 1 } else { end }))
    }

    /// The text of a cell, without quotes around it, if its bytes are its text.
    #[inline]
    pub fn plain_text(&self, (start, end): (usize, usize)) -> Option<&'a str> {
        let bytes = self.bytes();
        if bytes.get(start) != Some(&self.cut.quote.byte()) || start == end {
            return self.text.get(start..end);
        }
        let inner = self.text.get(start + 1..end - 1)?;
        if memchr::memchr(self.cut.quote.byte(), inner.as_bytes()).is_some() { None } else { Some(inner) }
    }

    /// The text of any cell.
    pub fn with_text<T>(&self, place: (usize, usize), take: impl FnOnce(&str) -> T) -> T {
        match self.plain_text(place) {
            Some(text) => take(text),
            None => take(&Span::raw(place.0, place.1).text(self.text, self.cut)),
        }
    }

    /// A cell's place without the quotes around it; inside, they may stand doubled.
    #[inline]
    pub fn inside(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let is_quoted = self.bytes().get(start) == Some(&self.cut.quote.byte()) && start < end;
        if is_quoted { (start + 1, end - 1) } else { (start, end) }
    }

    /// The first record whose first cell is a text without blanks around it.
    pub fn position(&self, text: &str) -> Option<usize> {
        let bytes = self.bytes();
        let is_solid = |byte: &u8| (b'!'..=b'~').contains(byte) && *byte != self.cut.quote.byte();
        let mut row = 0;
        let mut found = None;
        self.each_place(0, |place| {
            let (start, end) = self.inside(place);
            let own = bytes.get(start..end).unwrap_or_default();
            // Nearly every cell differs in its length or its first letter.
            let is_other = match own {
                [first, .., last] if is_solid(first) && is_solid(last) => {
                    text.len() > own.len() || text.as_bytes().first() != Some(first)
                }
                _ => false,
            };
            if found.is_none() && !is_other && self.with_text(place, |it| it.trim() == text) {
                found = Some(row);
            }
            row += 1;
        });
        found
    }

    /// Where the cells of a record start and end.
    pub fn record(&self, row: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.width).filter_map(move |idx| self.place(row, idx))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::Regular;
    use crate::kernel::cut::{Comment, Cut, Escape, Quote, Separator};
    use crate::kernel::records::{Record, Splitter};

    const CUT: Cut = Cut {
        separator: Separator::Comma,
        quote: Quote::DOUBLE,
        escape: Escape::Absent,
        comment: Comment::NONE,
    };

    type Found = Vec<(u64, Vec<String>)>;

    fn split(splitter: &mut Splitter, text: &str, is_last: bool, found: &mut Found) -> usize {
        let mut take = |record: &Record<'_>| {
            let cells = record.cells.iter().map(|it| it.text(text, CUT).into_owned()).collect();
            found.push((record.line, cells));
        };
        splitter.split(text, is_last, &mut take).unwrap()
    }

    fn one_by_one(text: &str, cut: Cut) -> Found {
        let mut found = Vec::new();
        split(&mut Splitter::new(cut, 1), text, true, &mut found);
        found
    }

    fn run_of(regular: &mut Regular, rest: &str, line: u64, found: &mut Found) -> Option<(usize, usize)> {
        let (run, n_used) = regular.find(rest, line)?;
        found.extend((0..run.n_rows()).map(|row| {
            let cells = run.record(row).map(|it| run.with_text(it, str::to_owned)).collect();
            (run.line + row as u64, cells)
        }));
        Some((run.n_rows(), n_used))
    }

    fn in_runs(text: &str, cut: Cut, width: usize) -> Found {
        let mut regular = Regular::new(cut, width).unwrap();
        let mut splitter = Splitter::new(cut, 1);
        let (mut found, mut start, mut n_odd) = (Vec::new(), 0, 1);
        while start < text.len() {
            let rest = &text[start..];
            if let Some((n_rows, n_used)) = run_of(&mut regular, rest, splitter.line(), &mut found) {
                splitter.pass(n_rows);
                start += n_used;
                continue;
            }
            let end = rest.floor_char_boundary(n_odd);
            start += split(&mut splitter, &rest[..end], end == rest.len(), &mut found);
            n_odd = n_odd * 2 % 5000 + 1;
        }
        found
    }

    const PIECES: [&str; 22] = [
        "a",
        "b c",
        ",",
        ",",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        ",\"",
        "\",",
        "\"\n",
        "\"\r\n",
        " ",
        "ü",
        "\u{FFFD}",
        "\0",
        "ｗ",
        ",x,",
        "\"x, y\"",
        "1,2,3\n",
        "\"it \"\"is\"\"\",4,\"\"\n",
    ];

    proptest! {
        #[test]
        fn runs_and_single_records_together_are_what_single_records_are(
            picks in prop::collection::vec(any::<prop::sample::Index>(), 0..200),
            n_good in 0_usize..40,
            width in 2_usize..5,
        ) {
            let row = format!("{}last of \"\"row\"\"\n", "\"some, text\",".repeat(width - 1));
            let mut text: String = picks.iter().map(|it| *it.get(&PIECES)).collect();
            text.push('\n');
            text.push_str(&row.repeat(n_good).replace("last of \"\"row\"\"", "last"));
            text.extend(picks.iter().rev().map(|it| *it.get(&PIECES)));
            assert_eq!(in_runs(&text, CUT, width), one_by_one(&text, CUT), "{text:?}");
        }
    }

    #[test]
    fn a_file_without_flaws_is_one_run_after_the_other() {
        let cut = Cut { separator: Separator::Semicolon, ..CUT };
        let text = "C0012;\"a; \"\"b\"\"\";5,10\r\n".repeat(4000);
        let mut regular = Regular::new(cut, 3).unwrap();
        let (mut start, mut n_rows) = (0, 0);
        while let Some((run, n_used)) = regular.find(&text[start..], 1) {
            n_rows += run.n_rows();
            start += n_used;
            assert_eq!(run.with_text(run.places(1).next().unwrap(), str::to_owned), "a; \"b\"");
            assert_eq!(run.with_text(run.places(2).last().unwrap(), str::to_owned), "5,10");
        }
        assert_eq!((start, n_rows), (text.len(), 4000));
    }
}
