//! Records as comma-separated text.
//!
//! Quotes stand only where RFC 4180 asks for them; lines end in LF.

use crate::engine::export::Safety;
use crate::kernel::written::csv::{Guard, push_cell};

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
        let guard = match safety {
            Safety::Spreadsheet => Guard::Apostrophe,
            Safety::Exact => Guard::None,
        };
        push_cell(&mut self.text, cell, ',', guard);
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
    use super::decimal;

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
