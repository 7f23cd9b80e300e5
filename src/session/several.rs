//! The files beside the main one: which there are, and what becomes of their columns.

use crate::engine::features::{MappedColumn, Mapping};
use crate::engine::join::{Companion, KeyChoice};
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::Method;
use crate::engine::table::{ColumnSummary, Kind, ReadingOptions, Role, SourceSummary};
use crate::session::Session;
use crate::worker::protocol::Together;

impl Session {
    /// Adds a file beside the main one, under the number that the worker knows it by.
    pub fn add_companion(&mut self, file: &str, id: u32) {
        let Some(source) = &self.source else { return };
        let known: Vec<Companion> =
            self.files.iter().map(|it| Companion { name: it.0.clone(), ..Companion::default() }).collect();
        let companion = Companion::new(file, &known, &source.name);
        self.files.push((companion.name.clone(), id));
        let action = format!("{} added", companion.name);
        self.change(&action, |draft| draft.companions.push(companion));
    }

    /// Takes a file away, with its columns; an undo brings both back.
    pub fn remove_companion(&mut self, name: &str) {
        let columns =
            self.together.as_ref().map(|it| columns_of(it, |file| file == name)).unwrap_or_default();
        let is_removed = self.change(&format!("{name} removed"), |draft| {
            draft.companions.retain(|it| it.name != name);
            forget(draft, |it| columns.iter().any(|column| column == it));
        });
        if is_removed {
            self.notify(format!("{name} is not joined any more"), true);
        }
    }

    /// Joins a file by other columns. A column of numbers or dates is read as identifiers from now on,
    /// leading zeros and all, because it is to name somebody.
    pub fn set_key(&mut self, name: &str, key: KeyChoice) {
        let together = self.together.clone();
        let companions = together.iter().flat_map(|it| &it.companions);
        let own = companions.filter(|it| it.name == name).flat_map(|it| &it.columns);
        let names_nobody = |it: &&ColumnSummary| Role::Customer.kind_instead_of(it.kind).is_some();
        let of_own = own.filter(names_nobody).find(|it| key.column.as_ref() == Some(&it.name));
        let main = self.source.clone();
        let of_main = main.iter().flat_map(|it| &it.columns).filter(names_nobody);
        let of_main = of_main.into_iter().find(|it| key.onto.as_ref() == Some(&it.name));
        self.change(&format!("key of {name}"), |draft| {
            if let Some(it) = draft.companions.iter_mut().find(|it| it.name == name) {
                it.key = key.clone();
                as_identifier(&mut it.reading, of_own);
            }
            if let Some(column) = of_main
                && let Some((reading, own)) = Self::reading_of(draft, together.as_deref(), &column.name)
            {
                reading.kinds.insert(own, Kind::Identifier);
            }
        });
    }

    /// Keeps the mapping as long as the columns are the same; otherwise suggests a new one. Columns of
    /// other files come and go with them.
    pub(super) fn keep_what_fits(&mut self, summary: &SourceSummary, together: Option<&Together>) {
        let before = self.together.as_ref().map(|it| columns_of(it, |_| true)).unwrap_or_default();
        let is_known = |name: &str| summary.columns.iter().any(|it| it.name == name);
        let draft = &mut self.draft;
        forget(draft, |it| !is_known(it) && before.iter().any(|column| column == it));
        if !draft.mapping.columns.iter().all(|it| is_known(&it.name)) {
            draft.mapping = Mapping::suggest(summary);
            return;
        }
        for name in together.map(|it| columns_of(it, |_| true)).unwrap_or_default() {
            let suggested = summary.columns.iter().find(|it| it.name == name).map(|it| it.role);
            let is_new = !before.contains(&name) && draft.mapping.role_of(&name) == Role::Ignore;
            if let Some(suggested) = suggested.filter(|it| is_new && *it != Role::Ignore) {
                let role = draft.mapping.role_when_used(&name, suggested);
                draft.mapping.columns.push(MappedColumn { name, role });
            }
        }
    }

    /// How the file is read that a column comes from, and the column's name there; `None` for one that
    /// stands in no file.
    pub fn reading_of<'a>(
        draft: &'a mut Recipe,
        together: Option<&Together>,
        column: &str,
    ) -> Option<(&'a mut ReadingOptions, String)> {
        let joins = together.map(|it| it.joins.as_slice()).unwrap_or_default();
        let found = joins.iter().find_map(|join| {
            let joined = join.columns.iter().find(|it| it.name == column)?;
            Some((join.file.as_str(), joined.from.clone()))
        });
        let Some((file, own)) = found else { return Some((&mut draft.reading, column.to_owned())) };
        let companion = draft.companions.iter_mut().find(|it| it.name == file)?;
        Some((&mut companion.reading, own?))
    }
}

/// Companions with the numbers that the worker knows their files by.
pub fn numbered(files: &[(String, u32)], companions: &[Companion]) -> Vec<(u32, Companion)> {
    let id = |name: &str| files.iter().find(|it| it.0 == name).map(|it| it.1);
    companions.iter().filter_map(|it| Some((id(&it.name)?, it.clone()))).collect()
}

/// The columns that files brought.
fn columns_of(together: &Together, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
    let joins = together.joins.iter().filter(|it| is_asked(&it.file));
    joins.flat_map(|it| it.columns.iter().map(|column| column.name.clone())).collect()
}

/// Takes columns out of the choices.
fn forget(draft: &mut Recipe, is_gone: impl Fn(&str) -> bool) {
    draft.mapping.columns.retain(|it| !is_gone(&it.name));
    if let Method::Groups(options) = &mut draft.method {
        options.features.retain(|it| !is_gone(it));
    }
}

fn as_identifier(reading: &mut ReadingOptions, column: Option<&ColumnSummary>) {
    if let Some(column) = column {
        reading.kinds.insert(column.name.clone(), Kind::Identifier);
    }
}
