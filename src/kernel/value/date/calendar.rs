//! Days of the Gregorian calendar as numbers.

/// Days since 1970-01-01 of a date that exists, from the year 1000 to 9999.
pub fn day_number(year: u32, month: u32, day: u32) -> Option<i32> {
    if !(1000..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 || day > 31 {
        return None;
    }
    if day > 28 && day > days_in(year, month) {
        return None;
    }
    // Years start in March, so that the leap day is their last.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let of_year = (month * 306 + 5) / 10 + day - 1;
    i32::try_from(year * 365 + year / 4 - year / 100 + year / 400 + of_year).ok().map(|it| it - 719_468)
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::day_number;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(1970, 1, 1), Some(0));
        assert_eq!(day_number(1969, 12, 31), Some(-1));
        assert_eq!(day_number(2000, 3, 1), Some(11_017));
        assert_eq!(day_number(2026, 11, 22), Some(20_779));
    }

    #[test]
    fn days_that_do_not_exist_have_no_number() {
        for (year, month, day) in [(1900, 2, 29), (2024, 2, 30), (2024, 13, 1), (2024, 4, 31), (0, 1, 1)] {
            assert_eq!(day_number(year, month, day), None, "{year}-{month}-{day}");
        }
        assert!(day_number(2000, 2, 29).is_some() && day_number(2024, 2, 29).is_some());
    }
}
