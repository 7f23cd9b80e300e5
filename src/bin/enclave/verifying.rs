//! `enclave verify`: what another engine gave, held against a check file.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use enclave::engine::table::ReadingOptions;
use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::input::Input;

/// Customers who differ that are named.
const MOST_NAMED: usize = 10;

/// A file of customers and their segments.
struct Assigned {
    segments: BTreeMap<String, String>,
    n_repeated: usize,
}

/// Says how many customers match.
///
/// # Errors
///
/// Where any does not, so that the command fails.
pub fn verify(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let path = |option: &str, example: &str| {
        let given = arguments.one(option).map(PathBuf::from);
        given.ok_or_else(|| Failure::usage(format!("--{option} {example} is missing.")))
    };
    let check = path("check", "check.csv")?;
    let result = path("result", "their.csv")?;
    let expected = read(&check, ("customer_id", "segment"))?;
    let wanted =
        (arguments.one("id").unwrap_or("customer_id"), arguments.one("segment").unwrap_or("segment"));
    let found = read(&result, wanted)?;
    if expected.segments.is_empty() {
        return Err(Failure::usage(format!("{} names no customer.", check.display())));
    }
    let mut differing = Vec::new();
    let mut n_missing = 0;
    for (customer, segment) in &expected.segments {
        match found.segments.get(customer) {
            Some(own) if own == segment => {}
            Some(own) => differing.push(format!("{customer} is in “{own}” instead of “{segment}”")),
            None => {
                n_missing += 1;
                differing.push(format!("{customer} is not there, expected in “{segment}”"));
            }
        }
    }
    let n = expected.segments.len();
    if differing.is_empty() && found.n_repeated == 0 {
        let said = json!({
            "n_checked": n,
            "n_matching": n,
            "n_in_result": found.segments.len(),
            "said": format!("All {n} customers of the check are in the segment expected."),
        });
        return writeln!(out, "{said}").map_err(Failure::unheard);
    }
    let repeated = match found.n_repeated {
        0 => String::new(),
        n => format!(" {n} rows name a customer once more."),
    };
    let named: Vec<&str> = differing.iter().take(MOST_NAMED).map(String::as_str).collect();
    Err(Failure::segments_differ(&format!(
        "{} of {n} customers match, {} are in another segment, {n_missing} are missing.{repeated} {}",
        n - differing.len(),
        differing.len() - n_missing,
        if named.is_empty() { String::new() } else { format!("First: {}.", named.join("; ")) },
    )))
}

/// The two columns of a file, by the names in its first line.
fn read(path: &Path, (id, segment): (&str, &str)) -> Result<Assigned, Failure> {
    let mut assigned = Assigned { segments: BTreeMap::new(), n_repeated: 0 };
    let mut places: Option<(usize, usize)> = None;
    let mut header: Option<Vec<String>> = None;
    let options = ReadingOptions { has_header: Some(true), ..ReadingOptions::default() };
    Input::single(path.to_owned()).records(&options, &mut |cells| {
        if header.is_none() {
            let place = |name: &str| cells.iter().position(|it| it.trim().eq_ignore_ascii_case(name));
            places = place(id).zip(place(segment));
            header = Some(cells.iter().map(|it| (*it).to_owned()).collect());
            return;
        }
        if let Some((id, segment)) = places
            && let Some(customer) = cells.get(id)
        {
            let own = cells.get(segment).copied().unwrap_or_default().to_owned();
            let before = assigned.segments.insert((*customer).to_owned(), own);
            assigned.n_repeated += usize::from(before.is_some());
        }
    })?;
    if places.is_none() {
        let columns = header.unwrap_or_default().join(", ");
        return Err(Failure::usage(format!(
            "{} has no columns “{id}” and “{segment}”, but {columns}; --id and --segment name others.",
            path.display()
        )));
    }
    Ok(assigned)
}
