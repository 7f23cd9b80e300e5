//! Dates as people write them. A time of day and an offset are dropped: the day that is written
//! is the day that is meant.

use crate::kernel::column::calendar::day_number;
use crate::kernel::letters::{is_letter, lowered};
use crate::kernel::notation::DateOrder;

/// A date, as far as one cell alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// Year first, or a month in words.
    Sure(i32),
    /// Eight digits that are a day: year, month, day.
    Digits(i32),
    /// Only one order of day and month gives a day that exists.
    One(DateOrder, i32),
    /// Both orders do.
    Either {
        /// Read day first.
        day_first: i32,
        /// Read month first.
        month_first: i32,
        /// Written with points, as only day-first countries do.
        is_dotted: bool,
    },
}

impl Dated {
    /// The day in a column that is written in an order.
    pub fn day(self, order: DateOrder) -> Option<i32> {
        match self {
            Self::Sure(day) | Self::Digits(day) => Some(day),
            Self::One(own, day) => (own == order || order == DateOrder::YearFirst).then_some(day),
            Self::Either { month_first, .. } if order == DateOrder::MonthFirst => Some(month_first),
            Self::Either { day_first, .. } => Some(day_first),
        }
    }
}

/// Reads `2026-05-31` with anything that is a time behind it, the form most files use.
pub fn iso(text: &[u8]) -> Option<i32> {
    let date = text.first_chunk::<10>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return None };
    let found = day_number(digits([y1, y2, y3, y4])?, digits([m1, m2])?, digits([d1, d2])?)?;
    (text.len() == 10 || is_time(text.get(10..)?)).then_some(found)
}

/// Reads one cell.
pub fn parse(text: &str) -> Option<Dated> {
    let bytes = text.as_bytes();
    let first = bytes.first()?;
    if !first.is_ascii_digit() {
        return if first.is_ascii_alphabetic() { in_words(text) } else { None };
    }
    if bytes.len() < 6 {
        return None;
    }
    if let Ok(digits8) = <[u8; 8]>::try_from(bytes)
        && digits8.iter().all(u8::is_ascii_digit)
    {
        return eight_digits(digits8).map(Dated::Digits);
    }
    let (first, n_first, rest) = number(bytes)?;
    let (&mark, rest) = rest.split_first()?;
    if !matches!(mark, b'-' | b'/' | b'.') {
        return in_words(text);
    }
    let Some((second, n_second, rest)) = number(rest) else { return in_words(text) };
    let rest = rest.strip_prefix(&[mark])?;
    let (third, n_third, rest) = number(rest)?;
    if n_second > 2 || !(rest.is_empty() || is_time(rest)) {
        return None;
    }
    match (n_first, n_third) {
        (4, 1 | 2) => day_number(first, second, third).map(Dated::Sure),
        (1 | 2, 2 | 4) => two_ways(first, second, full_year(third, n_third), mark == b'.'),
        _ => None,
    }
}

fn two_ways(first: u32, second: u32, year: u32, is_dotted: bool) -> Option<Dated> {
    let day_first = day_number(year, second, first);
    let month_first = day_number(year, first, second);
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) => Some(Dated::Either { day_first, month_first, is_dotted }),
        (Some(day), None) => Some(Dated::One(DateOrder::DayFirst, day)),
        (None, Some(day)) => Some(Dated::One(DateOrder::MonthFirst, day)),
        (None, None) => None,
    }
}

