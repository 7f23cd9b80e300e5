//! What is odd about lines and rows as a whole, one fact a line.

use enclave::engine::table::{IssueKind, ReadingOptions, Source};

use crate::reading::{column, listed, read};

/// Kinds of issues about rows and files with the lines they name.
pub fn said(source: &Source) -> Vec<(IssueKind, Vec<u64>)> {
    let of_rows = source.issues.iter().filter(|it| it.column.is_none());
    of_rows.map(|it| (it.kind, it.examples.iter().map(|place| place.line).collect())).collect()
}

fn names(source: &Source) -> Vec<&str> {
    source.table.columns.iter().map(|it| it.name.as_str()).collect()
}

/// What a tool for web statistics writes: comments, then two tables.
const STATISTICS: &str = "# ----------------------------------------\n# All users, all pages\n\
    # 20260101-20260131\n# ----------------------------------------\n\nDay,Users\n0001,12\n0002,15\n0003,9\n\n\
    # ----------------------------------------\n# Channels\nChannel,Sessions\nOrganic Search,40\nDirect,31\n";

#[test]
fn comments_above_the_header_and_below_are_left_out_and_listed() {
    let text = STATISTICS.split("\n\n# ---").next().unwrap().to_owned() + "\n# made by a tool\n";
    let source = read(text.as_bytes());
    assert_eq!(names(&source), ["Day", "Users"]);
    assert_eq!(column(&source, "Users"), ["12", "15", "9"]);
    let expected = [(IssueKind::CommentLine, vec![10]), (IssueKind::SkippedLines, vec![1, 2, 3, 4])];
    assert_eq!(said(&source), expected);
}

#[test]
fn a_second_table_in_the_file_is_pointed_out() {
    let source = read(STATISTICS.as_bytes());
    let found = said(&source);
    assert!(found.contains(&(IssueKind::SecondTable, vec![13])), "{found:?}");
    let other = read(b"a,b,c\n1,2,3\n4,5,6\n\nname,city\nx,y\n");
    assert!(said(&other).contains(&(IssueKind::SecondTable, vec![5])), "{:?}", said(&other));
}

#[test]
fn order_numbers_that_start_with_a_hash_are_no_comments() {
    let rows = |first: &str| listed(first.as_bytes(), &ReadingOptions::default()).unwrap();
    assert_eq!(rows("Name,Total\n#1001,5\n#1002,7\n").len(), 3);
    assert_eq!(rows("#1001,5\n#1002,7\n").len(), 2);
    assert_eq!(rows("#id,total\nx,5\ny,7\n"), [["#id", "total"], ["x", "5"], ["y", "7"]]);
}

#[test]
fn the_header_once_more_is_left_out_with_its_line() {
    let source = read(b"id,n\na,1\nb,2\n\"id\", n\nc,3\n");
    assert_eq!(column(&source, "n"), ["1", "2", "3"]);
    assert_eq!(said(&source), [(IssueKind::RepeatedHeader, vec![4])]);
}

#[test]
fn a_separator_that_changes_is_noticed_with_its_line() {
    let source = read(b"id,n,v\na,1,x\nb;2;y\nc;3;z\nd,4,w\n");
    let expected = [(IssueKind::ShortRow, vec![3, 4]), (IssueKind::ChangedSeparator, vec![3, 4])];
    assert_eq!(said(&source), expected);
}

#[test]
fn lines_that_end_otherwise_are_noticed_and_read_all_the_same() {
    let source = read(b"id,n\na,1\r\nb,2\nc,3\rd,4\n");
    assert_eq!(column(&source, "n"), ["1", "2", "3", "4"]);
    assert_eq!(said(&source), [(IssueKind::MixedLineEnds, vec![2, 4])]);
    assert_eq!(said(&read(b"id,n\r\n\"a\nb\",1\r\nc,2")), []);
}

#[test]
fn blanks_in_front_of_a_quote_are_noticed() {
    let source = read(b"id,n\na, \"1,5\"\nb,2\n");
    assert_eq!(said(&source), [(IssueKind::SpacedQuote, vec![2])]);
}

#[test]
fn flaws_of_the_header_are_noticed_like_those_of_rows() {
    assert_eq!(said(&read(b"a,\"b\"c,d\ne,f,g\n")), [(IssueKind::StrayQuote, vec![1])]);
    assert_eq!(said(&read(b"a,\"b,d\n1,2,3\n")), [(IssueKind::OpenQuote, vec![1])]);
    assert_eq!(said(&read(b"a,b\0,d\n1,2,3\n")), [(IssueKind::NulCharacters, vec![1])]);
    assert_eq!(said(&read(b"caf\xE9,b\nx,1\n")), [(IssueKind::GuessedEncoding, vec![1])]);
}

#[test]
fn blank_lines_above_the_header_are_nothing_to_speak_of() {
    let source = read(b"\n\nid,n\na,1\n");
    assert_eq!((said(&source), source.dialect.skipped_lines), (vec![], 2));
    let source = read(b"\n\n1,2\n3,4\n");
    assert_eq!((said(&source), source.lines.of(0), column(&source, "Column 1").len()), (vec![], 3, 2));
}

#[test]
fn characters_that_ascii_has_for_tables_are_read() {
    let source = read(b"id\x1Fn\x1Ea\x1F1\x1Eb\x1F2\x1E");
    assert_eq!(
        (names(&source), column(&source, "n")),
        (vec!["id", "n"], vec!["1".to_owned(), "2".to_owned()])
    );
}
