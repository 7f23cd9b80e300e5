//! What a person may choose about a report.

use serde::{Deserialize, Serialize};

use crate::engine::audit::LEAST_CUSTOMERS;

/// A part of the report that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Title, date, file and method.
    Cover,
    /// Headline sentences and the overview.
    Findings,
    /// A page for each segment.
    Segments,
    /// On those, what the person plans.
    Plans,
    /// What people believed, and what the file says about it.
    Claims,
    /// Who is in each segment, in words.
    Definitions,
    /// What was odd about the file, and what is hidden.
    Notes,
    /// What the words mean.
    Glossary,
}

impl Section {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 8] = [
        Self::Cover,
        Self::Findings,
        Self::Segments,
        Self::Plans,
        Self::Claims,
        Self::Definitions,
        Self::Notes,
        Self::Glossary,
    ];

    /// Its name on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Cover => "Cover",
            Self::Findings => "What was found",
            Self::Segments => "A page for each segment",
            Self::Plans => "Plans, on those pages",
            Self::Claims => "Assumptions",
            Self::Definitions => "Who is in each segment",
            Self::Notes => "Data notes",
            Self::Glossary => "Words",
        }
    }

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Findings => "findings",
            Self::Segments => "segments",
            Self::Plans => "plans",
            Self::Claims => "assumptions",
            Self::Definitions => "definitions",
            Self::Notes => "notes",
            Self::Glossary => "glossary",
        }
    }
}

/// The choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportOptions {
    /// A title of the person's own; one from the numbers where empty.
    pub title: String,
    /// Sections that are left out.
    pub left_out: Vec<Section>,
    /// The least customers behind a number.
    pub least: u16,
}

impl Default for ReportOptions {
    fn default() -> Self {
        let least = u16::try_from(LEAST_CUSTOMERS).unwrap_or(u16::MAX);
        Self { title: String::new(), left_out: Vec::new(), least }
    }
}

impl ReportOptions {
    /// The largest number that may be asked to stand behind each number.
    pub const MOST: u16 = 1_000;

    /// Whether a section is there.
    pub fn has(&self, section: Section) -> bool {
        !self.left_out.contains(&section)
    }

    /// Leaves a section out, or takes it back in.
    pub fn put(&mut self, section: Section, is_in: bool) {
        self.left_out.retain(|it| *it != section);
        if !is_in {
            self.left_out.push(section);
        }
    }
}
