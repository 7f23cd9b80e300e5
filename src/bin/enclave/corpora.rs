//! `enclave check-corpora`: public collections of odd files, read and compared.
//!
//! A folder with a `cases.json` holds cases inline: a list of objects with `input` (a text or its
//! lines) and `expected` (rows of cells, or an object with them as `data`). A folder with `csvs`
//! and `json` holds files beside lists of records by name. Files of any other folder have no
//! expected outcome: they must be read or refused.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use enclave::engine::table::{ReadingOptions, Separator, Source, TableError, records};
use serde_json::Value;

use crate::failure::Failure;

type Rows = Vec<Vec<String>>;

/// How a folder fared.
#[derive(Default)]
struct Tally {
    n_cases: usize,
    n_right: usize,
    /// Names of the others.
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, name: &str, is_right: bool) {
        self.n_cases += 1;
        self.n_right += usize::from(is_right);
        if !is_right {
            self.wrong.push(name.to_owned());
        }
    }
}

/// Reads every collection below a folder; one line for each that is wrong, one for each collection.
pub fn check(folder: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    for path in entries(folder)?.into_iter().filter(|it| it.is_dir()) {
        let mut tally = Tally::default();
        if path.join("cases.json").is_file() {
            check_inline(&path.join("cases.json"), &mut tally)?;
        } else if path.join("csvs").is_dir() {
            check_pairs(&path, &mut tally)?;
        } else {
            check_files(&path, &mut tally)?;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for case in &tally.wrong {
            writeln!(out, "{name}: not as expected: {case}").map_err(Failure::unheard)?;
        }
        writeln!(out, "{name}: {} of {}", tally.n_right, tally.n_cases).map_err(Failure::unheard)?;
    }
    Ok(())
}

fn check_inline(path: &Path, tally: &mut Tally) -> Result<(), Failure> {
    for case in json(path)?.as_array().into_iter().flatten() {
        let input = match case.get("input") {
            Some(Value::String(text)) => text.clone(),
            Some(lines) => texts(lines).join("\n"),
            None => continue,
        };
        let expected = case.get("expected").map(|it| it.get("data").unwrap_or(it));
        let Some(expected) = expected.and_then(Value::as_array) else { continue };
        let expected: Rows = expected.iter().map(texts).filter(|it: &Vec<String>| !is_blank(it)).collect();
        let mut found = listed(input.as_bytes(), &told(case)).unwrap_or_default();
        found.retain(|it| !is_blank(it));
        let name = case.get("test").or_else(|| case.get("description")).and_then(Value::as_str);
        tally.add(name.unwrap_or_default(), found == expected);
    }
    Ok(())
}

fn check_pairs(folder: &Path, tally: &mut Tally) -> Result<(), Failure> {
    for path in entries(&folder.join("csvs"))? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let expected = json(&folder.join("json").join(format!("{name}.json")))?;
        let found = listed(&bytes(&path)?, &ReadingOptions::default()).unwrap_or_default();
        let Some((header, rows)) = found.split_first() else { continue };
        let by_name = |row: &Vec<String>| {
            let cells = header.iter().zip(row).map(|(name, cell)| (name.clone(), Value::from(cell.as_str())));
            Value::Object(cells.collect())
        };
        tally.add(&name, Value::Array(rows.iter().map(by_name).collect()) == expected);
    }
    Ok(())
}

fn check_files(folder: &Path, tally: &mut Tally) -> Result<(), Failure> {
    let mut outcomes: BTreeMap<PathBuf, Result<usize, TableError>> = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                let read = Source::from_bytes("", &bytes(&path)?, &ReadingOptions::default());
                outcomes.insert(path, read.map(|it| it.table.n_rows));
            }
        }
    }
    for (path, outcome) in outcomes {
        tally.add(&path.to_string_lossy(), outcome != Ok(0));
    }
    Ok(())
}

fn listed(bytes: &[u8], options: &ReadingOptions) -> Result<Rows, TableError> {
    let mut rows = Rows::new();
    records::<TableError>(
        options,
        |take: &mut dyn FnMut(&[u8]) -> Result<(), TableError>| take(bytes),
        &mut |cells| rows.push(cells.iter().map(|it| (*it).to_owned()).collect()),
    )?;
    Ok(rows)
}

/// The separator that a case says its reader is told.
fn told(case: &Value) -> ReadingOptions {
    let options = ["dialect", "config", "options"].iter().find_map(|it| case.get(it)?.get("delimiter"));
    let separator = match options.and_then(Value::as_str) {
        Some(",") => Some(Separator::Comma),
        Some(";") => Some(Separator::Semicolon),
        Some("\t") => Some(Separator::Tab),
        Some("|") => Some(Separator::Pipe),
        _ => None,
    };
    ReadingOptions { separator, ..ReadingOptions::default() }
}

fn texts(list: &Value) -> Vec<String> {
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    list.as_array().map(|it| it.iter().map(text).collect()).unwrap_or_default()
}

/// Collections disagree about blank lines; they are left out.
fn is_blank(row: &[String]) -> bool {
    row.iter().all(String::is_empty) && row.len() < 2
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let read = fs::read_dir(folder).map_err(|error| Failure::unreadable(folder, &error))?;
    let mut paths: Vec<PathBuf> = read.flatten().map(|it| it.path()).collect();
    paths.sort();
    Ok(paths)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::unreadable(path, &error))
}

fn json(path: &Path) -> Result<Value, Failure> {
    serde_json::from_slice(&bytes(path)?).map_err(|error| Failure::unreadable(path, &error.into()))
}
