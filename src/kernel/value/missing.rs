//! Cells that say that there is no value.
//!
//! Some words mean it everywhere. Others are values elsewhere: "none" is a level of membership as
//! well, "?" an answer; they stand for nothing only where a number or a day belongs.

/// Longest of the words below, in bytes.
const MAX_BYTES: usize = 26;

/// Words that mean it everywhere.
const MISSING: [&str; 55] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    "−",
    "－",
    "NA",
    "N/A",
    "n/a",
    "N.A.",
    "n.a.",
    "<NA>",
    "\\N",
    "null",
    "NULL",
    "Null",
    "(null)",
    "[null]",
    "<null>",
    "nan",
    "NaN",
    "NAN",
    "NaT",
    "nil",
    "undefined",
    "(blank)",
    "(empty)",
    "(leer)",
    "(Leer)",
    "(vide)",
    "(en blanco)",
    "(vacío)",
    "(vuoto)",
    "(vazio)",
    "(leeg)",
    "(puste)",
    "(空白)",
    "(not set)",
    "(not provided)",
    "N/D",
    "n/d",
    "n.d.",
    "N.D.",
    "S/D",
    "s/d",
    "N.N.",
    "n.v.",
    "n.v.t.",
    "n.b.",
    "N.B.",
    "k.A.",
    "k. A.",
    "K.A.",
    "k.a.",
];
/// Words that mean it where a number or a day belongs.
const DOUBTFUL: [&str; 52] = [
    ".",
    "..",
    "...",
    "?",
    "??",
    "???",
    "*",
    "/",
    "none",
    "None",
    "NONE",
    "(none)",
    "unknown",
    "Unknown",
    "UNKNOWN",
    "missing",
    "Missing",
    "never",
    "Never",
    "TBD",
    "tbd",
    "TBC",
    "not available",
    "Not available",
    "unbekannt",
    "Unbekannt",
    "keine Angabe",
    "keine",
    "ohne",
    "inconnu",
    "Inconnu",
    "aucun",
    "Aucun",
    "sin datos",
    "desconocido",
    "ninguno",
    "sconosciuto",
    "nessuno",
    "desconhecido",
    "nenhum",
    "onbekend",
    "geen",
    "brak",
    "Brak",
    "BRAK",
    "brak danych",
    "nieznany",
    "なし",
    "無し",
    "不明",
    "未定",
    "ー",
];

/// Whether a trimmed cell means "nothing here" wherever it stands.
pub fn is_missing(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return true };
    // Digits and most letters cannot start such a word.
    if text.len() > MAX_BYTES
        || !matches!(
            first,
            b'-' | b'#'
                | b'('
                | b'<'
                | b'['
                | b'\\'
                | b'N'
                | b'n'
                | b'S'
                | b's'
                | b'k'
                | b'K'
                | b'u'
                | b'U'
                | 0xE2
                | 0xEF
        )
    {
        return false;
    }
    if *first == b'#' {
        return is_spreadsheet_error(text);
    }
    MISSING.contains(&text)
}

/// What a spreadsheet shows where a formula failed, in the languages of its menus: `#N/A`, `#NV`,
/// `#DIV/0!`, `#WERT!`, `#NAZWA?`.
fn is_spreadsheet_error(text: &str) -> bool {
    let is_plain = matches!(text, "#N/A" | "#NA" | "#NV" | "#N/D" | "#N/B" | "#ND");
    is_plain
        || (text.ends_with(['!', '?'])
            && text.len() > 4
            && text
                .chars()
                .skip(1)
                .all(|it| it.is_ascii_uppercase() || matches!(it, '0' | '/' | '!' | '?' | 'Ü' | '¡' | '¿')))
}

/// Whether a trimmed cell means "nothing here" where a number or a day belongs.
pub fn is_missing_value(text: &str) -> bool {
    is_missing(text) || is_doubtful(text)
}

/// Whether a trimmed cell means "nothing here" unless the column is one of words.
pub fn is_doubtful(text: &str) -> bool {
    if text.len() > MAX_BYTES
        || text.len() > 2 && text.as_bytes().first().is_some_and(|it| matches!(it, b'1'..=b'9'))
    {
        return false;
    }
    if text.as_bytes().first() == Some(&b'0') {
        return matches!(
            text,
            "0000-00-00" | "0000-00-00 00:00" | "00.00.0000" | "00/00/0000" | "00-00-0000"
        ) || text.starts_with("0000-00-00 00:00");
    }
    DOUBTFUL.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::{MISSING, is_missing, is_missing_value};

    #[test]
    fn words_for_nothing_are_known_in_the_languages_of_customers() {
        for text in [
            "",
            "-",
            "—",
            "N/A",
            "NULL",
            "#N/A",
            "#NV",
            "#DIV/0!",
            "#WERT!",
            "#VALEUR!",
            "#NAZWA?",
            "k.A.",
            "s/d",
            "(not set)",
        ] {
            assert!(is_missing(text) && is_missing_value(text), "{text}");
        }
    }

    #[test]
    fn no_word_for_nothing_ends_in_a_digit() {
        assert!(!MISSING.iter().any(|it| it.ends_with(|it: char| it.is_ascii_digit())));
        for text in ["#DIV/0", "#N/A0", "#0000", "N/A 1"] {
            assert!(!is_missing(text), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_value_is_missing_only_among_numbers_and_days() {
        for text in
            ["none", "?", ".", "unknown", "brak", "なし", "0000-00-00", "0000-00-00 00:00:00", "Never"]
        {
            assert!(!is_missing(text) && is_missing_value(text), "{text}");
        }
    }

    #[test]
    fn values_are_not_missing() {
        for text in [
            "0", "Nadia", "No", "n", "#1001", "#FF00AA", "nada", "S", "Kai", "12.5", "Ναι", "-5", "(12)", "5",
        ] {
            assert!(!is_missing_value(text), "{text}");
        }
    }
}
