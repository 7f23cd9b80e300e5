//! From an analysis to the bytes of a file, one format per file.
//!
//! Page and command line call the same [`write()`], so that the same analysis gives the same bytes on
//! both. [`preview`] is the beginning of such a file, without the work for the rest.

mod analysis_json;
mod check_csv;
mod contacts;
mod csv_text;
mod customers_csv;
mod pmml;
mod portable;
mod problems_csv;
mod pyspark;
mod recipe_json;
mod report_html;
mod split_csv;
pub mod sql;
mod table_csv;
mod typing_tool;

pub use contacts::{ContactRows, ContactsChoice};
mod scored_csv;
pub use portable::{Portable, portable};
pub use scored_csv::{reasons, scored_csv};
pub use table_csv::table_csv;

use serde::{Deserialize, Serialize};

use crate::engine::Outcome;
use crate::engine::export::sql::SqlOptions;
use crate::engine::json;
use crate::engine::plan::split::Split;
use crate::engine::plan::typing::TypingTool;
use crate::engine::present::report::ReportOptions;
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::SegmentId;
use crate::engine::table::{Problem, Source};
use crate::kernel::written::file_name;

/// The files that can be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Customers with their segment.
    Customers {
        /// Only customers of these segments, or all where empty.
        segments: Vec<SegmentId>,
        /// How cells that look like formulas are written.
        safety: Safety,
    },
    /// The recipe as JSON.
    Recipe,
    /// The cells and rows that could not be taken as they are.
    Problems,
    /// The segments' numbers as JSON.
    Analysis,
    /// The report as one HTML file.
    Report(ReportOptions),
    /// The statement that computes the same segments in a database.
    Sql(SqlOptions),
}

/// How cells that a spreadsheet would take as a formula are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Safety {
    /// With a leading apostrophe.
    #[default]
    Spreadsheet,
    /// As they are, lossless.
    Exact,
}

/// What files are made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The file that was read.
    pub source: &'a Source,
    /// The recipe that was run.
    pub recipe: &'a Recipe,
    /// What came out.
    pub outcome: &'a Outcome,
}

/// A file, ready to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// Proposed name, safe on every system.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// Rows in it, without the header; 0 for files that are no tables.
    pub n_rows: usize,
}

const CSV: &str = "text/csv;charset=utf-8";
const JSON: &str = "application/json";
const SQL: &str = "application/sql";
const HTML: &str = "text/html;charset=utf-8";

/// Writes a file.
pub fn write(material: &Material<'_>, format: &Format) -> ExportedFile {
    let Material { source, recipe: _, outcome } = material;
    match format {
        Format::Customers { segments, safety } => {
            let name = customers_csv::name(outcome, segments);
            let (text, n_rows) = customers_csv::text(outcome, segments, *safety, usize::MAX);
            file(source, &name, CSV, (marked(text, *safety), n_rows))
        }
        Format::Recipe => file(source, "recipe.json", JSON, (recipe_json::text(material), 0)),
        Format::Problems => problems(source, &outcome.problems),
        Format::Analysis => file(source, "analysis.json", JSON, (analysis_json::text(material), 0)),
        Format::Report(options) => {
            file(source, "report.html", HTML, (report_html::text(material, options), 0))
        }
        Format::Sql(options) => {
            let name = sql::file_name(options.dialect);
            file(source, &name, SQL, (sql::statement_or_why(material, options), 0))
        }
    }
}

/// Writes the cells and rows that could not be taken as they are: those of reading, then `later`
/// ones of measuring. Needs no analysis.
pub fn problems(source: &Source, later: &[Problem]) -> ExportedFile {
    let (text, n_rows) = problems_csv::text(source, later, usize::MAX);
    file(source, "problem-rows.csv", CSV, (marked(text, Safety::Spreadsheet), n_rows))
}

/// Writes every customer in a segment with its group of a fair test.
pub fn split_csv(material: &Material<'_>, split: &Split, safety: Safety) -> ExportedFile {
    let (text, n_rows) = split_csv::text(material.outcome, split, safety);
    file(material.source, "split.csv", CSV, (marked(text, safety), n_rows))
}

/// Writes rows of a file that speak of no customer.
pub fn customers_unmatched(file_read: &Source, rows: &[Problem]) -> ExportedFile {
    let all: Vec<&Problem> = rows.iter().collect();
    let (text, n_rows) = problems_csv::listed(&all, None, usize::MAX);
    file(file_read, "unmatched.csv", CSV, (marked(text, Safety::Spreadsheet), n_rows))
}

/// Answers that the points are checked by.
const N_CHECKED: usize = 2_000;

/// The questions that tell a segment: the page, the points as a table and as JSON, and answers drawn by
/// chance with the segment they come to.
pub fn typing_files(
    source: &Source,
    tool: &TypingTool,
    title: &str,
    currency: Option<&str>,
) -> [(&'static str, ExportedFile); 4] {
    let made = |name: &'static str, media_type, content| (name, file(source, name, media_type, content));
    let (points, n_rows) = typing_tool::csv(tool, currency);
    let check = typing_tool::check(tool, N_CHECKED, 1);
    [
        made("typing.html", HTML, (typing_tool::html(tool, title, currency), 0)),
        made("typing-points.csv", CSV, (marked(points, Safety::Spreadsheet), n_rows)),
        made("typing.json", JSON, (json::indented(tool), 0)),
        made("typing-check.csv", CSV, (check, N_CHECKED)),
    ]
}

/// The beginning of a file as [`write()`] would write it: `n` records below the header, or `n` lines
/// of files that are no tables.
pub fn preview(material: &Material<'_>, format: &Format, n: usize) -> String {
    let Material { source, recipe: _, outcome } = material;
    match format {
        Format::Customers { segments, safety } => customers_csv::text(outcome, segments, *safety, n).0,
        Format::Recipe => first_lines(&recipe_json::text(material), n),
        Format::Problems => problems_csv::text(source, &outcome.problems, n).0,
        Format::Analysis => first_lines(&analysis_json::text(material), n),
        Format::Report(options) => first_lines(&report_html::text(material, options), n),
        Format::Sql(options) => first_lines(&sql::statement_or_why(material, options), n),
    }
}

fn file(source: &Source, part: &str, media_type: &'static str, content: (String, usize)) -> ExportedFile {
    let (text, n_rows) = content;
    let file_name = file_name::clean(&source.name, part);
    ExportedFile { file_name, media_type, bytes: text.into_bytes(), n_rows }
}

/// Spreadsheets take a file without a byte order mark for an old encoding and garble every letter
/// beyond ASCII; programs stumble over a mark that is not needed. So it stands where it is needed.
fn marked(text: String, safety: Safety) -> String {
    if safety == Safety::Exact || text.is_ascii() {
        return text;
    }
    format!("\u{feff}{text}")
}

fn first_lines(text: &str, n: usize) -> String {
    text.split_inclusive('\n').take(n).collect()
}
