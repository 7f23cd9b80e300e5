//! `enclave sql`: from an analysis, or a file, to the SQL that computes the same segments.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::Material;
use enclave::engine::export::sql::{Cuts, Dialect, SqlOptions, file_name, statement};
use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::saved;
use crate::segmenting::{Run, run};

/// Writes a file for each database asked for, then one JSON object that names them.
pub fn sql(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let analysis = arguments.one("analysis");
    let folder = arguments.one("out").or(analysis).ok_or_else(|| Failure::usage("--out DIR is missing."))?;
    let folder = Path::new(folder);
    let asked = asked(arguments)?;
    let run = if analysis.is_some() { saved::run(arguments)? } else { run(arguments)? };
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let said = json!({ "folder": folder, "files": write(&asked, &run, folder)? });
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// The statements that the command line asks for.
pub fn asked(arguments: &Arguments) -> Result<Vec<SqlOptions>, Failure> {
    let cuts = arguments.word::<Cuts>("cut-points")?.unwrap_or_default();
    let table = arguments.one("table").unwrap_or_default();
    let dialects = match arguments.one("dialect") {
        Some("all") => Dialect::ALL.to_vec(),
        _ => vec![arguments.word::<Dialect>("dialect")?.unwrap_or_default()],
    };
    Ok(dialects.into_iter().map(|dialect| SqlOptions { dialect, cuts, table: table.to_owned() }).collect())
}

/// Writes statements into a folder that exists; the names of their files.
pub fn write(asked: &[SqlOptions], run: &Run, folder: &Path) -> Result<Vec<String>, Failure> {
    let Run { joined, recipe, outcome, .. } = run;
    let material = Material { source: &joined.source, recipe, outcome };
    let mut written = Vec::new();
    for options in asked {
        let text = statement(&material, options).map_err(|it| Failure::unwritten(&it.what, &it.remedy))?;
        let name = file_name(options.dialect);
        let path = folder.join(&name);
        fs::write(&path, text).map_err(|error| Failure::unwritable(&path, &error))?;
        written.push(name);
    }
    Ok(written)
}
