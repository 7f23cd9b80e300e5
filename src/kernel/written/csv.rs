//! Cells of separated text, and the guard against formulas.

/// How a cell that a spreadsheet would take as a formula is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// With a leading apostrophe.
    Apostrophe,
    /// As it is.
    None,
}

/// Adds a cell. Quotes stand only where RFC 4180 asks for them: around separators, quotes and line
/// ends, quotes inside doubled.
pub fn push_cell(text: &mut String, cell: &str, separator: char, guard: Guard) {
    let is_guarded = guard == Guard::Apostrophe && is_formula(cell);
    if !cell.contains([separator, '"', '\n', '\r']) {
        if is_guarded {
            text.push('\'');
        }
        text.push_str(cell);
        return;
    }
    text.push('"');
    if is_guarded {
        text.push('\'');
    }
    for (idx, part) in cell.split('"').enumerate() {
        if idx > 0 {
            text.push_str("\"\"");
        }
        text.push_str(part);
    }
    text.push('"');
}

/// Whether a spreadsheet may take a cell as a formula (OWASP ASVS 5.0, 1.2.10), also in its
/// full-width forms and after spaces. A plain number is none.
pub fn is_formula(cell: &str) -> bool {
    let start = cell.trim_start_matches(|it: char| it.is_whitespace() && !matches!(it, '\t' | '\r' | '\n'));
    let is_suspect = start.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']);
    is_suspect && !is_plain_number(start.trim_end())
}

/// A sign, digits with at most one mark before the fraction, and an exponent.
fn is_plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let is_digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let has_digit = !whole.is_empty() || !fraction.is_empty();
    has_digit
        && is_digits(whole)
        && is_digits(fraction)
        && exponent.is_none_or(|it| !it.is_empty() && is_digits(it))
}

#[cfg(test)]
mod tests {
    use super::{Guard, is_formula, push_cell};

    #[test]
    fn what_a_spreadsheet_would_run_is_a_formula() {
        for cell in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "  =1",
            "\u{a0}=1",
            "＝1+1",
            "＋1+A1",
            "－1-A1",
            "＠A1",
            "-",
            "+",
            "--1",
            "-1e",
            "+1.2.3",
            "-1-1",
            "=",
        ] {
            assert!(is_formula(cell), "{cell:?}");
        }
    }

    #[test]
    fn plain_numbers_and_words_are_no_formulas() {
        for cell in [
            "",
            "5",
            "-5",
            "+1.5e3",
            "-1,5",
            "+49301234567",
            "-.5",
            "-5.",
            " -5 ",
            "-1E-3",
            "a=b",
            "Ann-Marie",
            "'=1",
            "00012",
        ] {
            assert!(!is_formula(cell), "{cell:?}");
        }
    }

    #[test]
    fn quotes_stand_where_they_are_needed() {
        for (cell, separator, expected) in [
            ("plain", ',', "plain"),
            ("a,b", ',', "\"a,b\""),
            ("a,b", ';', "a,b"),
            ("a;b", ';', "\"a;b\""),
            ("say \"hi\"", '\t', "\"say \"\"hi\"\"\""),
            ("two\nlines", ',', "\"two\nlines\""),
            ("=1,2", ',', "\"'=1,2\""),
            ("-5", ',', "-5"),
        ] {
            let mut text = String::new();
            push_cell(&mut text, cell, separator, Guard::Apostrophe);
            assert_eq!(text, expected, "{cell:?}");
        }
    }
}
