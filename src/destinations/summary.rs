//! What came of it: files, what was changed, who was left out and why.

use serde::{Deserialize, Serialize};

use crate::destinations::change::{Change, LeftOut};

/// What came of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The destination's id.
    pub destination: String,
    /// What people call it.
    pub destination_name: String,
    /// The files, in the order of their numbers at the sink.
    pub files: Vec<WrittenFile>,
    /// The name of an archive of them.
    pub archive_name: String,
    /// Everybody, accounted for.
    pub reconciliation: Reconciliation,
    /// What was done to cells, column by column.
    pub changes: Vec<Changed>,
    /// The first records of each file, as they are written.
    pub shown: Vec<Shown>,
    /// The column of consent; empty where there is none.
    pub consent_column: String,
    /// What its cells say, at most twenty different ones.
    pub consent_words: Vec<ConsentWord>,
    /// Contacts without consent that were written, because a person gave a reason.
    pub n_without_consent: u64,
    /// That reason; empty where there was none.
    pub override_reason: String,
    /// What to look at before uploading.
    pub warnings: Vec<String>,
    /// What to know about the tool, and when it was read.
    pub notes: Vec<(String, String)>,
    /// Where the tool's rules were read, and when.
    pub source: (String, String),
    /// What was changed or left out, cell by cell, as comma-separated text safe for spreadsheets.
    pub problems_csv: String,
    /// How many there are.
    pub n_problems: u64,
    /// How many of them stand in the list.
    pub n_listed: u64,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Its name, safe on every system.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it is about, where there are several tables.
    pub table: String,
    /// What its contacts have in common, such as their segment; empty where nothing.
    pub group: String,
    /// Rows, without the header.
    pub n_rows: u64,
    /// Bytes.
    pub n_bytes: u64,
    /// Its CRC-32.
    pub crc32: u32,
}

/// Everybody, accounted for: in = out + left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Customers of the analysis.
    pub n_in: u64,
    /// Contacts that were written.
    pub n_out: u64,
    /// Contacts that were not, by the first reason that applied, in words.
    pub left_out: Vec<(LeftOut, String, u64)>,
}

/// What was done to the cells of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The table.
    pub table: String,
    /// The column's heading.
    pub column: String,
    /// What was done.
    pub change: Change,
    /// In words.
    pub words: String,
    /// To how many cells.
    pub n: u64,
    /// Up to three cells, before and after.
    pub examples: Vec<(String, String)>,
}

/// The beginning of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Position of the file.
    pub file: usize,
    /// Its headings.
    pub headings: Vec<String>,
    /// Its first records as they are written.
    pub rows: Vec<Vec<String>>,
}

/// A word of the column of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentWord {
    /// The word; empty for empty cells.
    pub word: String,
    /// Whether it means yes.
    pub is_yes: bool,
    /// Cells that say so.
    pub n: u64,
}

impl Reconciliation {
    /// Contacts that were left out.
    pub fn n_left_out(&self) -> u64 {
        self.left_out.iter().map(|it| it.2).sum()
    }

    /// Whether everybody is accounted for.
    pub fn is_whole(&self) -> bool {
        self.n_in == self.n_out + self.n_left_out()
    }
}

impl Summary {
    /// What the files are and what was done, for people; it goes with them.
    pub fn readme(&self) -> String {
        let mut lines = vec![format!("Files for {}", self.destination_name), String::new()];
        for file in &self.files {
            lines.push(format!("{}: {} rows, {} bytes", file.name, file.n_rows, file.n_bytes));
        }
        let Reconciliation { n_in, n_out, left_out } = &self.reconciliation;
        lines.extend([String::new(), "Everybody, accounted for".to_owned(), String::new()]);
        lines.push(format!("{n_in} customers of the analysis"));
        lines.push(format!("{n_out} are in these files"));
        lines.extend(left_out.iter().map(|(_, words, n)| format!("{n} are not: {words}")));
        if !self.changes.is_empty() {
            lines.extend([String::new(), "What was changed".to_owned(), String::new()]);
            let told = |it: &Changed| format!("{}: {} cells. {}", it.column, it.n, it.words);
            lines.extend(self.changes.iter().map(told));
        }
        lines.extend([String::new(), "Consent".to_owned(), String::new()]);
        lines.push(self.consent_told());
        if !self.override_reason.is_empty() {
            lines.push(format!("Reason given: {}", self.override_reason));
        }
        if !(self.warnings.is_empty() && self.notes.is_empty()) {
            lines.extend([String::new(), "Before uploading".to_owned(), String::new()]);
            lines.extend(self.warnings.iter().cloned());
            lines.extend(self.notes.iter().map(dated));
        }
        let (source, read_on) = &self.source;
        if !read_on.is_empty() {
            lines.extend([
                String::new(),
                format!("The form of these files is that of {source}, read on {read_on}."),
            ]);
        }
        lines.push(String::new());
        lines.join("\r\n")
    }

    fn consent_told(&self) -> String {
        match (self.consent_column.as_str(), self.override_reason.is_empty()) {
            ("", _) => {
                "The file has no column of consent: whether these people may be written to, it does not say."
                    .to_owned()
            }
            (column, true) => format!("Only people whose “{column}” says yes are in these files."),
            (column, false) => format!(
                "{} people whose “{column}” does not say yes are in these files all the same.",
                self.n_without_consent
            ),
        }
    }
}

/// A note, with the day its source was read.
fn dated((text, on): &(String, String)) -> String {
    if on.is_empty() { text.clone() } else { format!("{text} (read on {on})") }
}
