//! Several files: parts of one table, or a main file and its companions.

use std::path::{Path, PathBuf};

use enclave::engine::join::{
    Arrangement, Companion, Join, JoinError, Joined, KeyChoice, arrange, is_same_table, join,
};
use enclave::engine::recipe::Recipe;
use enclave::engine::table::{Kind, ReadingOptions, Source};

use crate::arguments::{Arguments, halves};
use crate::failure::Failure;
use crate::input::{Input, file_name, head_of};

/// What the command line names, as one table.
#[derive(Debug)]
pub struct Inputs {
    /// The main file, or the parts of it.
    pub main: Input,
    /// The files beside it, in the order they are joined.
    companions: Vec<(Companion, Input)>,
}

impl Inputs {
    /// Files with the same columns are parts of one table; others are joined.
    pub fn of(
        arguments: &Arguments,
        options: &ReadingOptions,
        given: Option<&Recipe>,
    ) -> Result<Self, Failure> {
        let known = given.map(|it| it.companions.clone()).unwrap_or_default();
        let paths = &arguments.files;
        let inputs = if !known.is_empty() {
            Self::as_known(known, paths, options)?
        } else if paths.len() < 2 || arguments.has("sample") || are_parts(paths, options) {
            Self { main: Input::of(arguments, options)?, companions: Vec::new() }
        } else {
            Self::found(paths)?
        };
        inputs.with_keys(arguments)?.with_kinds(arguments)
    }

    /// The files that a recipe names; what it does not name is the main file.
    fn as_known(known: Vec<Companion>, paths: &[PathBuf], options: &ReadingOptions) -> Result<Self, Failure> {
        let mut rest: Vec<PathBuf> = paths.to_vec();
        let mut companions = Vec::new();
        for companion in known {
            let Some(at) = rest.iter().position(|it| file_name(it) == companion.name) else {
                return Err(JoinError::FileMissing { file: companion.name }.into());
            };
            companions.push((companion, Input::single(rest.remove(at))));
        }
        Ok(Self { main: Input::parts(rest, options)?, companions })
    }

    /// Which file is the main one, by the beginnings of all.
    fn found(paths: &[PathBuf]) -> Result<Self, Failure> {
        let heads: Vec<Source> =
            paths.iter().map(|it| head_of(it, &ReadingOptions::default())).collect::<Result<_, _>>()?;
        let Arrangement { main, continues, .. } = arrange(&heads);
        let table_of = |root: usize| {
            let parts = paths.iter().zip(&continues).enumerate();
            let parts = parts.filter(|(idx, (_, it))| *idx == root || **it == Some(root));
            Input::parts(parts.map(|(_, (path, _))| path.clone()).collect(), &ReadingOptions::default())
        };
        let main_name = paths.get(main).map_or_else(String::new, |it| file_name(it));
        let mut named: Vec<Companion> = Vec::new();
        let mut companions = Vec::new();
        for (idx, path) in paths.iter().enumerate() {
            if idx != main && continues.get(idx) == Some(&None) {
                let companion = Companion::new(&file_name(path), &named, &main_name);
                named.push(companion.clone());
                companions.push((companion, table_of(idx)?));
            }
        }
        Ok(Self { main: table_of(main)?, companions })
    }

    /// Takes the keys of `--key FILE=COLUMN`; that of the main file is what all others are joined to.
    fn with_keys(mut self, arguments: &Arguments) -> Result<Self, Failure> {
        for value in arguments.all("key") {
            let (file, column) = halves("key", value)?;
            let by_position =
                || file.parse::<usize>().ok().and_then(|it| arguments.files.get(it.checked_sub(1)?));
            let named = by_position().map_or_else(|| file_name(Path::new(file)), |it| file_name(it));
            let column = Some(column.to_owned());
            if let Some((companion, _)) = self.companions.iter_mut().find(|it| it.0.name == named) {
                // What names a customer is text, leading zeros and all.
                companion.reading.kinds.insert(column.clone().unwrap_or_default(), Kind::Identifier);
                companion.key.column = column;
            } else if self.main.name() == named && !self.companions.is_empty() {
                self.companions.iter_mut().for_each(|it| it.0.key.onto.clone_from(&column));
            } else {
                return Err(Failure::usage(format!(
                    "--key names “{file}”, which is none of the files to join."
                )));
            }
        }
        Ok(self)
    }

    /// Takes the kinds of columns that companions bring: `--kind number=points (customers.csv)`.
    fn with_kinds(mut self, arguments: &Arguments) -> Result<Self, Failure> {
        let kinds = arguments.pairs::<Kind>("kind")?;
        for (companion, _) in &mut self.companions {
            let suffix = format!(" ({})", companion.name);
            let own = kinds.iter().filter_map(|(kind, column)| Some((column.strip_suffix(&suffix)?, *kind)));
            for (column, kind) in own {
                companion.reading.kinds.insert(column.to_owned(), kind);
            }
        }
        Ok(self)
    }

    /// The files beside the main one, as a recipe keeps them.
    pub fn companions(&self) -> Vec<Companion> {
        self.companions.iter().map(|it| it.0.clone()).collect()
    }

    /// Whether there is more than the main file.
    pub fn are_several(&self) -> bool {
        !self.companions.is_empty()
    }

    /// Reads the companions and puts them beside the main file.
    pub fn join(&self, main: Source) -> Result<Joined, Failure> {
        let mut sources = Vec::new();
        for (companion, input) in &self.companions {
            sources.push(Source { name: companion.name.clone(), ..input.read(&companion.reading)? });
        }
        let choices: Vec<KeyChoice> = self.companions.iter().map(|it| it.0.key.clone()).collect();
        let pairs: Vec<(KeyChoice, &Source)> = choices.iter().cloned().zip(&sources).collect();
        let joined = join(main, &pairs);
        joined.check(&choices)?;
        match joined.joins.iter().find(|it| it.key.is_none()) {
            Some(Join { file, .. }) => Err(Failure::nothing_in_common(&joined.source.name, file)),
            None => Ok(joined),
        }
    }
}

/// Whether all files are parts of one table, read with these options.
fn are_parts(paths: &[PathBuf], options: &ReadingOptions) -> bool {
    let Some((first, others)) = paths.split_first() else { return true };
    let Ok(first) = head_of(first, options) else { return false };
    others.iter().all(|it| head_of(it, options).is_ok_and(|it| is_same_table(&first, &it)))
}
