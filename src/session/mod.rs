//! What the page knows: plain data, tested natively.
//!
//! Two doors change it. [`Session::apply`] takes in what the worker says; the verbs in
//! `ui::actions` do what a person asks, most of them through [`Session::change`], which also
//! remembers how to undo it. What can be derived is a function here, never a field: the
//! [`Step`] that can be entered, whether the result is out of date.

mod apply;
mod counted;
mod earlier;
mod example;
mod export_choice;
pub mod first_look;
mod history;
pub mod outgoing;
mod preferences;
mod replay;
mod same;
mod several;
mod step;

use crate::engine::Analysis;
use crate::engine::affinity::Affinity;
use crate::engine::error::EngineError;
use crate::engine::join::Companion;
use crate::engine::plan::opportunity::Choice;
use crate::engine::present::report::ReportOptions;
use crate::engine::progress::Stage;
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::best_group::BestGroups;
use crate::engine::segmentation::{Comparison, Method, Outline, SegmentEdit};
use crate::engine::table::{Glance, Problem, ReadingOptions, SourceSummary};
use crate::worker::protocol::{Arranged, JobId, PeoplePage, Together};

pub use apply::Next;
pub use counted::{CountedRules, counts_of};
pub use earlier::{Earlier, undoes};
pub use example::OpenExample;
pub use export_choice::{CONSENT_WORDS, ExportChoice, FileKind};
pub use history::{Edit, History};
pub use outgoing::Outgoing;
pub use preferences::{Preferences, Theme};
pub use replay::Mismatch;
pub use same::Same;
pub use several::numbered;
pub use step::{Locked, Step};

/// Everything the page remembers while it is open.
#[derive(Debug, Clone, Default)]
pub struct Session {
    /// Random id of the open project, as in addresses; empty before the first file.
    pub project: String,
    /// The file as understood; `None` before the first file.
    pub source: Option<Same<SourceSummary>>,
    /// The first rows of the file that is being read.
    pub glance: Option<Same<Glance>>,
    /// How the source on screen was read; differs from the draft while it is read again.
    pub read_with: ReadingOptions,
    /// The files beside it as they were joined; differs from the draft while they are read.
    pub joined_with: Vec<Companion>,
    /// How the files on screen went together; `None` where there is one.
    pub together: Option<Same<Together>>,
    /// Files that can be joined: their names, and the numbers that the worker knows them by.
    pub files: Vec<(String, u32)>,
    /// What several files that were dropped seem to be, until the person has said how to open them.
    pub arranged: Option<Same<Arranged>>,
    /// What the controls say now.
    pub draft: Recipe,
    /// What is on screen, and the recipe that made it.
    pub shown: Option<Shown>,
    /// What the worker is doing about the source and its analysis.
    pub job: Job,
    /// Jobs beside that one: a page of people, a file to save.
    pub asides: Vec<JobId>,
    /// The page of customers asked for last.
    pub people: Option<Same<PeoplePage>>,
    /// The typical members asked for last, masked.
    pub typical: Option<Same<PeoplePage>>,
    /// The rules counted last, and what each line leaves; `None` where they do not fit the file.
    pub counted: Option<Same<CountedRules>>,
    /// The best groups that were looked for last.
    pub best: Option<Same<BestGroups>>,
    /// What is on screen beside another way to group the same customers.
    pub comparison: Option<Same<Comparison>>,
    /// What is bought together, once it was asked for; `None` inside where the file does not tell.
    pub bought_together: Option<Option<Same<Affinity>>>,
    /// The example that is open, or being opened.
    pub example: Option<OpenExample>,
    /// The problem cells and rows asked for last.
    pub problems: Option<Same<Vec<Problem>>>,
    /// The beginning of the file that would be saved.
    pub preview: Option<Same<String>>,
    /// Files for other tools.
    pub outgoing: Outgoing,
    /// What is in the report.
    pub report: ReportOptions,
    /// Two choices for one budget as they were typed last; they need no file, and outlast it.
    pub opportunity: Option<[Choice; 2]>,
    /// Files handed to the person, oldest first.
    pub saved: Vec<SavedFile>,
    /// What to tell the person, oldest first.
    pub notices: Vec<Notice>,
    /// What can be undone and redone.
    pub history: History,
    /// The project that the open one took the place of.
    pub earlier: Option<Same<Earlier>>,
    /// The project that is being gone back to.
    pub returning: Option<Same<Earlier>>,
    /// A recipe waiting for a file, or for the file to be read its way.
    pub awaited: Option<Recipe>,
    /// Columns an opened recipe names and the file does not have.
    pub mismatch: Option<Mismatch>,
    /// The only part that is kept in the browser.
    pub preferences: Preferences,
}

