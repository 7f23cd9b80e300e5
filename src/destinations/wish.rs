//! What is asked for, and why it cannot be had.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// The destination's id, such as `hubspot`.
    pub destination: String,
    /// Whether contacts without consent may be written.
    pub consent: Consent,
    /// Whether a contact that comes again, by the destination's key, is left out.
    pub leave_out_repeats: bool,
    /// Whether each segment has files of its own.
    pub is_by_segment: bool,
    /// How files are written, where the destination leaves a choice.
    pub choices: Choices,
    /// What the destination has to be told, by the ids of its settings.
    pub settings: BTreeMap<String, String>,
}

/// Whether contacts without consent may be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consent {
    /// Where there is a column of consent, only contacts whose cell says yes.
    Required,
    /// All of them, for a reason that a person gave.
    Overridden {
        /// In the person's words; blank words are no reason.
        reason: String,
    },
}

/// How text files are written; what is left open is as the destination wants it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// What stands between cells.
    pub separator: Option<char>,
    /// What stands before the decimals of numbers.
    pub decimal: Option<Decimal>,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// What ends a line.
    pub line_end: Option<LineEnd>,
    /// How cells are written that a spreadsheet would take as a formula.
    pub safety: Option<Safety>,
}

/// What stands before the decimals of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// `1.5`.
    Point,
    /// `1,5`.
    Comma,
}

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that starts with its mark, for spreadsheets.
    Utf8Bom,
    /// Windows-1252, a superset of Latin-1; letters it lacks become question marks, and are counted.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// UTF-16, lowest byte first, with its mark.
    Utf16,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    Crlf,
}

/// How cells that a spreadsheet would take as a formula are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Safety {
    /// With a leading apostrophe, for people who open the file in a spreadsheet.
    Spreadsheet,
    /// As they are, lossless, for programs: an apostrophe spoils phone numbers and names.
    Exact,
}

impl Choices {
    /// As programs read it best: commas, line feeds, UTF-8 without a mark, nothing guarded.
    pub const PLAIN: Self =
        Self { separator: None, decimal: None, encoding: Some(Encoding::Utf8), line_end: None, safety: None };
}

impl Wish {
    /// What is asked for of a destination where nothing is said: with consent only, no contact
    /// twice, all segments together, files as the destination wants them.
    pub fn of(destination: &str) -> Self {
        Self {
            destination: destination.to_owned(),
            consent: Consent::Required,
            leave_out_repeats: true,
            is_by_segment: false,
            choices: Choices::default(),
            settings: BTreeMap::new(),
        }
    }

    /// What a setting was set to; `None` where it was not, or to blanks.
    pub fn setting(&self, id: &str) -> Option<&str> {
        self.settings.get(id).map(|it| it.trim()).filter(|it| !it.is_empty())
    }
}

/// Why there are no files, in words for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What it is, for programs: `no_email`, `unknown_setting`, …
    pub kind: String,
    /// What happened.
    pub title: String,
    /// Where.
    pub detail: String,
    /// What to do.
    pub remedy: String,
}

impl Refusal {
    /// Puts words together.
    pub fn new(kind: &str, title: &str, detail: impl Into<String>, remedy: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            title: title.to_owned(),
            detail: detail.into(),
            remedy: remedy.to_owned(),
        }
    }

    /// No column of the file is what the destination needs.
    pub fn no_column(destination: &str, what: &str) -> Self {
        Self::new(
            "column_missing",
            "A column is missing",
            format!("{destination} needs {what}, and no column of this file is one."),
            "Say under Import which column it is, or choose another destination.",
        )
    }

    /// The sink said stop.
    pub(super) fn stopped() -> Self {
        Self::new("cancelled", "This export was stopped", "No file was finished.", "Start it again.")
    }
}
