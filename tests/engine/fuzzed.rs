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
#[path = "../../fuzz/bodies/rules.rs"]
mod rules;
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

/// Pieces of the text form of rules.
const RULE_PIECES: &[&str] = &[
    "segment \"A\":\n",
    "segment \"Say \\\"hi\\\"\":\n",
    "segment \"A\"\n",
    "everyone else: \"Rest\"\n",
    "several allowed\n",
    "first match wins\n",
    "  all:\n",
    "  any:\n",
    "    none:\n",
    "\tany:\n",
    "  frequency >= 3\n",
    "    monetary between 100 and 500\n",
    "      country in (\"DE\", \"AT\")\n",
    "    country not in (\"DE\")\n",
    "  name does not contain \"ltd\"\n",
    "  \"average basket\" > 2e308\n",
    "  phone is not missing\n",
    "  last_order in the last 90 days\n",
    "  last_order more than 90 days before the end\n",
    "  \"signed up\" >= 2026-01-31\n",
    "  x = 2026-02-30\n",
    "  monetary in the top 10%\n",
    "  monetary in the bottom 101%\n",
    "  monetary above the median\n",
    "  at least 2 orders where category = \"Shoes\" in the last 180 days\n",
    "  no orders\n",
    "  spent at least 100 where channel = \"web\" and amount >= 20\n",
    "  bought category = \"Tent\", then category = \"Stove\" within 30 days\n",
    "  bought Tent then then\n",
    "  member of \"A\"\n",
    "# a note\n",
    "\n",
    "    ",
    "segment",
    "\"",
    "\\",
    "(",
    ",",
    "=",
    "and",
    "where",
    "-",
    "1e309",
    "é",
    "\u{2028}",
    "\r\n",
    "\u{0}",
];

fn rules_like() -> impl proptest::strategy::Strategy<Value = String> {
    let pieces = prop::sample::select(RULE_PIECES);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..14).prop_map(|it| format!("segment \"First\":\n  a = 1\n{}", it.concat())),
        2 => prop::collection::vec(prop::sample::select(RULE_PIECES), 0..9).prop_map(|it| it.concat()),
        1 => any::<String>(),
    ]
}

/// A written recipe of which a few characters are others.
fn recipe_like() -> impl proptest::strategy::Strategy<Value = String> {
    let written = enclave::engine::recipe::Recipe::default().to_json();
    let n = written.len();
    let changes = prop::collection::vec((0..n, 0..8_usize, prop::sample::select(JSON_PIECES)), 0..4);
    changes.prop_map(move |changes| {
        let mut text = written.clone();
        for (at, n, piece) in changes {
            let at = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((at + n).min(text.len()));
            text.replace_range(at..end, piece);
        }
        text
    })
}

/// What damages JSON, or changes what it says.
const JSON_PIECES: &[&str] = &[
    "",
    "null",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "0",
    "-1",
    "1e309",
    "9007199254740993",
    "true",
    "\\u00",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_rules_that_read_back_the_same_or_has_a_fault_at_a_place(text in rules_like()) {
        rules::text(&text);
    }

    #[test]
    fn any_text_is_a_recipe_that_reads_back_the_same_or_is_none(text in recipe_like()) {
        rules::recipe(&text);
    }
}
