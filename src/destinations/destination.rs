//! What a tool takes in.

use serde::{Deserialize, Serialize};

use crate::destinations::{Choices, Plan, Refusal, Wish};
use crate::kernel::contacts::Contacts;

/// A tool that files are written for.
pub struct Destination {
    /// What it is called on the command line, such as `hubspot`.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What is written, in one sentence.
    pub about: &'static str,
    /// The shelf it stands on.
    pub group: Group,
    /// Where its rules were read.
    pub source: &'static str,
    /// When they were, such as `2025-10-03`; empty for a format of no vendor.
    pub read_on: &'static str,
    /// What it takes.
    pub limits: Limits,
    /// How its text files are written unless a person chooses.
    pub choices: Choices,
    /// Whether a person may choose how they are written.
    pub is_free: bool,
    /// What to know before uploading.
    pub notes: &'static [Note],
    /// What it has to be told.
    pub settings: &'static [Setting],
    /// What is written, for these contacts.
    pub plan: fn(&Contacts, &Wish) -> Result<Plan, Refusal>,
}

/// The shelves that destinations stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// Files for any program.
    Files,
    /// Customer relations.
    Crm,
    /// E-mail and messages.
    Email,
    /// Shops.
    Shop,
    /// Advertisements.
    Ads,
    /// Numbers and dashboards.
    Analytics,
}

/// What a destination takes at most; `None` where there is no limit that is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// Rows of a file, without its header.
    pub rows: Option<u64>,
    /// Bytes of a file.
    pub bytes: Option<u64>,
    /// Columns of a file.
    pub columns: Option<usize>,
    /// The length of a cell.
    pub field: Option<FieldLimit>,
    /// Fewest contacts that the tool does something with; fewer are said.
    pub least_contacts: Option<u64>,
}

/// How long a cell may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldLimit {
    /// In bytes of UTF-8.
    Bytes(usize),
    /// In characters.
    Characters(usize),
}

/// Something to know, and when it was read.
#[derive(Debug, Clone, Copy)]
pub struct Note {
    /// In words for people.
    pub text: &'static str,
    /// When it was read, such as `2025-10-03`; empty where it does not age.
    pub read_on: &'static str,
}

/// Something that a destination has to be told.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name on the command line.
    pub id: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// What it is where nothing is said.
    pub given: &'static str,
    /// What it may be; anything where empty.
    pub options: &'static [&'static str],
}

impl Limits {
    /// No limit is known.
    pub const NONE: Self = Self { rows: None, bytes: None, columns: None, field: None, least_contacts: None };
}

impl Destination {
    /// What a setting is, said or given.
    pub fn setting<'a>(&self, wish: &'a Wish, id: &str) -> &'a str {
        let given = self.settings.iter().find(|it| it.id == id).map_or("", |it| it.given);
        wish.setting(id).unwrap_or(given)
    }

    /// How text files are written: as a person chose where there is a choice, else as the destination
    /// wants them.
    pub fn chosen(&self, wish: &Wish) -> Choices {
        let (own, theirs) = (self.choices, if self.is_free { wish.choices } else { Choices::default() });
        Choices {
            separator: theirs.separator.or(own.separator),
            decimal: theirs.decimal.or(own.decimal),
            encoding: theirs.encoding.or(own.encoding),
            line_end: theirs.line_end.or(own.line_end),
            safety: theirs.safety.or(own.safety),
        }
    }
}

impl std::fmt::Debug for Destination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Destination").field("id", &self.id).finish_non_exhaustive()
    }
}
