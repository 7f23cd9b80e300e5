//! Where the person is: the part of the address behind `#`, so that any static host will do.
//!
//! An address never holds a file name, a column name or a value; a project is a random id.

use crate::engine::present::glossary;
use crate::engine::segmentation::SegmentId;
use crate::session::Step;
use crate::ui::actions::MethodKind;

/// A place of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// What is shown there.
    pub page: Page,
    /// Id of the project; empty for places outside a project.
    pub project: String,
    /// What follows `?`: which view or tab.
    pub query: Vec<(String, String)>,
}

/// What is shown at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// Choose a file.
    #[default]
    Start,
    /// How the data stays here.
    Privacy,
    /// Two places to spend a budget.
    Opportunity,
    /// What the words mean; one of them, by its id, comes first.
    Help(Option<&'static str>),
    /// Look at the columns.
    Import,
    /// Choose a method.
    Method,
    /// Set up a method.
    SetUp(MethodKind),
    /// All segments.
    Segments,
    /// One segment.
    Segment(SegmentId),
    /// Take lists along.
    Export,
    /// All of it on paper.
    Report,
    /// No such place.
    Unknown,
}

impl Page {
    /// The screen it is shown on: a method is set up where methods are chosen.
    #[must_use]
    pub fn screen(self) -> Self {
        match self {
            Self::SetUp(_) => Self::Method,
            Self::Help(_) => Self::Help(None),
            Self::Start
            | Self::Privacy
            | Self::Opportunity
            | Self::Import
            | Self::Method
            | Self::Segments
            | Self::Segment(_)
            | Self::Export
            | Self::Report
            | Self::Unknown => self,
        }
    }

    /// The step it belongs to.
    pub fn step(self) -> Option<Step> {
        match self {
            Self::Start | Self::Privacy | Self::Opportunity | Self::Help(_) | Self::Unknown => None,
            Self::Import => Some(Step::Import),
            Self::Method | Self::SetUp(_) => Some(Step::Method),
            Self::Segments | Self::Segment(_) => Some(Step::Segments),
            Self::Export | Self::Report => Some(Step::Export),
        }
    }

    /// Its part of the document title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::Privacy => "Privacy",
            Self::Opportunity => "Two choices",
            Self::Help(_) => "Help",
            Self::Import => "Import",
            Self::Method | Self::SetUp(_) => "Method",
            Self::Segments => "Segments",
            Self::Segment(_) => "Segment",
            Self::Export => "Export",
            Self::Report => "Report",
            Self::Unknown => "Not found",
        }
    }

    fn path(self) -> String {
        match self {
            Self::Start | Self::Unknown => String::new(),
            Self::Privacy => "privacy".to_owned(),
            Self::Opportunity => "opportunity".to_owned(),
            Self::Help(None) => "help".to_owned(),
            Self::Help(Some(id)) => format!("help/{id}"),
            Self::Import => "import".to_owned(),
            Self::Method => "method".to_owned(),
            Self::SetUp(kind) => format!("method/{}", kind.word()),
            Self::Segments => "segments".to_owned(),
            Self::Segment(id) => format!("segments/{}", id.0),
            Self::Export => "export".to_owned(),
            Self::Report => "report".to_owned(),
        }
    }
}

impl From<Step> for Page {
    fn from(step: Step) -> Self {
        match step {
            Step::Import => Self::Import,
            Step::Method => Self::Method,
            Step::Segments => Self::Segments,
            Step::Export => Self::Export,
        }
    }
}

impl Route {
    /// A page of a project, or a page outside one.
    pub fn to(page: Page, project: &str) -> Self {
        let project = if page.step().is_some() { project.to_owned() } else { String::new() };
        Self { page, project, query: Vec::new() }
    }

    /// The same page with another value in its query.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.query.retain(|(it, _)| it != key);
        self.query.push((key.to_owned(), value.to_owned()));
        self
    }

    /// A value of the query.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(it, _)| it == key).map(|(_, value)| value.as_str())
    }

    /// The part of the address from `#` on.
    pub fn href(&self) -> String {
        let path = self.page.path();
        let place = if self.project.is_empty() { path } else { format!("p/{}/{path}", self.project) };
        let query: Vec<_> = self.query.iter().map(|(key, value)| format!("{key}={value}")).collect();
        if query.is_empty() { format!("#/{place}") } else { format!("#/{place}?{}", query.join("&")) }
    }

    /// Reads the part of the address from `#` on.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let parts: Vec<_> = path.split('/').filter(|it| !it.is_empty()).collect();
        let (page, project) = match parts.as_slice() {
            [] => (Page::Start, ""),
            ["privacy"] => (Page::Privacy, ""),
            ["opportunity"] => (Page::Opportunity, ""),
            ["help"] => (Page::Help(None), ""),
            ["help", id] => (glossary::find(id).map_or(Page::Unknown, |it| Page::Help(Some(it.id))), ""),
            ["p", project, rest @ ..] => (page_of(rest), *project),
            _ => (Page::Unknown, ""),
        };
        let query = query
            .split('&')
            .filter_map(|it| it.split_once('='))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        Self { page, project: project.to_owned(), query }
    }
}

fn page_of(parts: &[&str]) -> Page {
    match parts {
        [] | ["import"] => Page::Import,
        ["method"] => Page::Method,
        ["method", word] => {
            MethodKind::ALL.into_iter().find(|it| it.word() == *word).map_or(Page::Unknown, Page::SetUp)
        }
        ["segments"] => Page::Segments,
        ["segments", id] => id.parse().map_or(Page::Unknown, |it| Page::Segment(SegmentId(it))),
        ["export"] => Page::Export,
        ["report"] => Page::Report,
        _ => Page::Unknown,
    }
}
