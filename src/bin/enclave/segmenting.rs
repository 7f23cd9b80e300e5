//! `enclave segment`: from a file to segments, written into a folder.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine;
use enclave::engine::export::{self, ExportedFile, Format, Material, Safety};
use enclave::engine::progress::Unobserved;
use serde_json::json;

use crate::arguments::Arguments;
use crate::choices;
use crate::failure::Failure;
use crate::input::Input;

/// Writes the files, then one JSON object that names them.
pub fn segment(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let folder = arguments.one("out").ok_or_else(|| Failure::usage("--out DIR is missing."))?;
    let given = choices::given_recipe(arguments)?;
    let options = choices::reading(arguments, given.as_ref())?;
    let input = Input::of(arguments, &options)?;
    let (source, options) = choices::open(arguments, &input, options)?;
    let recipe = choices::recipe(arguments, given, &source, options)?;
    let outcome = engine::run(&source, &recipe.check()?, &mut Unobserved)?;
    let material = Material { source: &source, recipe: &recipe, outcome: &outcome };
    let safety = if arguments.has("exact") { Safety::Exact } else { Safety::Spreadsheet };
    let mut files = vec![
        ("customers.csv", Format::Customers { segments: Vec::new(), safety }),
        ("analysis.json", Format::Analysis),
        ("recipe.json", Format::Recipe),
    ];
    if arguments.has("problems") {
        files.push(("problem-rows.csv", Format::Problems));
    }
    let folder = Path::new(folder);
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let mut written = Vec::new();
    for (name, format) in files {
        save(folder, name, &export::write(&material, &format))?;
        written.push(name);
    }
    let said = json!({
        "n_customers": outcome.matrix.n_customers(),
        "n_segments": outcome.segmentation.segments.len(),
        "folder": folder,
        "files": written,
    });
    writeln!(out, "{said}").map_err(Failure::unheard)
}

fn save(folder: &Path, name: &str, file: &ExportedFile) -> Result<(), Failure> {
    let path = folder.join(name);
    fs::write(&path, &file.bytes).map_err(|error| Failure::unwritable(&path, &error))
}
