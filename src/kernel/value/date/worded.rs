//! Dates with a month in words.

use crate::kernel::value::date::day_number;
use crate::kernel::value::date::months::{is_weekday, month};
use crate::kernel::value::date::time::is_time;
use crate::kernel::value::date::{Dated, full_year, number};

/// `5 Jan 2024`, `05-JAN-24`, `Jan 5, 2024`, `5. Januar 2024`, `5 de enero de 2024`,
/// `Fri, 05 Jan 2024 10:11:12 GMT`, `Fri Jan 05 10:11:12 CET 2024`, `2024-Jan-05`.
pub fn in_words(text: &str) -> Option<Dated> {
    let mut rest = text;
    let first = word(&mut rest)?;
    // "mar." is a Tuesday in French and a month elsewhere.
    let behind = if is_weekday(first) { without_weekday(rest) } else { None };
    behind.or_else(|| without_weekday(text))
}

fn without_weekday(text: &str) -> Option<Dated> {
    let mut rest = text;
    let mut first = word(&mut rest)?;
    if first == "den" || first == "feira" {
        first = word(&mut rest)?;
    }
    let second = word(&mut rest)?;
    if let (Some((year, 4, "")), Some(month)) = (number(first), month(second)) {
        let day = word(&mut rest)?;
        return if is_time(rest) { day_number(year, month, day_of(day)?).map(Dated::Sure) } else { None };
    }
    let (day, month) = match month(first) {
        Some(month) => (day_of(second)?, month),
        None => (day_of(first)?, month(second)?),
    };
    // The year stands at the end in what Unix and mail programs write.
    let behind_clock = rest
        .rsplit_once(' ')
        .filter(|it| it.0.contains(':') && number(it.1).is_some_and(|it| it.1 == 4 && it.2.is_empty()));
    let (year, rest) = match behind_clock {
        Some((time, year)) => (year, time),
        None => (word(&mut rest)?, rest),
    };
    let (year, n_year @ (2 | 4), "") = number(year.trim_start_matches('\''))? else { return None };
    // "2024 r.", the year in Polish.
    let rest = rest.strip_prefix(" r").map_or(rest, |it| it.trim_start_matches('.'));
    if is_time(rest) { day_number(full_year(year, n_year), month, day).map(Dated::Sure) } else { None }
}

/// `5`, `05`, `5th`, `1er`, `1º`.
fn day_of(text: &str) -> Option<u32> {
    let (day, 1 | 2, rest) = number(text)? else { return None };
    matches!(rest, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "°" | "ª" | "e").then_some(day)
}

/// Takes the next word or number; what stands between them is dropped, and so are small words.
fn word<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let is_gap = |it: char| matches!(it, ' ' | '-' | '/' | '.' | ',' | '\u{A0}');
    loop {
        let text = rest.trim_start_matches(is_gap);
        let end = text.find(is_gap).unwrap_or(text.len());
        let (found, behind) = text.split_at(end);
        // A point belongs to the abbreviation, a blank to the time.
        *rest = behind
            .strip_prefix('.')
            .filter(|it| !it.starts_with(|it: char| it.is_ascii_digit()))
            .unwrap_or(behind);
        if found.is_empty() {
            return None;
        }
        if !matches!(found, "de" | "del" | "of" | "the" | "le" | "el" | "r") {
            return Some(found);
        }
    }
}
