//! The part of the day that each row of an order file is of, by a column of times beside the date.
//!
//! A time in the same cell as the date is not kept when a file is read, so that it is no time here.

use crate::engine::features::Measure;
use crate::engine::table::{Cells, Column, MISSING_CODE, Source, is_clock};

/// The parts of a day, and the hour each begins; the night goes on until morning.
pub const PARTS: [(&str, u32); 5] =
    [("morning", 5), ("midday", 11), ("afternoon", 14), ("evening", 17), ("night", 22)];

/// A row whose time is not known.
const UNKNOWN: u8 = u8::MAX;
/// Of a hundred cells with something in them, so many must be times.
const MOST: usize = 95;

/// Position of each row's part in [`PARTS`], or [`u8::MAX`]; `None` where no column holds times, or
/// they are not among the measures chosen.
pub fn parts_of_rows(source: &Source, chosen: &[Measure]) -> Option<Vec<u8>> {
    if !chosen.contains(&Measure::DaypartShares) {
        return None;
    }
    source.table.columns.iter().filter(|it| is_clock(&it.name)).find_map(of_column)
}

fn of_column(column: &Column) -> Option<Vec<u8>> {
    let parts: Vec<u8> = match &column.cells {
        Cells::Codes { codes, dictionary } => {
            let of_code: Vec<u8> = (0..dictionary.len()).map(|it| of_text(dictionary.get(it))).collect();
            let part = |&code: &u32| of_code.get(code as usize).copied().unwrap_or(UNKNOWN);
            codes.iter().map(|it| if *it == MISSING_CODE { UNKNOWN } else { part(it) }).collect()
        }
        Cells::Texts(texts) => (0..texts.len()).map(|it| of_text(texts.get(it))).collect(),
        Cells::Numbers(hours) => hours.iter().map(|&it| of_number(it)).collect(),
        Cells::Days(_) => return None,
    };
    let n_known = parts.iter().filter(|it| **it != UNKNOWN).count();
    let n_present = column.cells.n_present();
    (n_known > 0 && n_known * 100 >= n_present * MOST).then_some(parts)
}

/// Of a whole hour, 0 to 24.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 24")]
fn of_number(hour: f64) -> u8 {
    let is_hour = (0.0..=24.0).contains(&hour) && hour.fract() == 0.0;
    if is_hour { of_hour(hour as u32 % 24) } else { UNKNOWN }
}

fn of_text(text: &str) -> u8 {
    hour(text).map_or(UNKNOWN, of_hour)
}

fn of_hour(hour: u32) -> u8 {
    let begun = PARTS.iter().filter(|it| it.1 <= hour).count();
    // Before the first part begins, it is still night.
    u8::try_from(if begun == 0 { PARTS.len() - 1 } else { begun - 1 }).unwrap_or(UNKNOWN)
}

/// The hour of `7:45`, `07:45:10`, `7.45 pm`, `19h45` and their like.
fn hour(text: &str) -> Option<u32> {
    let text = text.trim();
    let (hours, rest) = text.split_once([':', '.', 'h'])?;
    let hours: u32 = Some(hours).filter(|it| (1..=2).contains(&it.len()))?.parse().ok()?;
    let minutes: u32 = rest.get(..2)?.parse().ok()?;
    let rest = rest.get(2..)?.trim_start_matches(|it: char| it.is_ascii_digit() || it == ':' || it == '.');
    let half = rest.trim().replace('.', "");
    let hours = match (half.as_str(), hours) {
        ("" | "Uhr" | "h", 0..=24) => hours % 24,
        ("am" | "AM", 1..=12) => hours % 12,
        ("pm" | "PM", 1..=12) => hours % 12 + 12,
        _ => return None,
    };
    (minutes < 60).then_some(hours)
}

#[cfg(test)]
mod tests {
    use super::{PARTS, hour, of_number, of_text};

    #[test]
    fn times_are_read_in_their_usual_forms() {
        for (text, expected) in [
            ("07:45", 7),
            ("7:45", 7),
            ("19:45:10", 19),
            ("7.45 pm", 19),
            ("12:05 AM", 0),
            ("19h45", 19),
            ("24:00", 0),
        ] {
            assert_eq!(hour(text), Some(expected), "{text}");
        }
        for text in ["", "7", "25:00", "12:61", "13:00 pm", "now", "2026-05-31", "1234:00", "1:2"] {
            assert_eq!(hour(text), None, "{text}");
        }
    }

    #[test]
    fn every_hour_is_of_one_part_of_the_day() {
        let part = |text: &str| PARTS.get(usize::from(of_text(text))).map(|it| it.0);
        assert_eq!(part("04:59"), Some("night"));
        assert_eq!(part("05:00"), Some("morning"));
        assert_eq!(part("10:59"), Some("morning"));
        assert_eq!(part("11:00"), Some("midday"));
        assert_eq!(part("16:59"), Some("afternoon"));
        assert_eq!(part("21:59"), Some("evening"));
        assert_eq!(part("22:00"), Some("night"));
        assert_eq!(of_number(7.0), of_text("07:00"));
        assert_eq!(of_number(7.5), u8::MAX);
    }
}
