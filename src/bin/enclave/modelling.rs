//! `enclave model`: from a file to the fitted model, in the forms that other engines read.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::{Material, Portable, portable};
use enclave::engine::model::ModelError;
use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::segmenting::{Run, run};

/// Writes the forms asked for and the check file, then one JSON object that names them.
pub fn write(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let folder = Path::new(arguments.one("out").ok_or_else(|| Failure::usage("--out DIR is missing."))?);
    let wanted = match arguments.one("form") {
        None => vec![Portable::Model],
        Some("all") => Portable::ALL.to_vec(),
        Some(_) => vec![arguments.word::<Portable>("form")?.unwrap_or(Portable::Model)],
    };
    let Run { joined, recipe, outcome, are_several: _ } = run(arguments)?;
    let material = Material { source: &joined.source, recipe: &recipe, outcome: &outcome };
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let (mut written, mut not_written) = (Vec::new(), Vec::new());
    let is_all = wanted.len() > 1;
    for form in wanted.into_iter().chain([Portable::Check]) {
        let file = match portable(&material, form) {
            Ok(file) => file,
            Err(error @ ModelError::NotCovered { .. }) if is_all => {
                not_written.push(json!({ "file": form.file_name(), "why": error.to_string() }));
                continue;
            }
            Err(error) => return Err(Failure::no_model(&error)),
        };
        let path = folder.join(form.file_name());
        fs::write(&path, &file.bytes).map_err(|error| Failure::unwritable(&path, &error))?;
        if !written.contains(&form.file_name()) {
            written.push(form.file_name());
        }
    }
    let said = json!({ "folder": folder, "files": written, "not_written": not_written });
    writeln!(out, "{said}").map_err(Failure::unheard)
}
