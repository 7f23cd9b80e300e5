//! Errors in words.

use crate::engine::EngineError;
use crate::engine::features::FeaturesError;
use crate::engine::join::JoinError;
use crate::engine::present::message::{counted, grouped, label, reason, rules, wrapped};
use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::SegmentationError;
use crate::engine::table::{FileFormat, TableError};

/// What a person is told when there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What happened, in one line without a full stop.
    pub title: String,
    /// Why, with the place and the numbers that matter.
    pub detail: String,
    /// What to do about it.
    pub remedy: String,
}

impl Message {
    pub(super) fn new(
        title: impl Into<String>,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { title: title.into(), detail: detail.into(), remedy: remedy.into() }
    }
}

/// Puts an error into words.
pub fn explain(error: &EngineError) -> Message {
    match error {
        EngineError::Table(error) => of_table(error),
        EngineError::Recipe(error) => of_recipe(error),
        EngineError::Join(error) => of_join(error),
        EngineError::Features(error) => of_features(error),
        EngineError::Segmentation(error) => of_segmentation(error),
    }
}

fn of_table(error: &TableError) -> Message {
    match error {
        TableError::Empty => Message::new(
            "This file is empty",
            "It holds no rows at all, or nothing but blank lines.",
            "Export the list again from the tool it came from and choose that file.",
        ),
        TableError::HeaderOnly { n_columns } => Message::new(
            "This file has column names and no rows",
            format!("Line 1 names {}; nothing follows.", counted(*n_columns as u64, "column", "columns")),
            "Check the filter of the export: it may have left every row out.",
        ),
        TableError::Unreadable => Message::new(
            "This file cannot be read any more",
            "The browser could not get all of it: it was moved, changed or deleted meanwhile.",
            "Choose the file once more.",
        ),
        TableError::NotText { format } => of_format(*format),
        TableError::Protected
        | TableError::Damaged
        | TableError::NotAWorkbook
        | TableError::NoTableInside
        | TableError::UnsafeNames
        | TableError::UnpacksTooLarge { .. }
        | TableError::TooManyEntries { .. }
        | TableError::TooManyCells { .. }
        | TableError::NoSuchSheet { .. }
        | TableError::PartMissing
        | TableError::PartBroken => wrapped::explain(error),
        TableError::NoRoom { n_rows, row_bytes, limit_bytes } => no_room(*n_rows, *row_bytes, *limit_bytes),
        TableError::FieldTooLarge { line, limit_bytes } => Message::new(
            "One cell of this file is far too large",
            format!(
                "The cell that starts in line {} is larger than {} MB. Most often a quote was opened \
                 and never closed.",
                grouped(*line),
                grouped(limit_bytes / 1_000_000)
            ),
            format!(
                "Open the file in a text editor, close the quote in line {} and try again.",
                grouped(*line)
            ),
        ),
        TableError::TooManyColumns { n_columns, limit } => Message::new(
            "This file has too many columns",
            format!(
                "{} were found; {} is the most that can be read.",
                counted(*n_columns as u64, "column", "columns"),
                grouped(*limit as u64)
            ),
            "Export only the columns you need, or check that the separator is right.",
        ),
    }
}

fn of_format(format: FileFormat) -> Message {
    let (what, remedy) = match format {
        FileFormat::Pdf => ("a PDF", "Export a CSV from the tool the PDF came from."),
        FileFormat::Zip => (
            "a zip archive or an Excel file",
            "Open it in Excel or unpack it, save as CSV and choose that file.",
        ),
        FileFormat::OldExcel => ("an old Excel file", "Open it in Excel, save as CSV and choose that file."),
        FileFormat::Gzip => ("a gzip archive", "Unpack it and choose the file inside."),
        FileFormat::Picture => ("a picture", "Choose the table itself, as CSV or text."),
        FileFormat::Json => {
            ("JSON", "Export the list as CSV. A recipe is opened after a file, not instead of one.")
        }
        FileFormat::Html => (
            "a web page",
            "Some tools name a web page .xls: open it in Excel, save as CSV and choose that file.",
        ),
        FileFormat::Binary => {
            ("not text", "Choose a table in text form: CSV, TSV or a listing with columns.")
        }
    };
    Message::new(
        "This file is not a table in text form",
        format!("Its first bytes say that it is {what}."),
        remedy,
    )
}

