//! How a file is cut, found by cutting its start in every way that is common.
//!
//! A way is good if it gives many cells, always as many, and cells that look like single values:
//! the idea of the table uniformity method and of consistency measures (van den Burg, Nazábal,
//! Sutton 2019), reduced to what customer files need.

use crate::engine::table::{ReadingOptions, Separator};
use crate::kernel::column::{Census, trimmed};
use crate::kernel::order;
use crate::kernel::records::{Cut, Splitter};

const SAMPLE_BYTES: usize = 128 * 1024;
const SAMPLE_RECORDS: usize = 1000;
const CANDIDATES: [Separator; 4] = [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe];

/// How the start of a file is best cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// The best way.
    pub cut: Cut,
    /// Whether another way was nearly as good.
    pub is_doubtful: bool,
}

/// Looks at the start of a text; `is_whole` says that there is no more of it.
pub fn sniff(text: &str, is_whole: bool, options: &ReadingOptions) -> Sniffed {
    let (sample, is_whole) = sample(text, is_whole);
    if let Some(separator) = options.separator {
        return Sniffed { cut: Cut { separator, quote: quote(sample, separator) }, is_doubtful: false };
    }
    let mut ranked: Vec<(f64, Cut)> = CANDIDATES
        .into_iter()
        .map(|separator| {
            let cut = Cut { separator, quote: quote(sample, separator) };
            (score(sample, is_whole, cut), cut)
        })
        .collect();
    order::sort_by(&mut ranked, |a, b| b.0.total_cmp(&a.0));
    let (best, second) = match ranked.as_slice() {
        [best, second, ..] => (*best, *second),
        _ => return Sniffed { cut: Cut { separator: Separator::Comma, quote: b'"' }, is_doubtful: true },
    };
    if best.0 < 0.6 {
        let cut = Cut { separator: Separator::Whitespace, quote: b'"' };
        if is_listing(sample, is_whole, cut) {
            return Sniffed { cut, is_doubtful: false };
        }
    }
    Sniffed { cut: best.1, is_doubtful: second.0 > 0.0 && second.0 > best.0 * 0.9 }
}

/// The start, cut at the end of a line where there is one.
fn sample(text: &str, is_whole: bool) -> (&str, bool) {
    if text.len() <= SAMPLE_BYTES {
        return (text, is_whole);
    }
    let at = memchr::memrchr2(b'\n', b'\r', text.as_bytes().get(..SAMPLE_BYTES).unwrap_or_default());
    (at.and_then(|at| text.get(..=at)).unwrap_or(text), false)
}

/// The quote that more cells are wrapped in.
fn quote(text: &str, separator: Separator) -> u8 {
    let beside = match separator {
        Separator::Comma => b",",
        Separator::Semicolon => b";",
        Separator::Tab => b"\t",
        Separator::Pipe => b"|",
        Separator::Whitespace => b" ",
    };
    let is_edge = |byte: Option<&u8>| match byte {
        None | Some(b'\n' | b'\r') => true,
        Some(byte) => beside.contains(byte),
    };
    let bytes = text.as_bytes();
    let n_wrapped = |quote: u8| {
        let at_edges = |it: &usize| {
            is_edge(it.checked_sub(1).and_then(|before| bytes.get(before))) || is_edge(bytes.get(it + 1))
        };
        memchr::memchr_iter(quote, bytes).filter(at_edges).count()
    };
    if n_wrapped(b'\'') > 2 * n_wrapped(b'"') + 1 && single_quotes_pair(text, separator) {
        b'\''
    } else {
        b'"'
    }
}

/// Whether the text makes sense with `'` as the quote: cells that open with one also close.
fn single_quotes_pair(text: &str, separator: Separator) -> bool {
    let mut splitter = Splitter::new(Cut { separator, quote: b'\'' }, 1);
    let (mut n_good, mut n_bad) = (0, 0);
    let outcome = splitter.split(text, true, &mut |record| {
        n_bad += record.strays.len() + usize::from(record.open_quote.is_some());
        n_good += 1;
    });
    outcome.is_ok() && n_bad * 20 <= n_good
}

/// Cells of the first records.
fn records(text: &str, is_whole: bool, cut: Cut) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut take = |cells: Vec<String>| {
        if found.len() < SAMPLE_RECORDS {
            found.push(cells);
        }
    };
    let outcome = Splitter::new(cut, 1).split(text, is_whole, &mut |record| {
        take(record.cells.iter().map(|it| it.text(text, cut.quote).into_owned()).collect());
    });
    if outcome.is_err() { Vec::new() } else { found }
}

/// From 0 to about 1.
fn score(text: &str, is_whole: bool, cut: Cut) -> f64 {
    let records = records(text, is_whole, cut);
    let width = usual_width(&records);
    if width < 2 {
        return 0.0;
    }
    let n_usual = records.iter().filter(|it| it.len() == width).count();
    let evenness = n_usual as f64 / records.len() as f64;
    let (mut n_cells, mut clean) = (0.0, 0.0);
    for cell in records.iter().filter(|it| it.len() == width).flatten() {
        n_cells += 1.0;
        clean += cleanness(trimmed(cell), cut.separator);
    }
    let wideness = 1.0 - 0.5 / width as f64;
    evenness * evenness * wideness * (0.3 + 0.7 * clean / n_cells)
}

/// The most frequent number of cells; of equally frequent ones the largest.
pub fn usual_width(records: &[Vec<String>]) -> usize {
    let mut widths: Vec<usize> = records.iter().map(Vec::len).collect();
    order::sort_by(&mut widths, Ord::cmp);
    let mut best = (0, 0);
    for run in widths.chunk_by(|a, b| a == b) {
        if run.len() >= best.0 {
            best = (run.len(), run.first().copied().unwrap_or(0));
        }
    }
    best.1
}

/// How much a cell looks like one value rather than several.
fn cleanness(cell: &str, separator: Separator) -> f64 {
    if cell.is_empty() {
        return 0.8;
    }
    let mut census = Census::default();
    census.add(cell, 1);
    if census.n_texts == 0 {
        return 1.0;
    }
    let others = [(b';', Separator::Semicolon), (b'\t', Separator::Tab), (b'|', Separator::Pipe)];
    let n_other = others
        .iter()
        .filter(|(byte, own)| *own != separator && memchr::memchr(*byte, cell.as_bytes()).is_some())
        .count();
    let has_comma = separator != Separator::Comma && cell.contains(',') && !cell.contains(", ");
    match (n_other, has_comma) {
        (0, false) => 0.9,
        (0, true) => 0.6,
        _ => 0.2,
    }
}

/// Whether runs of blanks cut the text into a table: always as many cells, and numbers among them.
fn is_listing(text: &str, is_whole: bool, cut: Cut) -> bool {
    let records = records(text, is_whole, cut);
    let width = usual_width(&records);
    let n_usual = records.iter().filter(|it| it.len() == width).count();
    if width < 2 || records.len() < 3 || n_usual * 20 < records.len() * 19 {
        return false;
    }
    (0..width).any(|idx| {
        let mut census = Census::default();
        for cell in records.iter().skip(1).filter(|it| it.len() == width).filter_map(|it| it.get(idx)) {
            census.add(cell, 1);
        }
        census.n_texts * 10 <= census.n_present() && census.n_present() > 0
    })
}
