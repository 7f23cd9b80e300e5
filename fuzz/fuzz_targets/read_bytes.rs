//! No bytes end in a panic, and a table that comes out is whole.

#![no_main]

use enclave::engine::table::{Cells, ReadingOptions, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::from_bytes("fuzz.csv", bytes, &ReadingOptions::default()) else { return };
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
});
