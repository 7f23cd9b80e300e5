//! Verbs that bring something in: a file, pasted rows, a sample, a recipe.

use crate::ui::view::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::engine::present::message::explain;
use crate::engine::recipe::Recipe;
use crate::engine::sample::Sample;
use crate::session::{Fault, Goal, Job, Session, Task};
use crate::ui::actions::Actions;
use crate::ui::browser::{file, place};
use crate::ui::route::Page;
use crate::worker::protocol::Command;

/// Recipes are small; anything larger is something else.
const MAX_RECIPE_BYTES: f64 = 1_000_000.0;
/// Letters of a project's id.
const ID_LENGTH: usize = 10;

impl Actions {
    /// Opens what was dropped or chosen: a table, a recipe, or both.
    pub fn open_files(self, files: Vec<File>) {
        let (recipes, tables): (Vec<_>, Vec<_>) = files.into_iter().partition(is_recipe);
        match recipes.into_iter().next() {
            Some(recipe) => self.open_recipe_then(recipe, tables),
            None => self.open_tables(tables),
        }
    }

    /// Opens a table and shows its columns.
    pub fn open_file(self, file: File) {
        let name = file.name();
        self.go(Page::Start);
        if let Some(ending) = hopeless_ending(&name) {
            let task = self.opening(&name, Goal::Import);
            self.edit(|session| session.fail(task, Fault::WrongType(ending)));
            return;
        }
        let task = self.opening(&name, Goal::Import);
        let Task::Opening { reading, .. } = &task else { return };
        let command = Command::Open { name, reading: (**reading).clone() };
        self.open(command, Some(file), task);
    }

    /// Opens pasted rows and shows their columns.
    pub fn open_text(self, text: String) {
        let task = self.opening("Pasted rows", Goal::Import);
        if text.trim().is_empty() {
            self.edit(|session| session.fail(task, Fault::NothingPasted));
            return;
        }
        let Task::Opening { reading, .. } = &task else { return };
        let command = Command::OpenText { text, reading: (**reading).clone() };
        self.open(command, None, task);
    }

    /// Opens a sample and goes straight to its segments.
    pub fn use_sample(self, sample: Sample) {
        let task = self.opening(sample.label(), Goal::Segments);
        let Task::Opening { reading, .. } = &task else { return };
        let command = Command::OpenSample { sample, reading: (**reading).clone() };
        self.open(command, None, task);
    }

    /// Forgets a recipe that waits for a file.
    pub fn forget_recipe(self) {
        self.edit(|session| session.awaited = None);
    }

    fn open_recipe_then(self, recipe: File, tables: Vec<File>) {
        if recipe.size() > MAX_RECIPE_BYTES {
            self.refuse_recipe(&recipe.name(), "");
            return;
        }
        spawn_local(async move {
            let text = file::text(&recipe).await.unwrap_or_default();
            match Recipe::from_json(&text) {
                Ok(recipe) if tables.is_empty() => self.replay(recipe),
                Ok(recipe) => {
                    self.edit(|session| session.awaited = Some(recipe));
                    self.open_tables(tables);
                }
                Err(_) => self.refuse_recipe(&recipe.name(), &text),
            }
        });
    }

    fn replay(self, recipe: Recipe) {
        let next = self.edit(|session| session.replay(recipe));
        if self.session.source().read_untracked().is_none() {
            self.notify("Recipe ready. Now open the file it is for");
        }
        self.go_on(next, None);
    }

    fn refuse_recipe(self, name: &str, text: &str) {
        let Err(error) = Recipe::from_json(text) else { return };
        if self.route.read_untracked().page != Page::Start {
            self.notify(&explain(&error.into()).title);
            return;
        }
        let task = self.opening(name, Goal::Stay);
        self.edit(|session| session.fail(task, Fault::NotARecipe(error.into())));
    }

    pub(super) fn open(self, command: Command, file: Option<File>, task: Task) {
        self.later.set_value(None);
        self.edit(|session| session.arranged = None);
        self.post(command, file, task);
    }

    /// Tries the last task once more.
    pub fn retry(self) {
        match self.session.job().get_untracked() {
            Job::Failed(it) if !matches!(it.task, Task::Opening { .. }) => self.update_now(),
            Job::Cancelled(task) if !matches!(task, Task::Opening { .. }) => self.update_now(),
            Job::Idle | Job::Running(_) | Job::Failed(_) | Job::Cancelled(_) => self.go(Page::Start),
        }
    }

    /// Forgets the open file and goes back to the start.
    pub fn close(self) {
        self.cancel();
        self.edit(Session::close);
        self.go(Page::Start);
    }

    pub(super) fn opening(self, name: &str, goal: Goal) -> Task {
        let awaited = self.session.awaited().get_untracked();
        let reading = awaited.map(|it| it.reading).unwrap_or_default();
        Task::Opening {
            name: name.to_owned(),
            project: place::random_id(ID_LENGTH),
            reading: Box::new(reading),
            companions: Vec::new(),
            goal,
        }
    }
}

fn is_recipe(file: &File) -> bool {
    file.name().to_ascii_lowercase().ends_with(".json")
}

/// The ending of a file that cannot be a table, whatever is in it.
pub(super) fn hopeless_ending(name: &str) -> Option<String> {
    const HOPELESS: [&str; 12] =
        ["pdf", "doc", "docx", "ppt", "pptx", "png", "jpg", "jpeg", "gif", "mp4", "mp3", "exe"];
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    HOPELESS.contains(&ending.as_str()).then_some(ending)
}
