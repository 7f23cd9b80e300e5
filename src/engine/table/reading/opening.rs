//! The start of a file: what it is, how it is written, where its rows begin.

use crate::engine::table::records::{Heading, Sniffed, sniff};
use crate::engine::table::text::{Found, find, foreign, is_noise};
use crate::engine::table::{Encoding, FileFormat, ReadingOptions, Separator, TableError};
use crate::kernel::records::{Cut, Splitter};
use crate::kernel::text::Decoder;

/// Records that kinds are first guessed from.
const SAMPLE_RECORDS: usize = 5000;
/// Records that the heading is found from.
const HEADING_RECORDS: usize = 1000;
const FIRST_LINES: usize = 6;
const FIRST_LINE_CHARS: usize = 300;

/// What the start of a file tells.
#[derive(Debug)]
pub struct Opening {
    /// The encoding.
    pub found: Found,
    /// Goes on behind the start.
    pub decoder: Decoder,
    /// The decoded start, from the first row on.
    pub text: String,
    /// Goes on at the first row.
    pub splitter: Splitter,
    /// How records are cut.
    pub sniffed: Sniffed,
    /// Cells of the header; none where there is no header.
    pub header: Option<Vec<String>>,
    /// Line in which the header starts, from 1.
    pub header_line: u64,
    /// How many cells a row should have.
    pub n_columns: usize,
    /// Lines above the header, blank ones included.
    pub n_skipped: u64,
    /// The first of them that is not blank.
    pub skipped: String,
    /// The first rows.
    pub sample: Vec<Vec<String>>,
    /// The first lines as they stand; none where a column is not kept.
    pub first_lines: Vec<String>,
}

/// Looks at the first bytes of a file; `is_whole` says that there are no more.
pub fn open(
    head: &[u8],
    is_whole: bool,
    options: &ReadingOptions,
    known: Option<Encoding>,
) -> Result<Opening, TableError> {
    if let Some(format) = foreign(head) {
        return Err(TableError::NotText { format });
    }
    let found = find(head, options.encoding.or(known));
    let is_said = options.encoding.is_some() || found.n_mark > 0 || found.encoding == Encoding::Utf8;
    let found = Found { is_guess: !is_said, ..found };
    let mut decoder = Decoder::new(found.encoding);
    let mut text = String::with_capacity(head.len());
    decoder.push(head.get(found.n_mark..).unwrap_or_default(), &mut text);
    if is_whole {
        decoder.finish(&mut text);
    }
    if is_noise(&text, options.separator) {
        return Err(TableError::NotText { format: FileFormat::Binary });
    }
    if text.trim().is_empty() {
        return Err(TableError::Empty);
    }
    let first_lines = first_lines(&text);
    let (start, n_lines, declared) = preface(&text, options);
    let body = text.get(start..).unwrap_or_default();
    let options = ReadingOptions { separator: options.separator.or(declared), ..options.clone() };
    let sniffed = sniff(body, is_whole, &options);
    let placed = Placed::read(body, is_whole, sniffed.cut, n_lines + 1)?;
    let start_at = placed.rows(&options);
    let skipped = text.lines().map(str::trim).find(|it| !it.is_empty()).unwrap_or_default().to_owned();
    text.drain(..start + start_at.offset);
    let n_skipped = start_at.header_line - 1;
    Ok(Opening {
        found,
        decoder,
        text,
        splitter: Splitter::new(sniffed.cut, start_at.line),
        sniffed,
        header: start_at.header,
        header_line: start_at.header_line,
        n_columns: start_at.n_columns,
        n_skipped,
        skipped: if n_skipped > 0 { skipped } else { String::new() },
        sample: start_at.sample,
        first_lines,
    })
}

fn first_lines(text: &str) -> Vec<String> {
    let lines = text.split(['\n', '\r']).filter(|it| !it.is_empty());
    lines.take(FIRST_LINES).map(|it| it.chars().take(FIRST_LINE_CHARS).collect()).collect()
}

/// Lines to leave out because the person says so or because they are no data: where the rest
/// starts, how many lines that is, and the separator a `sep=` line declares.
fn preface(text: &str, options: &ReadingOptions) -> (usize, u64, Option<Separator>) {
    let mut start = 0;
    let mut n_lines = 0;
    for _ in 0..options.skip_lines.unwrap_or(0) {
        let Some(n) = line_len(text.get(start..).unwrap_or_default()) else { break };
        start += n;
        n_lines += 1;
    }
    let rest = text.get(start..).unwrap_or_default();
    let n = line_len(rest).unwrap_or(rest.len());
    let line = rest.get(..n).unwrap_or_default().trim_end_matches(['\r', '\n']).trim_matches('"');
    let declared = match line.get(..4) {
        Some(word) if word.eq_ignore_ascii_case("sep=") => line.get(4..).unwrap_or_default(),
        _ => return (start, n_lines, None),
    };
    match declared.as_bytes() {
        [byte] if byte.is_ascii() => (start + n, n_lines + 1, Some(Separator::of_byte(*byte))),
        // Not a line of Excel's: it is data after all.
        _ => (start, n_lines, None),
    }
}

/// Bytes of the first line, its end included; `None` if it has no end.
fn line_len(text: &str) -> Option<usize> {
    let at = memchr::memchr2(b'\n', b'\r', text.as_bytes())?;
    Some(at + if text.as_bytes().get(at..at + 2) == Some(b"\r\n") { 2 } else { 1 })
}

/// The first records with their places.
struct Placed {
    cells: Vec<Vec<String>>,
    /// Line, next line and end of each.
    places: Vec<(u64, u64, usize)>,
    first_line: u64,
}

/// Where the rows start.
struct Start {
    header: Option<Vec<String>>,
    header_line: u64,
    line: u64,
    offset: usize,
    n_columns: usize,
    sample: Vec<Vec<String>>,
}

impl Placed {
    fn read(text: &str, is_whole: bool, cut: Cut, first_line: u64) -> Result<Self, TableError> {
        let mut placed = Self { cells: Vec::new(), places: Vec::new(), first_line };
        Splitter::new(cut, first_line).split(text, is_whole, &mut |record| {
            let is_blank = record.cells.len() == 1
                && text.get(record.place.clone()).is_some_and(|it| it.trim().is_empty());
            if placed.cells.len() < SAMPLE_RECORDS && !is_blank {
                let cells = record.cells.iter().map(|it| it.text(text, cut).into_owned()).collect();
                placed.cells.push(cells);
                placed.places.push((record.line, record.next_line, record.place.end));
            }
        })?;
        Ok(placed)
    }

    fn rows(mut self, options: &ReadingOptions) -> Start {
        let first = self.cells.get(..HEADING_RECORDS.min(self.cells.len())).unwrap_or_default();
        let heading = Heading::find(first, options.has_header, options.skip_lines.is_none());
        let mut rows = self.cells.split_off(heading.n_titles.min(self.cells.len()));
        let place = |idx: usize| self.places.get(idx).copied();
        let before = heading.n_titles.checked_sub(1).and_then(place);
        let (above_line, above_end) = before.map_or((self.first_line, 0), |it| (it.1, it.2));
        let own = place(heading.n_titles);
        let header_line = own.map_or(above_line, |it| it.0);
        let has_header = heading.has_header && !rows.is_empty();
        let header = has_header.then(|| rows.remove(0));
        let (line, offset) = match own {
            Some((_, next_line, end)) if has_header => (next_line, end),
            _ => (above_line, above_end),
        };
        Start { header, header_line, line, offset, n_columns: heading.width.max(1), sample: rows }
    }
}
