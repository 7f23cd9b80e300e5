//! The project that another file took the place of: nothing a person did is lost by opening a file.

use crate::engine::present::report::ReportOptions;
use crate::engine::recipe::Recipe;
use crate::engine::table::SourceSummary;
use crate::session::several::numbered;
use crate::session::{Goal, History, OpenExample, Same, Session, Task};

/// A project that can be opened again as it was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// Its id.
    project: String,
    /// Name of its file.
    name: String,
    /// Files that can be joined to it.
    files: Vec<(String, u32)>,
    /// What its controls said.
    draft: Recipe,
    /// What could be undone in it.
    history: History,
    /// What was chosen for its report.
    report: ReportOptions,
    /// The example that it is.
    example: Option<OpenExample>,
}

/// Name of what an undo takes back: the last change, or else the opening of this file in place of an
/// earlier one.
pub fn undoes(history: &History, source: Option<&SourceSummary>, has_earlier: bool) -> Option<String> {
    let opening = || source.filter(|_| has_earlier).map(|it| format!("opening {}", it.name));
    history.undoes().map(str::to_owned).or_else(opening)
}

impl Session {
    /// The task of opening the project before this one as it was left; `None` where there is none.
    pub fn go_back(&mut self) -> Option<Task> {
        let earlier = self.earlier.clone()?;
        let task = Task::Opening {
            name: earlier.name.clone(),
            project: earlier.project.clone(),
            reading: Box::new(earlier.draft.reading.clone()),
            companions: numbered(&earlier.files, &earlier.draft.companions),
            goal: Goal::Import,
        };
        self.returning = Some(earlier);
        Some(task)
    }

    /// What is open now, for later.
    pub(super) fn set_aside(&self) -> Option<Same<Earlier>> {
        let name = self.source.as_ref()?.name.clone();
        let Self { project, files, draft, history, report, .. } = self.clone();
        let example = self.example.clone().filter(|it| it.project == project);
        Some(Same::new(Earlier { project, name, files, draft, history, report, example }))
    }

    /// Says that a file took the place of another, with the way back.
    pub(super) fn tell_of_earlier(&mut self, name: &str) {
        if let Some(earlier) = &self.earlier {
            self.notify(format!("{name} is open in place of {}", earlier.name), true);
        }
    }

    /// Puts everything back as it was left, if the project just opened is the one gone back to.
    pub(super) fn restore(&mut self) -> bool {
        let Some(earlier) = self.returning.take().filter(|it| it.project == self.project) else {
            return false;
        };
        let Earlier { project: _, name: _, files, draft, history, report, example } = (*earlier).clone();
        (self.files, self.draft, self.history) = (files, draft, history);
        (self.report, self.example) = (report, example);
        true
    }
}
