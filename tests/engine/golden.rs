//! Whole outcomes on small odd files, as JSON that is reviewed like code.
//!
//! `cargo xtask bless` (or `BLESS=1 cargo test --test engine golden`) rewrites `tests/golden`.
//! Numbers are rounded to six significant digits.

use std::fs;
use std::path::{Path, PathBuf};

use enclave::engine::export::{Format, Material, Safety, preview, write};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::run;
use enclave::engine::segmentation::Method;
use enclave::engine::table::{ReadingOptions, Source};
use serde_json::{Map, Value, json};

macro_rules! golden {
    ($($name:ident: $file:literal,)*) => { $(
        #[test]
        fn $name() {
            check_golden($file);
        }
    )* };
}

golden! {
    a_german_export_with_returns_is_understood: "windows_1252_with_decimal_commas_and_returns.csv",
    titles_above_the_header_and_unit_prices_are_understood: "title_lines_month_first_unit_prices.tsv",
    columns_set_apart_by_blanks_are_understood: "columns_by_blanks_without_names.txt",
    a_customer_list_with_gaps_is_understood: "customers_with_gaps_and_a_repeat.csv",
    accounts_of_two_kinds_are_told_apart: "two_kinds_of_accounts.csv",
    utf_16_is_understood: "utf16_with_tabs.txt",
    identifiers_that_mean_harm_stay_text: "hostile_identifiers.csv",
}

/// What reading, suggesting, running and writing make of a file, without any choice of a person.
fn check_golden(file: &str) {
    let bytes = fs::read(folder("fixtures").join(file)).unwrap();
    let source = Source::from_bytes(file, &bytes, &ReadingOptions::default()).unwrap();
    let mut recipe = Recipe::suggest(&source.summary());
    if let Method::Groups(options) = &mut recipe.method {
        options.starts = 10;
    }
    let outcome = run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
    let material = Material { source: &source, recipe: &recipe, outcome: &outcome };
    let text = |format: &Format| String::from_utf8(write(&material, format).bytes).unwrap();
    let customers = Format::Customers { segments: Vec::new(), safety: Safety::Spreadsheet };
    let mut analysis: Value = serde_json::from_str(&text(&Format::Analysis)).unwrap();
    // What the fingerprint covers stands beside it; left out, a new option changes one line.
    analysis.as_object_mut().unwrap().remove("fingerprint");
    let columns: Vec<Value> = source
        .columns
        .iter()
        .map(|it| json!([it.name, it.kind, it.role, it.n_missing, it.n_problems, it.examples]))
        .collect();
    let found = json!({
        "dialect": source.dialect,
        "n_rows": source.table.n_rows,
        "columns": columns,
        "recipe": serde_json::from_str::<Value>(&recipe.to_json()).unwrap(),
        "analysis": analysis,
        "problems": text(&Format::Problems).lines().collect::<Vec<_>>(),
        "customers": preview(&material, &customers, 12).lines().collect::<Vec<_>>(),
    });
    compare(&folder("golden").join(format!("{file}.json")), &rounded(found));
}

fn compare(path: &Path, found: &Value) {
    let found = serde_json::to_string_pretty(found).unwrap() + "\n";
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    let differs = found.lines().zip(expected.lines()).position(|(found, expected)| found != expected);
    let at = differs.unwrap_or(found.lines().count().min(expected.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    assert!(
        found == expected,
        "{} differs in line {}:\nfound    {}\nexpected {}\nIf that is right: cargo xtask bless",
        path.display(),
        at + 1,
        line(&found),
        line(&expected)
    );
}

fn rounded(value: Value) -> Value {
    match value {
        Value::Number(ref number) if number.is_f64() => {
            json!(format!("{:.5e}", number.as_f64().unwrap()).parse::<f64>().unwrap())
        }
        Value::Array(items) => items.into_iter().map(rounded).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, it)| (name, rounded(it))).collect::<Map<_, _>>().into()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}
