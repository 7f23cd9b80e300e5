//! Columns of the exports of nine tools: the reader says of each what a marketer would.
//!
//! `fixtures/export_headers.json` lists them with typical values, the kind and the role that are
//! right, and where the headers are documented. Exports that are held out were not looked at while
//! the reader learnt its words.

use std::fs;

use enclave::engine::table::{Kind, ReadingOptions, Role, Source};
use serde::Deserialize;

use crate::golden::folder;

const N_ROWS: usize = 24;

#[derive(Deserialize)]
struct Listed {
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Export {
    tool: String,
    #[serde(rename = "export")]
    name: String,
    held_out: bool,
    source: Origin,
    columns: Vec<Header>,
}

#[derive(Deserialize)]
struct Origin {
    title: String,
    url: String,
}

#[derive(Deserialize)]
struct Header {
    #[serde(rename = "header")]
    name: String,
    values: Vec<String>,
    kind: String,
    role: String,
}

/// How many columns were looked at, and what was wrong.
#[derive(Default)]
struct Score {
    n: usize,
    misses: Vec<String>,
}

impl Score {
    fn share(&self) -> f64 {
        1.0 - self.misses.len() as f64 / self.n.max(1) as f64
    }

    fn add(&mut self, other: Self) {
        self.n += other.n;
        self.misses.extend(other.misses);
    }
}

fn listed() -> Listed {
    let text = fs::read_to_string(folder("fixtures").join("export_headers.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// An export with the typical values, varied from row to row.
fn written(export: &Export) -> String {
    let is_orders = export.columns.iter().any(|it| it.role == "order");
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let names: Vec<String> = export.columns.iter().map(|it| quoted(&it.name)).collect();
    let mut text = names.join(",") + "\n";
    for row in 0..N_ROWS {
        let customer = if is_orders { row % 8 } else { row };
        let cell = |it: &Header| {
            let value = &it.values[row % it.values.len()];
            let value = value.replace("{n}", &(1001 + row).to_string());
            let value = value.replace("{c4}", &(row / 4 + 1).to_string());
            quoted(value.replace("{c}", &(customer + 1).to_string()).trim())
        };
        let cells: Vec<String> = export.columns.iter().map(cell).collect();
        text += &(cells.join(",") + "\n");
    }
    text
}

fn check(export: &Export, what: impl Fn(&Header, Kind, Role) -> Option<String>) -> Score {
    let source =
        Source::from_bytes("export.csv", written(export).as_bytes(), &ReadingOptions::default()).unwrap();
    assert_eq!(source.columns.len(), export.columns.len(), "{}: {}", export.tool, export.name);
    let mut score = Score::default();
    for (expected, found) in export.columns.iter().zip(&source.columns) {
        score.n += 1;
        if let Some(miss) = what(expected, found.kind, found.role) {
            let Export { tool, name, .. } = export;
            score
                .misses
                .push(format!("{tool}, {name}: {}: {miss} (because {:?})", expected.name, found.reason));
        }
    }
    score
}

fn written_as(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).unwrap().trim_matches('"').to_owned()
}

fn scored(is_in: impl Fn(&Export) -> bool) -> (Score, Score) {
    let (mut kinds, mut roles) = (Score::default(), Score::default());
    let miss = |expected: &str, found: String| {
        (!expected.split('|').any(|it| it == found)).then(|| format!("{found}, not {expected}"))
    };
    for export in listed().exports.iter().filter(|it| is_in(it)) {
        kinds.add(check(export, |it, kind, _| miss(&it.kind, written_as(kind))));
        roles.add(check(export, |it, _, role| miss(&it.role, written_as(role))));
    }
    (kinds, roles)
}

#[expect(clippy::print_stdout, reason = "every miss is shown, however few there are")]
fn at_least(percent: f64, name: &str, score: &Score) {
    let share = score.share() * 100.0;
    println!("{name}: {share:.1} % of {} right", score.n);
    score.misses.iter().for_each(|it| println!("  {it}"));
    assert!(share >= percent, "{name}: {share:.1} %:\n{}", score.misses.join("\n"));
}

#[test]
fn columns_of_real_exports_get_the_right_kind_and_role() {
    let (kinds, roles) = scored(|_| true);
    assert!(roles.n >= 250);
    at_least(95.0, "kinds of all exports", &kinds);
    at_least(95.0, "roles of all exports", &roles);
}

#[test]
fn columns_of_exports_that_were_not_looked_at_do_too() {
    let (kinds, roles) = scored(|it| it.held_out);
    at_least(90.0, "kinds of exports held out", &kinds);
    at_least(90.0, "roles of exports held out", &roles);
}

#[test]
fn every_export_names_where_its_headers_are_documented() {
    for export in &listed().exports {
        let Origin { title, url } = &export.source;
        assert!(title.len() > 10 && url.starts_with("https://"), "{}: {}", export.tool, export.name);
    }
}
