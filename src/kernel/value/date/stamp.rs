//! Moments written as one number.

use crate::kernel::value::date::{digits, eight_digits};

/// The day of a moment that is written as one number, as databases and spreadsheets do: a day of
/// Excel (from 1970 to 2064), seconds, milliseconds or microseconds since 1970, or all digits from
/// year to second. Only the name of a column can say that its numbers are meant so.
pub fn stamped(text: &str) -> Option<i32> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let all_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if whole.len() > 16 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let number: u64 = whole.parse().ok()?;
    let days = |per_day: u64| i32::try_from(number / per_day).ok();
    match whole.len() {
        5 if (25_569..=60_000).contains(&number) => i32::try_from(number - 25_569).ok(),
        8 => eight_digits(<[u8; 8]>::try_from(whole.as_bytes()).ok()?),
        9 | 10 if number < MAX_SECONDS => days(86_400),
        12 | 13 if number < MAX_SECONDS * 1_000 => days(86_400_000),
        14 => {
            let clock: [u8; 6] = whole.as_bytes().get(8..)?.try_into().ok()?;
            let [h1, h2, m1, m2, s1, s2] = clock;
            let is_clock = digits([h1, h2])? < 24 && digits([m1, m2])? < 60 && digits([s1, s2])? < 61;
            is_clock.then(|| eight_digits(whole.as_bytes().get(..8)?.try_into().ok()?)).flatten()
        }
        15 | 16 if number < MAX_SECONDS * 1_000_000 => days(86_400_000_000),
        _ => None,
    }
}

/// The start of the year 2100, in seconds since 1970.
const MAX_SECONDS: u64 = 4_102_444_800;

#[cfg(test)]
mod tests {
    use super::stamped;
    use crate::kernel::value::date::day_number;

    #[test]
    fn moments_in_one_number_are_days_by_their_size() {
        let day = day_number(2024, 12, 31);
        for text in [
            "45657",
            "45657.5",
            "45657,75",
            "20241231",
            "20241231235959",
            "1735603200",
            "1735689599",
            "1735603200123",
            "1735603200123456",
        ] {
            assert_eq!(stamped(text), day, "{text}");
        }
        for text in [
            "",
            "5",
            "2024",
            "12345",
            "70000",
            "45657x",
            "-45657",
            "4102444800",
            "99999999",
            "20241331",
            "17.5",
            "123456789012345678",
        ] {
            assert_eq!(stamped(text), None, "{text}");
        }
    }
}
