//! The start of a file: what it is, how it is written, where its rows begin.

use crate::engine::table::records::{Heading, Sniffed, sniff};
use crate::engine::table::text::{Found, find, foreign, is_noise};
use crate::engine::table::{Encoding, FileFormat, LineEnd, ReadingOptions, Separator, TableError};
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
    /// A character that ends records as line ends do.
    pub line_end: Option<LineEnd>,
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
    /// The record that names the columns as it stands, its line end included.
    pub header_text: String,
    /// Line in which the first row should start.
    pub first_line: u64,
    /// Lines above the header, blank ones included.
    pub n_skipped: u64,
    /// Those of them that are not blank.
    pub skipped: Vec<(u64, String)>,
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
    let line_end = options.line_end.or_else(|| line_end(&text));
    if let Some(end) = line_end {
        text = text.replace(end.letter(), "\n");
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
    let header_text = body.get(start_at.header_at..start_at.offset).unwrap_or_default().to_owned();
    let skipped = skipped(text.get(..start + start_at.header_at).unwrap_or_default());
    text.drain(..start + start_at.offset);
    let n_skipped = start_at.header_line - 1;
    Ok(Opening {
        found,
        line_end,
        decoder,
        text,
        splitter: Splitter::new(sniffed.cut, start_at.line).of_width(start_at.n_columns),
        sniffed: Sniffed { is_doubtful: sniffed.is_doubtful || start_at.is_doubtful, ..sniffed },
        header: start_at.header,
        header_line: start_at.header_line,
        n_columns: start_at.n_columns,
        header_text,
        first_line: start_at.line,
        n_skipped,
        skipped,
        sample: start_at.sample,
        first_lines,
    })
}

/// ASCII has characters of its own for the ends of cells and records.
fn line_end(text: &str) -> Option<LineEnd> {
    let has = |letter: char| text.contains(letter);
    let is_ascii = has('\x1F') && has('\x1E') && !has('\n') && !has('\r');
    is_ascii.then_some(LineEnd::RECORD_SEPARATOR)
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

/// The lines of a text that are not blank, with their numbers.
fn skipped(mut text: &str) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    let mut line = 0;
    while !text.is_empty() {
        let n = line_len(text).unwrap_or(text.len());
        let (own, rest) = text.split_at_checked(n).unwrap_or((text, ""));
        line += 1;
        if !own.trim().is_empty() {
            found.push((line, own.trim().chars().take(FIRST_LINE_CHARS).collect()));
        }
        text = rest;
    }
    found
}

/// Bytes of the first line, its end included; `None` if it has no end.
fn line_len(text: &str) -> Option<usize> {
    let at = memchr::memchr2(b'\n', b'\r', text.as_bytes())?;
    Some(at + if text.as_bytes().get(at..at + 2) == Some(b"\r\n") { 2 } else { 1 })
}

/// The first records with their places.
struct Placed {
    cells: Vec<Vec<String>>,
    /// Line and next line of each, and where it is.
    places: Vec<(u64, u64, std::ops::Range<usize>)>,
    first_line: u64,
}

/// Where the rows start.
struct Start {
    header: Option<Vec<String>>,
    header_line: u64,
    header_at: usize,
    line: u64,
    offset: usize,
    is_doubtful: bool,
    n_columns: usize,
    sample: Vec<Vec<String>>,
}

impl Placed {
    fn read(text: &str, is_whole: bool, cut: Cut, first_line: u64) -> Result<Self, TableError> {
        let mut placed = Self { cells: Vec::new(), places: Vec::new(), first_line };
        Splitter::new(cut, first_line).split(text, is_whole, &mut |record| {
            let is_blank = record.cells.len() == 1
                && text.get(record.place.clone()).is_some_and(|it| it.trim().is_empty());
            if placed.cells.len() < SAMPLE_RECORDS && !is_blank && !record.is_comment {
                let cells = record.cells.iter().map(|it| it.text(text, cut).into_owned()).collect();
                placed.cells.push(cells);
                placed.places.push((record.line, record.next_line, record.place.clone()));
            }
        })?;
        Ok(placed)
    }

    fn rows(mut self, options: &ReadingOptions) -> Start {
        let first = self.cells.get(..HEADING_RECORDS.min(self.cells.len())).unwrap_or_default();
        let heading = Heading::find(first, options.has_header, options.skip_lines.is_none());
        let mut rows = self.cells.split_off(heading.n_titles.min(self.cells.len()));
        let place = |idx: usize| self.places.get(idx).cloned();
        let before = heading.n_titles.checked_sub(1).and_then(place);
        let (above_line, above_end) = before.map_or((self.first_line, 0), |it| (it.1, it.2.end));
        let own = place(heading.n_titles);
        let header_line = own.as_ref().map_or(above_line, |it| it.0);
        let has_header = heading.has_header && !rows.is_empty();
        let header = has_header.then(|| rows.remove(0));
        let (line, header_at, offset) = match own {
            Some((_, next_line, place)) if has_header => (next_line, place.start, place.end),
            Some((line, _, place)) => (line, place.start, place.start),
            None => (above_line, above_end, above_end),
        };
        Start {
            header,
            header_line,
            header_at,
            line,
            offset,
            is_doubtful: heading.is_doubtful,
            n_columns: heading.width.max(1),
            sample: rows,
        }
    }
}
