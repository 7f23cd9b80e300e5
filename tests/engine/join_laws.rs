//! What holds for every two files that are joined.

use std::collections::{BTreeMap, BTreeSet};

use enclave::engine::join::{Joined, KeyChoice, join};
use enclave::engine::table::{Cells, Kind, ReadingOptions, Source};
use proptest::prelude::*;

/// A key as one of the ways people write it, or none.
fn key() -> impl Strategy<Value = String> {
    (0..14_u32, 0..7_u8).prop_map(|(n, form)| match form {
        0 => format!("{n:03}"),
        1 => format!("k{n}"),
        2 => format!("K{n}"),
        3 => format!("k {n}"),
        4 => String::new(),
        _ => n.to_string(),
    })
}

fn rows() -> impl Strategy<Value = Vec<(String, i32)>> {
    prop::collection::vec((key(), -500..5_000_i32), 1..40)
}

fn source(name: &str, column: &str, rows: &[(String, i32)]) -> Source {
    let lines: Vec<String> = rows.iter().map(|(key, value)| format!("{key},{value}\n")).collect();
    let text = format!("{column},value\n{}", lines.concat());
    let kinds = [(column.to_owned(), Kind::Identifier), ("value".to_owned(), Kind::Money)];
    let options = ReadingOptions {
        kinds: kinds.into_iter().collect(),
        has_header: Some(true),
        ..ReadingOptions::default()
    };
    Source::from_bytes(name, text.as_bytes(), &options).expect("a table")
}

fn joined(main: &[(String, i32)], other: &[(String, i32)]) -> Joined {
    let choice = KeyChoice { column: Some("who".to_owned()), onto: Some("customer".to_owned()) };
    let other = source("other.csv", "who", other);
    join(source("main.csv", "customer", main), &[(choice, &other)])
}

fn numbers(joined: &Joined, ends_with: &str) -> Option<Vec<f64>> {
    let column = joined.source.table.columns.iter().find(|it| it.name.ends_with(ends_with))?;
    match &column.cells {
        Cells::Numbers(values) => Some(values.clone()),
        Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matched_and_unmatched_rows_are_all_rows_and_every_unmatched_one_is_listed(
        main in rows(), other in rows()
    ) {
        let it = joined(&main, &other);
        prop_assert_eq!(it.source.table.n_rows, main.len());
        let report = &it.joins[0];
        for (side, rows) in [(report.main, &main), (report.companion, &other)] {
            prop_assert_eq!(side.n_rows, rows.len());
            prop_assert_eq!(side.n_rows_matched + side.n_rows_unmatched() + side.n_rows_without_key, rows.len());
            prop_assert_eq!(side.n_rows_without_key, rows.iter().filter(|it| it.0.is_empty()).count());
            let keys: BTreeSet<_> = rows.iter().map(|it| &it.0).filter(|it| !it.is_empty()).collect();
            prop_assert_eq!(side.n_keys, keys.len());
        }
        let listed = it.source.problems.iter().filter(|it| it.file.is_empty() && !it.other.is_empty());
        prop_assert_eq!(listed.count(), report.main.n_rows_unmatched());
    }

    #[test]
    fn the_main_rows_stay_and_equal_keys_are_always_matched(main in rows(), other in rows()) {
        let it = joined(&main, &other);
        let values = numbers(&it, "value").expect("the main file's own");
        prop_assert!(values.iter().zip(&main).all(|(found, row)| found.to_bits() == f64::from(row.1).to_bits()));
        let known: BTreeSet<_> = other.iter().map(|it| &it.0).collect();
        let n_equal = main.iter().filter(|it| !it.0.is_empty() && known.contains(&it.0)).count();
        prop_assert!(it.joins[0].main.n_rows_matched >= n_equal);
    }

    #[test]
    fn what_is_added_up_for_keys_is_what_stands_in_their_rows(main in rows(), other in rows()) {
        let it = joined(&main, &other);
        let Some(counts) = numbers(&it, "rows (other.csv)") else { return Ok(()) };
        let sums = numbers(&it, "sum of value (other.csv)").expect("made beside the number of rows");
        // Each key once, in whatever row of the main file it stands.
        let mut by_key = BTreeMap::new();
        for (row, (key, _)) in main.iter().enumerate() {
            by_key.insert(key, (counts[row], sums[row]));
        }
        let n_rows: f64 = by_key.values().map(|it| it.0).filter(|it| !it.is_nan()).sum();
        let total: f64 = by_key.values().map(|it| it.1).filter(|it| !it.is_nan()).sum();
        let report = &it.joins[0];
        prop_assert!((n_rows - report.companion.n_rows_matched as f64).abs() < 0.5);
        prop_assert!(total.abs() <= other.iter().map(|it| f64::from(it.1.abs())).sum::<f64>());
        if report.companion.n_rows_matched == other.len() {
            prop_assert!((total - other.iter().map(|it| f64::from(it.1)).sum::<f64>()).abs() < 1e-6);
        }
    }

    #[test]
    fn the_order_of_a_companion_s_rows_changes_no_sum(main in rows(), other in rows()) {
        let mut reversed = other.clone();
        reversed.reverse();
        let (a, b) = (joined(&main, &other), joined(&main, &reversed));
        prop_assert_eq!(a.joins[0].main, b.joins[0].main);
        prop_assert_eq!(a.joins[0].companion, b.joins[0].companion);
        for column in ["rows (other.csv)", "sum of value (other.csv)"] {
            let bits = |it: &Joined| numbers(it, column).map(|it| it.iter().map(|it| it.to_bits()).collect::<Vec<_>>());
            prop_assert_eq!(bits(&a), bits(&b));
        }
    }

    #[test]
    fn a_file_joined_to_itself_has_every_key(rows in rows()) {
        let it = joined(&rows, &rows);
        prop_assert_eq!(it.joins[0].main.n_keys_matched, it.joins[0].main.n_keys);
        prop_assert!(it.joins[0].rules.is_empty());
    }
}
