//! Values of columns: what they are, and what is said where they are odd.

use enclave::engine::present::message::{both_readings, describe};
use enclave::engine::table::{Cells, IssueKind, Kind, ReadingOptions, Source};

fn read(text: &str) -> Source {
    Source::from_bytes("t.csv", text.as_bytes(), &ReadingOptions::default()).unwrap()
}

/// A file of one column beside a number of the row.
fn column(name: &str, values: &[&str]) -> Source {
    let rows: Vec<String> = values.iter().enumerate().map(|(row, it)| format!("r{row},\"{it}\"\n")).collect();
    read(&format!("key,{name}\n{}", rows.concat()))
}

fn kind(source: &Source) -> Kind {
    source.columns[1].kind
}

fn found(source: &Source, kind: IssueKind) -> Option<(u64, Vec<(u64, String)>)> {
    let issue = source.issues.iter().find(|it| it.kind == kind)?;
    Some((issue.n, issue.examples.iter().map(|it| (it.line, it.seen.clone())).collect()))
}

fn days(source: &Source) -> Vec<i32> {
    let Cells::Days(days) = &source.table.columns[1].cells else { panic!("no days") };
    days.clone()
}

fn numbers(source: &Source) -> Vec<f64> {
    let Cells::Numbers(values) = &source.table.columns[1].cells else { panic!("no numbers") };
    values.clone()
}

#[test]
fn numbers_are_days_only_where_the_name_says_so() {
    for (values, expected) in [
        (["45657", "45658", "45659.5"], [20_088, 20_089, 20_090]),
        (["1735603200", "1735689600", "1735776001"], [20_088, 20_089, 20_090]),
        (["1735603200123", "1735689600000", "1735776001999"], [20_088, 20_089, 20_090]),
        (["20241231", "20250101", "20250102"], [20_088, 20_089, 20_090]),
    ] {
        let dated = column("order date", &values);
        assert_eq!((kind(&dated), days(&dated)), (Kind::Date, expected.to_vec()), "{values:?}");
        let named = column("created_at", &values);
        assert_eq!(kind(&named), Kind::Date, "{values:?}");
    }
    assert_eq!(kind(&column("visits", &["45657", "45658", "45659"])), Kind::Number);
    assert_eq!(kind(&column("amount", &["20241231", "20250101", "20250102"])), Kind::Money);
    assert_eq!(kind(&column("year", &["2023", "2024", "2024"])), Kind::Number);
}

#[test]
fn both_readings_of_a_date_stand_side_by_side() {
    let source = column("order date", &["03/04/2024", "05/06/2024", "07/08/2024"]);
    assert_eq!(found(&source, IssueKind::AmbiguousDates), Some((3, vec![(2, "03/04/2024".to_owned())])));
    let issue = source.issues.iter().find(|it| it.kind == IssueKind::AmbiguousDates).unwrap();
    let both = both_readings(issue).unwrap();
    assert_eq!((both.day_first.as_str(), both.month_first.as_str()), ("3 April 2024", "4 March 2024"));
    assert!(describe(issue).detail.unwrap().contains("3 April 2024 day first and 4 March 2024 month first"));
    let settled = column("order date", &["03/04/2024", "25/06/2024", "07/08/2024"]);
    assert_eq!(found(&settled, IssueKind::AmbiguousDates), None);
}

#[test]
fn words_for_nothing_are_counted_and_shown() {
    let source = column("amount", &["1.50", "N/A", "k.A.", "none", "N/A", "2.50", "3.50", "4.50"]);
    let words = ["N/A", "k.A.", "none"].map(|it| (0, it.to_owned())).to_vec();
    assert_eq!(found(&source, IssueKind::MissingWords), Some((4, words)));
    assert_eq!(source.columns[1].n_missing, 4);
    assert_eq!(found(&source, IssueKind::UnreadableNumber), None);
}

#[test]
fn a_word_that_may_be_a_value_is_kept_among_words() {
    let source = column("level", &["none", "gold", "none", "silver", "gold", "none", "N/A", "gold"]);
    assert_eq!((source.columns[1].n_missing, source.columns[1].n_distinct), (1, 3));
    assert_eq!(kind(&column("member", &["yes", "no", "yes", "yes"])), Kind::Flag);
    let flags = column("coupon", &["あり", "なし", "あり", "なし"]);
    assert_eq!((kind(&flags), flags.columns[1].n_missing), (Kind::Flag, 0));
}

#[test]
fn what_is_no_finite_number_is_never_a_number() {
    let mut values = vec!["1.5"; 40];
    values.extend(["Infinity", "1e309", "-Inf"]);
    let source = column("amount", &values);
    assert_eq!(kind(&source), Kind::Money);
    assert_eq!(found(&source, IssueKind::UnreadableNumber).map(|it| it.0), Some(3));
    assert!(numbers(&source).iter().all(|it| !it.is_infinite()));
    let long = column("tracking", &["9007199254740993", "9007199254740995", "9007199254740997"]);
    assert_eq!(kind(&long), Kind::Identifier);
}

#[test]
fn identifiers_that_a_spreadsheet_cut_short_are_said_with_their_lines() {
    let source = column("customer_id", &["1.23457E+12", "4006381333931", "1.23457E+12", "4006381333932"]);
    let lines = vec![(2, "1.23457E+12".to_owned()), (4, "1.23457E+12".to_owned())];
    assert_eq!(found(&source, IssueKind::DamagedIdentifiers), Some((2, lines)));
    let whole = column("customer_id", &["4006381333930", "4006381333931"]);
    assert_eq!(found(&whole, IssueKind::DamagedIdentifiers), None);
}

#[test]
fn several_currencies_in_one_column_are_said() {
    let source = column("amount", &["€ 5.00", "€ 6.00", "$ 7.00", "€ 8.00"]);
    let seen = found(&source, IssueKind::MixedCurrencies).unwrap();
    assert_eq!((seen.0, seen.1.len()), (1, 1));
    let codes = column("currency", &["EUR", "EUR", "USD", "PLN", "EUR", "EUR"]);
    assert_eq!(found(&codes, IssueKind::MixedCurrencies).map(|it| it.0), Some(2));
    assert_eq!(found(&column("amount", &["€ 5.00", "€ 6.00"]), IssueKind::MixedCurrencies), None);
}

#[test]
fn a_column_is_decided_by_all_its_rows() {
    let mut values = vec!["1"; 3_000];
    values.extend(vec!["03.04.2024"; 40_000]);
    assert_eq!(kind(&column("when", &values)), Kind::Date);
}

#[test]
fn yes_and_no_are_flags_in_nine_languages() {
    for values in [
        ["yes", "no"],
        ["Ja", "Nein"],
        ["oui", "non"],
        ["Sí", "No"],
        ["sì", "no"],
        ["Sim", "Não"],
        ["ja", "nee"],
        ["Tak", "Nie"],
        ["はい", "いいえ"],
        ["WAHR", "FALSCH"],
        ["YES", "no"],
    ] {
        assert_eq!(kind(&column("flag", &values.repeat(3))), Kind::Flag, "{values:?}");
    }
    assert_eq!(kind(&column("state", &["active", "inactive"].repeat(3))), Kind::Category);
}
