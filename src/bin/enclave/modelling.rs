//! `enclave model`: from a file to the fitted model, in the forms that other engines read.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::{Material, Portable, portable};
use enclave::engine::model::ModelError;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::segmenting::{Run, run, save};

/// Writes the forms asked for and the check file, then one JSON object that names them.
pub fn write(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let folder = Path::new(arguments.one("out").ok_or_else(|| Failure::usage("--out DIR is missing."))?);
    let wanted = match arguments.one("form") {
        None => vec![Portable::Model],
        Some("all") => Portable::ALL.to_vec(),
        Some(_) => vec![arguments.word::<Portable>("form")?.unwrap_or(Portable::Model)],
    };
    let run = run(arguments)?;
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let (written, not_written) = forms(&wanted, &run, folder)?;
    let said = json!({ "folder": folder, "files": written, "not_written": not_written });
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// Writes forms and the check file into a folder that exists: the names of the files, and of several forms
/// those that don't cover the method.
pub fn forms(
    wanted: &[Portable],
    run: &Run,
    folder: &Path,
) -> Result<(Vec<&'static str>, Vec<Value>), Failure> {
    let Run { joined, recipe, outcome, are_several: _ } = run;
    let material = Material { source: &joined.source, recipe, outcome };
    let (mut written, mut not_written) = (Vec::new(), Vec::new());
    for form in wanted.iter().copied().filter(|it| *it != Portable::Check).chain([Portable::Check]) {
        match portable(&material, form) {
            Ok(file) => save(folder, form.file_name(), &file)?,
            Err(error @ ModelError::NotCovered { .. }) if wanted.len() > 1 => {
                not_written.push(json!({ "file": form.file_name(), "why": error.to_string() }));
                continue;
            }
            Err(error) => return Err(Failure::no_model(&error)),
        }
        written.push(form.file_name());
    }
    Ok((written, not_written))
}