fn of_join(error: &JoinError) -> Message {
    match error {
        JoinError::ColumnMissing { file, column } => Message::new(
            "A column to join by is not there",
            format!("{file} has no column “{column}”."),
            "Choose another column to join by, or leave the choice to the files.",
        ),
        JoinError::NoTable { file, reason } => {
            let words = of_table(reason);
            Message::new(
                format!("{file} cannot be added"),
                format!("{}. {}", words.title, words.detail),
                words.remedy,
            )
        }
        JoinError::FileMissing { file } => Message::new(
            "One of the files is missing",
            format!("The choices name {file}, and no such file was given."),
            "Open it together with the others, or remove it from the choices.",
        ),
    }
}

fn of_recipe(error: &RecipeError) -> Message {
    match error {
        RecipeError::NotARecipe { line, column } => Message::new(
            "This file is not a recipe",
            format!("It stops making sense in line {line}, column {column}."),
            "Choose a recipe that Enclave saved, with the ending .json.",
        ),
        RecipeError::TooNew { found, known } => Message::new(
            "This recipe was made by a newer Enclave",
            format!("It is of version {found}; this one reads versions up to {known}."),
            "Reload the page to get the newest Enclave, then open the recipe again.",
        ),
        RecipeError::FileTwice { file } => Message::new(
            "Two of the files have the same name",
            format!("Both are called {file}."),
            "Remove one of them, or give it another name before it is added.",
        ),
        RecipeError::RoleTwice { role } => Message::new(
            format!("Two columns are {}", label::role(*role)),
            "Only one column can have this role.",
            "Set one of the two to Ignore, or to the role it really has.",
        ),
        RecipeError::OutOfRange { option, value, min, max } => Message::new(
            format!("{value} is not possible for “{option}”"),
            format!("Allowed are {min} to {max}."),
            format!("Choose a number from {min} to {max}."),
        ),
        RecipeError::CutsNotRising { feature } => Message::new(
            format!("The cut points for {feature} do not rise"),
            "Each cut point must be at least as large as the one before it.",
            "Put the numbers in ascending order.",
        ),
        RecipeError::CutsMiscounted { feature, found, needed } => Message::new(
            format!("{feature} has {found} cut points, not {needed}"),
            "Between the scores there is one cut point fewer than there are scores.",
            format!("Give {needed} numbers, or choose another number of scores."),
        ),
        RecipeError::OwnMapMiscounted { n_cells, bins } => Message::new(
            format!("The map of names has {n_cells} cells"),
            format!("{bins} scores need {bins} × {bins} cells, or {bins} × {bins} × {bins} with money."),
            "Paint the map for this number of scores, or choose another map.",
        ),
        RecipeError::Rules(error) => rules::unusable(error),
        RecipeError::OwnMapNames { n_names, most } => Message::new(
            "The names of the map cannot be used",
            format!("There are {n_names}. A map has 1 to {most} different names, none of them “Others”."),
            "Change the names.",
        ),
    }
}

