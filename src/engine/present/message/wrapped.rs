//! Why an archive or a workbook gave no table, in words.

use crate::engine::present::message::{Message, counted, grouped};
use crate::engine::table::TableError;

/// What a person is told about a file whose wrapping cannot be undone.
pub fn explain(error: &TableError) -> Message {
    if let TableError::UnpacksTooLarge { limit_bytes, limit_ratio } = error {
        return Message::new(
            "This file unpacks to far more than it should",
            format!(
                "Unpacked it is larger than {} MB, or more than {} times as large as it is packed.",
                grouped(limit_bytes / 1_000_000),
                grouped(*limit_ratio)
            ),
            "If you trust the file, unpack it yourself and choose the table in it, saved as CSV.",
        );
    }
    if let TableError::TooManyEntries { n_entries, limit } = error {
        return Message::new(
            "This archive holds too many files",
            format!(
                "{} in it; {} are the most that are looked at.",
                counted(*n_entries, "file is", "files are"),
                grouped(*limit)
            ),
            "Unpack it and choose the one file with the table.",
        );
    }
    if let TableError::TooManyCells { limit } = error {
        return Message::new(
            "This workbook is too large",
            format!("It has more than {} cells, or a row with more than 16,384.", grouped(*limit)),
            "Save the sheet as CSV and choose that file; text can be much larger.",
        );
    }
    if let TableError::NoSuchSheet { sheet } = error {
        return Message::new(
            format!("There is no sheet “{sheet}” in this file"),
            "It was renamed or taken out, or the name belongs to another file.",
            "Choose one of the sheets that are there.",
        );
    }
    let (title, detail, remedy) = fixed(error);
    Message::new(title, detail, remedy)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other errors of a wrapping were told before; what is left is damage"
)]
fn fixed(error: &TableError) -> (&'static str, &'static str, &'static str) {
    match error {
        TableError::Protected => (
            "This file is protected by a password",
            "What is in it is encrypted and cannot be read without the password.",
            "Open it in the program it comes from, save it without a password or as CSV, and choose that file.",
        ),
        TableError::NotAWorkbook => (
            "This file is not a workbook",
            "Its name says that it is one, but what is in it is something else.",
            "Open it in the program it comes from, save it as .xlsx or CSV, and choose that file.",
        ),
        TableError::NoTableInside => (
            "There is no table in this file",
            "It can be opened, but no sheet or file in it holds a table.",
            "Choose a file with a sheet, or an archive with a CSV, TSV or text file in it.",
        ),
        TableError::UnsafeNames => (
            "This archive cannot be trusted",
            "It holds names that lead out of the archive, as only a damaged or hostile one does.",
            "Get the file again from where it came from, or save the table as CSV and choose that file.",
        ),
        TableError::PartMissing => (
            "The part that reads this kind of file did not load",
            "Workbooks, archives and older text encodings are read by a part of Enclave that could not be fetched. The page was sealed without it, so it cannot be fetched any more.",
            "Reload the page and choose the file again, or save it as CSV in UTF-8.",
        ),
        TableError::PartBroken => (
            "This file cannot be understood",
            "It is put together in a way that the part of Enclave that reads it does not cope with.",
            "Open it in the program it comes from, save it as CSV and choose that file.",
        ),
        _damaged => (
            "This file is damaged",
            "It is cut off, or not put together as its kind of file should be.",
            "Download or export it again. If it opens in the program it comes from, save it as CSV there and choose that file.",
        ),
    }
}
