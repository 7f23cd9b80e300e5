//! An opened recipe on the open file.

use crate::engine::join::Companion;
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::Method;
use crate::engine::table::Role;
use crate::session::{Goal, Next, Session};

/// What an opened recipe names and the file does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// Columns with a role.
    pub columns: Vec<(String, Role)>,
    /// Columns that groups were found by.
    pub features: Vec<String>,
}

impl Mismatch {
    fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.features.is_empty()
    }
}

impl Session {
    /// Takes a recipe for the draft. What it names and the file lacks is left out and told; with
    /// nothing lacking, the same file gives the identical analysis.
    pub fn replay(&mut self, recipe: Recipe) -> Next {
        let has_source = self.source.is_some();
        let mut recipe = recipe;
        let mut missing = Vec::new();
        if has_source {
            let is_there = |it: &Companion| self.files.iter().any(|file| file.0 == it.name);
            let lacking = recipe.companions.iter().filter(|it| !is_there(it));
            missing.extend(lacking.map(|it| it.name.clone()));
            recipe.companions.retain(is_there);
        }
        if !missing.is_empty() {
            self.notify(format!("This recipe also uses {}. Add it below", missing.join(" and ")), false);
        }
        if !has_source || recipe.reading != self.read_with || recipe.companions != self.joined_with {
            self.awaited = Some(recipe);
            return if has_source { Next::Reread } else { Next::Wait };
        }
        let (recipe, mismatch) = self.fitted(recipe);
        self.change("recipe", |draft| *draft = recipe);
        if mismatch.is_empty() {
            return Next::Run(Goal::Segments);
        }
        self.mismatch = Some(mismatch);
        Next::ShowImportAndRun
    }

    fn fitted(&self, mut recipe: Recipe) -> (Recipe, Mismatch) {
        let mut mismatch = Mismatch::default();
        let Some(source) = &self.source else { return (recipe, mismatch) };
        let is_known = |name: &str| source.columns.iter().any(|it| it.name == name);
        recipe.mapping.columns.retain(|it| {
            if !is_known(&it.name) {
                mismatch.columns.push((it.name.clone(), it.role));
            }
            is_known(&it.name)
        });
        if let Method::Groups(options) = &mut recipe.method {
            let lacking: Vec<_> = mismatch.columns.iter().map(|(name, _)| name.as_str()).collect();
            let (gone, kept) = std::mem::take(&mut options.features)
                .into_iter()
                .partition(|it| lacking.contains(&it.as_str()));
            options.features = kept;
            mismatch.features = gone;
        }
        (recipe, mismatch)
    }
}