/// A file that was handed to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFile {
    /// The name it was offered under.
    pub file_name: String,
    /// Rows in it; 0 for files that are no tables.
    pub n_rows: usize,
}

/// A result and its recipe, kept together so that they cannot disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The recipe that made it.
    pub recipe: Recipe,
    /// What came out.
    pub analysis: Same<Analysis>,
}

impl Shown {
    /// Whether it was made by another recipe than the controls say.
    pub fn is_stale(&self, draft: &Recipe) -> bool {
        self.recipe != *draft
    }
}

/// What the worker is doing.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Job {
    /// Nothing.
    #[default]
    Idle,
    /// A task.
    Running(Running),
    /// The last task has no result.
    Failed(Failure),
    /// The person stopped the last task.
    Cancelled(Task),
}

/// A task under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// Its number.
    pub id: JobId,
    /// What it is.
    pub task: Task,
    /// Where it is.
    pub stage: Stage,
    /// How much of the stage is done, 0..=1.
    pub fraction: f32,
    /// Rows read so far.
    pub n_rows: usize,
}

/// What the worker can be busy with.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// Reading a new source.
    Opening {
        /// Its name.
        name: String,
        /// Id of the project it becomes.
        project: String,
        /// How it is read, where the person said so.
        reading: Box<ReadingOptions>,
        /// The files beside it, with the numbers that the worker knows them by.
        companions: Vec<(u32, Companion)>,
        /// Where it leads.
        goal: Goal,
    },
    /// Reading the open source again, another way or with other files beside it.
    Rereading {
        /// How.
        reading: Box<ReadingOptions>,
        /// The files beside it.
        companions: Vec<Companion>,
    },
    /// Running a recipe.
    Analysing {
        /// Which.
        recipe: Box<Recipe>,
        /// Where it leads.
        goal: Goal,
    },
}

/// Where a task leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The person looks at the columns first.
    Import,
    /// Straight to the segments.
    Segments,
    /// The person stays where they are.
    Stay,
}

/// A task without result.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What was tried.
    pub task: Task,
    /// Why there is nothing.
    pub fault: Fault,
}

/// Why a task has no result.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The engine says so.
    Engine(EngineError),
    /// The engine broke down: our bug.
    Crash,
    /// The browser did not start the engine.
    NoEngine,
    /// A file of a kind that is known by its name and cannot be a table, with its ending.
    WrongType(String),
    /// The clipboard held no rows.
    NothingPasted,
    /// A `.json` that is no recipe.
    NotARecipe(EngineError),
}

/// Something to tell the person.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u32,
    /// One sentence without full stop.
    pub text: String,
    /// Whether it offers to undo the last change.
    pub can_undo: bool,
}

impl Session {
    /// Whether the result on screen was made by another recipe than the controls say.
    pub fn is_stale(&self) -> bool {
        self.shown.as_ref().is_some_and(|it| it.is_stale(&self.draft))
    }

    /// Whether a task runs.
    pub fn is_busy(&self) -> bool {
        matches!(self.job, Job::Running(_))
    }

    /// How the source must be read, with which files beside it, before the draft can run; if at all.
    pub fn wanted_reading(&self) -> Option<(&ReadingOptions, &[Companion])> {
        self.source.as_ref()?;
        let Recipe { reading, companions, .. } = self.awaited.as_ref().unwrap_or(&self.draft);
        let is_there = *reading == self.read_with && *companions == self.joined_with;
        (!is_there).then_some((reading, companions))
    }

    /// Changes the draft, to be undone by the name of `action`; says whether anything changed.
    pub fn change(&mut self, action: &str, change: impl FnOnce(&mut Recipe)) -> bool {
        let before = self.draft.clone();
        change(&mut self.draft);
        if self.draft == before {
            return false;
        }
        self.history.record(action, before);
        self.mismatch = None;
        true
    }

