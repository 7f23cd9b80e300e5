//! Rules about characters and lengths.

use crate::destinations::{Change, FieldLimit, Rule};
use crate::kernel::contacts::Row;
use crate::kernel::letters::lower;
use crate::kernel::written::csv::is_formula;

/// What programs write for nothing. A person may be called Null, so only spellings that no person
/// has are nothing.
const NOTHING: [&str; 12] =
    ["null", "NULL", "NaN", "nan", "NAN", "#N/A", "N/A", "undefined", "None", "<NA>", "\\N", "(null)"];

/// The rules of text in a file that a program takes in: seen, on one line, without blanks around it,
/// and without words for nothing.
pub fn plain() -> Vec<Rule> {
    vec![Box::new(visible), Box::new(on_one_line), Box::new(trimmed), Box::new(without_nothing)]
}

/// Those, then others.
pub fn plain_and(rules: impl IntoIterator<Item = Rule>) -> Vec<Rule> {
    plain().into_iter().chain(rules).collect()
}

/// Takes out control characters but line breaks and tabs, marks of byte order, and characters that
/// turn the direction of writing: the text reads as it is stored.
pub fn visible(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    let is_hidden = |it: char| {
        (it.is_control() && !matches!(it, '\n' | '\r' | '\t'))
            || matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let is_plain = cell.bytes().all(|it| (b' '..=b'~').contains(&it));
    (!is_plain && cell.contains(is_hidden)).then(|| {
        cell.retain(|it| !is_hidden(it));
        Change::Invisible
    })
}

/// Makes each run of line breaks and tabs one blank.
pub fn on_one_line(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    let is_break = |it: char| matches!(it, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
    cell.contains(is_break).then(|| {
        let parts: Vec<&str> = cell.split(is_break).filter(|it| !it.trim().is_empty()).collect();
        *cell = parts.join(" ");
        Change::LineBreaks
    })
}

/// Takes off blanks around the cell.
pub fn trimmed(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    let n = cell.trim().len();
    (n < cell.len()).then(|| {
        let n_before = cell.len() - cell.trim_start().len();
        cell.truncate(n_before + n);
        cell.drain(..n_before);
        Change::Trimmed
    })
}

/// Empties words that programs write for nothing.
pub fn without_nothing(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    NOTHING.contains(&cell.as_str()).then(|| {
        cell.clear();
        Change::Nothing
    })
}

/// Makes letters small.
pub fn lowered(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    cell.chars().any(|it| lower(it) != it).then(|| {
        *cell = cell.chars().map(lower).collect();
        Change::Lowered
    })
}

/// Takes out characters that the destination does not take.
pub fn without(characters: &'static [char]) -> Rule {
    Box::new(move |_, cell| {
        cell.contains(characters).then(|| {
            cell.retain(|it| !characters.contains(&it));
            Change::Forbidden
        })
    })
}

/// Cuts what is longer than the destination takes, between two letters.
pub fn cut(limit: FieldLimit) -> Rule {
    Box::new(move |_, cell| {
        let n = match limit {
            FieldLimit::Bytes(most) => cell.floor_char_boundary(most),
            FieldLimit::Characters(most) if cell.len() <= most => cell.len(),
            FieldLimit::Characters(most) => cell.char_indices().nth(most).map_or(cell.len(), |it| it.0),
        };
        (n < cell.len()).then(|| {
            cell.truncate(n);
            Change::Cut
        })
    })
}

/// Puts an apostrophe before what a spreadsheet would take as a formula.
pub fn guarded(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    is_formula(cell).then(|| {
        cell.insert(0, '\'');
        Change::Guarded
    })
}

/// Makes question marks of letters that Windows-1252 lacks.
pub fn in_windows_1252(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    use crate::kernel::text::windows_1252_byte;
    cell.chars().any(|it| windows_1252_byte(it).is_none()).then(|| {
        *cell = cell.chars().map(|it| if windows_1252_byte(it).is_some() { it } else { '?' }).collect();
        Change::Unwritable
    })
}

/// Writes the decimals of a number behind a comma.
pub fn with_decimal_comma(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    if let Some(at) = cell.find('.') {
        cell.replace_range(at..=at, ",");
    }
    None
}
