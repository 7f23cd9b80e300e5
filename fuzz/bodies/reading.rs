//! What holds for any bytes that are read. `fuzz_targets/` tries it with bytes that find new ways
//! through the program, `tests/engine/fuzzed.rs` with chance alone, in every run of the tests.

use enclave::engine::table::{
    Cells, Comment, Escape, LineEnd, Quote, ReadingOptions, Separator, Source, TableError, records,
};
use enclave::kernel::cut::Cut;
use enclave::kernel::records::{Record, Regular, Splitter};

/// No bytes end in a panic, and a table that comes out is whole.
pub fn table(bytes: &[u8], options: &ReadingOptions) {
    let Ok(source) = Source::from_bytes("fuzz.csv", bytes, options) else { return };
    assert!(source.table.n_rows > 0, "a table without rows is an error");
    for column in &source.table.columns {
        let n_rows = match &column.cells {
            Cells::Numbers(values) => {
                assert!(!values.iter().any(|it| it.is_infinite()), "no number is infinite");
                values.len()
            }
            Cells::Days(days) => days.len(),
            Cells::Codes { codes, .. } => codes.len(),
            Cells::Texts(texts) => texts.len(),
        };
        assert_eq!(n_rows, source.table.n_rows, "{} is as long as the table", column.name);
    }
    for issue in &source.issues {
        assert!(issue.n >= issue.examples.len() as u64, "{issue:?} counts its examples");
    }
    let mut n_records = 0;
    let feed = |take: &mut dyn FnMut(&[u8]) -> Result<(), TableError>| take(bytes);
    records::<TableError>(options, feed, &mut |_| n_records += 1).expect("what is read can be listed");
    assert!(n_records >= source.table.n_rows, "{n_records} records, {} rows", source.table.n_rows);
}

/// The first bytes state a dialect, the others are the file.
pub fn dialect(bytes: &[u8]) {
    let Some((stated, bytes)) = bytes.split_first_chunk::<6>() else { return };
    let options = options(*stated);
    table(bytes, &options);
    let text = String::from_utf8_lossy(bytes);
    let cut = Cut {
        separator: options.separator.unwrap_or(Separator::Comma),
        quote: options.quote.unwrap_or(Quote::DOUBLE),
        escape: options.escape.unwrap_or(Escape::Absent),
        comment: options.comment.unwrap_or(Comment::NONE),
    };
    let [.., n_bytes, width] = *stated;
    let width = usize::from(width % 8);
    let whole = cut_in_pieces(&text, cut, width, text.len().max(1));
    assert_eq!(
        whole,
        cut_in_pieces(&text, cut, width, usize::from(n_bytes) + 1),
        "any split gives the same records"
    );
    assert_eq!(whole, cut_in_runs(&text, cut, width), "records at once are records one by one");
}

fn options([separator, quote, escape, others, _, _]: [u8; 6]) -> ReadingOptions {
    let marks = [b',', b';', b'\t', b'|', b'^', 0x1F, b'=', b' ', separator & 0x7F];
    let mark = *marks.get(usize::from(separator) % marks.len()).unwrap_or(&b',');
    let separator = match separator % 16 {
        0 => None,
        1 => Some(Separator::Whitespace),
        2 => Some(Separator::Absent),
        3 => Some(Separator::Spaced(b',')),
        _ if matches!(mark, b'\n' | b'\r') => None,
        _ => Some(Separator::of_byte(mark)),
    };
    let quote = match quote % 8 {
        0 => None,
        1 => Some(Quote::SINGLE),
        2 => Some(Quote::NONE),
        3 => Quote::named("z"),
        _ => Some(Quote::DOUBLE),
    };
    let escape = match escape % 6 {
        0 => None,
        1 => Some(Escape::InQuotes(b'\\')),
        2 => Some(Escape::Anywhere(b'\\')),
        3 => Some(Escape::Anywhere(b'|')),
        _ => Some(Escape::Absent),
    };
    ReadingOptions {
        separator,
        quote,
        escape,
        comment: [None, Some(Comment::HASH), Comment::named("//"), None][usize::from(others % 4)],
        line_end: if others & 4 == 0 { None } else { Some(LineEnd::RECORD_SEPARATOR) },
        has_header: [None, Some(true), Some(false), None][usize::from(others >> 3 & 3)],
        skip_lines: if others & 32 == 0 { None } else { Some(u32::from(others >> 6)) },
        ..ReadingOptions::default()
    }
}

/// Records as they are shown: line, cells, what is odd.
type Found = Vec<(u64, Vec<String>, Vec<usize>, Option<usize>, bool)>;

fn shown(record: &Record<'_>, text: &str, cut: Cut) -> (u64, Vec<String>, Vec<usize>, Option<usize>, bool) {
    let cells = record.cells.iter().map(|it| it.text(text, cut).into_owned()).collect();
    (record.line, cells, record.strays.to_vec(), record.open_quote, record.is_comment)
}

fn cut_in_pieces(text: &str, cut: Cut, width: usize, n_bytes: usize) -> Found {
    let (mut splitter, mut found) = (Splitter::new(cut, 1).of_width(width), Vec::new());
    let (mut start, mut end) = (0, 0);
    while start < text.len() {
        end = text.len().min(end.max(start) + n_bytes);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let part = &text[start..end];
        let n_used = splitter.split(part, end == text.len(), &mut |it| found.push(shown(it, part, cut)));
        let n_used = n_used.expect("short cells");
        assert!(n_used > 0 || end < text.len(), "the last piece is used up");
        start += n_used;
    }
    found
}

fn cut_in_runs(text: &str, cut: Cut, width: usize) -> Found {
    let Some(mut regular) = Regular::new(cut, width) else { return cut_in_pieces(text, cut, width, 7) };
    let (mut splitter, mut found, mut start) = (Splitter::new(cut, 1).of_width(width), Vec::new(), 0);
    while start < text.len() {
        let rest = &text[start..];
        if let Some((run, n_used)) = regular.find(rest, splitter.line()) {
            found.extend((0..run.n_rows()).map(|row| {
                let cells = run.record(row).map(|it| run.with_text(it, str::to_owned)).collect();
                (run.line + row as u64, cells, Vec::new(), None, false)
            }));
            splitter.pass(run.n_rows());
            start += n_used;
            continue;
        }
        start += one(&mut splitter, rest, &mut |it, part| found.push(shown(it, part, cut)));
    }
    found
}

/// Splits off one record, or as many as end where one does; the bytes they take.
fn one(splitter: &mut Splitter, rest: &str, take: &mut dyn FnMut(&Record<'_>, &str)) -> usize {
    let mut end = 0;
    loop {
        end = rest.ceil_char_boundary(rest.len().min(end + 9));
        let part = &rest[..end];
        let n_used = splitter.split(part, end == rest.len(), &mut |it| take(it, part)).expect("short cells");
        match n_used {
            0 if end == rest.len() => return rest.len(),
            0 => {}
            n_used => return n_used,
        }
    }
}
