//! Laws that reading obeys, whatever the bytes.

use enclave::engine::table::{
    Comment, Encoding, Escape, Finished, Quote, Reader, ReadingOptions, Separator, Source, TableError,
};
use proptest::prelude::{ProptestConfig, Strategy as _, any, prop, prop_assert, prop_assert_eq, proptest};

use crate::reading::{column, lines, listed};

/// Reads bytes cut into pieces, as often as asked.
fn read_cut(bytes: &[u8], cuts: &[usize]) -> Result<Source, TableError> {
    let options = ReadingOptions::default();
    let mut reader = Reader::new("t", &options);
    loop {
        let mut rest = bytes;
        for cut in cuts.iter().cycle() {
            let (piece, behind) = rest.split_at(rest.len().min(cut + 1));
            reader.push(piece)?;
            rest = behind;
            if rest.is_empty() {
                break;
            }
        }
        match reader.finish()? {
            Finished::Done(source) => return Ok(*source),
            Finished::Again(again) => reader = Reader::resume("t", &again),
        }
    }
}

fn shown(read: &Result<Source, TableError>) -> String {
    match read {
        Ok(source) => format!("{:?} {:?} {:?}", source.summary(), source.table, source.problems),
        Err(error) => format!("{error:?}"),
    }
}

/// Without the rows that are the same by construction.
fn shown_shortly(read: &Result<Source, TableError>) -> String {
    match read {
        Ok(source) => {
            let ends: Vec<Vec<String>> = source
                .table
                .columns
                .iter()
                .map(|it| column(source, &it.name).split_off(source.table.n_rows.min(60_000)))
                .collect();
            format!("{:?} {ends:?} {:?}", source.summary(), source.problems)
        }
        Err(error) => format!("{error:?}"),
    }
}

/// Text that looks like a table more often than chance would have it.
const TABLE_LIKE: &str = "([a-z0-9 .,;\"'\t\n\r|/\u{e9}-]{0,12}[,;\n]){0,40}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_split_of_the_bytes_gives_the_same_table(text in TABLE_LIKE, cuts in prop::collection::vec(0_usize..9, 1..6)) {
        let whole = Source::from_bytes("t", text.as_bytes(), &ReadingOptions::default());
        prop_assert_eq!(shown(&whole), shown(&read_cut(text.as_bytes(), &cuts)));
    }

    #[test]
    fn any_text_survives_where_the_file_is_streamed(text in TABLE_LIKE, cuts in prop::collection::vec(1_usize..99_999, 1..4)) {
        // The first megabyte is held back; what comes behind it is cut and typed as it arrives.
        let rows = lines(0..60_000, |idx| format!("C{},2024-01-0{},\"{idx}, x\"\n", idx % 900, idx % 9 + 1));
        let bytes = [b"id,date,note\n", rows.as_bytes(), text.repeat(40).as_bytes()].concat();
        let whole = Source::from_bytes("t", &bytes, &ReadingOptions::default());
        prop_assert_eq!(shown_shortly(&whole), shown_shortly(&read_cut(&bytes, &cuts)));
    }

    #[test]
    fn no_bytes_end_in_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let read = Source::from_bytes("t", &bytes, &ReadingOptions::default());
        prop_assert!(read.is_err() || read.is_ok_and(|it| it.table.n_rows > 0));
    }

    #[test]
    fn every_column_is_as_long_as_the_table(text in TABLE_LIKE) {
        if let Ok(source) = Source::from_bytes("t", text.as_bytes(), &ReadingOptions::default()) {
            for it in &source.table.columns {
                prop_assert_eq!(column(&source, &it.name).len(), source.table.n_rows);
            }
            prop_assert_eq!(source.columns.len(), source.table.columns.len());
        }
    }

    #[test]
    fn what_the_csv_crate_writes_is_read_as_it_reads_it(
        rows in prop::collection::vec(prop::collection::vec("[a-zé\u{4e8c} ,;\"'\n\r0-9.-]{0,8}", 3), 2..20),
    ) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options =
            ReadingOptions { separator: Some(Separator::Comma), skip_lines: Some(0), ..ReadingOptions::default() };
        if let Ok(found) = listed(&bytes, &options) {
            prop_assert_eq!(found, rows);
        }
    }

    #[test]
    fn texts_survive_as_they_stand(cells in prop::collection::vec("[a-z]{1,5}( [a-z\"',;]{1,6}){0,3}", 2..30)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["customer_id", "note"]).unwrap();
        for cell in &cells {
            writer.write_record([cell.as_str(), "x"]).unwrap();
        }
        let source = Source::from_bytes("t", &writer.into_inner().unwrap(), &ReadingOptions::default()).unwrap();
        let expected: Vec<&str> =
            cells.iter().map(|it| if matches!(it.as_str(), "null" | "nan" | "nil") { "" } else { it.trim() }).collect();
        prop_assert_eq!(column(&source, "customer_id"), expected);
    }
}

/// Cells of all sorts.
const CELL: &str = "([a-zA-Z0-9é二 .,;|\\t\"'\n\r#=\\\\-]{0,9}|[0-9]{1,6}(\\.[0-9]{2})?|2024-0[1-9]-1[0-9])";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_written_is_read_in_every_dialect(
        rows in (1_usize..6).prop_flat_map(|n| prop::collection::vec(prop::collection::vec(CELL, n), 1..6)),
        separator in prop::sample::select(b",;\t|^\x1F".to_vec()),
        style in 0..3_u8,
        is_doubled in any::<bool>(),
        is_crlf in any::<bool>(),
        is_single in any::<bool>(),
    ) {
        let quote = if is_single { b'\'' } else { b'"' };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .quote(quote)
            .double_quote(is_doubled)
            .escape(b'\\')
            .terminator(if is_crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .quote_style([csv::QuoteStyle::Necessary, csv::QuoteStyle::Always, csv::QuoteStyle::NonNumeric][usize::from(style)])
            .from_writer(Vec::new());
        for row in &rows {
            // An escape that is text would itself have to be escaped, which the writer leaves out.
            let row: Vec<String> = row.iter().map(|it| if is_doubled { it.clone() } else { it.replace('\\', "/") }).collect();
            writer.write_record(&row).unwrap();
        }
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|it| if is_doubled { it.clone() } else { it.replace('\\', "/") }).collect()).collect();
        let bytes = writer.into_inner().unwrap();
        let options = ReadingOptions {
            encoding: Some(Encoding::Utf8),
            separator: Some(Separator::of_byte(separator)),
            quote: Quote::named(if is_single { "'" } else { "\"" }),
            escape: Some(if is_doubled { Escape::Absent } else { Escape::InQuotes(b'\\') }),
            comment: Some(Comment::NONE),
            has_header: Some(false),
            skip_lines: Some(0),
            ..ReadingOptions::default()
        };
        // Lines of nothing but blanks are no records.
        let is_record = |row: &&Vec<String>| row.len() > 1 || row.iter().any(|it| !it.trim().is_empty());
        let expected: Vec<&Vec<String>> = rows.iter().filter(is_record).collect();
        match listed(&bytes, &options) {
            Ok(found) => {
                let found: Vec<&Vec<String>> = found.iter().filter(is_record).collect();
                prop_assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(&bytes));
            }
            Err(error) => prop_assert!(expected.is_empty() || matches!(error, TableError::NotText { .. }), "{:?}", error),
        }
    }
}
