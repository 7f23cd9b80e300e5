//! Verbs for those who learn: opening an example.

use web_sys::File;

use crate::engine::join::Companion;
use crate::engine::sample::Example;
use crate::session::{Goal, Job, OpenExample, Running, Task};
use crate::ui::actions::Actions;
use crate::ui::browser::file;
use crate::worker::protocol::Command;

impl Actions {
    /// Makes an example's files, opens them as if they had been chosen, and goes on to there.
    pub fn use_example(self, example: Example, goal: Goal) {
        let made: Vec<File> =
            example.files().iter().filter_map(|(name, bytes)| file::made(name, bytes)).collect();
        let Some((main, beside)) = made.split_first() else { return };
        self.edit(|session| session.awaited = None);
        let companion = |it: &File| Companion { name: it.name(), ..Companion::default() };
        self.open_with(main.clone(), beside.iter().map(companion).collect(), beside.to_vec(), goal);
        self.edit(|session| {
            if let Job::Running(Running { task: Task::Opening { project, .. }, .. }) = &session.job {
                session.example = Some(OpenExample { example, project: project.clone() });
            }
        });
    }

    /// Asks what is bought together; the answer arrives in `session.bought_together`.
    pub fn find_bought_together(self) {
        self.ask(Command::BoughtTogether);
    }
}
