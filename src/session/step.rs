//! The four steps, and which of them can be entered.

use crate::session::Session;

/// A step of the way from a file to lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Look at the columns.
    Import,
    /// Choose how to group.
    Method,
    /// Meet the segments.
    Segments,
    /// Take them along.
    Export,
}

/// Why a step cannot be entered, and where to go instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// There is no file.
    NoSource,
    /// The project of the address is not open.
    OtherProject,
    /// There are no segments yet.
    NoSegments,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 4] = [Self::Import, Self::Method, Self::Segments, Self::Export];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Import => "Import",
            Self::Method => "Method",
            Self::Segments => "Segments",
            Self::Export => "Export",
        }
    }
}

impl Locked {
    /// The sentence that says why.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoSource => "Open a file first",
            Self::OtherProject => "That project is not open any more. Open its file again",
            Self::NoSegments => "There are no segments yet. Choose a method first",
        }
    }
}

impl Session {
    /// The furthest step that can be entered; `None` without a file.
    pub fn step(&self) -> Option<Step> {
        self.source.as_ref()?;
        Some(if self.shown.is_some() { Step::Export } else { Step::Method })
    }

    /// Why a step of a project cannot be entered; `None` when it can.
    pub fn locked(&self, project: &str, step: Step) -> Option<Locked> {
        if self.source.is_none() {
            return Some(if self.project.is_empty() && !project.is_empty() {
                Locked::OtherProject
            } else {
                Locked::NoSource
            });
        }
        if self.project != project {
            return Some(Locked::OtherProject);
        }
        (self.step() < Some(step)).then_some(Locked::NoSegments)
    }
}
