//! The bodies of the fuzz targets, with bytes made by chance.

use std::time::{Duration, Instant};

use enclave::engine::table::ReadingOptions;
use proptest::prelude::{Just, ProptestConfig, Strategy as _, any, prop, prop_oneof, proptest};

#[expect(clippy::disallowed_methods, reason = "that nothing hangs is what is tested")]
fn started() -> Instant {
    Instant::now()
}

#[path = "../../fuzz/bodies/reading.rs"]
mod reading;
#[path = "../../fuzz/bodies/values.rs"]
mod values;

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
        let started = started();
        reading::dialect(&[stated.as_slice(), &bytes].concat());
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

/// Pieces of numbers, dates and words for nothing.
const PIECES: &[&str] = &[
    "1",
    "23",
    "456",
    "0",
    "2024",
    "12",
    "31",
    "70",
    ".",
    ",",
    "-",
    "/",
    ":",
    " ",
    "\u{A0}",
    "\u{202F}",
    "'",
    "’",
    "(",
    ")",
    "%",
    "+",
    "−",
    "–",
    "€",
    "$",
    "EUR",
    "zł",
    "¥",
    "円",
    "E",
    "e",
    "T",
    "Z",
    "AM",
    "PM",
    "UTC",
    "Jan",
    "März",
    "déc.",
    "stycznia",
    "maja",
    "de",
    "Fri",
    "年",
    "月",
    "日",
    "令和",
    "午後",
    "時",
    "１",
    "２",
    "，",
    "．",
    "（",
    "＃",
    "N/A",
    "#",
    "!",
    "null",
    "none",
    "?",
    "Inf",
    "NaN",
    "1e309",
    "0000-00-00",
    "\u{0}",
    "\u{FFFD}",
    "é",
    "二",
    "٣",
    "½",
];

/// Cells that mean something more often than chance would have it.
fn value_like() -> impl proptest::strategy::Strategy<Value = String> {
    let pieces = prop::sample::select(PIECES);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..9).prop_map(|it| it.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_cell_is_a_number_a_day_a_word_for_nothing_or_text(text in value_like()) {
        values::cell(&text);
    }

    #[test]
    fn a_number_in_any_style_reads_back_to_the_last_bit(
        digits in any::<u64>(),
        n_decimals in 0_u32..7,
        n_dropped in 0_u32..12,
        style in any::<[u8; 4]>(),
    ) {
        values::number(digits / 10_u64.pow(n_dropped), n_decimals, style);
    }

    #[test]
    fn a_day_in_any_style_reads_back_as_that_day(day in any::<u32>(), second in any::<u32>(), style in any::<[u8; 3]>()) {
        values::day(day, second, style);
    }
}
