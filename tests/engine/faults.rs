//! What no file may do to the reader, and the words that are said about it.

use std::time::{Duration, Instant};

use enclave::engine::EngineError;
use enclave::engine::present::message::{describe, explain};
use enclave::engine::table::{Finished, IssueKind, Kind, Reader, ReadingOptions, Source, TableError};

use crate::reading::{column, lines, read};

#[expect(clippy::disallowed_methods, reason = "that nothing hangs is what is tested")]
fn started() -> Instant {
    Instant::now()
}

/// Title, detail and remedy of an error.
fn words(error: TableError) -> [String; 3] {
    let message = explain(&EngineError::from(error));
    [message.title, message.detail, message.remedy]
}

fn refused(bytes: &[u8]) -> [String; 3] {
    words(Source::from_bytes("t", bytes, &ReadingOptions::default()).unwrap_err())
}

/// Sentence, place and treatment of the first issue of a kind.
fn told(source: &Source, kind: IssueKind) -> [String; 3] {
    let issue = source.issues.iter().find(|it| it.kind == kind).unwrap();
    let words = describe(issue);
    [words.sentence, words.detail.unwrap_or_default(), words.treatment]
}

/// Pushes the same megabyte until the reader has had enough: the error, and how many bytes it took.
fn pushed(start: &[u8], megabyte: &[u8], n_most: usize) -> (Result<Finished, TableError>, usize) {
    let mut reader = Reader::new("t", &ReadingOptions::default());
    let mut n_bytes = start.len();
    if let Err(error) = reader.push(start) {
        return (Err(error), n_bytes);
    }
    for _ in 0..n_most {
        n_bytes += megabyte.len();
        if let Err(error) = reader.push(megabyte) {
            return (Err(error), n_bytes);
        }
    }
    (reader.finish(), n_bytes)
}

#[test]
fn a_cell_of_a_gigabyte_ends_the_reading_soon_and_names_the_line_of_its_quote() {
    let started = started();
    let (outcome, n_bytes) = pushed(b"a,b\n1,2\n3,\"", &vec![b'x'; 1 << 20], 1024);
    let expected = [
        "One cell of this file is far too large",
        "The cell that starts in line 3 is larger than 16 MB. Most often a quote was opened and never closed.",
        "Open the file in a text editor, close the quote in line 3 and try again.",
    ];
    assert_eq!(words(outcome.unwrap_err()), expected);
    assert!(n_bytes < 40 << 20, "{n_bytes} bytes");
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 5 });
    assert!(started.elapsed() < limit, "{:?}", started.elapsed());
}

#[test]
fn a_file_without_any_line_end_is_refused_soon() {
    let (outcome, n_bytes) = pushed(b"", &vec![b'x'; 1 << 20], 1024);
    assert_eq!(outcome.unwrap_err(), TableError::FieldTooLarge { line: 1, limit_bytes: 16 << 20 });
    assert!(n_bytes < 40 << 20, "{n_bytes} bytes");
    let (outcome, n_bytes) = pushed(b"", &b"ab,c".repeat(1 << 18), 1024);
    assert!(matches!(outcome, Err(TableError::TooManyColumns { .. })));
    assert!(n_bytes <= 2 << 20, "{n_bytes} bytes");
}

#[test]
fn ten_thousand_columns_are_read_and_one_more_is_refused() {
    let wide = |n: usize| {
        let row = |cell: &dyn Fn(usize) -> String| (0..n).map(cell).collect::<Vec<_>>().join(",");
        [row(&|idx| format!("c{idx}")), row(&|idx| idx.to_string()), row(&|_| "x".to_owned())].join("\n")
    };
    let started = started();
    let source = read(wide(10_000).as_bytes());
    assert_eq!((source.table.columns.len(), source.table.n_rows), (10_000, 2));
    // Without the compiler's help everything takes many times as long.
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 5 });
    assert!(started.elapsed() < limit, "{:?}", started.elapsed());
    let expected = [
        "This file has too many columns",
        "10,001 columns were found; 10,000 is the most that can be read.",
        "Export only the columns you need, or check that the separator is right.",
    ];
    assert_eq!(refused(wide(10_001).as_bytes()), expected);
}

#[test]
fn an_open_quote_costs_its_line_and_is_named_with_it() {
    let source = read(b"id,note\n1,x\n2,\"never closed\n3,y\n");
    assert_eq!(column(&source, "note"), ["x", "never closed", "y"]);
    let expected = [
        "1 quote is opened and never closed",
        "For example “never closed” in line 3",
        "Read to the end of the line instead",
    ];
    assert_eq!(told(&source, IssueKind::OpenQuote), expected);
}

#[test]
fn an_open_quote_that_another_closes_by_chance_does_not_swallow_rows() {
    let rows = lines(0..40, |idx| format!("{idx},Anna,2024-01-0{}\n", idx % 9 + 1));
    let source = read(format!("id,name,day\n0,\"Bert,2024-01-01\n{rows}41,Carl\",2024-01-02\n").as_bytes());
    assert_eq!(source.table.n_rows, 42);
    let found: Vec<(IssueKind, u64)> =
        source.issues.iter().map(|it| (it.kind, it.examples[0].line)).collect();
    assert!(found.contains(&(IssueKind::OpenQuote, 2)), "{found:?}");
    assert!(found.contains(&(IssueKind::StrayQuote, 43)), "{found:?}");
}

