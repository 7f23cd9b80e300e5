//! Why there is no result, as one JSON object.

use std::path::Path;

use enclave::engine::EngineError;
use enclave::engine::features::FeaturesError;
use enclave::engine::join::JoinError;
use enclave::engine::model::ModelError;
use enclave::engine::plan::results::ResultsError;
use enclave::engine::plan::split::SplitError;
use enclave::engine::plan::typing::TypingError;
use enclave::engine::present::message::{Message, explain, explain_model};
use enclave::engine::present::number;
use enclave::engine::recipe::RecipeError;
use enclave::engine::table::TableError;
use serde::Serialize;
use serde_json::Value;

/// Why there is no result.
#[derive(Debug)]
pub enum Failure {
    /// The engine says why.
    Engine(EngineError),
    /// A destination says why: a kind and words.
    Destination(String, Message),
    /// The door itself says why: a kind and words.
    Door(&'static str, Message),
}

#[derive(Serialize)]
struct Said {
    error: SaidError,
}

#[derive(Serialize)]
struct SaidError {
    kind: String,
    title: String,
    detail: String,
    remedy: String,
}

impl Failure {
    /// The command line makes no sense.
    pub fn usage(detail: impl Into<String>) -> Self {
        Self::door("usage", "This command cannot be understood", detail, "See enclave --help.")
    }

    /// A file cannot be read.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let detail = format!("{}: {error}.", path.display());
        Self::door(
            "unreadable_file",
            "This file cannot be read",
            detail,
            "Check the path and who may read it.",
        )
    }

    /// A file cannot be written.
    pub fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        let detail = format!("{}: {error}.", path.display());
        let remedy = "Check the folder given with --out and who may write there.";
        Self::door("unwritable_file", "This file cannot be written", detail, remedy)
    }

    /// Standard output is closed.
    pub fn unheard(error: std::io::Error) -> Self {
        let remedy = "Check where the output goes.";
        Self::door("unwritable_output", "The output cannot be written", format!("{error}."), remedy)
    }

    /// Several files that are no one table.
    pub fn not_one_table(first: &Path, other: &Path) -> Self {
        Self::door(
            "different_columns",
            "These files are not parts of one table",
            format!(
                "{} and {} differ in columns or in how they are written.",
                first.display(),
                other.display()
            ),
            "Give files with the same columns in the same order and form, or one file at a time.",
        )
    }

    /// A model that cannot be made or read.
    pub fn no_model(error: &ModelError) -> Self {
        let Message { title, detail, remedy } = explain_model(error);
        let kind = serde_json::to_value(error).unwrap_or_default();
        let kind = match kind.as_object().and_then(|it| it.keys().next()).map(String::as_str) {
            Some("not_a_model") => "not_a_model",
            Some("too_new") => "too_new",
            Some("cannot_travel") => "cannot_travel",
            Some("not_covered") => "not_covered",
            _ => "model",
        };
        Self::door(kind, &title, detail, &remedy)
    }

    /// A file that lacks what a model takes.
    pub fn does_not_fit(missing: &[String], error: &EngineError) -> Self {
        let Message { title, detail, remedy } = explain(error);
        if missing.is_empty() {
            return Self::door("does_not_fit", &title, detail, &remedy);
        }
        let lacking = format!("{detail} The file has no column {}.", missing.join(", "));
        let remedy = "Give the file that has these columns, or name them with --column NAME=COLUMN.";
        Self::door("does_not_fit", "This file lacks what the model takes", lacking, remedy)
    }

    /// Another engine came to other segments.
    pub fn segments_differ(detail: &str) -> Self {
        let remedy =
            "Check that both read the same file, and that the code was not changed since it was exported.";
        Self::door("segments_differ", "The segments are not those expected", detail, remedy)
    }

    /// Two files that hold nothing of the same.
    pub fn nothing_in_common(main: &str, other: &str) -> Self {
        Self::door(
            "nothing_in_common",
            "These files cannot be joined",
            format!("No column of {other} holds the values of a column of {main}."),
            "Say with --key FILE=COLUMN which columns name the customer, one for each file, or leave the file out.",
        )
    }

    /// What was asked for cannot be written.
    pub fn unwritten(what: &str, remedy: &str) -> Self {
        Self::door("not_in_sql", "This cannot be written as SQL", what, remedy)
    }

    /// A file that an analysis was made of is another one now.
    pub fn changed_input(path: &Path) -> Self {
        Self::door(
            "changed_input",
            "This file has changed since the analysis",
            format!("{} is not the file that the segments were made of.", path.display()),
            "Segment it again, or give the file that was meant with --input FILE.",
        )
    }

    /// A file without groups, or of other customers.
    pub fn no_groups(file: &str) -> Self {
        Self::door(
            "no_groups",
            "This file says no groups",
            format!("{file} has no column with the words test and control, or none of these customers."),
            "Give a split.csv that split has written, or a file with customer_id and group.",
        )
    }

    /// A file that says nothing of what customers did.
    pub fn no_results(error: &ResultsError) -> Self {
        let detail = format!("{}.", number::capitalised(&error.to_string()));
        let remedy = "Name the columns with --customer, --converted, --amount, --date and --group.";
        Self::door("no_results", "This file cannot be read as results", detail, remedy)
    }

    /// Segments that no questions tell.
    pub fn no_questions(error: &TypingError) -> Self {
        let detail = format!("{}.", number::capitalised(&error.to_string()));
        let remedy = "Give other columns with --questions, or more customers.";
        Self::door("no_questions", "No questions tell these segments", detail, remedy)
    }

    /// Customers that cannot be split.
    pub fn unsplit(error: &SplitError) -> Self {
        let detail = format!("{}.", number::capitalised(&error.to_string()));
        Self::door("unsplit", "These customers cannot be split", detail, "Check --holdout and --strata.")
    }

    /// A destination refuses what is asked for.
    pub fn refused(kind: &str, title: String, detail: String, remedy: String) -> Self {
        Self::Destination(kind.to_owned(), Message { title, detail, remedy })
    }

    /// `{"error": {"kind", "title", "detail", "remedy"}}` on one line.
    pub fn to_json(&self) -> String {
        let (kind, message) = match self {
            Self::Engine(error) => (kind_of(error), explain(error)),
            Self::Destination(kind, message) => (kind.clone(), message.clone()),
            Self::Door(kind, message) => ((*kind).to_owned(), message.clone()),
        };
        let Message { title, detail, remedy } = message;
        let object = Said { error: SaidError { kind, title, detail, remedy } };
        serde_json::to_string(&object).unwrap_or_default()
    }

    fn door(kind: &'static str, title: &str, detail: impl Into<String>, remedy: &str) -> Self {
        let message = Message { title: title.to_owned(), detail: detail.into(), remedy: remedy.to_owned() };
        Self::Door(kind, message)
    }
}

/// The variant's name: `header_only`, `role_missing`, …
fn kind_of(error: &EngineError) -> String {
    let station = serde_json::to_value(error).unwrap_or_default();
    let variant = station.as_object().and_then(|it| it.values().next());
    match variant {
        Some(Value::String(name)) => name.clone(),
        Some(Value::Object(fields)) => fields.keys().next().cloned().unwrap_or_default(),
        _ => "engine".to_owned(),
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<JoinError> for Failure {
    fn from(error: JoinError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<RecipeError> for Failure {
    fn from(error: RecipeError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<FeaturesError> for Failure {
    fn from(error: FeaturesError) -> Self {
        Self::Engine(error.into())
    }
}
