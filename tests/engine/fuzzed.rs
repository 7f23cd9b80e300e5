//! The bodies of the fuzz targets, with bytes made by chance.

use std::time::{Duration, Instant};

use enclave::engine::table::ReadingOptions;
use proptest::prelude::{Just, ProptestConfig, Strategy as _, any, prop, prop_oneof, proptest};

#[path = "../../fuzz/bodies/reading.rs"]
mod reading;

/// Bytes that mean something more often than chance would have it.
fn table_like() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        6 => prop::sample::select(vec![
            ",", ";", "\t", "|", "\n", "\r\n", "\r", "\"", "\"\"", "'", "\\", "\\\"", "\\,", " ", "# ", "//", "^",
            "\u{1F}", "\u{1E}", "=", "z", "a", "1", "1.5", "1,5", "2024-01-31", "sep=;\n", "\u{FEFF}", "é", "二",
            "name", "id,n\n", "\0", "\u{FFFD}", "NaN", "1e309", "9007199254740993",
        ]).prop_map(|it| it.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
        1 => Just(b"a,1,\"x, y\"\n".repeat(9)),
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_give_a_whole_table_or_a_reason(bytes in table_like()) {
        reading::table(&bytes, &ReadingOptions::default());
    }

    #[test]
    fn any_bytes_in_any_dialect_give_the_same_records_however_they_are_cut(
        stated in any::<[u8; 6]>(),
        bytes in table_like(),
    ) {
        let started = Instant::now();
        reading::dialect(&[stated.as_slice(), &bytes].concat());
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}
