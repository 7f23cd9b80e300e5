//! Laws that reading obeys, whatever the bytes.

use enclave::engine::table::{Finished, Reader, ReadingOptions, Separator, Source, TableError};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};

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
