//! A cell of a sheet, as text.

use std::borrow::Cow;

use enclave_engine::engine::table::{IssueKind, TableError, iso};

/// A cell that holds something.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// What it holds.
    pub text: Cow<'a, str>,
    /// What is odd about it.
    pub flaw: Option<IssueKind>,
}

/// Takes the cells of a sheet in the order of the file.
pub type TakeCell<'a> = dyn FnMut(Cell<'_>) -> Result<(), TableError> + 'a;

/// A number with all its digits, the way it cannot be misread: three digits behind the point look
/// like a group of thousands to a reader of text, so a zero is put behind them.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if size >= 1e21 || (size > 0.0 && size < 1e-7) {
        return format!("{value:e}");
    }
    let mut text = value.to_string();
    if text.split_once('.').is_some_and(|it| it.1.len() == 3) {
        text.push('0');
    }
    text
}

/// A day and a time as ISO 8601 writes them.
///
/// `serial` counts days from the end of 1899, as Excel does with its 29 February 1900, or from the
/// start of 1904. What is less than a day is a time alone.
pub fn moment(serial: f64, is_1904: bool) -> String {
    const MILLIS: f64 = 86_400_000.0;
    if !(0.0..2_958_466.0).contains(&serial) {
        return number(serial);
    }
    #[expect(clippy::cast_possible_truncation, reason = "less than 3 million days")]
    let millis = (serial * MILLIS).round() as i64;
    let (days, millis) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    let time = clock(millis);
    if days == 0 && serial < 1.0 {
        return time;
    }
    // Days since 1970-01-01.
    let days = match (is_1904, days) {
        (true, days) => days - 24_107,
        (false, 60) => return "1900-02-29".to_owned(),
        (false, days) => days - 25_569 + i64::from(days < 60),
    };
    let date = iso(i32::try_from(days).unwrap_or(i32::MAX));
    if millis == 0 { date } else { format!("{date} {time}") }
}

/// A length of time: hours, which may be more than a day has, minutes and seconds.
pub fn duration(serial: f64) -> String {
    if !serial.is_finite() || serial.abs() > 3_000_000.0 {
        return number(serial);
    }
    #[expect(clippy::cast_possible_truncation, reason = "less than 3 million days")]
    let millis = (serial.abs() * 86_400_000.0).round() as i64;
    let sign = if serial < 0.0 { "-" } else { "" };
    format!("{sign}{}", clock(millis))
}

fn clock(millis: i64) -> String {
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let text = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if millis == 0 { text } else { format!("{text}.{millis:03}") }
}

#[cfg(test)]
mod tests {
    use super::{duration, moment, number};

    #[test]
    fn numbers_keep_all_digits_and_are_never_taken_for_thousands() {
        let cases = [
            (26.0, "26"),
            (0.1 + 0.2, "0.30000000000000004"),
            (9.125, "9.1250"),
            (-1.5, "-1.5"),
            (1e300, "1e300"),
            (1.5e-9, "1.5e-9"),
            (9_007_199_254_740_992.0, "9007199254740992"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn days_of_both_systems_are_iso_days() {
        let cases = [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "1900-02-29"),
            (61.0, false, "1900-03-01"),
            (45_292.0, false, "2024-01-01"),
            (43_830.0, true, "2024-01-01"),
            (45_292.75, false, "2024-01-01 18:00:00"),
            (0.5, false, "12:00:00"),
            (45_943.541, false, "2025-10-13 12:59:02.400"),
            (2_958_465.0, false, "9999-12-31"),
        ];
        for (serial, is_1904, expected) in cases {
            assert_eq!(moment(serial, is_1904), expected, "{serial}");
        }
    }

    #[test]
    fn a_duration_counts_hours_beyond_a_day() {
        assert_eq!(duration(1.25), "30:00:00");
        assert_eq!(duration(-0.5), "-12:00:00");
    }
}
