//! Dates as people write them. A time of day and an offset are dropped: the day that is written
//! is the day that is meant.

mod calendar;
mod months;
mod stamp;
mod time;
mod worded;

pub use calendar::day_number;
pub use stamp::stamped;

use crate::kernel::notation::DateOrder;
use crate::kernel::value::date::months::month;
use crate::kernel::value::date::time::is_time;
use crate::kernel::value::date::worded::in_words;
use crate::kernel::value::narrow;

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
    (text.len() == 10 || is_plain_time(text.get(10..)?)).then_some(found)
}

/// ` 14:06:53` or `T14:06:53` with whatever [`is_time`] knows behind it.
fn is_plain_time(text: &[u8]) -> bool {
    if let [b' ' | b'T', h1, h2, b':', m1, m2, b':', s1, s2]
    | [b' ' | b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'Z'] = *text
    {
        let is_up_to = |tens: u8, ones: u8, most: u32| digits([tens, ones]).is_some_and(|it| it <= most);
        return is_up_to(h1, h2, 24) && is_up_to(m1, m2, 60) && is_up_to(s1, s2, 60);
    }
    std::str::from_utf8(text).is_ok_and(is_time)
}

/// Longer cells are no dates.
const MAX_BYTES: usize = 80;

/// Reads one cell.
pub fn parse(text: &str) -> Option<Dated> {
    if text.len() < 6 || text.len() > MAX_BYTES || !text.bytes().any(|it| it.is_ascii_digit() || it == 0xEF) {
        return None;
    }
    if !text.is_ascii() {
        return parse_plain(&narrow(text));
    }
    parse_plain(text)
}

fn parse_plain(text: &str) -> Option<Dated> {
    if !text.as_bytes().first()?.is_ascii_digit() {
        return in_words(text).or_else(|| in_era(text));
    }
    if let Ok(digits8) = <[u8; 8]>::try_from(text.as_bytes())
        && digits8.iter().all(u8::is_ascii_digit)
    {
        return eight_digits(digits8).map(Dated::Digits);
    }
    let Some((first, n_first, rest)) = number(text) else { return in_one(text) };
    match rest.chars().next()? {
        mark @ ('-' | '/' | '.') => in_numbers((first, n_first), mark, rest).or_else(|| in_words(text)),
        '年' if n_first == 4 => in_japanese(first, rest.strip_prefix('年')?),
        _ => in_words(text).or_else(|| in_one(text)),
    }
}

/// `31.12.2024`, `12/31/24`, `2024-12-31`, `31. 12. 2024`.
fn in_numbers((first, n_first): (u32, usize), mark: char, rest: &str) -> Option<Dated> {
    let (second, n_second, rest) = number(rest.strip_prefix(mark)?.trim_start_matches(' '))?;
    let (third, n_third, rest) = number(rest.strip_prefix(mark)?.trim_start_matches(' '))?;
    if n_second > 2 || !is_time(without_day_of_week(rest)) {
        return None;
    }
    match (n_first, n_third) {
        (4, 1 | 2) => day_number(first, second, third).map(Dated::Sure),
        (1 | 2, 2 | 4) => two_ways(first, second, full_year(third, n_third), mark == '.'),
        _ => None,
    }
}

/// Behind `2024年`: `12月31日`, with the day of the week in brackets and a time or without.
fn in_japanese(year: u32, rest: &str) -> Option<Dated> {
    let (month, 1 | 2, rest) = number(rest.trim_start())? else { return None };
    let (day, 1 | 2, rest) = number(rest.strip_prefix('月')?.trim_start())? else { return None };
    let rest = without_day_of_week(rest.strip_prefix('日')?);
    let is_timed = is_time(rest)
        || (rest.starts_with(|it: char| it.is_ascii_digit() || it == '午') && is_time(&format!(" {rest}")));
    if is_timed { day_number(year, month, day).map(Dated::Sure) } else { None }
}

/// `令和6年12月31日` and the two eras before it; the first year is 元年.
fn in_era(text: &str) -> Option<Dated> {
    let eras = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];
    let (rest, before) =
        eras.iter().find_map(|(name, year)| text.strip_prefix(name).map(|it| (it, *year)))?;
    if let Some(rest) = rest.strip_prefix("元年") {
        return in_japanese(before + 1, rest);
    }
    let (year, 1 | 2, rest) = number(rest)? else { return None };
    in_japanese(before + year, rest.strip_prefix('年')?)
}

/// Without `(金)`, `(Fri)` or `金曜日`.
fn without_day_of_week(text: &str) -> &str {
    let plain = text.trim_start();
    let behind = plain.strip_prefix(['月', '火', '水', '木', '金', '土', '日']);
    if let Some(behind) = behind.and_then(|it| it.strip_prefix('曜')) {
        return behind.strip_prefix('日').unwrap_or(behind);
    }
    let behind = text.strip_prefix('(').and_then(|it| it.split_once(')'));
    behind.filter(|it| it.0.chars().count() <= 3).map_or(text, |it| it.1)
}

