//! `enclave report`: from a file to a report in one HTML file.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::{Format, Material, write};
use enclave::engine::present::report::{ReportOptions, Section};
use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::segmenting::{Run, run};

/// Writes the file, then one JSON object that names it.
pub fn report(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let path = arguments.one("out").ok_or_else(|| Failure::usage("--out FILE.html is missing."))?;
    let options = options(arguments)?;
    let Run { joined, recipe, outcome, are_several: _ } = run(arguments)?;
    let material = Material { source: &joined.source, recipe: &recipe, outcome: &outcome };
    let file = write(&material, &Format::Report(options));
    let path = Path::new(path);
    fs::write(path, &file.bytes).map_err(|error| Failure::unwritable(path, &error))?;
    let said = json!({
        "n_customers": outcome.matrix.n_customers(),
        "n_segments": outcome.segmentation.segments.len(),
        "file": path,
        "n_bytes": file.bytes.len(),
    });
    writeln!(out, "{said}").map_err(Failure::unheard)
}

fn options(arguments: &Arguments) -> Result<ReportOptions, Failure> {
    let mut options = ReportOptions::default();
    if let Some(title) = arguments.one("title") {
        title.clone_into(&mut options.title);
    }
    if let Some(least) = arguments.one("least") {
        let number = least.parse::<u16>().ok().filter(|it| (1..=ReportOptions::MOST).contains(it));
        options.least = number.ok_or_else(|| {
            Failure::usage(format!(
                "--least {least}: a whole number from 1 to {} is meant.",
                ReportOptions::MOST
            ))
        })?;
    }
    for name in arguments.all("without") {
        let known = Section::ALL.into_iter().find(|it| it.id() == name);
        let section = known.ok_or_else(|| {
            let all: Vec<&str> = Section::ALL.iter().map(|it| it.id()).collect();
            Failure::usage(format!("--without {name}: {} are known.", all.join(", ")))
        })?;
        options.put(section, false);
    }
    Ok(options)
}