    /// As [`Session::change`], with a notice that names the change and offers to take it back; it takes
    /// the place of the one of the change before. Says whether anything changed.
    pub fn change_and_say(&mut self, action: &str, change: impl FnOnce(&mut Recipe)) -> bool {
        let is_changed = self.change(action, change);
        if is_changed {
            self.notices.retain(|it| !it.can_undo);
            self.notify(format!("Changed: {action}"), true);
        }
        is_changed
    }

    /// Gives a segment a name; an empty one gives it back its own. Says whether anything changed.
    pub fn rename(&mut self, given_name: &str, name: &str) -> bool {
        let name = name.trim();
        let is_own = name.is_empty() || name == given_name;
        let is_changed = self.change("name of a segment", |draft| {
            draft.names.remove(given_name);
            if !is_own {
                draft.names.insert(given_name.to_owned(), name.to_owned());
            }
        });
        if is_changed {
            let shown = if is_own { given_name } else { name };
            self.notify(format!("Renamed to {shown}"), true);
        }
        is_changed
    }

    /// Makes one segment of several, by their given names. Says whether anything changed.
    pub fn merge(&mut self, segments: Vec<String>) -> bool {
        self.change("merge", |draft| draft.edits.push(SegmentEdit::Merge { segments }))
    }

    /// Segments the customers of one segment among themselves. Says whether anything changed.
    pub fn split(&mut self, segment: &str, method: Method) -> bool {
        let (segment, method) = (segment.to_owned(), Box::new(method));
        self.change("split", |draft| draft.edits.push(SegmentEdit::Split { segment, method }))
    }

    /// Makes a segment of the customers inside an outline on the map. Says whether anything changed.
    pub fn outline(&mut self, outline: Outline) -> bool {
        self.change("segment drawn on the map", |draft| draft.edits.push(SegmentEdit::Outline(outline)))
    }

    /// Takes a merge or split back, whatever came after it. Says whether anything changed.
    pub fn take_back_edit(&mut self, idx: usize) -> bool {
        let is_there = idx < self.draft.edits.len();
        is_there && self.change("merge or split", |draft| drop(draft.edits.remove(idx)))
    }

    /// Tells the person something.
    pub fn notify(&mut self, text: impl Into<String>, can_undo: bool) {
        let id = self.notices.last().map_or(0, |it| it.id.wrapping_add(1));
        self.notices.push(Notice { id, text: text.into(), can_undo });
    }

    /// Takes a notice away.
    pub fn dismiss(&mut self, id: u32) {
        self.notices.retain(|it| it.id != id);
    }

    /// A task has started.
    pub fn begin(&mut self, id: JobId, task: Task) {
        let stage = match task {
            Task::Opening { .. } | Task::Rereading { .. } => Stage::Reading,
            Task::Analysing { .. } => Stage::Measuring,
        };
        self.glance = None;
        self.job = Job::Running(Running { id, task, stage, fraction: 0.0, n_rows: 0 });
    }

    /// Lets a run of this very draft lead there instead of starting another; says whether one runs.
    pub fn redirect(&mut self, to: Goal) -> bool {
        let Job::Running(Running { task: Task::Analysing { recipe, goal }, .. }) = &mut self.job else {
            return false;
        };
        if **recipe != self.draft {
            return false;
        }
        if to == Goal::Segments {
            *goal = to;
        }
        true
    }

    /// The person stopped the task; answers still on their way are dropped.
    pub fn cancel(&mut self) {
        if let Job::Running(running) = &self.job {
            if matches!(running.task, Task::Rereading { .. }) {
                self.draft.companions.clone_from(&self.joined_with);
            }
            self.job = Job::Cancelled(running.task.clone());
        }
        self.glance = None;
        self.asides.clear();
        self.outgoing.under_way = None;
    }

    /// The task has no result, for a reason outside the engine.
    pub fn fail(&mut self, task: Task, fault: Fault) {
        self.glance = None;
        self.job = Job::Failed(Failure { task, fault });
    }

    /// Forgets the file and everything made of it; preferences and notices stay.
    pub fn close(&mut self) {
        let preferences = self.preferences;
        let notices = std::mem::take(&mut self.notices);
        let awaited = self.awaited.take();
        let opportunity = self.opportunity.take();
        *self = Self { opportunity, notices, awaited, preferences, ..Self::default() };
    }
}
