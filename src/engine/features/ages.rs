//! Birthdays as ages, and ages in bands.

use crate::engine::features::columns::Columns;
use crate::engine::features::{CategoryFeature, Feature};
use crate::engine::table::{Column, Kind, MISSING_CODE, MISSING_DAY, Texts, civil, is_age, is_birthday};

/// Where bands begin, in years.
const BANDS: [u8; 7] = [0, 18, 25, 35, 45, 55, 65];

/// Whole years from a birthday to a day; who was born on a leap day turns on the first of March in
/// other years. `NaN` where the birthday is not known or yet to come.
pub fn years(birthday: i32, day: i32) -> f64 {
    if birthday == MISSING_DAY || birthday > day {
        return f64::NAN;
    }
    let (born, now) = (civil(birthday), civil(day));
    let years = now.0 - born.0 - i64::from((now.1, now.2) < (born.1, born.2));
    i32::try_from(years).map_or(f64::NAN, f64::from)
}

/// Whether a column holds birthdays.
pub fn has_birthdays(column: &Column) -> bool {
    column.kind == Kind::Date && is_birthday(&column.name)
}

/// Whether a column tells ages, in years or by birthdays.
pub fn tells_age(column: &Column) -> bool {
    has_birthdays(column) || (column.kind == Kind::Number && is_age(&column.name))
}

/// The bands of every column that tells ages and has a feature.
pub fn age_bands(columns: &Columns<'_>, features: &[Feature]) -> Vec<CategoryFeature> {
    let telling = columns.all().map(|it| it.1).filter(|it| tells_age(it));
    let feature = |column: &Column| features.iter().find(|it| it.id == column.name);
    telling.filter_map(feature).map(|it| bands(&it.label, &it.values)).collect()
}

/// Ages as a category: "0–17", "18–24" and so on up to "65+".
pub fn bands(label: &str, years: &[f64]) -> CategoryFeature {
    let mut dictionary = Texts::default();
    for (from, next) in BANDS.iter().zip(BANDS.iter().skip(1)) {
        dictionary.push(&format!("{from}–{}", next - 1));
    }
    dictionary.push("65+");
    let code = |&years: &f64| {
        let n_begun = BANDS.iter().filter(|&&it| years >= f64::from(it)).count();
        n_begun.checked_sub(1).and_then(|it| u32::try_from(it).ok()).unwrap_or(MISSING_CODE)
    };
    CategoryFeature { label: format!("{label} (band)"), codes: years.iter().map(code).collect(), dictionary }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole years are exact")]
mod tests {
    use super::*;
    use crate::kernel::value::date;

    fn day(text: &str) -> i32 {
        date::iso(text.as_bytes()).expect("a day")
    }

    #[test]
    fn a_year_is_full_on_the_birthday_and_on_the_first_of_march_after_a_leap_day() {
        let cases = [
            ("1990-06-15", "2026-06-14", 35.0),
            ("1990-06-15", "2026-06-15", 36.0),
            ("2004-02-29", "2026-02-28", 21.0),
            ("2004-02-29", "2026-03-01", 22.0),
            ("2004-02-29", "2024-02-28", 19.0),
            ("2004-02-29", "2024-02-29", 20.0),
            ("1999-12-31", "2000-01-01", 0.0),
            ("1900-03-01", "2000-02-29", 99.0),
        ];
        for (birthday, on, expected) in cases {
            assert_eq!(years(day(birthday), day(on)), expected, "{birthday} on {on}");
        }
        assert!(years(day("2026-01-02"), day("2026-01-01")).is_nan());
        assert!(years(MISSING_DAY, 0).is_nan());
    }

    #[test]
    fn bands_close_before_the_next_begins() {
        let found = bands("age", &[0.0, 17.0, 18.0, 24.0, 64.0, 65.0, 101.0, f64::NAN, -1.0]);
        let names: Vec<&str> = found.codes.iter().map(|&it| found.dictionary.get(it as usize)).collect();
        assert_eq!(names, ["0–17", "0–17", "18–24", "18–24", "55–64", "65+", "65+", "", ""]);
    }
}