#[test]
fn ragged_rows_are_counted_and_their_lines_named() {
    let rows = lines(0..60, |idx| if idx % 2 == 0 { "1,2\n".to_owned() } else { "1,2,3\n".to_owned() });
    let source = read(format!("a,b,c\n{rows}1,2,3\n1,2,3\n1,2,3,4\n").as_bytes());
    let expected = [
        "30 rows have fewer cells than there are columns",
        "For example “1,2” in line 2",
        "The cells that are not there count as missing",
    ];
    assert_eq!(told(&source, IssueKind::ShortRow), expected);
    let issue = source.issues.iter().find(|it| it.kind == IssueKind::ShortRow).unwrap();
    assert_eq!(issue.examples.len(), 20);
    assert_eq!(column(&source, "Column 4").last().map(String::as_str), Some("4"));
    assert!(source.problems.len() >= 31);
}

#[test]
fn zeros_and_bytes_that_are_no_text_are_counted_with_their_lines() {
    let expected = [
        "1 cell holds NUL characters",
        "For example “x\0y” in line 3",
        "Kept; another text encoding may read them",
    ];
    assert_eq!(told(&read(b"a,b\n1,2\nx\0y,1\n"), IssueKind::NulCharacters), expected);
    let bytes = [format!("a,b\n{},1\n", "é".repeat(20)).as_bytes(), b"x\xFFy,2\n"].concat();
    let expected = [
        "1 cell holds bytes that are no text",
        "For example “x\u{FFFD}y” in line 3",
        "Shown as �; another text encoding may read them",
    ];
    assert_eq!(told(&read(&bytes), IssueKind::BadBytes), expected);
}

#[test]
fn lines_that_end_in_cr_alone_are_lines() {
    let source = read(b"id,n\ra,1\rb,2\r");
    assert_eq!((column(&source, "n"), source.issues.len()), (vec!["1".to_owned(), "2".to_owned()], 0));
}

#[test]
fn numbers_that_are_none_never_become_infinite() {
    let rows = lines(0..40, |idx| format!("{idx},{}\n", idx * 3));
    let source = read(format!("id,amount\n{rows}40,NaN\n41,Inf\n42,-Infinity\n43,1e309\n").as_bytes());
    let values = column(&source, "amount");
    assert_eq!(values[40..], ["", "", "", ""]);
    let issue = source.issues.iter().find(|it| it.kind == IssueKind::UnreadableNumber).unwrap();
    assert!(issue.n >= 1 && issue.examples.iter().any(|it| it.seen == "1e309" && it.line == 45), "{issue:?}");
}

#[test]
fn error_cells_of_spreadsheets_are_missing_and_the_column_stays_one_of_numbers() {
    let source = read(b"id,v\na,1\nb,#DIV/0!\nc,3\nd,#N/A\ne,5\nf,#REF!\n");
    assert_eq!(source.table.column("v").unwrap().kind, Kind::Number);
    assert_eq!(source.columns.iter().find(|it| it.name == "v").map(|it| it.n_missing), Some(3));
}

#[test]
fn columns_that_say_nothing_are_read() {
    let source = read(b"id,same,none\na,1,\nb,1,\nc,1,NA\n");
    assert_eq!(column(&source, "same"), ["1"; 3]);
    assert_eq!(source.columns.iter().find(|it| it.name == "none").map(|it| it.n_missing), Some(3));
}

#[test]
fn names_and_cells_that_mean_harm_are_plain_data() {
    let bytes = b"__proto__,constructor,<script>alert(1)</script>,=1+1\n1,\"=HYPERLINK(\"\"x\"\")\",<b>x</b>,+2\n2,@SUM(A1),\"<img src=x onerror=alert(1)>\",-3\n";
    let source = Source::from_bytes("../../etc/=cmd|CON.csv", bytes, &ReadingOptions::default()).unwrap();
    let names: Vec<&str> = source.table.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["__proto__", "constructor", "<script>alert(1)</script>", "=1+1"]);
    assert_eq!(column(&source, "constructor"), ["=HYPERLINK(\"x\")", "@SUM(A1)"]);
    assert_eq!(column(&source, names[2]), ["<b>x</b>", "<img src=x onerror=alert(1)>"]);
    assert_eq!(source.name, "../../etc/=cmd|CON.csv");
}

#[test]
fn a_header_without_rows_and_a_file_without_anything_are_told_apart() {
    assert_eq!(refused(b"id,name,total\n")[0], "This file has column names and no rows");
    assert_eq!(refused(b"id,name,total\n")[1], "Line 1 names 3 columns; nothing follows.");
    assert_eq!(refused(b"")[0], "This file is empty");
    assert_eq!(refused(b"\n\n\r\n")[0], "This file is empty");
}

#[test]
fn a_day_that_could_be_a_month_is_asked_about() {
    let source = read(b"name,date\nx,01/02/2024\ny,03/04/2024\n");
    let expected = [
        "Dates in “date” could be day first or month first",
        "Read in the date order that is shown; change it if it is wrong",
    ];
    let [sentence, _, treatment] = told(&source, IssueKind::AmbiguousDates);
    assert_eq!([sentence, treatment], expected);
}
