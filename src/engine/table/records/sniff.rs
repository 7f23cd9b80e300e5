//! How a file is cut, found by cutting its start in every way that is common.
//!
//! A way is good if it gives many cells, always as many, and cells that look like single values:
//! the idea of the table uniformity method and of consistency measures (van den Burg, Nazábal,
//! Sutton 2019), reduced to what customer files need.

use crate::engine::table::{Comment, Escape, Quote, ReadingOptions, Separator};
use crate::kernel::column::{Census, trimmed};
use crate::kernel::order;
use crate::kernel::records::{Cut, Splitter};

const SAMPLE_BYTES: usize = 128 * 1024;
const SAMPLE_RECORDS: usize = 1000;
const CANDIDATES: [Separator; 4] = [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe];
/// What separates where none of these does, and every record has as many cells.
const RARE: [u8; 6] = [b'^', b'~', 0x1F, 0x01, 0x1E, 0x02];
/// More lines than this at the top are no comments, if fewer others follow.
const MAX_COMMENTS: usize = 20;
/// A score that leaves little room for another way.
const GOOD: f64 = 0.6;

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
    let comment = options.comment.unwrap_or_else(|| match options.skip_lines {
        None => comment(sample),
        Some(_) => Comment::NONE,
    });
    let cut = |separator| {
        let quote = options.quote.unwrap_or_else(|| quote(sample, separator));
        let cut = Cut { separator, quote, escape: Escape::Absent, comment };
        Cut { escape: options.escape.unwrap_or_else(|| escape(sample, is_whole, cut)), ..cut }
    };
    if let Some(separator) = options.separator {
        return Sniffed { cut: cut(separator), is_doubtful: false };
    }
    let mut ranked: Vec<(f64, Cut)> = CANDIDATES
        .into_iter()
        .map(|separator| {
            let cut = cut(separator);
            (score(sample, is_whole, cut), cut)
        })
        .collect();
    order::sort_by(&mut ranked, |a, b| b.0.total_cmp(&a.0));
    let (best, second) = match ranked.as_slice() {
        [best, second, ..] => (*best, *second),
        _ => return Sniffed { cut: cut(Separator::Comma), is_doubtful: true },
    };
    if best.0 < GOOD {
        let rare = RARE.into_iter().filter(|it| memchr::memchr(*it, sample.as_bytes()).is_some());
        let mut others = rare.map(|it| cut(Separator::Byte(it))).filter(|it| is_even(sample, is_whole, *it));
        let blanks = || Some(cut(Separator::Whitespace)).filter(|it| is_listing(sample, is_whole, *it));
        if let Some(cut) = others.next().or_else(blanks) {
            return Sniffed { cut, is_doubtful: false };
        }
    }
    let are_even = || [best.1, second.1].into_iter().all(|it| is_even(sample, is_whole, it));
    let is_close = second.0 > best.0 * 0.9 || (second.0 > best.0 * 0.7 && are_even());
    Sniffed { cut: best.1, is_doubtful: second.0 > 0.0 && is_close }
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
fn quote(text: &str, separator: Separator) -> Quote {
    let beside = separator.bytes();
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
        Quote::SINGLE
    } else {
        Quote::DOUBLE
    }
}

/// Whether the text makes sense with `'` as the quote: cells that open with one also close.
fn single_quotes_pair(text: &str, separator: Separator) -> bool {
    let cut = Cut { separator, quote: Quote::SINGLE, escape: Escape::Absent, comment: Comment::NONE };
    let mut splitter = Splitter::new(cut, 1);
    let (mut n_good, mut n_bad) = (0, 0);
    let outcome = splitter.split(text, true, &mut |record| {
        n_bad += record.strays.len() + usize::from(record.open_quote.is_some());
        n_good += 1;
    });
    outcome.is_ok() && n_bad * 20 <= n_good
}

/// Whether lines that start with `#` are no records: some stand above everything else, and the last
/// of them has not the separators that the line below it has.
fn comment(text: &str) -> Comment {
    let mut lines = text.split(['\n', '\r']).map(str::trim_end).filter(|it| !it.is_empty());
    let mut last = None;
    let first = lines.find(|it| {
        let is_comment = it.starts_with('#');
        last = if is_comment { Some(*it) } else { last };
        !is_comment
    });
    let (Some(last), Some(first)) = (last, first) else { return Comment::NONE };
    let n_of = |line: &str, separator: Separator| {
        let bytes = separator.bytes();
        line.bytes().filter(|it| bytes.contains(it)).count()
    };
    let is_named = |it: Separator| n_of(first, it) > 0 && n_of(first, it) == n_of(last, it);
    // Order numbers start so too: then few other lines follow.
    let n_comments = text.split(['\n', '\r']).filter(|it| it.starts_with('#')).count();
    let n_others = 1 + lines.filter(|it| !it.starts_with('#')).count();
    let is_one = CANDIDATES.into_iter().any(is_named) || (n_comments > MAX_COMMENTS && n_comments > n_others);
    if is_one { Comment::NONE } else { Comment::HASH }
}

/// Whether backslashes make quotes or separators part of the text. They do where the records come
/// out with fewer flaws for it: a folder's name in quotes may end in one.
fn escape(text: &str, is_whole: bool, cut: Cut) -> Escape {
    let marks = cut.separator.bytes();
    let is_mark = |byte: u8| byte == cut.quote.byte() || marks.contains(&byte);
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at + 1).copied();
    let mut escaped = memchr::memchr_iter(b'\\', bytes).filter_map(next);
    if !escaped.clone().any(is_mark) {
        return Escape::Absent;
    }
    // Outside quotes a backslash would be taken away from any character.
    let is_only_escape = escaped.all(|it| is_mark(it) || matches!(it, b'\\' | b'N' | b'\n' | b'\r'));
    let mut ways = vec![Escape::Absent, Escape::InQuotes(b'\\')];
    ways.extend(is_only_escape.then_some(Escape::Anywhere(b'\\')));
    let n_flaws = |escape: &Escape| n_flaws(text, is_whole, Cut { escape: *escape, ..cut });
    ways.into_iter().min_by_key(n_flaws).unwrap_or(Escape::Absent)
}

/// Records of another width than most, and quotes where none belongs.
fn n_flaws(text: &str, is_whole: bool, cut: Cut) -> usize {
    let (mut widths, mut n) = (Vec::new(), 0);
    let outcome = Splitter::new(cut, 1).split(text, is_whole, &mut |record| {
        if record.is_comment {
            return;
        }
        widths.push(record.cells.len());
        n += record.strays.len() + usize::from(record.open_quote.is_some());
    });
    let usual = most_frequent(&mut widths);
    if outcome.is_err() { usize::MAX } else { n + widths.iter().filter(|it| **it != usual).count() }
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
        if record.is_comment {
            return;
        }
        take(record.cells.iter().map(|it| it.text(text, cut).into_owned()).collect());
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
    most_frequent(&mut records.iter().map(Vec::len).collect::<Vec<usize>>())
}

fn most_frequent(widths: &mut [usize]) -> usize {
    order::sort_by(widths, Ord::cmp);
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

/// Whether every record has as many cells, and more than one.
fn is_even(text: &str, is_whole: bool, cut: Cut) -> bool {
    let records = records(text, is_whole, cut);
    let width = usual_width(&records);
    width > 1 && records.len() > 1 && records.iter().all(|it| it.len() == width)
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
