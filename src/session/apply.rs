//! The only transition on news from the worker.

use crate::engine::Analysis;
use crate::engine::error::EngineError;
use crate::engine::learning;
use crate::engine::present::message::explain;
use crate::engine::present::report::ReportOptions;
use crate::engine::recipe::Recipe;
use crate::engine::table::SourceSummary;
use crate::session::{Failure, Fault, Goal, History, Job, Outgoing, Running, Same, Session, Shown, Task};
use crate::worker::protocol::{Answer, Event, JobId, Together};

/// What the page does after news from the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Wait,
    /// Run the draft; then lead there.
    Run(Goal),
    /// Read the file another way ([`Session::wanted_reading`]).
    Reread,
    /// Show the columns and run the draft meanwhile.
    ShowImportAndRun,
    /// Show the columns, because the way to the segments is blocked.
    ShowImport,
    /// Show the segments.
    ShowSegments,
    /// Hand the bytes that came beside the answer to the person.
    Save,
    /// Hand the files that came beside the answer to the person.
    Deliver,
}

impl Session {
    /// Takes in what the worker says. News of jobs that are not awaited any more is dropped.
    pub fn apply(&mut self, event: Event) -> Next {
        match event {
            Event::Ready => Next::Wait,
            Event::Progress { job, stage, fraction, n_rows } => {
                if let Job::Running(running) = &mut self.job
                    && running.id == job
                {
                    running.stage = stage;
                    running.fraction = fraction;
                    running.n_rows = n_rows;
                }
                self.outgoing.advance(job, fraction);
                Next::Wait
            }
            Event::Glanced { job, glance } => {
                if matches!(&self.job, Job::Running(running) if running.id == job) {
                    self.glance = Some(Same::new(glance));
                }
                Next::Wait
            }
            Event::Done { job, answer } => self.take(job, answer),
            Event::Failed { job, error } => self.failed(job, error),
        }
    }

    fn failed(&mut self, job: JobId, error: EngineError) -> Next {
        let Some(Running { task, .. }) = self.end(job) else {
            if self.end_aside(job) {
                self.outgoing.crash(Some(job));
                self.notify(words_beside(&error), false);
            }
            return Next::Wait;
        };
        if matches!(task, Task::Rereading { .. }) {
            self.awaited = None;
            self.draft.companions.clone_from(&self.joined_with);
        }
        let is_blocked = matches!(task, Task::Analysing { goal: Goal::Segments, .. });
        self.job = Job::Failed(Failure { task, fault: Fault::Engine(error) });
        if is_blocked { Next::ShowImport } else { Next::Wait }
    }

    fn take(&mut self, job: JobId, answer: Answer) -> Next {
        match answer {
            Answer::Opened(summary) => {
                let Some(running) = self.end(job) else { return Next::Wait };
                self.opened(*summary, None, running.task)
            }
            Answer::Joined(summary, together) => {
                let Some(running) = self.end(job) else { return Next::Wait };
                let is_joined = !together.joins.is_empty();
                self.opened(*summary, is_joined.then_some(*together), running.task)
            }
            Answer::Analysed(analysis) => {
                let Some(running) = self.end(job) else { return Next::Wait };
                self.analysed(*analysis, running.task)
            }
            beside @ (Answer::Arranged(_)
            | Answer::Counted(..)
            | Answer::BoughtTogether(_)
            | Answer::FoundBest(_)
            | Answer::Compared(_)
            | Answer::People(_)
            | Answer::Problems(_)
            | Answer::Preview(_)
            | Answer::Typical(_)) => {
                if self.end_aside(job) {
                    self.keep(beside);
                }
                Next::Wait
            }
            Answer::Exported { .. } => {
                if self.end_aside(job) {
                    return Next::Save;
                }
                Next::Wait
            }
            Answer::Catalogue(told) => {
                if self.end_aside(job) {
                    self.outgoing.offer(&told);
                }
                Next::Wait
            }
            Answer::Checked(told) | Answer::Delivered(told) => {
                let has_files = self.end_aside(job) && self.outgoing.end(job, &told);
                if has_files { Next::Deliver } else { Next::Wait }
            }
        }
    }

