//! Cells that say that there is no value.

/// Whether a trimmed cell means "nothing here".
pub fn is_missing(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return true };
    // Digits and most letters cannot start such a word.
    if !matches!(first, b'-' | b'#' | b'(' | b'<' | b'\\' | b'N' | b'n' | 0xE2) {
        return false;
    }
    matches!(
        text,
        "-" | "--"
            | "–"
            | "—"
            | "−"
            | "NA"
            | "N/A"
            | "n/a"
            | "N.A."
            | "n.a."
            | "#N/A"
            | "#NA"
            | "<NA>"
            | "\\N"
            | "null"
            | "NULL"
            | "Null"
            | "(null)"
            | "nan"
            | "NaN"
            | "NAN"
            | "(blank)"
            | "#NULL!"
            | "#DIV/0!"
            | "#VALUE!"
            | "#REF!"
            | "#NAME?"
            | "#NUM!"
            | "NaT"
            | "nil"
    )
}