/// `20241231T235959Z`, `20241231 23:59`, `31DEC2024`.
fn in_one(text: &str) -> Option<Dated> {
    if let Some((date, time)) = text.split_at_checked(8)
        && let Ok(digits8) = <[u8; 8]>::try_from(date.as_bytes())
        && digits8.iter().all(u8::is_ascii_digit)
    {
        let clock = time.strip_prefix('T').map(|it| it.trim_end_matches('Z'));
        let is_basic =
            clock.is_some_and(|it| matches!(it.len(), 4 | 6) && it.bytes().all(|it| it.is_ascii_digit()));
        return (is_basic || is_time(time)).then(|| eight_digits(digits8)).flatten().map(Dated::Sure);
    }
    let (day, 1 | 2, rest) = number(text)? else { return None };
    let n_letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = rest.split_at(n_letters);
    let (year, n_year @ (2 | 4), rest) = number(rest)? else { return None };
    let rest = rest.strip_prefix(':').map_or_else(|| rest.to_owned(), |it| format!(" {it}"));
    if !is_time(&rest) {
        return None;
    }
    day_number(full_year(year, n_year), month(word)?, day).map(Dated::Sure)
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
pub fn full_year(year: u32, n_digits: usize) -> u32 {
    match (n_digits, year) {
        (2, 0..70) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

/// The day that eight digits are: year, month, day.
pub fn eight_digits(text: [u8; 8]) -> Option<i32> {
    let [y1, y2, y3, y4, m1, m2, d1, d2] = text;
    let year = digits([y1, y2, y3, y4])?;
    if !(1900..2100).contains(&year) {
        return None;
    }
    day_number(year, digits([m1, m2])?, digits([d1, d2])?)
}

/// The number that digits are.
pub fn digits<const N: usize>(text: [u8; N]) -> Option<u32> {
    text.iter().try_fold(0, |sum, it| it.is_ascii_digit().then(|| sum * 10 + u32::from(it - b'0')))
}

/// A number of at most four digits at the start, its length, and what follows.
pub fn number(text: &str) -> Option<(u32, usize, &str)> {
    let n_digits = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > 4 {
        return None;
    }
    let (digits, rest) = text.split_at(n_digits);
    Some((digits.bytes().fold(0, |sum, it| sum * 10 + u32::from(it - b'0')), n_digits, rest))
}

#[cfg(test)]
mod tests {
    use super::{Dated, iso, parse};
    use crate::kernel::notation::DateOrder;
    use crate::kernel::value::date::day_number;

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
            "31 grudnia 2024 r.",
            "2024-12-31T10:11:12.923+02:00",
            "2024-12-31 10:11:12 +0100",
            "2024-12-31 10:11:12 UTC",
            "2024年12月31日",
            "2024年12月31日(火) 10:11",
            "2024年12月31日10時11分",
            "２０２４年１２月３１日",
            "2024年12月31日火曜日",
            "martedì 31 dicembre 2024",
            "terça-feira, 31 de dezembro de 2024",
            "wtorek, 31 grudnia 2024",
            "mar. 31 déc. 2024",
            "2024/12/31(火)",
            "令和6年12月31日",
            "31-DEC-24 10.11.12.000000 PM",
            "31 déc. 2024",
            "31 dez. 2024",
            "31. Dez. 2024, 14:06 Uhr",
            "1er janv. 2024",
            "Tue, 31 Dec 2024 10:11:12 GMT",
            "Tuesday, December 31, 2024",
            "Dienstag, 31. Dezember 2024",
            "Tue Dec 31 10:11:12 CET 2024",
            "Tue Dec 31 2024 10:11:12 GMT+0100 (Central European Standard Time)",
            "Dec 31, 2024 10:11:12 AM PST",
            "Dec 31, 2024 at 10:11 AM",
            "2024-Dec-31",
            "31DEC2024",
            "31DEC2024:10:11:12",
            "20241231T101112Z",
            "31 dic 2024",
            "31 de dezembro de 2024 às 10:11",
            "31 december 2024",
            "31 gru 2024",
        ] {
            let expected = if text == "1er janv. 2024" { day_number(2024, 1, 1).unwrap() } else { day };
            assert_eq!(parse(text), Some(Dated::Sure(expected)), "{text}");
        }
    }

    #[test]
    fn every_common_form_that_leaves_the_order_open_is_read() {
        let day = day_number(2024, 12, 31).unwrap();
        for text in [
            "31/12/2024",
            "31.12.2024",
            "31.12.24",
            "31-12-2024",
            "31/12/2024 14:06",
            "31. 12. 2024",
            "31.12.2024, 14:06",
        ] {
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
            "Margaret 5 2024",
            "5 Jan 2024 blah",
            "5 Jan 24 10 foo",
            "192.168.0.1",
            "1.2.3.4",
            "2024-12",
            "12 Monkeys 2024",
            "Junior 5 1990",
            "555-12-1234",
            "+49 30 1234567",
            "2024年13月1日",
            "12/2024",
            "1-2-3",
            "Room 5 May 2024x",
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
