//! The cells of one sheet of an Excel workbook, in the order of its XML.

use std::borrow::Cow;

use enclave_engine::engine::table::{IssueKind, TableError, Texts};
use quick_xml::events::{BytesStart, Event};

use crate::wrapping::workbook::cell::{Cell, TakeCell, duration, moment, number};
use crate::wrapping::workbook::formats::Meaning;
use crate::wrapping::workbook::xlsx::{StringParts, unescaped};
use crate::wrapping::xml::{Xml, add_text, attribute};

/// What cells refer to by number.
pub struct Palette {
    /// Texts.
    pub strings: Texts,
    /// What numbers stand for, by style.
    pub meanings: Vec<Meaning>,
    /// Whether days are counted from 1904.
    pub is_1904: bool,
}

/// How a cell's value is written.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Written {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Flag,
    Error,
    Day,
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    row: u32,
    column: u32,
    written: Written,
    style: usize,
    value: String,
    is_value: bool,
    has_formula: bool,
    inline: StringParts,
}

/// Hands out the cells of a sheet.
pub fn walk(mut xml: Xml, palette: &Palette, take: &mut TakeCell<'_>) -> Result<(), TableError> {
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut open: Option<Open> = None;
    while let Some(event) = xml.next()? {
        if let Some(cell) = &mut open {
            if cell.ends_with(&event) {
                let done = open.take().unwrap_or_default();
                column = done.column.saturating_add(1);
                done.hand_out(palette, take)?;
            }
            continue;
        }
        if let Event::Start(tag) = &event {
            match tag.local_name().as_ref() {
                "row" => {
                    let given = attribute(tag, "r").and_then(|it| it.parse::<u32>().ok());
                    row = given.and_then(|it| it.checked_sub(1)).unwrap_or(row);
                    column = 0;
                }
                "c" => {
                    let cell = Open::new(tag, row, column);
                    row = cell.row;
                    open = Some(cell);
                }
                _ => {}
            }
        } else if let Event::End(tag) = &event {
            match tag.local_name().as_ref() {
                "row" => row = row.saturating_add(1),
                "sheetData" => return Ok(()),
                _ => {}
            }
        }
    }
    Ok(())
}

impl Open {
    fn new(tag: &BytesStart<'_>, row: u32, column: u32) -> Self {
        let mut cell = Self { row, column, ..Self::default() };
        for it in tag.attributes().filter_map(Result::ok) {
            match it.key.as_ref() {
                "r" => (cell.row, cell.column) = place(&it.value).unwrap_or((row, column)),
                "s" => cell.style = it.value.parse().unwrap_or(0),
                "t" => {
                    cell.written = match it.value.as_ref() {
                        "s" => Written::Shared,
                        "str" => Written::Text,
                        "inlineStr" => Written::Inline,
                        "b" => Written::Flag,
                        "e" => Written::Error,
                        "d" => Written::Day,
                        _ => Written::Number,
                    };
                }
                _ => {}
            }
        }
        cell
    }

    /// Takes an event inside the cell; says whether the cell has ended.
    fn ends_with(&mut self, event: &Event<'_>) -> bool {
        if self.written == Written::Inline {
            self.inline.takes(event, "is");
        }
        if let Event::Start(tag) = event {
            match tag.local_name().as_ref() {
                "v" => self.is_value = true,
                "f" => self.has_formula = true,
                _ => {}
            }
        } else if let Event::End(tag) = event {
            match tag.local_name().as_ref() {
                "v" => self.is_value = false,
                "c" => return true,
                _ => {}
            }
        } else if self.is_value {
            add_text(event, &mut self.value);
        }
        false
    }

    fn hand_out(self, palette: &Palette, take: &mut TakeCell<'_>) -> Result<(), TableError> {
        let Self { row, column, .. } = self;
        let is_text = matches!(self.written, Written::Text | Written::Inline);
        let has_nothing = self.has_formula && self.value.is_empty() && !is_text;
        let flaw = match self.written {
            Written::Error => Some(IssueKind::ErrorCell),
            Written::Number
            | Written::Shared
            | Written::Text
            | Written::Inline
            | Written::Flag
            | Written::Day => has_nothing.then_some(IssueKind::NoStoredValue),
        };
        let text = self.text(palette)?;
        if text.is_empty() && flaw.is_none() {
            return Ok(());
        }
        take(Cell { row, column, text, flaw })
    }

    fn text<'p>(&self, palette: &'p Palette) -> Result<Cow<'p, str>, TableError> {
        let value = self.value.as_str();
        Ok(match self.written {
            Written::Shared if value.is_empty() => Cow::Borrowed(""),
            Written::Shared => {
                let at: usize = value.trim().parse().or(Err(TableError::Damaged))?;
                if at >= palette.strings.len() {
                    return Err(TableError::Damaged);
                }
                Cow::Borrowed(palette.strings.get(at))
            }
            Written::Inline => unescaped(&self.inline.text).into_owned().into(),
            Written::Text => unescaped(value).into_owned().into(),
            Written::Flag => match value.trim() {
                "" => "",
                "0" | "false" => "FALSE",
                _ => "TRUE",
            }
            .into(),
            Written::Error => value.to_owned().into(),
            Written::Day => value.replacen('T', " ", 1).into(),
            Written::Number => self.number(palette).into(),
        })
    }

    fn number(&self, palette: &Palette) -> String {
        let text = self.value.trim();
        let Ok(value) = text.parse::<f64>() else { return text.to_owned() };
        match palette.meanings.get(self.style).copied().unwrap_or_default() {
            Meaning::Moment => moment(value, palette.is_1904),
            Meaning::Duration => duration(value),
            // All digits of a long whole number stay, even where a computer's number has fewer.
            Meaning::Number if is_whole(text) => text.to_owned(),
            Meaning::Number => number(value),
        }
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_padded = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !is_padded && digits.bytes().all(|it| it.is_ascii_digit())
}

/// Row and column of a place such as `AB12`, from 0.
fn place(text: &str) -> Option<(u32, u32)> {
    let n_letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at_checked(n_letters)?;
    if !(1..=6).contains(&n_letters) {
        return None;
    }
    let column =
        letters.bytes().fold(0_u32, |sum, it| sum * 26 + u32::from(it.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::{is_whole, place};

    #[test]
    fn places_are_rows_and_columns() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!([place("A0"), place("12"), place("ÄÄ1"), place("AAAAAAA1")], [None; 4]);
    }

    #[test]
    fn whole_numbers_keep_their_digits() {
        assert!(is_whole("12345678901234567890") && is_whole("-4") && is_whole("0"));
        assert!(!is_whole("1.0") && !is_whole("1E3") && !is_whole("007") && !is_whole(""));
    }
}