fn of_features(error: &FeaturesError) -> Message {
    match error {
        FeaturesError::RoleMissing { role } => Message::new(
            format!("No column is {}", label::role(*role)),
            format!("This way of grouping cannot do without {}.", label::need(*role)),
            format!("Say which column is {}, or choose another method.", label::role(*role)),
        ),
        FeaturesError::ColumnMissing { column } => Message::new(
            format!("This file has no column “{column}”"),
            "The recipe or the choice names a column that is not in the file.",
            "Choose the column that takes its place.",
        ),
        FeaturesError::WrongKind { column, role, found } => Message::new(
            format!("“{column}” cannot be {}", label::role(*role)),
            format!("Its values are of the type {}.", label::kind(*found)),
            "Choose another column for this role, or change the column's type.",
        ),
        FeaturesError::NoCustomers { n_rows } => Message::new(
            "No row of this file can be used",
            format!(
                "{} read, but each lacks a customer, a readable date or an amount.",
                counted(*n_rows as u64, "row was", "rows were")
            ),
            "Check what the columns mean, how dates are written and which day is counted back from.",
        ),
        FeaturesError::TooManyToLeaveOut { kind, n, n_listed } => Message::new(
            "These rows are too many to leave out one by one",
            format!(
                "{} for this reason: {}. Only {} of them are listed by line.",
                counted(*n, "row stands out", "rows stand out"),
                reason(*kind),
                grouped(*n_listed)
            ),
            "Keep them, or mend the file and open it again.",
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a total match, an arm for each error")]
fn of_segmentation(error: &SegmentationError) -> Message {
    match error {
        SegmentationError::FeatureMissing { feature } => Message::new(
            format!("{} cannot be worked out", label::measure(feature)),
            "No column tells, and the method cannot do without it.",
            "Say which column holds it, or choose another method.",
        ),
        SegmentationError::NoFeatures => Message::new(
            "No column tells customers apart",
            "Every column is the same for everybody, or is not used.",
            "Use at least one column of numbers that differ from customer to customer.",
        ),
        SegmentationError::TooManyFeatures { n_features, limit } => Message::new(
            "Too many columns to find groups by",
            format!(
                "{} are chosen; {} at most can be weighed against each other.",
                counted(*n_features as u64, "column", "columns"),
                grouped(*limit as u64)
            ),
            "Leave out columns that say little about a customer, on the Import page.",
        ),
        SegmentationError::NoOutcome => Message::new(
            "No column is the outcome",
            "A tree needs to know who responded, or how much.",
            "Say which column it is: yes or no, or an amount.",
        ),
        SegmentationError::OutcomeOfManyValues { column, n_values, examples } => Message::new(
            format!("“{column}” is no yes or no"),
            format!(
                "It has {} different values, such as {}.",
                grouped(*n_values as u64),
                examples.join(", ")
            ),
            "Say which of its values counts as yes, or choose another column.",
        ),
        SegmentationError::OutcomeIsDate { column } => Message::new(
            format!("“{column}” holds dates"),
            "An outcome is yes or no, or an amount.",
            "Choose another column.",
        ),
        SegmentationError::ResponseUnknown { column, response } => Message::new(
            format!("Nobody has “{response}” in “{column}”"),
            "So nobody would count as yes.",
            "Choose one of the column’s values, spelled as in the file.",
        ),
        SegmentationError::OutcomeAlike { column } => Message::new(
            format!("“{column}” is the same for everybody"),
            "There is nothing that a tree could tell apart.",
            "Choose another column, or another method.",
        ),
        SegmentationError::TooFewCustomers { n_customers, needed } => Message::new(
            "There are too few customers to group",
            format!(
                "{} with all numbers known; at least {} needed.",
                counted(*n_customers as u64, "customer", "customers"),
                counted(*needed as u64, "is", "are")
            ),
            "Use a file with more customers, or leave out columns that are mostly empty.",
        ),
        SegmentationError::TooManyGroups { n_groups, limit } => Message::new(
            "There are too many groups",
            format!(
                "With this distance there are {} groups; {} at most can be told apart.",
                grouped(*n_groups as u64),
                grouped(*limit as u64)
            ),
            "Choose a larger distance, or ask for more customers near each other.",
        ),
        SegmentationError::Rule(misfit) => rules::misfit(misfit),
        SegmentationError::TooLarge { feature } => Message::new(
            format!("“{feature}” holds a number too large to compare"),
            "On the scale chosen, the distance to it has no room among the numbers a computer knows.",
            "Choose the scale for skewed numbers or the one by averages, or mend the number in the file.",
        ),
        SegmentationError::AllAlike { n_customers } => Message::new(
            "All customers are alike",
            format!(
                "{} the same numbers in every column that is used, so there are no groups to find.",
                counted(*n_customers as u64, "customer has", "customers have")
            ),
            "Use other columns, or another method.",
        ),
    }
}

fn no_room(n_rows: u64, row_bytes: u64, limit_bytes: u64) -> Message {
    let megabytes = |bytes: u64| grouped(bytes / 1_000_000);
    Message::new(
        "This file has more rows than a page has room for",
        format!(
            "It has about {} rows, and with all its columns each takes about {} bytes: {} MB together. \
             There is room for {} MB.",
            grouped(n_rows),
            grouped(row_bytes),
            megabytes(n_rows.saturating_mul(row_bytes)),
            megabytes(limit_bytes)
        ),
        "Export it without the columns of long text, for a shorter time, or as a sample of customers.",
    )
}