    /// Keeps what was asked for beside the main job.
    fn keep(&mut self, answer: Answer) {
        match answer {
            Answer::Arranged(arranged) => self.arranged = Some(Same::new(*arranged)),
            Answer::Counted(rules, detail) => {
                self.counted = Some(Same::new((rules, detail.map(|it| Same::new(*it)))));
            }
            Answer::BoughtTogether(found) => {
                self.bought_together = Some(found.map(|it| Same::new(*it)));
            }
            Answer::FoundBest(found) => self.best = Some(Same::new(found)),
            Answer::Compared(comparison) => self.comparison = Some(Same::new(*comparison)),
            Answer::People(page) => self.people = Some(Same::new(page)),
            Answer::Typical(page) => self.typical = Some(Same::new(page)),
            Answer::Problems(problems) => self.problems = Some(Same::new(problems)),
            Answer::Preview(text) => self.preview = Some(Same::new(text)),
            Answer::Opened(_)
            | Answer::Joined(..)
            | Answer::Analysed(_)
            | Answer::Exported { .. }
            | Answer::Catalogue(_)
            | Answer::Checked(_)
            | Answer::Delivered(_) => {}
        }
    }

    fn opened(&mut self, summary: SourceSummary, together: Option<Together>, task: Task) -> Next {
        match task {
            Task::Opening { name, project, reading, companions, goal } => {
                self.earlier = self.set_aside();
                self.forget_found();
                self.comparison = None;
                self.bought_together = None;
                self.example = self.example.take().filter(|it| it.project == project);
                let suggested = match &self.example {
                    Some(it) => learning::recipe(it.example, &summary),
                    None => Recipe::suggest(&summary),
                };
                self.report = ReportOptions::default();
                self.shown = None;
                self.people = None;
                self.typical = None;
                self.preview = None;
                self.outgoing = Outgoing::default();
                self.saved = Vec::new();
                self.problems = None;
                self.mismatch = None;
                self.history = History::default();
                self.project = project;
                self.files = companions.iter().map(|it| (it.1.name.clone(), it.0)).collect();
                self.joined_with = companions.into_iter().map(|it| it.1).collect();
                self.draft =
                    Recipe { reading: (*reading).clone(), companions: self.joined_with.clone(), ..suggested };
                self.together = together.map(Same::new);
                self.read_with = *reading;
                self.source = Some(Same::new(summary));
                if self.restore() {
                    return Next::ShowImportAndRun;
                }
                self.tell_of_earlier(&name);
                if let Some(recipe) = self.awaited.take() {
                    return self.replay(recipe);
                }
                match goal {
                    Goal::Segments => Next::Run(Goal::Segments),
                    Goal::Import | Goal::Stay => Next::ShowImportAndRun,
                }
            }
            Task::Rereading { reading, companions } => {
                if self.awaited.is_none() {
                    self.keep_what_fits(&summary, together.as_ref());
                }
                self.forget_found();
                self.joined_with = companions;
                self.together = together.map(Same::new);
                self.read_with = *reading;
                self.problems = None;
                self.source = Some(Same::new(summary));
                if let Some(recipe) = self.awaited.take() {
                    return self.replay(recipe);
                }
                Next::Run(Goal::Stay)
            }
            Task::Analysing { .. } => Next::Wait,
        }
    }

    fn analysed(&mut self, analysis: Analysis, task: Task) -> Next {
        let Task::Analysing { recipe, goal } = task else { return Next::Wait };
        let is_other =
            |it: &Shown| it.recipe.mapping != recipe.mapping || it.recipe.features != recipe.features;
        if self.shown.as_ref().is_none_or(is_other) {
            self.forget_found();
        }
        self.shown = Some(Shown { recipe: *recipe, analysis: Same::new(analysis) });
        self.people = None;
        self.typical = None;
        self.comparison = None;
        self.bought_together = None;
        self.outgoing = Outgoing::default();
        self.problems = None;
        match goal {
            Goal::Segments => Next::ShowSegments,
            Goal::Import | Goal::Stay => Next::Wait,
        }
    }

    /// What was counted and looked for in other columns or measures.
    fn forget_found(&mut self) {
        self.counted = None;
        self.best = None;
    }

    fn end(&mut self, job: JobId) -> Option<Running> {
        match &self.job {
            Job::Running(running) if running.id == job => {
                let running = running.clone();
                self.job = Job::Idle;
                self.glance = None;
                Some(running)
            }
            Job::Running(_) | Job::Idle | Job::Failed(_) | Job::Cancelled(_) => None,
        }
    }

    fn end_aside(&mut self, job: JobId) -> bool {
        let before = self.asides.len();
        self.asides.retain(|&it| it != job);
        self.asides.len() < before
    }
}

/// What is said of a job beside the main one that came to nothing.
fn words_beside(error: &EngineError) -> String {
    if matches!(error, EngineError::Join(_)) {
        return explain(error).title;
    }
    "That did not work. Nothing was changed".to_owned()
}
