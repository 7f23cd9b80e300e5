//! `enclave segment`: from a file to segments, written into a folder.

pub mod comparing;

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::{self, ExportedFile, Format, Material, Safety};
use enclave::engine::join::Joined;
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::{self, Outcome};
use serde_json::json;

use crate::arguments::Arguments;
use crate::choices;
use crate::failure::Failure;
use crate::reading::together::Inputs;
use crate::reading::told;
use crate::saved::{self, SavedInputs};

/// A file that was segmented.
pub struct Run {
    /// The file, with those beside it.
    pub joined: Joined,
    /// What was run.
    pub recipe: Recipe,
    /// What came out.
    pub outcome: Outcome,
    /// Whether there are files beside it.
    pub are_several: bool,
}

/// Reads and segments what the command line names.
pub fn run(arguments: &Arguments) -> Result<Run, Failure> {
    let given = choices::given_recipe(arguments)?;
    let options = choices::reading(arguments, given.as_ref())?;
    let inputs = Inputs::of(arguments, &options, given.as_ref())?;
    let (main, options) = choices::open(arguments, &inputs.main, options)?;
    let joined = inputs.join(main)?;
    let recipe = Recipe {
        companions: inputs.companions(),
        ..choices::recipe(arguments, given, &joined.source, options)?
    };
    let outcome = engine::run(&joined.source, &recipe.check()?, &mut Unobserved)?;
    Ok(Run { joined, recipe, outcome, are_several: inputs.are_several() })
}

/// Writes the files, then one JSON object that names them.
pub fn segment(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let folder = arguments.one("out").ok_or_else(|| Failure::usage("--out DIR is missing."))?;
    let Run { joined, recipe, outcome, are_several } = run(arguments)?;
    let source = &joined.source;
    let material = Material { source, recipe: &recipe, outcome: &outcome };
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
    let inputs = SavedInputs::of(arguments, folder)?.to_json();
    let path = folder.join(saved::INPUTS);
    fs::write(&path, inputs).map_err(|error| Failure::unwritable(&path, &error))?;
    written.push(saved::INPUTS);
    let mut said = json!({
        "n_customers": outcome.matrix.n_customers(),
        "n_segments": outcome.segmentation.segments.len(),
        "folder": folder,
        "files": written,
    });
    if are_several && let Some(said) = said.as_object_mut() {
        said.insert("joins".to_owned(), serde_json::to_value(told(&joined)).unwrap_or_default());
    }
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// Writes a file into a folder.
pub fn save(folder: &Path, name: &str, file: &ExportedFile) -> Result<(), Failure> {
    let path = folder.join(name);
    fs::write(&path, &file.bytes).map_err(|error| Failure::unwritable(&path, &error))
}
