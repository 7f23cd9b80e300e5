//! Groups of a fair test that a file says.

use std::path::{Path, PathBuf};

use enclave::engine::features::Origin;
use enclave::engine::plan::roster::roster;
use enclave::engine::plan::split::{Earlier, Group, earlier};
use enclave::engine::table::{ReadingOptions, Source};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::input::{Input, file_name};
use crate::segmenting::Run;

/// The groups of `--earlier FILE`; empty where it is left out.
pub fn earlier_groups(arguments: &Arguments, run: &Run) -> Result<Vec<Option<Group>>, Failure> {
    let Some(path) = arguments.one("earlier") else { return Ok(Vec::new()) };
    Ok(groups_in(Path::new(path), run)?.groups)
}

/// The groups that a file says.
pub fn groups_in(path: &Path, run: &Run) -> Result<Earlier, Failure> {
    let file = read(path)?;
    earlier(&customers(run, &file), &file).ok_or_else(|| Failure::no_groups(&file_name(path)))
}

/// A file as it suggests itself.
pub fn read(path: &Path) -> Result<Source, Failure> {
    Input::single(PathBuf::from(path)).read(&ReadingOptions::default())
}

/// The customers of a run as a table that a file can be joined to.
pub fn customers(run: &Run, file: &Source) -> Source {
    let Run { joined, recipe, outcome, are_several: _ } = run;
    let origin = Origin { source: &joined.source, mapping: &recipe.mapping, choices: &recipe.features };
    roster(&outcome.matrix, Some(origin), file)
}