/// Two-digit years from 70 on are of the last century.
fn full_year(year: u32, n_digits: usize) -> u32 {
    match (n_digits, year) {
        (2, 0..70) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

fn eight_digits(text: [u8; 8]) -> Option<i32> {
    let [y1, y2, y3, y4, m1, m2, d1, d2] = text;
    let year = digits([y1, y2, y3, y4])?;
    if !(1900..=2100).contains(&year) {
        return None;
    }
    day_number(year, digits([m1, m2])?, digits([d1, d2])?)
}

fn digits<const N: usize>(text: [u8; N]) -> Option<u32> {
    text.iter().try_fold(0, |sum, it| it.is_ascii_digit().then(|| sum * 10 + u32::from(it - b'0')))
}

/// A number of at most four digits at the start, its length, and what follows.
fn number(text: &[u8]) -> Option<(u32, usize, &[u8])> {
    let n_digits = text.iter().take(5).take_while(|it| it.is_ascii_digit()).count();
    if n_digits == 0 || n_digits > 4 {
        return None;
    }
    let (number, rest) = text.split_at(n_digits);
    Some((number.iter().fold(0, |sum, it| sum * 10 + u32::from(it - b'0')), n_digits, rest))
}

/// ` 14:06`, `T14:06:53.923Z`, ` 2:06 PM`, `T00:00:00+02:00` and their like.
fn is_time(text: &[u8]) -> bool {
    let Some((b'T' | b't' | b' ' | b',', rest)) = text.split_first() else { return text == b"Z" };
    let Some((hours, 1 | 2, rest)) = number(rest.trim_ascii_start()) else { return false };
    let mut rest = rest;
    for _ in 0..2 {
        let Some((b':' | b'.', behind)) = rest.split_first() else { break };
        let Some((minutes, 1 | 2, behind)) = number(behind) else { return false };
        if minutes > 60 {
            return false;
        }
        rest = behind;
    }
    if let Some((b'.' | b',', fraction)) = rest.split_first() {
        let n_digits = fraction.iter().take_while(|it| it.is_ascii_digit()).count();
        rest = fraction.get(n_digits..).unwrap_or_default();
    }
    hours <= 24 && is_zone(rest.trim_ascii())
}

fn is_zone(text: &[u8]) -> bool {
    let text = match text.first_chunk::<2>() {
        Some(b"AM" | b"PM" | b"am" | b"pm") => text.get(2..).unwrap_or_default().trim_ascii(),
        _ => text,
    };
    match text {
        b"" | b"Z" | b"z" | b"UTC" | b"GMT" => true,
        [b'+' | b'-', offset @ ..] => {
            (2..=5).contains(&offset.len()) && offset.iter().all(|it| it.is_ascii_digit() || *it == b':')
        }
        _ => false,
    }
}

/// How the months begin in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish.
const MONTHS: [&str; 12] = [
    "jan ene gen sty",
    "feb fév fev lut",
    "mar mär mae maa mrt mrz",
    "apr avr abr kwi",
    "may mai mag mei maj",
    "jun juin giu cze",
    "jul juil lug lip",
    "aug aoû ago sie",
    "sep set wrz",
    "oct okt ott out paź",
    "nov lis",
    "dec dez déc dic gru",
];

/// `5 Jan 2024`, `05-Jan-24`, `Jan 5, 2024`, `5. Januar 2024`.
fn in_words(text: &str) -> Option<Dated> {
    if text.len() > 32 {
        return None;
    }
    let mut parts = text.split([' ', '-', '/', '.', ',']).filter(|it| !it.is_empty() && *it != "de");
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some_and(|it| !is_time(format!(" {it}").as_bytes())) {
        return None;
    }
    let (day, month) = match month(first) {
        Some(month) => (second.trim_end_matches(|it: char| it.is_ascii_lowercase()), month),
        None => (first, month(second)?),
    };
    let (year, n_year, b"") = number(third.as_bytes())? else { return None };
    let (day, 1 | 2, b"") = number(day.as_bytes())? else { return None };
    if n_year != 2 && n_year != 4 {
        return None;
    }
    day_number(full_year(year, n_year), month, day).map(Dated::Sure)
}

fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 || !word.chars().all(is_letter) {
        return None;
    }
    let word = lowered(word);
    let is_start = |list: &&str| list.split(' ').any(|it| word.starts_with(it));
    (1..).zip(MONTHS).find(|(_, list)| is_start(list)).map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::{Dated, iso, parse};
    use crate::kernel::column::calendar::day_number;
    use crate::kernel::notation::DateOrder;

    #[test]
    fn every_common_form_is_read() {
        let day = day_number(2024, 12, 31).unwrap();
        for text in [
            "2024-12-31",
            "2024-12-31T23:59:59Z",
            "2024-12-31 23:59:59.923+02:00",
            "2024/12/31",
            "2024.12.31",
            "2024-12-31 8:26",
            "31 Dec 2024",
            "31-Dec-24",
            "Dec 31, 2024",
            "December 31st 2024",
            "31. Dezember 2024",
            "31 décembre 2024",
            "31 de diciembre de 2024",
            "31 grudnia 2024",
        ] {
            assert_eq!(parse(text), Some(Dated::Sure(day)), "{text}");
        }
        for text in ["31/12/2024", "31.12.2024", "31.12.24", "31-12-2024", "31/12/2024 14:06"] {
            assert_eq!(parse(text), Some(Dated::One(DateOrder::DayFirst, day)), "{text}");
        }
        assert_eq!(parse("12/31/2024 2:06 PM"), Some(Dated::One(DateOrder::MonthFirst, day)));
        assert_eq!(parse("20241231"), Some(Dated::Digits(day)));
        assert_eq!(iso(b"2024-12-31T00:00"), Some(day));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2024",
            "45657",
            "0000-00-00",
            "1900-02-29",
            "2024-02-30",
            "1.5",
            "1.234.567",
            "2024-12-31x",
            "12:30",
            "31/12",
            "99999999",
            "20241331",
            "2024-12-31 99:00",
            "Mar",
            "Margaret 5 2024x",
            "192.168.0.1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn two_digit_years_turn_at_70() {
        assert_eq!(parse("31.12.69").and_then(|it| it.day(DateOrder::DayFirst)), day_number(2069, 12, 31));
        assert_eq!(parse("31.12.70").and_then(|it| it.day(DateOrder::DayFirst)), day_number(1970, 12, 31));
    }
}
