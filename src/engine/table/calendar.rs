//! Days counted from 1970-01-01 as dates.

use crate::kernel::value::date::{self, Dated};

/// Year, month (1 to 12) and day (1 to 31) of a day counted from 1970-01-01, in the proleptic
/// Gregorian calendar. Years start in March here, so that the leap day is the last of its year.
pub fn civil(day: i32) -> (i64, u8, u8) {
    let from_march_0000 = i64::from(day) + 719_468;
    let era = from_march_0000.div_euclid(146_097);
    let day_of_era = from_march_0000.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
    let month = if months_from_march < 10 { months_from_march + 3 } else { months_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// A day counted from 1970-01-01, written as year, month and day: 2026-05-31.
pub fn iso(day: i32) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The days that a date is when it is read day first and month first, where both exist.
pub fn both_days(text: &str) -> Option<(i32, i32)> {
    match date::parse(text)? {
        Dated::Either { day_first, month_first, .. } => Some((day_first, month_first)),
        Dated::Sure(_) | Dated::Digits(_) | Dated::One(..) => None,
    }
}

/// The day that is written as `2026-05-31`, since 1970-01-01; `None` where the text is none.
pub fn day_of(text: &str) -> Option<i32> {
    date::iso(text.trim().as_bytes()).filter(|it| iso(*it) == text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_dates() {
        assert_eq!(iso(0), "1970-01-01");
        assert_eq!(iso(-1), "1969-12-31");
        assert_eq!(iso(11_016), "2000-02-29");
        assert_eq!(iso(10_407), "1998-06-30");
        assert_eq!(civil(-719_468), (0, 3, 1));
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let mut before = civil(-1);
        for day in 0..146_097 {
            let (year, month, of_month) = civil(day);
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let length = match before.1 {
                2 if is_leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            let expected = match before {
                (y, 12, 31) => (y + 1, 1, 1),
                (y, m, d) if d == length => (y, m + 1, 1),
                (y, m, d) => (y, m, d + 1),
            };
            assert_eq!((year, month, of_month), expected);
            before = expected;
        }
    }
}
