//! Records as comma-separated text, and the guard against formulas.
//!
//! Quotes stand only where RFC 4180 asks for them; lines end in LF.

use crate::engine::export::Safety;

/// Text that grows record by record.
#[derive(Debug, Default)]
pub(super) struct CsvText {
    text: String,
    is_in_record: bool,
}

impl CsvText {
    /// A text that starts with a header.
    pub(super) fn with_header(names: &[&str]) -> Self {
        let mut csv = Self::default();
        for name in names {
            csv.cell(name, Safety::Exact);
        }
        csv.end_record();
        csv
    }

    /// Adds a cell to the record.
    pub(super) fn cell(&mut self, cell: &str, safety: Safety) {
        if self.is_in_record {
            self.text.push(',');
        }
        self.is_in_record = true;
        let is_guarded = safety == Safety::Spreadsheet && is_formula(cell);
        if !cell.contains([',', '"', '\n', '\r']) {
            if is_guarded {
                self.text.push('\'');
            }
            self.text.push_str(cell);
            return;
        }
        self.text.push('"');
        if is_guarded {
            self.text.push('\'');
        }
        for (idx, part) in cell.split('"').enumerate() {
            if idx > 0 {
                self.text.push_str("\"\"");
            }
            self.text.push_str(part);
        }
        self.text.push('"');
    }

    /// Ends the record.
    pub(super) fn end_record(&mut self) {
        self.text.push('\n');
        self.is_in_record = false;
    }

    /// All records.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Whether a spreadsheet may take a cell as a formula (OWASP ASVS 5.0, 1.2.10), also in its
/// full-width forms and after spaces. A plain number is none.
fn is_formula(cell: &str) -> bool {
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

/// The shortest decimal that is the number but for the noise of adding: at most nine decimals where
/// they come within a hundred-billionth of it, all digits where they don't. Empty where not known.
pub(super) fn decimal(x: f64) -> String {
    if !x.is_finite() {
        return String::new();
    }
    let noise = x.abs().max(1.0) * 1e-11;
    let mut scale = 1.0;
    for _ in 0..=9 {
        let rounded = (x * scale).round() / scale;
        if (x - rounded).abs() <= noise {
            return (rounded + 0.0).to_string();
        }
        scale *= 10.0;
    }
    x.to_string()
}

#[cfg(test)]
mod tests {
    use super::{decimal, is_formula};

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
    fn the_noise_of_adding_is_not_written() {
        assert_eq!(decimal(0.1 + 0.2), "0.3");
        assert_eq!(decimal(29.33 + 29.73 + 14.96 + 26.48), "100.5");
        assert_eq!(decimal((0..1000).map(|_| 19.99).sum()), "19990");
        assert_eq!(decimal(-0.0), "0");
        assert_eq!(decimal(-12.5), "-12.5");
    }

    #[test]
    fn true_digits_are_kept() {
        for x in [1.0 / 3.0, 123_456_789.123_456, 1e-7, 0.125, 2.5e15, 1e300] {
            let read: f64 = decimal(x).parse().unwrap();
            assert!((read - x).abs() <= x.abs().max(1.0) * 1e-11, "{x} became {read}");
        }
        assert_eq!(decimal(0.125), "0.125");
        assert_eq!(decimal(f64::NAN), "");
    }
}
